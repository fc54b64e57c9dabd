//! Texts of synchronisation: what can be wrong with files of a storage, why a synchronisation stops, what it warns of.

use crate::i18n::{Plural, counted, counted_english, plural};

/// Texts of synchronisation.
#[derive(Debug)]
pub struct Texts {
    /// What can be wrong with a file.
    pub flaws: Flaws,
    /// There is no marker.
    pub not_porada: &'static str,
    /// The marker cannot be used; takes why.
    pub marker: fn(&str) -> String,
    /// The marker is of another space; takes the id found.
    pub other_space: fn(&str) -> String,
    /// The marker says sealed, this device is set up for an open space, or the other way round.
    pub other_encryption: &'static str,
    /// The storage is shared with other people than it is set up for here; takes the profile found.
    pub other_profile: fn(&str) -> String,
    /// The storage has a marker already.
    pub already_founded: &'static str,
    /// The person cancelled.
    pub cancelled: &'static str,
    /// No number for a head is left.
    pub exhausted: &'static str,
    /// Nobody vouched for this device yet.
    pub not_approved: &'static str,
    /// This device was removed from the space.
    pub removed: &'static str,
    /// A key is missing, of which epoch.
    pub no_key: fn(u32) -> String,
    /// The storage shows an older state of a device; takes its name, the number seen and the number known.
    pub older_state: fn(&str, u64, u64) -> String,
    /// Nothing of a known device is there; takes its name.
    pub missing_device: fn(&str) -> String,
    /// A device runs twice; takes its name.
    pub runs_twice: fn(&str) -> String,
    /// A clock is ahead; takes the device's name and by how many hours.
    pub clock_ahead: fn(&str, usize) -> String,
    /// A device deleted much; takes its name and how many items.
    pub many_deletions: fn(&str, usize) -> String,
    /// A file cannot be used; takes its path and why.
    pub unusable_file: fn(&str, &str) -> String,
    /// More files cannot be used; takes how many.
    pub more_unusable: fn(usize) -> String,
    /// Heads were not read because very many others cannot be used; takes how many.
    pub unread_heads: fn(usize) -> String,
    /// Files that are not porada's; takes their folder, the names of the first few, and how many there are.
    pub foreign_files: fn(&str, &str, usize) -> String,
    /// A document cannot be sent; takes its title and why.
    pub cannot_leave: fn(&str, &str) -> String,
    /// A device that nobody vouched for; takes its name.
    pub stranger: fn(&str) -> String,
    /// More such devices than are named; takes how many.
    pub more_strangers: fn(usize) -> String,
    /// A newer porada wrote parts that are not known; takes the device and their names.
    pub newer_members: fn(&str, &str) -> String,
    /// Documents wait for a key; takes how many.
    pub waiting_for_key: fn(usize) -> String,
    /// A document that came is deleted as a whole.
    pub document_deleted: &'static str,
    /// A document that came is erased as a whole.
    pub document_erased: &'static str,
    /// So many items of a document that came are deleted.
    pub items_deleted: fn(usize) -> String,
    /// So many items of a document that came are erased.
    pub items_erased: fn(usize) -> String,
    /// What a check found: files looked for, missing or damaged, written again, left to others.
    pub verified: fn(usize, usize, usize, usize) -> String,
    /// The word before an erasure and who confirmed it.
    pub erasure: &'static str,
    /// The label of erasures.
    pub erasures: &'static str,
    /// So many of so many devices have confirmed an erasure.
    pub confirmed: fn(usize, usize) -> String,
    /// Before the names of the devices that have not.
    pub unconfirmed: &'static str,
    /// So many more devices.
    pub more_devices: fn(usize) -> String,
    /// So many more documents with erasures.
    pub more_erasures: fn(usize) -> String,
    /// What was just erased leaves to a storage with the next synchronisation; takes its name and who has confirmed.
    pub erasure_waits: fn(&str, &str) -> String,
    /// Who wrote it is unknown.
    pub unknown_device: &'static str,
    /// The words of the profiles: own devices, team, network.
    pub profiles: [&'static str; 3],
    /// The report of the self-test.
    pub selftest: SelfTest,
}

/// Texts of the self-test.
#[derive(Debug)]
pub struct SelfTest {
    /// How many histories are done.
    pub progress: fn(usize) -> String,
    /// The labels of the report in its order.
    pub rows: [&'static str; 22],
    /// The seeds of histories with a finding.
    pub seeds: &'static str,
    /// The heading of the table of costs.
    pub scale: &'static str,
    /// A row that was counted.
    pub counted: &'static str,
    /// A row that was computed from a counted one.
    pub computed: &'static str,
    /// By how many per cent at most a figure differs that would have been computed instead.
    pub deviation: fn(&str) -> String,
}

/// Texts for what is wrong with a file.
#[derive(Debug)]
pub struct Flaws {
    /// Larger than allowed; takes the limit in bytes.
    pub too_large: fn(&str) -> String,
    /// Other bytes than the name says.
    pub wrong_hash: &'static str,
    /// Not JSON; takes the parser's words.
    pub not_json: fn(&str) -> String,
    /// Of a newer porada; takes the format.
    pub newer: fn(&str) -> String,
    /// A part has the wrong form; takes the place.
    pub malformed: fn(&str) -> String,
    /// Too many of something; takes the place.
    pub too_many: fn(&str) -> String,
    /// Not signed by its device.
    pub signature: &'static str,
    /// Written by a device after it was removed.
    pub removed: &'static str,
    /// Of another space, device or document; takes which.
    pub misplaced: fn(&str) -> String,
    /// The disk cannot read it; takes the system's words.
    pub unreadable: fn(&str) -> String,
    /// Cannot be unsealed.
    pub sealed: &'static str,
    /// A shared record breaks a rule; takes the field and the problem.
    pub record: fn(&str, &str) -> String,
    /// A document that is here and not shared with these people.
    pub not_shared: &'static str,
}

pub(super) const CS: Texts = Texts {
    flaws: Flaws {
        too_large: |limit| format!("je větší, než smí být ({limit} bajtů)"),
        wrong_hash: "obsah neodpovídá názvu; soubor je neúplný, poškozený nebo pozměněný",
        not_json: |problem| format!("není to platný JSON ({problem})"),
        newer: |format| format!("zapsala ho novější porada ({format}); aktualizujte ji"),
        malformed: |place| format!("nesprávná část {place}"),
        too_many: |place| format!("příliš mnoho položek v části {place}"),
        signature: "nepodepsalo ho zařízení, jehož jméno nese",
        removed: "zapsalo ho zařízení, které bylo z prostoru odebráno",
        misplaced: |what| format!("patří jinam, než kde leží ({what})"),
        unreadable: |reason| format!("nelze ho přečíst ({reason}); ověřte práva k němu a stav disku"),
        sealed: "nelze ho rozšifrovat",
        record: |field, problem| format!("záznam katalogu nesplňuje pravidla, pole {field}: {problem}"),
        not_shared: "je v něm záznam, který tu máte také, ale s tímto okruhem lidí ho nesdílíte; nepřevzal se. Převezme se, až ho \
                     pro tento okruh označíte",
    },
    not_porada: "tohle není úložiště porady (je prázdné, jiné, nebo není připojené); nic se nezměnilo. Ověřte adresu \
                 a připojení, nové úložiště založte výslovně",
    marker: |why| format!("značku úložiště porada.json nelze použít: {why}; nic se nezměnilo"),
    other_space: |found| {
        format!(
            "na úložišti je jiný prostor, než ke kterému se toto zařízení připojilo ({found}); nic se nezměnilo. Ověřte \
             adresu, nebo úložiště odeberte a připojte znovu"
        )
    },
    other_encryption: "úložiště je šifrované jinak, než jak je tu nastaveno; nic se neodeslalo. Ověřte u kolegů, zda je \
                       to správné úložiště, a připojte ho znovu",
    other_profile: |found| {
        format!(
            "úložiště je určeno pro jiný okruh lidí ({found}), než jak je tu nastaveno; nic se neodeslalo"
        )
    },
    already_founded: "úložiště už má značku porada.json; připojte se k němu, místo abyste ho zakládali",
    cancelled: "synchronizace byla přerušena; co je hotové, zůstává, příště se pokračuje",
    exhausted: "toto zařízení vyčerpalo čísla svých záznamů; vytvořte mu novou totožnost",
    not_approved: "toto zařízení čeká na schválení; požádejte člena, aby porovnal otisk a schválil ho",
    removed: "toto zařízení bylo z prostoru odebráno; místní záznamy zůstávají, nic dalšího se neodešle",
    no_key: |epoch| {
        format!("chybí klíč období {epoch}; požádejte člena, aby synchronizoval, a zkuste to znovu")
    },
    older_state: |device, seen, known| {
        format!(
            "úložiště ukazuje starší stav zařízení {device} (záznam {seen}, znám je už {known}); nic místního se \
             nevrací zpět"
        )
    },
    missing_device: |device| format!("na úložišti chybí zařízení {device}; co od něj přišlo, tu zůstává"),
    runs_twice: |device| {
        format!(
            "zařízení {device} běží dvakrát (zkopírovaná složka nebo obnovený disk); čte se obojí. Běží-li opravdu dál obě, \
             dejte jednomu vlastní klíče příkazem porada team renew"
        )
    },
    clock_ahead: |device, hours| {
        format!("hodiny zařízení {device} jdou napřed o {}; slučování to neovlivní", czech_span(hours))
    },
    many_deletions: |device, count| {
        format!(
            "zařízení {device} smazalo {}; smazané lze vrátit",
            counted(count, ["položku", "položky", "položek"])
        )
    },
    unusable_file: |path, why| format!("soubor {path} nelze použít: {why}"),
    more_unusable: |count| {
        format!("nelze použít ani {}", counted(count, ["další soubor", "další soubory", "dalších souborů"]))
    },
    unread_heads: |count| {
        format!(
            "velmi mnoho záznamů na úložišti nelze použít; {} se zkusí přečíst až příště. Zjistěte, kdo je do složky heads dává",
            counted(count, ["záznam", "záznamy", "záznamů"])
        )
    },
    foreign_files: |folder, names, count| {
        let are = if plural(count) == Plural::Few { "jsou" } else { "je" };
        format!(
            "ve složce {folder} {are} {}, které porada nepoužívá a nechává být: {names}{}",
            counted(count, ["cizí soubor", "cizí soubory", "cizích souborů"]),
            if count > 5 { " …" } else { "" }
        )
    },
    newer_members: |device, members| {
        format!(
            "zařízení {device} má novější poradu: tato verze nezná část {members} a do svých kopií ji nezapíše; u něj zůstává. Aktualizujte poradu"
        )
    },
    cannot_leave: |title, why| {
        format!(
            "záznam {title} se neodeslal, jiná zařízení by ho nepřijala: {why}; zkraťte ho nebo ho rozdělte"
        )
    },
    stranger: |device| format!("zařízení {device} zatím nikdo neschválil; jeho záznamy se nečtou"),
    more_strangers: |count| {
        format!(
            "nikdo neschválil ani {}",
            counted(count, ["další zařízení", "další zařízení", "dalších zařízení"])
        )
    },
    waiting_for_key: |count| {
        let wait = if plural(count) == Plural::Few { "čekají" } else { "čeká" };
        format!("{} {wait} na klíč od člena prostoru", counted(count, ["dokument", "dokumenty", "dokumentů"]))
    },
    document_deleted: "smazáno",
    document_erased: "vymazáno natrvalo",
    items_deleted: |n| format!("smazáno: {}", counted(n, ["položka", "položky", "položek"])),
    items_erased: |n| format!("vymazáno: {}", counted(n, ["položka", "položky", "položek"])),
    verified: |checked, damaged, rewritten, left| {
        let checked = counted(checked, ["soubor", "soubory", "souborů"]);
        let left = match left {
            0 => String::new(),
            n => format!(
                "; zbývá: {n}, to znovu zapíše jen zařízení, od kterého to je (tam spusťte porada sync --verify)"
            ),
        };
        match damaged {
            0 => format!("zkontrolováno: {checked}; vše v pořádku"),
            n => format!(
                "zkontrolováno: {checked}; chybí nebo je poškozeno: {n}, znovu zapsáno: {rewritten}{left}"
            ),
        }
    },
    erasure: "výmaz",
    erasures: "Výmaz",
    confirmed: |confirmed, devices| {
        let verb = if plural(confirmed) == Plural::Few { "potvrdila" } else { "potvrdilo" };
        format!("{verb} {confirmed} z {devices} zařízení")
    },
    unconfirmed: "chybí:",
    more_devices: |n| format!("a ještě {n}"),
    more_erasures: |n| format!("a výmaz v dalších záznamech: {n}"),
    erasure_waits: |remote, confirmed| {
        format!(
            "Úložiště {remote}: výmaz {confirmed}; odejde při příští synchronizaci (porada sync {remote})."
        )
    },
    unknown_device: "neznámé zařízení",
    profiles: ["vlastní zařízení", "tým", "síť"],
    selftest: SelfTest {
        progress: |done| format!("hotovo: {done}"),
        rows: [
            "průběhy",
            "z toho nad databázemi",
            "zápisy",
            "výmazy",
            "synchronizace",
            "z toho přerušené",
            "obnovy ze zálohy",
            "zkopírovaná zařízení",
            "vyprázdněná úložiště",
            "zkažené soubory",
            "výpadky napájení",
            "změny potvrzené nebo čtené, které úložiště při výpadku ztratilo",
            "balíky na úložištích",
            "části rejstříků na úložištích",
            "požadavky na úložiště",
            "ztracené hodnoty",
            "průběhy, které neskončily stejně",
            "hodnoty, které se vrátily",
            "vymazané hodnoty, které na úložišti zůstaly",
            "průběhy, které se neuklidnily",
            "nejvíce kol do klidu",
            "nejvíce požadavků synchronizace beze změn",
        ],
        seeds: "průběhy s nálezem",
        scale: "zařízení | dokumenty | jak | první zveřejnění | první stažení | beze změn | jedna úprava | stažení úpravy",
        counted: "sečteno",
        computed: "dopočteno",
        deviation: |part| format!("dopočet by se lišil nejvýše o {part} %"),
    },
};

pub(super) const EN: Texts = Texts {
    flaws: Flaws {
        too_large: |limit| format!("it is larger than it may be ({limit} bytes)"),
        wrong_hash: "its content is not what its name says; the file is torn, damaged or altered",
        not_json: |problem| format!("it is not valid JSON ({problem})"),
        newer: |format| format!("a newer porada wrote it ({format}); update porada"),
        malformed: |place| format!("the part {place} is wrong"),
        too_many: |place| format!("too many items in {place}"),
        signature: "the device whose name it bears did not sign it",
        removed: "a device wrote it that was removed from the space",
        misplaced: |what| format!("it belongs to another place than it is in ({what})"),
        unreadable: |reason| format!("it cannot be read ({reason}); check its permissions and the disk"),
        sealed: "it cannot be decrypted",
        record: |field, problem| format!("the catalogue record breaks a rule, field {field}: {problem}"),
        not_shared: "it holds a record that you have here too and do not share with these people; it was not taken over. It will \
                     be as soon as you mark yours for them",
    },
    not_porada: "this is not a storage of porada (it is empty, another one, or not mounted); nothing was changed. Check the \
                 address and the connection; a new storage has to be founded explicitly",
    marker: |why| {
        format!("the marker of the storage, porada.json, cannot be used: {why}; nothing was changed")
    },
    other_space: |found| {
        format!(
            "the storage holds another space than the one this device joined ({found}); nothing was changed. Check the \
             address, or remove the storage and add it again"
        )
    },
    other_encryption: "the storage is encrypted in another way than it is set up here; nothing was sent. Ask your \
                       colleagues whether this is the right storage and add it again",
    other_profile: |found| {
        format!("the storage is for other people ({found}) than it is set up for here; nothing was sent")
    },
    already_founded: "the storage has a marker porada.json already; join it instead of founding it",
    cancelled: "the synchronisation was cancelled; what is done stays, the next one goes on",
    exhausted: "this device has used up the numbers of its heads; give it a new identity",
    not_approved: "this device waits for approval; ask a member to compare the fingerprint and approve it",
    removed: "this device was removed from the space; local records stay, nothing more is sent",
    no_key: |epoch| format!("the key of epoch {epoch} is missing; ask a member to synchronise and try again"),
    older_state: |device, seen, known| {
        format!(
            "the storage shows an older state of the device {device} (head {seen}, {known} is known already); nothing local \
             is taken back"
        )
    },
    missing_device: |device| {
        format!("the device {device} is missing on the storage; what came from it stays here")
    },
    runs_twice: |device| {
        format!(
            "the device {device} runs twice (a copied folder or a restored disk); both are read. If both really go on, give \
             one of them keys of its own: porada team renew"
        )
    },
    clock_ahead: |device, hours| {
        format!(
            "the clock of the device {device} is ahead by {}; merging does not depend on it",
            english_span(hours)
        )
    },
    many_deletions: |device, count| {
        format!(
            "the device {device} deleted {}; what is deleted can be brought back",
            counted_english(count, ["item", "items"])
        )
    },
    unusable_file: |path, why| format!("the file {path} cannot be used: {why}"),
    more_unusable: |count| {
        format!("{count} more {} cannot be used", if count == 1 { "file" } else { "files" })
    },
    unread_heads: |count| {
        format!(
            "very many heads on the storage cannot be used; {count} more will be read next time. Find out who puts them into the folder heads"
        )
    },
    foreign_files: |folder, names, count| {
        format!(
            "the folder {folder} holds {count} foreign {} that porada does not use and leaves alone: {names}{}",
            if count == 1 { "file" } else { "files" },
            if count > 5 { " …" } else { "" }
        )
    },
    newer_members: |device, members| {
        format!(
            "the device {device} has a newer porada: this version does not know the part {members} and does not write it into its copies; there it stays. Update porada"
        )
    },
    cannot_leave: |title, why| {
        format!("the record {title} was not sent, other devices would refuse it: {why}; shorten or divide it")
    },
    stranger: |device| format!("nobody has approved the device {device} yet; its records are not read"),
    more_strangers: |count| {
        format!("nobody has approved {count} more {}", if count == 1 { "device" } else { "devices" })
    },
    waiting_for_key: |count| {
        format!("{} waiting for a key from a member", counted_english(count, ["document", "documents"]))
    },
    document_deleted: "deleted",
    document_erased: "erased for good",
    items_deleted: |n| format!("deleted: {}", counted_english(n, ["item", "items"])),
    items_erased: |n| format!("erased: {}", counted_english(n, ["item", "items"])),
    verified: |checked, damaged, rewritten, left| {
        let checked = counted_english(checked, ["file", "files"]);
        let left = match left {
            0 => String::new(),
            n => format!(
                "; left: {n}, which only the device that wrote it can write again (run porada sync --verify there)"
            ),
        };
        match damaged {
            0 => format!("checked: {checked}; all well"),
            n => format!("checked: {checked}; missing or damaged: {n}, written again: {rewritten}{left}"),
        }
    },
    erasure: "erasure",
    erasures: "Erasure",
    confirmed: |confirmed, devices| {
        format!("confirmed by {confirmed} of {}", counted_english(devices, ["device", "devices"]))
    },
    unconfirmed: "missing:",
    more_devices: |n| format!("and {n} more"),
    more_erasures: |n| format!("and erasures in {n} more"),
    erasure_waits: |remote, confirmed| {
        format!(
            "Storage {remote}: {confirmed}; the erasure leaves with the next synchronisation (porada sync {remote})."
        )
    },
    unknown_device: "unknown device",
    profiles: ["own devices", "team", "network"],
    selftest: SelfTest {
        progress: |done| format!("done: {done}"),
        rows: [
            "histories",
            "of them over databases",
            "edits",
            "erasures",
            "synchronisations",
            "of them cut",
            "restored backups",
            "cloned devices",
            "emptied storages",
            "rotten files",
            "power losses",
            "changes, confirmed or read, that a storage lost with the power",
            "packs on storages",
            "parts of indexes on storages",
            "requests to storages",
            "values lost",
            "histories that did not end equal",
            "values that came back",
            "erased values left on storages",
            "histories that did not become quiet",
            "most rounds until quiet",
            "most requests of a synchronisation without news",
        ],
        seeds: "histories with a finding",
        scale: "devices | documents | how | first publication | first pull | no change | one edit | pull of the edit",
        counted: "counted",
        computed: "computed",
        deviation: |part| format!("computing would differ by at most {part} %"),
    },
};

/// Hours, from two days on as days.
fn czech_span(hours: usize) -> String {
    match hours {
        48.. => counted(hours / 24, ["den", "dny", "dní"]),
        _ => counted(hours, ["hodinu", "hodiny", "hodin"]),
    }
}

fn english_span(hours: usize) -> String {
    match hours {
        48.. => counted_english(hours / 24, ["day", "days"]),
        _ => counted_english(hours, ["hour", "hours"]),
    }
}
