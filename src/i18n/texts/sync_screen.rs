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
    /// So many more documents leave.
    pub more_leave: fn(usize) -> String,
    /// Heading of the devices.
    pub devices: &'static str,
    /// A device waits for approval.
    pub device_waits: &'static str,
    /// A device is a member.
    pub device_member: &'static str,
    /// A device was removed.
    pub device_removed: &'static str,
    /// This device.
    pub own_device: &'static str,
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
    /// Title of the preview; takes the storage.
    pub preview_title: fn(&str) -> String,
    /// Bottom of the preview; keys for sending and for leaving it.
    pub preview_footer: fn(&str, &str) -> String,
    /// How many documents leave, how large, how many with personal data.
    pub leaves: fn(usize, &str, usize) -> String,
    /// How many of the documents that leave are shared records of the catalogue.
    pub records_leave: fn(usize) -> String,
    /// How many items of copies for the network name somebody in their texts.
    pub texts_name: fn(usize) -> String,
    /// An item that does: its kind, its text, the words that are meant.
    pub text_names: fn(&str, &str, &str) -> String,
    /// Heading of what leaves with the first synchronisation of this storage.
    pub first_time: fn(&str) -> String,
    /// Whether it may leave; yes or no.
    pub first_question: &'static str,
    /// It did not leave, because a person said no.
    pub first_refused: &'static str,
    /// How many documents come.
    pub comes: fn(usize) -> String,
    /// What leaves is sealed.
    pub preview_sealed: &'static str,
    /// What leaves is not sealed.
    pub preview_open: &'static str,
    /// A space will be founded.
    pub preview_founding: &'static str,
    /// A document with personal data.
    pub with_personal: &'static str,
    /// A document without personal data.
    pub without_personal: &'static str,
    /// A document without a title.
    pub untitled: &'static str,
    /// Kinds of documents: consultation, file of a municipality, practice draft, record of the catalogue.
    pub kinds: [&'static str; 4],
    /// Title of the approval of devices.
    pub approve_title: &'static str,
    /// What to do before a device is approved.
    pub compare: &'static str,
    /// Bottom of the approval; keys.
    pub approve_footer: fn(&str, &str) -> String,
    /// No device waits for approval.
    pub nobody_waits: &'static str,
    /// A device was approved; takes the storage.
    pub approved: fn(&str) -> String,
    /// Title of the removal of members.
    pub remove_title: &'static str,
    /// Who is to be removed.
    pub remove_question: &'static str,
    /// What the removal means.
    pub remove_means: &'static str,
    /// The word that confirms the removal.
    pub remove_word: &'static str,
    /// How it is confirmed; takes the word and the key.
    pub remove_confirm: fn(&str, &str) -> String,
    /// Something else was typed; takes the word and the key that leaves.
    pub remove_not_confirmed: fn(&str, &str) -> String,
    /// There is nobody to remove.
    pub nobody_to_remove: &'static str,
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
    /// This device waits for approval; takes its fingerprint.
    pub joined_waiting: fn(&str) -> String,
    /// The keys are open.
    pub unlocked: &'static str,
    /// The keys wait for their passphrase.
    pub locked: &'static str,
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
    /// Title of the form for the passphrase.
    pub form_unlock: &'static str,
    /// What this device is called when nobody says it.
    pub this_computer: &'static str,
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
    /// What Enter does in the preview.
    pub enter_sends: &'static str,
    /// What Enter does in the approval.
    pub enter_approves: &'static str,
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
    more_leave: |n| format!("a další: {n}; všechny vypíše porada sync --dry-run"),
    more_files: |n| {
        format!("a ještě {}, vypíše je porada sync --json", counted(n, ["soubor", "soubory", "souborů"]))
    },
    devices: "Zařízení",
    device_waits: "čeká na schválení",
    device_member: "člen",
    device_removed: "odebráno",
    own_device: "toto zařízení",
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
    preview_title: |name| format!("Co odejde: {name}"),
    preview_footer: |send, back| format!("{send} odeslat · {back} nic neodesílat"),
    leaves: |n, size, personal| match n {
        0 => "Nic neodejde.".to_owned(),
        n => format!(
            "Odejde {} ({size}), z toho s osobními údaji: {personal}.",
            counted(n, ["dokument", "dokumenty", "dokumentů"])
        ),
    },
    records_leave: |n| {
        let shared = [
            "záznam katalogu, který sdílíte",
            "záznamy katalogu, které sdílíte",
            "záznamů katalogu, které sdílíte",
        ];
        format!("Z toho {} se všemi.", counted(n, shared))
    },
    texts_name: |n| {
        let items = [
            "položka kopií pro síť jmenuje",
            "položky kopií pro síť jmenují",
            "položek kopií pro síť jmenuje",
        ];
        format!(
            "Pozor: {} v textu osobu nebo uvádí její e-mail či telefon. Pseudonymy nahrazují jen jména v polích, texty odejdou tak, jak jsou; upravte je, nebo položky označte jako interní.",
            counted(n, items)
        )
    },
    text_names: |kind, text, words| format!("{kind} „{text}“ obsahuje: {words}"),
    first_time: |name| format!("První synchronizace s úložištěm {name}:"),
    first_question: "Odeslat? (a/n)",
    first_refused: "Nic se neodeslalo.",
    comes: |n| format!("Přijde {}.", counted(n, ["dokument", "dokumenty", "dokumentů"])),
    preview_sealed: "Obsah se zašifruje; přečtou ho jen zařízení, která člen schválil.",
    preview_open: "Pozor: úložiště není šifrované. Kdo k němu má přístup (správce, provozovatel, nálezce disku), přečte vše, co odejde.",
    preview_founding: "Úložiště je prázdné; porada na něm založí nový prostor, ke kterému se připojí ostatní.",
    with_personal: "osobní údaje",
    without_personal: "bez os. údajů",
    untitled: "(bez názvu)",
    kinds: ["konzultace", "karta obce", "námět praxe", "záznam katalogu"],
    approve_title: "Schválit zařízení",
    compare: "Zavolejte majiteli zařízení a porovnejte celý otisk s tím, který ukazuje jeho porada. Schvalte jen při úplné shodě: schválené zařízení přečte všechno, i starší záznamy.",
    approve_footer: |yes, back| format!("{yes} otisk souhlasí, schválit · {back} zpět"),
    nobody_waits: "Na schválení teď nečeká žádné zařízení; nové se ohlásí, až se k úložišti připojí.",
    approved: |name| {
        format!("Zařízení je schváleno; obsah úložiště {name} přečte po své příští synchronizaci.")
    },
    remove_title: "Odebrat člena",
    remove_question: "Které zařízení odebrat? Nejdřív se odtud převezme vše, co už napsalo.",
    remove_means: "Odebrání nejde vrátit: začne nové období s novým klíčem, který toto zařízení nedostane. Co už má, mu zůstane; co napsalo dosud, platí, co napíše potom, nikdo nepřečte. Odeberte mu i přístup na úložiště. Zpět se může vrátit jen s novými klíči a novým schválením.",
    remove_word: "odebrat",
    remove_confirm: |word, enter| format!("Napište {word} a stiskněte {enter}:"),
    remove_not_confirmed: |word, back| {
        format!("Nic se nestalo: potvrďte slovem {word}, nebo odejděte klávesou {back}.")
    },
    nobody_to_remove: "Odebrat není koho: odebírají se jen jiní členové šifrovaného úložiště.",
    saved: |name, enter| format!("Úložiště {name} je uloženo · {enter} ukáže, co na ně odejde"),
    unknown_storage: |name| format!("úložiště {name} nastaveno není; nastavená vypíše porada remote list"),
    removed: |name| format!("Úložiště {name} je odebráno; soubory na něm i vaše záznamy zůstaly."),
    synced: |name, came, went| format!("{name}: přijato {came}, odesláno {went}"),
    synced_attention: |key| format!("něco vyžaduje pozornost ({key})"),
    joined_waiting: |fingerprint| {
        format!("Toto zařízení čeká na schválení. Otisk, který si s členem porovnáte: {fingerprint}")
    },
    unlocked: "Klíče jsou odemčené.",
    locked: "Klíče tohoto zařízení jsou zamčené heslem; odemkněte je ({unlock-keys}).",
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
    form_unlock: "Odemknout klíče tohoto zařízení",
    this_computer: "počítač",
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
    enter_sends: "odeslat",
    enter_approves: "schválit",
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
    more_leave: |n| format!("and {n} more; porada sync --dry-run lists all"),
    more_files: |n| {
        format!("and {} more; porada sync --json lists them", counted_english(n, ["file", "files"]))
    },
    devices: "Devices",
    device_waits: "waits for approval",
    device_member: "member",
    device_removed: "removed",
    own_device: "this device",
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
    preview_title: |name| format!("What will leave: {name}"),
    preview_footer: |send, back| format!("{send} send · {back} send nothing"),
    leaves: |n, size, personal| match n {
        0 => "Nothing will leave.".to_owned(),
        n => format!(
            "{} will leave ({size}), with personal data: {personal}.",
            counted_english(n, ["document", "documents"])
        ),
    },
    records_leave: |n| {
        format!(
            "Of them {} with everybody.",
            counted_english(n, ["catalogue record that is shared", "catalogue records that are shared"])
        )
    },
    texts_name: |n| {
        let items = ["item of copies for the network has", "items of copies for the network have"];
        format!(
            "Note: {} a person's name, e-mail address or telephone number in the text. Pseudonyms stand only for names in fields, texts leave as they are; change them, or mark the items as internal.",
            counted_english(n, items)
        )
    },
    text_names: |kind, text, words| format!("{kind} \"{text}\" has: {words}"),
    first_time: |name| format!("The first synchronisation with {name}:"),
    first_question: "Send it? (y/n)",
    first_refused: "Nothing was sent.",
    comes: |n| format!("{} will come.", counted_english(n, ["document", "documents"])),
    preview_sealed: "The content is encrypted; only devices that a member approved can read it.",
    preview_open: "Note: the storage is not encrypted. Whoever can open it (administrator, provider, finder of the stick) can read all that leaves.",
    preview_founding: "The storage is empty; porada founds a new space on it, which the others join.",
    with_personal: "personal data",
    without_personal: "no pers. data",
    untitled: "(untitled)",
    kinds: ["consultation", "file of a municipality", "practice draft", "catalogue record"],
    approve_title: "Approve a device",
    compare: "Call the owner of the device and compare the whole fingerprint with the one that his porada shows. Approve only if they are equal: an approved device reads everything, older records too.",
    approve_footer: |yes, back| format!("{yes} equal, approve · {back} back"),
    nobody_waits: "No device waits for approval now; a new one introduces itself when it joins the storage.",
    approved: |name| {
        format!("The device is approved; it reads what is on {name} after its next synchronisation.")
    },
    remove_title: "Remove a member",
    remove_question: "Which device? All that it has written is taken over from here first.",
    remove_means: "A removal cannot be taken back: a new epoch begins with a new key that this device does not get. What it has stays with it; what it wrote until now is valid, what it writes later nobody reads. Take its access to the storage away too. It can come back only with new keys and a new approval.",
    remove_word: "remove",
    remove_confirm: |word, enter| format!("Type {word} and press {enter}:"),
    remove_not_confirmed: |word, back| {
        format!("Nothing happened: confirm with the word {word}, or leave with {back}.")
    },
    nobody_to_remove: "There is nobody to remove: only other members of an encrypted storage can be.",
    saved: |name, enter| format!("The storage {name} is kept · {enter} shows what will leave"),
    unknown_storage: |name| {
        format!("the storage {name} is not set up; porada remote list lists those that are")
    },
    removed: |name| format!("The storage {name} is removed; the files on it and your records stay."),
    synced: |name, came, went| format!("{name}: received {came}, sent {went}"),
    synced_attention: |key| format!("something needs attention ({key})"),
    joined_waiting: |fingerprint| {
        format!("This device waits for approval. The fingerprint to compare with a member: {fingerprint}")
    },
    unlocked: "The keys are open.",
    locked: "The keys of this device are locked with a passphrase; unlock them ({unlock-keys}).",
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
    form_unlock: "Unlock the keys of this device",
    this_computer: "computer",
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
    enter_sends: "send",
    enter_approves: "approve",
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
