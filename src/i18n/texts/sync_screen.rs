//! Texts of the screen and the commands of synchronisation.

use crate::i18n::{counted, counted_english};

/// Texts of the screen and the commands of synchronisation.
#[derive(Debug)]
pub struct Texts {
    /// The title of the screen; takes how many storages there are.
    pub title: fn(usize) -> String,
    /// What the screen says while there is no storage: paragraphs; keys as `{action-id}`.
    pub empty: &'static [&'static str],
    /// The circles of people in a word or two: own devices, team, network.
    pub profiles: [&'static str; 3],
    /// The circles of people with what leaves to them.
    pub about_profiles: [&'static str; 3],
    /// Today at a time.
    pub today: fn(&str) -> String,
    /// A storage is being synchronised, in the list.
    pub running: &'static str,
    /// The last synchronisation failed, in the list.
    pub failed: &'static str,
    /// Never synchronised.
    pub never: &'static str,
    /// Label of the address.
    pub address: &'static str,
    /// Label of the circle of people.
    pub circle: &'static str,
    /// Label of the encryption.
    pub encryption: &'static str,
    /// Label of automatic synchronisation.
    pub automatic: &'static str,
    /// Label of what waits to leave.
    pub waiting: &'static str,
    /// Label of the last synchronisation.
    pub last: &'static str,
    /// Documents are sealed.
    pub sealed: &'static str,
    /// Documents are not sealed.
    pub open: &'static str,
    /// Not known yet.
    pub unknown: &'static str,
    /// Synchronised at start and at the end.
    pub automatic_yes: &'static str,
    /// Synchronised only when asked.
    pub automatic_no: &'static str,
    /// Nothing waits to leave.
    pub nothing_waits: &'static str,
    /// A number of documents.
    pub documents: fn(usize) -> String,
    /// Heading of an error.
    pub problem: &'static str,
    /// Heading of a result.
    pub result: &'static str,
    /// How many documents came and went.
    pub exchanged: fn(usize, usize) -> String,
    /// Requests, bytes up, bytes down.
    pub traffic: fn(usize, &str, &str) -> String,
    /// Heading of a test.
    pub tested: &'static str,
    /// Heading of what needs attention.
    pub attention: &'static str,
    /// Fields with values to decide; takes how many and the key.
    pub conflicts: fn(usize, &str) -> String,
    /// More files that cannot be used.
    pub more_files: fn(usize) -> String,
    /// What would leave is being found out.
    pub previewing: &'static str,
    /// The storage is being asked.
    pub connecting: &'static str,
    /// Own files are being checked.
    pub verifying: &'static str,
    /// The storage is being tested.
    pub testing: &'static str,
    /// A device is being approved.
    pub approving: &'static str,
    /// A member is being removed.
    pub removing: &'static str,
    /// Documents come.
    pub receiving: &'static str,
    /// Documents go.
    pub sending: &'static str,
    /// What went is listed.
    pub publishing: &'static str,
    /// Old files are deleted.
    pub cleaning: &'static str,
    /// The key that cancels.
    pub cancel: fn(&str) -> String,
    /// It is being cancelled.
    pub cancelling: &'static str,
    /// A storage is kept; takes its name and the key that shows what will leave.
    pub saved: fn(&str, &str) -> String,
    /// There is no storage of this name.
    pub unknown_storage: fn(&str) -> String,
    /// A storage was removed from the settings.
    pub removed: fn(&str) -> String,
    /// A storage was synchronised; what came and went.
    pub synced: fn(&str, usize, usize) -> String,
    /// Something besides needs attention; takes the key of the screen.
    pub synced_attention: fn(&str) -> String,
    /// Something is being done already.
    pub running_already: &'static str,
    /// What was asked for is done after what is being done.
    pub after_this: &'static str,
    /// Waits before the end; the key that leaves at once.
    pub leaving: &'static str,
    /// Synchronisation is not possible here.
    pub no_worker: &'static str,
    /// Another window or command synchronises.
    pub busy: &'static str,
    /// The storage holds something else; takes a name that was found.
    pub foreign: fn(&str) -> String,
    /// A step of a test went well.
    pub test_well: &'static str,
    /// The storage answers.
    pub test_reads: &'static str,
    /// The storage can be written.
    pub test_writes: &'static str,
    /// The storage is empty.
    pub test_empty: &'static str,
    /// The storage holds a space; takes the circle and the encryption.
    pub test_space: fn(&str, &str) -> String,
    /// A name of a storage is taken.
    pub name_taken: fn(&str) -> String,
    /// A storage has this address already; takes its name.
    pub address_taken: fn(&str) -> String,
    /// A name of a storage cannot be used.
    pub name_wrong: &'static str,
    /// A password without `sealed`.
    pub password_without_sealed: &'static str,
    /// The address is another one, and the kept password has not been typed again.
    pub password_elsewhere: &'static str,
    /// Yes and no.
    pub yes_no: [&'static str; 2],
    /// Title of the form for a new storage.
    pub form_new: &'static str,
    /// Title of the form of a storage.
    pub form_edit: fn(&str) -> String,
    /// The mark of a shared copy.
    pub shared_copy: &'static str,
    /// The mark of a shared copy that is open.
    pub shared_copy_read_only: &'static str,
    /// A storage was set up; its name and circle.
    pub added: fn(&str, &str) -> String,
    /// What to do next.
    pub next_step: fn(&str) -> String,
    /// Asks whether to found a space; the circle and the encryption.
    pub ask_found: fn(&str, &str) -> String,
    /// Answers that mean yes.
    pub yes_letters: &'static [&'static str],
    /// The storage is empty and nothing was founded.
    pub not_founded: fn(&str) -> String,
    /// A storage did not pass.
    pub test_failed: fn(&str) -> String,
    /// So many of so many storages failed.
    pub sync_failed: fn(usize, usize) -> String,
    /// No storage is set up.
    pub no_storages: &'static str,
    /// Encrypted, in a list.
    pub is_encrypted: &'static str,
    /// Not encrypted, in a list.
    pub is_open: &'static str,
    /// When it was last synchronised.
    pub last_was: fn(&str) -> String,
    /// Asks for the password of a storage.
    pub ask_password: &'static str,
    /// So many fields have different values.
    pub conflicting_fields: fn(usize) -> String,
    /// So much was erased because others erased it.
    pub erased: fn(usize) -> String,
    /// So many files are listed and not there yet.
    pub files_wait: fn(usize) -> String,
    /// What Enter does on the screen.
    pub enter_syncs: &'static str,
    /// What Esc does while a synchronisation runs.
    pub back_cancels: &'static str,
    /// Why a file cannot be used; takes the word under which that is kept.
    pub unusable: fn(&str) -> &'static str,
    /// What Del does on the screen.
    pub delete_removes: &'static str,
    /// What the key for new things does on the screen.
    pub new_adds: &'static str,
}

pub(super) const CS: Texts = Texts {
    title: |n| match n {
        0 => "Synchronizace".to_owned(),
        n => format!("Synchronizace · {}", counted(n, ["úložiště", "úložiště", "úložišť"])),
    },
    empty: &[
        "Tady se vaše záznamy potkají s druhým zařízením, s kolegy a s koordinátorem. Stačí jakékoli úložiště: složka (USB disk, Syncthing, složka Nextcloudu), WebDAV nebo S3. Vlastní server není potřeba.",
        "Nic se neztratí: co zapsali dva lidé současně, zůstane obojí, dokud někdo nerozhodne. Chybějící soubor nikdy nic nesmaže.",
        "Stiskněte {new}, pojmenujte úložiště a zadejte jeho adresu, třeba /media/jana/USB/porada nebo https://cloud.example.cz/remote.php/dav/files/jana/porada. Než cokoli odejde, porada ukáže, co to bude.",
        "Stejně to umí příkazy porada remote add a porada sync. Jednotlivou konzultaci pošlete i souborem: {minutes}, formát JSON.",
    ],
    profiles: ["vlastní zařízení", "tým", "síť"],
    about_profiles: [
        "vlastní zařízení: odchází vše",
        "tým: konzultace označené tým nebo síť, celé",
        "síť: konzultace označené síť, bez osobních údajů a interních položek",
    ],
    today: |time| format!("dnes {time}"),
    running: "probíhá",
    failed: "nezdařilo se",
    never: "zatím nikdy",
    address: "Adresa",
    circle: "Okruh",
    encryption: "Šifrování",
    automatic: "Samočinně",
    waiting: "K odeslání",
    last: "Naposledy",
    sealed: "ano, obsah čtou jen schválená zařízení",
    open: "ne, kdo má přístup k úložišti, čte vše",
    unknown: "zatím není známo",
    automatic_yes: "při spuštění a při ukončení",
    automatic_no: "ne, jen na pokyn",
    nothing_waits: "nic",
    documents: |n| counted(n, ["dokument", "dokumenty", "dokumentů"]),
    problem: "Poslední pokus se nezdařil",
    result: "Výsledek",
    exchanged: |came, went| format!("přijato: {came}, odesláno: {went}"),
    traffic: |requests, up, down| {
        format!("{}, {up} nahoru, {down} dolů", counted(requests, ["požadavek", "požadavky", "požadavků"]))
    },
    tested: "Zkouška úložiště",
    attention: "Vyžaduje pozornost",
    conflicts: |n, key| {
        format!(
            "k rozhodnutí: {} ({key})",
            counted(n, ["rozdílný zápis", "rozdílné zápisy", "rozdílných zápisů"])
        )
    },
    more_files: |n| {
        format!("a ještě {}, vypíše je porada sync --json", counted(n, ["soubor", "soubory", "souborů"]))
    },
    previewing: "Zjišťuji, co odejde",
    connecting: "Připojuji se k úložišti",
    verifying: "Kontroluji vlastní soubory",
    testing: "Zkouším úložiště",
    approving: "Zjišťuji, kdo čeká na schválení",
    removing: "Odebírám zařízení",
    receiving: "Přijímám",
    sending: "Odesílám",
    publishing: "Zveřejňuji seznam",
    cleaning: "Uklízím staré soubory",
    cancel: |key| format!("{key} přeruší; co je hotové, zůstane. Psát můžete dál."),
    cancelling: "Přerušuji, co je hotové, zůstane",
    saved: |name, enter| format!("Úložiště {name} je uloženo · {enter} ukáže, co na ně odejde"),
    unknown_storage: |name| format!("úložiště {name} nastaveno není; nastavená vypíše porada remote list"),
    removed: |name| format!("Úložiště {name} je odebráno; soubory na něm i vaše záznamy zůstaly."),
    synced: |name, came, went| format!("{name}: přijato {came}, odesláno {went}"),
    synced_attention: |key| format!("něco vyžaduje pozornost ({key})"),
    running_already: "Jedna synchronizace už probíhá; počkejte, nebo ji přerušte na obrazovce synchronizace ({sync}).",
    after_this: "Provede se, jakmile skončí, co právě probíhá.",
    leaving: "Synchronizuji před ukončením; {quit} ukončí hned, dokončí se příště.",
    no_worker: "Ukázka se nesynchronizuje.",
    busy: "tento domov právě synchronizuje jiné okno nebo příkaz; počkejte, až skončí, a zkuste to znovu",
    foreign: |name| {
        format!(
            "na adrese už je něco jiného ({name}), co nezapsala porada; zvolte prázdnou složku nebo v ní založte podsložku. Nic se nezměnilo"
        )
    },
    test_well: "v pořádku",
    test_reads: "připojení a čtení",
    test_writes: "zápis a mazání",
    test_empty: "obsah: prázdné, lze na něm založit nový prostor",
    test_space: |profile, sealed| format!("obsah: prostor porady, okruh {profile}; šifrování: {sealed}"),
    name_taken: |name| format!("úložiště {name} už existuje; zvolte jiný název"),
    address_taken: |name| format!("tuto adresu už má úložiště {name}"),
    name_wrong: "název úložiště má 1 až 40 znaků: písmena, číslice, pomlčku, podtržítko nebo tečku, bez mezer",
    password_elsewhere: "adresa je jiná: napište heslo znovu, jinam se samo nepošle",
    password_without_sealed: "heslo se ukládá jen tehdy, je-li u hesla zvoleno sealed",
    yes_no: ["ano", "ne"],
    form_new: "Nové úložiště",
    form_edit: |name| format!("Úložiště {name}"),
    shared_copy: "sdílená kopie",
    shared_copy_read_only: "sdílená kopie, jen ke čtení",
    added: |name, profile| format!("Úložiště {name} je připojeno (okruh {profile})."),
    next_step: |name| {
        format!("Co odejde, ukáže porada sync {name} --dry-run; synchronizuje porada sync {name}.")
    },
    ask_found: |profile, sealed| {
        format!(
            "Úložiště je prázdné. Založit na něm nový prostor (okruh {profile}; šifrování: {sealed})? [a/N]"
        )
    },
    yes_letters: &["a", "ano", "y"],
    not_founded: |name| {
        format!(
            "úložiště {name} je prázdné; má-li na něm vzniknout nový prostor, přidejte volbu --found, jinak ověřte adresu. Nic se nezměnilo"
        )
    },
    test_failed: |name| format!("úložiště {name} teď použít nelze; důvod je ve výstupu příkazu"),
    sync_failed: |failed, all| format!("nezdařilo se: {failed} z {all} úložišť; důvod je ve výstupu příkazu"),
    no_storages: "Žádné úložiště není nastaveno; přidejte je příkazem porada remote add NÁZEV ADRESA.",
    is_encrypted: "šifrované",
    is_open: "bez šifrování",
    last_was: |last| format!("naposledy {last}"),
    ask_password: "Heslo k úložišti (uloží se zašifrované): ",
    conflicting_fields: |n| {
        format!(
            "{} k rozhodnutí; vypíše je porada conflicts",
            counted(
                n,
                ["pole má rozdílné hodnoty", "pole mají rozdílné hodnoty", "polí má rozdílné hodnoty"]
            )
        )
    },
    erased: |n| format!("vymazáno podle ostatních: {}", counted(n, ["položka", "položky", "položek"])),
    files_wait: |n| {
        format!(
            "{} na úložišti chybí nebo nelze použít; další pokus bude příště",
            counted(n, ["soubor", "soubory", "souborů"])
        )
    },
    enter_syncs: "synchronizovat",
    back_cancels: "přerušit",
    unusable: |word| match word {
        "too-large" | "too-many" => "je větší, než smí být",
        "hash" => "je neúplný, poškozený nebo pozměněný",
        "newer" => "zapsala ho novější porada; aktualizujte ji",
        "signature" => "nepodepsalo ho zařízení, jehož jméno nese",
        "misplaced" => "patří jinam, než kde leží",
        "not-plain" => "není to obyčejný soubor (je to například odkaz); porada se ho nedotkne, odstraňte ho",
        "unreadable" => "nelze ho přečíst; ověřte práva a stav disku",
        "sealed" => "nelze ho rozšifrovat",
        "record" => "záznam katalogu v něm nesplňuje pravidla",
        "not-shared" => "je v něm záznam, který tu máte také, ale s tímto okruhem lidí ho nesdílíte",
        _ => "není to soubor, jaký porada zapisuje",
    },
    delete_removes: "odebrat",
    new_adds: "přidat",
};

pub(super) const EN: Texts = Texts {
    title: |n| match n {
        0 => "Synchronisation".to_owned(),
        n => format!("Synchronisation · {}", counted_english(n, ["storage", "storages"])),
    },
    empty: &[
        "Here your records meet your other device, your colleagues and the coordinator. Any storage will do: a folder (USB stick, Syncthing, the folder of Nextcloud), WebDAV or S3. No server of your own is needed.",
        "Nothing is lost: what two people wrote at the same time both stays until somebody decides. A missing file never deletes anything.",
        "Press {new}, name the storage and give its address, for example /media/jana/USB/porada or https://cloud.example.cz/remote.php/dav/files/jana/porada. Before anything leaves, porada shows what it will be.",
        "The commands porada remote add and porada sync do the same. A single consultation can be sent as a file too: {minutes}, format JSON.",
    ],
    profiles: ["own devices", "team", "network"],
    about_profiles: [
        "own devices: everything leaves",
        "team: consultations marked team or network, whole",
        "network: consultations marked network, without personal data and internal items",
    ],
    today: |time| format!("today {time}"),
    running: "running",
    failed: "failed",
    never: "never yet",
    address: "Address",
    circle: "Circle",
    encryption: "Encryption",
    automatic: "By itself",
    waiting: "To send",
    last: "Last",
    sealed: "yes, only approved devices read the content",
    open: "no, whoever can open the storage reads everything",
    unknown: "not known yet",
    automatic_yes: "at start and at the end",
    automatic_no: "no, only when asked",
    nothing_waits: "nothing",
    documents: |n| counted_english(n, ["document", "documents"]),
    problem: "The last try failed",
    result: "Result",
    exchanged: |came, went| format!("received: {came}, sent: {went}"),
    traffic: |requests, up, down| {
        format!("{}, {up} up, {down} down", counted_english(requests, ["request", "requests"]))
    },
    tested: "Test of the storage",
    attention: "Needs attention",
    conflicts: |n, key| {
        format!("to decide: {} ({key})", counted_english(n, ["different entry", "different entries"]))
    },
    more_files: |n| {
        format!("and {} more; porada sync --json lists them", counted_english(n, ["file", "files"]))
    },
    previewing: "Finding out what would leave",
    connecting: "Asking the storage",
    verifying: "Checking own files",
    testing: "Testing the storage",
    approving: "Looking who waits for approval",
    removing: "Removing the device",
    receiving: "Receiving",
    sending: "Sending",
    publishing: "Publishing the list",
    cleaning: "Removing old files",
    cancel: |key| format!("{key} cancels; what is done stays. You can go on writing."),
    cancelling: "Cancelling; what is done stays",
    saved: |name, enter| format!("The storage {name} is kept · {enter} shows what will leave"),
    unknown_storage: |name| {
        format!("the storage {name} is not set up; porada remote list lists those that are")
    },
    removed: |name| format!("The storage {name} is removed; the files on it and your records stay."),
    synced: |name, came, went| format!("{name}: received {came}, sent {went}"),
    synced_attention: |key| format!("something needs attention ({key})"),
    running_already: "A synchronisation is running already; wait, or cancel it on its screen ({sync}).",
    after_this: "It is done as soon as what is running has ended.",
    leaving: "Synchronising before the end; {quit} leaves at once, the rest follows next time.",
    no_worker: "The demonstration does not synchronise.",
    busy: "another window or command is synchronising this home; wait until it is done and try again",
    foreign: |name| {
        format!(
            "there is something else at the address ({name}) that porada has not written; choose an empty folder or make a subfolder in it. Nothing was changed"
        )
    },
    test_well: "well",
    test_reads: "connection and reading",
    test_writes: "writing and deleting",
    test_empty: "content: empty, a new space can be founded on it",
    test_space: |profile, sealed| {
        format!("content: a space of porada, circle {profile}; encryption: {sealed}")
    },
    name_taken: |name| format!("there is a storage {name} already; choose another name"),
    address_taken: |name| format!("the storage {name} has this address already"),
    name_wrong: "the name of a storage has 1 to 40 characters: letters, digits, hyphen, underscore or dot, without spaces",
    password_elsewhere: "the address is another one: type the password again, it is not sent elsewhere by itself",
    password_without_sealed: "a password is kept only where the password is set to sealed",
    yes_no: ["yes", "no"],
    form_new: "New storage",
    form_edit: |name| format!("Storage {name}"),
    shared_copy: "shared copy",
    shared_copy_read_only: "shared copy, read only",
    added: |name, profile| format!("The storage {name} is set up (circle {profile})."),
    next_step: |name| {
        format!("porada sync {name} --dry-run shows what will leave; porada sync {name} synchronises.")
    },
    ask_found: |profile, sealed| {
        format!(
            "The storage is empty. Found a new space on it (circle {profile}; encryption: {sealed})? [y/N]"
        )
    },
    yes_letters: &["y", "yes"],
    not_founded: |name| {
        format!(
            "the storage {name} is empty; add --found if a new space is to be founded on it, otherwise check the address. Nothing was changed"
        )
    },
    test_failed: |name| {
        format!("the storage {name} cannot be used now; the reason is in the output of the command")
    },
    sync_failed: |failed, all| {
        format!("failed: {failed} of {all} storages; the reason is in the output of the command")
    },
    no_storages: "No storage is set up; add one with porada remote add NAME URL.",
    is_encrypted: "encrypted",
    is_open: "not encrypted",
    last_was: |last| format!("last {last}"),
    ask_password: "The password of the storage (kept encrypted): ",
    conflicting_fields: |n| {
        format!(
            "{} to decide; porada conflicts lists them",
            counted_english(n, ["field with different values", "fields with different values"])
        )
    },
    erased: |n| format!("erased as others did: {}", counted_english(n, ["item", "items"])),
    files_wait: |n| {
        format!("{} not there yet or not usable; read next time", counted_english(n, ["file", "files"]))
    },
    enter_syncs: "synchronise",
    back_cancels: "cancel",
    unusable: |word| match word {
        "too-large" | "too-many" => "it is larger than it may be",
        "hash" => "it is incomplete, damaged or altered",
        "newer" => "a newer porada wrote it; update porada",
        "signature" => "the device whose name it has did not sign it",
        "misplaced" => "it belongs elsewhere",
        "not-plain" => "it is no plain file (it may be a link); porada does not touch it, remove it",
        "unreadable" => "it cannot be read; check its permissions and the disk",
        "sealed" => "it cannot be unsealed",
        "record" => "the catalogue record in it breaks the rules",
        "not-shared" => "it holds a record that you have here too and do not share with these people",
        _ => "it is no file that porada writes",
    },
    delete_removes: "remove",
    new_adds: "add",
};
