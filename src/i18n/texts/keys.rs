//! Texts of keys, members and encryption.

use crate::i18n::{counted, counted_english};

/// Texts of keys, members and encryption.
#[derive(Debug)]
pub struct Texts {
    /// No such device has introduced itself.
    pub no_such_device: &'static str,
    /// A device has other keys than those that were compared.
    pub other_fingerprint: &'static str,
    /// A device is a member already; takes its name.
    pub already_member: fn(&str) -> String,
    /// A device was removed and cannot be approved; takes its name.
    pub was_removed: fn(&str) -> String,
    /// A device is no member, so it cannot be removed; takes its name.
    pub not_member: fn(&str) -> String,
    /// A device cannot remove itself.
    pub own_device: &'static str,
    /// Nobody has vouched for a device; takes the beginning of its id.
    pub unknown_device: fn(&str) -> String,
    /// A device was removed; takes the beginning of its id.
    pub removed_device: fn(&str) -> String,
    /// A signature is not that of its device; takes the beginning of its id.
    pub wrong_signature: fn(&str) -> String,
    /// The key of an epoch is missing; takes its number.
    pub no_key: fn(u32) -> String,
    /// A sealed file was altered.
    pub damaged_seal: &'static str,
    /// This device waits for approval.
    pub not_approved: &'static str,
    /// The space has another founder than it had.
    pub other_founder: &'static str,
    /// What this device remembers of a space cannot be used; takes what is wrong.
    pub memory: fn(&str) -> String,
    /// A passphrase is needed; takes the file.
    pub locked: fn(&str) -> String,
    /// The passphrase is wrong; takes the file.
    pub wrong_passphrase: fn(&str) -> String,
    /// The file of keys is damaged; takes the file.
    pub damaged_identity: fn(&str) -> String,
    /// The file is no file of keys; takes the file.
    pub foreign_identity: fn(&str) -> String,
    /// A newer porada wrote the file; takes the file.
    pub newer_identity: fn(&str) -> String,
    /// The device has keys already; takes the file.
    pub identity_exists: fn(&str) -> String,
    /// The file of keys cannot be read; takes the file and the reason.
    pub cannot_read: fn(&str, &str) -> String,
    /// The file of keys cannot be written; takes the file and the reason.
    pub cannot_write: fn(&str, &str) -> String,
    /// A recovery code is wrong.
    pub wrong_code: &'static str,
    /// A password cannot be kept without a passphrase.
    pub no_passphrase: &'static str,
    /// A passphrase is empty.
    pub empty_passphrase: &'static str,
    /// A name of a device is empty or too long.
    pub wrong_name: &'static str,
    /// Why a file of members does not count: altered.
    pub refused_damaged: &'static str,
    /// Why a file of members does not count: of another space.
    pub refused_other_space: &'static str,
    /// Why a file of members does not count: of a newer porada.
    pub refused_newer: &'static str,
    /// Why a file of members does not count: wrong signature.
    pub refused_signature: &'static str,
    /// Why a file of members does not count: it is too large.
    pub refused_too_large: &'static str,
    /// Why a file of members does not count: there are too many.
    pub refused_too_many: &'static str,
    /// Texts of the command `porada team`.
    pub team: Team,
}

/// Texts of the command `porada team`.
#[derive(Debug)]
pub struct Team {
    /// This device has no keys yet.
    pub no_keys: &'static str,
    /// No remote is set up.
    pub no_remotes: &'static str,
    /// There is no remote of this name.
    pub unknown_remote: fn(&str) -> String,
    /// There are several remotes, and none was named.
    pub several_remotes: fn(&str) -> String,
    /// No device fits; takes what was typed.
    pub nobody: fn(&str) -> String,
    /// Several devices fit; takes what was typed.
    pub several: fn(&str) -> String,
    /// The digits must be compared first; takes the name and the digits.
    pub compare_first: fn(&str, &str) -> String,
    /// A space without encryption has no approval.
    pub no_approval: fn(&str) -> String,
    /// A space without encryption has no removal.
    pub no_removal: fn(&str) -> String,
    /// The recovery code is shown only on request.
    pub recovery_needs_yes: &'static str,
    /// There is nobody to ask for a secret; takes the variable that can give it.
    pub not_asked: fn(&str) -> String,
    /// The two spellings of the new passphrase differ.
    pub passphrases_differ: &'static str,
    /// The heading of a remote's devices; takes the remote's name and their number.
    pub heading: fn(&str, usize) -> String,
    /// A space without encryption.
    pub open_space: &'static str,
    /// This device.
    pub own: &'static str,
    /// The founder.
    pub founder: &'static str,
    /// A member.
    pub member: &'static str,
    /// A member that somebody approved; takes the name.
    pub member_by: fn(&str) -> String,
    /// Waits for approval.
    pub waiting: &'static str,
    /// Removed; takes by whom.
    pub removed_by: fn(&str) -> String,
    /// Nobody has introduced itself yet.
    pub nobody_yet: &'static str,
    /// What to do while this device waits; takes the own digits and those of the founder.
    pub how_to_join: fn(&str, &str) -> String,
    /// A device was approved; takes its name.
    pub approved: fn(&str) -> String,
    /// A device was removed; takes its name.
    pub removed: fn(&str) -> String,
    /// The others do not know of a removal yet; takes why.
    pub removal_untold: fn(&str) -> String,
    /// This device has a name; takes it.
    pub named: fn(&str) -> String,
    /// What to do with the recovery code.
    pub recovery: &'static str,
    /// This device is recovered; takes its name and digits.
    pub recovered: fn(&str, &str) -> String,
    /// The passphrase is set.
    pub passphrase_set: &'static str,
    /// This device has new keys; takes the digits.
    pub renewed: fn(&str) -> String,
    /// No passphrase protects the keys of this device.
    pub unprotected: &'static str,
    /// The digits of this device; takes them.
    pub fingerprint: fn(&str) -> String,
    /// Asks for the passphrase.
    pub ask_passphrase: &'static str,
    /// Asks for a new passphrase.
    pub ask_new_passphrase: &'static str,
    /// Asks for it once more.
    pub ask_again: &'static str,
    /// Asks for the recovery code.
    pub ask_code: &'static str,
    /// The name of a device whose owner gave it none.
    pub unnamed: &'static str,
}

pub(super) const CS: Texts = Texts {
    no_such_device: "Takové zařízení se v prostoru nepředstavilo. Zařízení vypíše „porada team“.",
    other_fingerprint: "Zařízení má jiné klíče než ty, které jste porovnali. Neschvalujte je a zjistěte, čí je.",
    already_member: |name| format!("Zařízení „{name}“ už členem je."),
    was_removed: |name| {
        format!(
            "Zařízení „{name}“ bylo odebráno a se stejnými klíči se vrátit nemůže. Na něm spusťte „porada team renew“ a schvalte ho znovu."
        )
    },
    not_member: |name| format!("Zařízení „{name}“ členem není, takže není co odebírat."),
    own_device: "Zařízení nemůže odebrat samo sebe. Odeberte ho z jiného zařízení.",
    unknown_device: |device| {
        format!(
            "Za zařízení {device} se zatím nikdo nezaručil, jeho data se nečtou. Čekající zařízení vypíše „porada team“."
        )
    },
    removed_device: |device| format!("Zařízení {device} bylo odebráno; co napsalo potom, se nečte."),
    wrong_signature: |device| {
        format!("Podpis nepatří zařízení {device}: soubor někdo změnil nebo ho zapsal někdo jiný. Nečte se.")
    },
    no_key: |epoch| {
        format!(
            "Toto zařízení nemá klíč k období č. {epoch}. Dostane ho, až se synchronizuje některý z členů."
        )
    },
    damaged_seal: "Zašifrovaný soubor je poškozený, nebo se po rozbalení nevejde do mezí. Nečte se.",
    not_approved: "Toto zařízení čeká na schválení. Přečtěte některému členovi svůj otisk (vypíše ho „porada team“); on spustí „porada team approve OTISK“.",
    other_founder: "Úložiště uvádí jiného zakladatele prostoru než dříve. Nic se nezměnilo; ověřte, že jde o správné úložiště.",
    memory: |problem| {
        format!(
            "Nelze použít, co si toto zařízení pamatuje o prostoru ({problem}). Přejmenujte soubor; porada pak prostor pozná znovu a vy znovu porovnáte otisky."
        )
    },
    locked: |path| {
        format!(
            "Klíče zařízení jsou chráněny heslem: {path}. Zadejte ho, nebo nastavte proměnnou PORADA_PASSPHRASE."
        )
    },
    wrong_passphrase: |path| format!("Heslo ke klíčům zařízení nesouhlasí: {path}."),
    damaged_identity: |path| {
        format!(
            "Soubor s klíči zařízení je poškozený: {path}. Přesuňte ho stranou a použijte kód pro obnovení („porada team recover“)."
        )
    },
    foreign_identity: |path| {
        format!("Toto není soubor s klíči zařízení porady: {path}. Přesuňte ho stranou.")
    },
    newer_identity: |path| {
        format!("Soubor s klíči zapsala novější verze programu: {path}. Aktualizujte poradu.")
    },
    identity_exists: |path| {
        format!(
            "Toto zařízení už klíče má: {path}. Nepřepíšou se; chcete-li je nahradit, přesuňte soubor stranou."
        )
    },
    cannot_read: |path, reason| format!("Soubor s klíči nelze číst: {path} ({reason})."),
    cannot_write: |path, reason| format!("Soubor s klíči nelze zapsat: {path} ({reason})."),
    wrong_code: "Toto není kód pro obnovení, nebo je v něm překlep. Kód začíná AGE-SECRET-KEY-1.",
    no_passphrase: "Heslo k úložišti lze uložit, jen když klíče zařízení chrání heslo („porada team passphrase“). Bez něj heslo dodá proměnná (env:NÁZEV) nebo příkaz (command:…).",
    empty_passphrase: "Prázdné heslo nic nechrání.",
    wrong_name: "Název zařízení má mít 1 až 60 viditelných znaků.",
    refused_damaged: "poškozený nebo změněný soubor",
    refused_other_space: "soubor jiného prostoru",
    refused_newer: "zapsala novější verze programu; aktualizujte poradu",
    refused_signature: "podpis nepatří zařízení, které soubor uvádí",
    refused_too_large: "soubor je větší, než může být",
    refused_too_many: "souborů je víc, než porada čte",
    team: Team {
        no_keys: "Toto zařízení zatím nemá klíče. Vzniknou s prvním úložištěm („porada remote add“) nebo příkazem „porada team name NÁZEV“.",
        no_remotes: "Žádné úložiště není nastaveno. Přidá ho „porada remote add“.",
        unknown_remote: |name| format!("Úložiště „{name}“ není nastaveno."),
        several_remotes: |names| format!("Úložišť je víc, uveďte jedno: --remote NÁZEV ({names})."),
        nobody: |typed| format!("Žádnému zařízení neodpovídá „{typed}“. Zařízení vypíše „porada team“."),
        several: |typed| format!("„{typed}“ odpovídá více zařízením. Uveďte otisk."),
        compare_first: |name, fingerprint| {
            format!(
                "Zařízení „{name}“ má otisk {fingerprint}. Nechte si ho od majitele přečíst a souhlasí-li, spusťte příkaz s otiskem místo názvu, nebo s --yes."
            )
        },
        no_approval: |remote| {
            format!(
                "Prostor „{remote}“ není šifrovaný: členem je každý, kdo může zapisovat na úložiště; schvalovat není co."
            )
        },
        no_removal: |remote| {
            format!("Prostor „{remote}“ není šifrovaný: přístup odeberte na samotném úložišti.")
        },
        recovery_needs_yes: "Kdo zná kód pro obnovení, přečte vše, co toto zařízení. Jste-li u obrazovky sami, spusťte „porada team recovery --yes“.",
        not_asked: |variable| format!("Není koho se zeptat. Nastavte proměnnou {variable}."),
        passphrases_differ: "Hesla se liší, nic se nezměnilo.",
        heading: |remote, count| {
            format!("{remote}: {}", counted(count, ["zařízení", "zařízení", "zařízení"]))
        },
        open_space: "bez šifrování: členem je každý, kdo může zapisovat na úložiště",
        own: "toto zařízení",
        founder: "zakladatel",
        member: "člen",
        member_by: |name| format!("člen, schválil „{name}“"),
        waiting: "čeká na schválení",
        removed_by: |name| format!("odebráno („{name}“)"),
        nobody_yet: "Zatím se žádné zařízení nepředstavilo.",
        how_to_join: |own, founder| {
            format!(
                "Toto zařízení čeká na schválení. Zavolejte některému členovi: přečtěte mu otisk {own}; on spustí „porada team approve {own}“. Zároveň si nechte přečíst otisk zakladatele, má být {founder}."
            )
        },
        approved: |name| format!("Zařízení „{name}“ je členem a přečte i starší data."),
        removal_untold: |reason| {
            format!(
                "Ostatní o odebrání zatím nevědí: {reason} Do příští synchronizace tohoto zařízení od něj dál přebírají, co zapíše."
            )
        },
        removed: |name| {
            format!(
                "Zařízení „{name}“ je odebráno a nové klíče nedostane. Co si už stáhlo, mu zůstalo; odeberte mu i přístup na úložiště."
            )
        },
        named: |name| format!("Toto zařízení se jmenuje „{name}“."),
        recovery: "Kód opište na papír a uložte odděleně od počítače. Kdo ho má, je tímto zařízením.",
        recovered: |name, fingerprint| format!("Zařízení „{name}“ je obnoveno, otisk {fingerprint}."),
        passphrase_set: "Klíče zařízení chrání nové heslo. Zapomenuté heslo nahradí jen kód pro obnovení („porada team recovery“).",
        renewed: |fingerprint| format!("Toto zařízení má nové klíče, otisk {fingerprint}."),
        unprotected: "Klíče nechrání heslo: kdo zkopíruje soubor identity.age, je tímto zařízením, a hesla k úložištím se neukládají. Heslo nastaví „porada team passphrase“.",
        fingerprint: |fingerprint| format!("otisk {fingerprint}"),
        ask_passphrase: "Heslo ke klíčům zařízení: ",
        ask_new_passphrase: "Nové heslo: ",
        ask_again: "Nové heslo znovu: ",
        ask_code: "Kód pro obnovení: ",
        unnamed: "Zařízení bez názvu",
    },
};

pub(super) const EN: Texts = Texts {
    no_such_device: "No such device has introduced itself. \"porada team\" lists the devices.",
    other_fingerprint: "The device has other keys than those you compared. Do not approve it, and find out whose it is.",
    already_member: |name| format!("The device \"{name}\" is a member already."),
    was_removed: |name| {
        format!(
            "The device \"{name}\" was removed and cannot come back with the same keys. Run \"porada team renew\" on it and approve it again."
        )
    },
    not_member: |name| format!("The device \"{name}\" is no member, so there is nothing to remove."),
    own_device: "A device cannot remove itself. Remove it from another one.",
    unknown_device: |device| {
        format!(
            "Nobody has vouched for the device {device} yet; its data is not read. \"porada team\" lists who waits."
        )
    },
    removed_device: |device| {
        format!("The device {device} was removed; what it wrote afterwards is not read.")
    },
    wrong_signature: |device| {
        format!(
            "The signature is not that of the device {device}: somebody changed the file or wrote it in its name. It is not read."
        )
    },
    no_key: |epoch| {
        format!("This device does not have the key of epoch {epoch}. It gets it when a member synchronises.")
    },
    damaged_seal: "A sealed file is damaged, or grows beyond the limit when it is opened. It is not read.",
    not_approved: "This device waits for approval. Read your fingerprint to a member (\"porada team\" shows it); the member runs \"porada team approve FINGERPRINT\".",
    other_founder: "The storage names another founder of the space than before. Nothing was changed; make sure that this is the right storage.",
    memory: |problem| {
        format!(
            "What this device remembers of the space cannot be used ({problem}). Rename the file; porada then meets the space anew, and you compare fingerprints again."
        )
    },
    locked: |path| {
        format!(
            "A passphrase protects the keys of this device: {path}. Give it, or set the variable PORADA_PASSPHRASE."
        )
    },
    wrong_passphrase: |path| format!("The passphrase of the device's keys is wrong: {path}."),
    damaged_identity: |path| {
        format!(
            "The file of the device's keys is damaged: {path}. Move it away and use the recovery code (\"porada team recover\")."
        )
    },
    foreign_identity: |path| format!("This is no file of a device's keys: {path}. Move it away."),
    newer_identity: |path| format!("A newer version wrote the file of keys: {path}. Update porada."),
    identity_exists: |path| {
        format!(
            "This device has its keys already: {path}. They are not written over; to replace them move the file away."
        )
    },
    cannot_read: |path, reason| format!("The file of keys cannot be read: {path} ({reason})."),
    cannot_write: |path, reason| format!("The file of keys cannot be written: {path} ({reason})."),
    wrong_code: "This is no recovery code, or it was mistyped. A code begins with AGE-SECRET-KEY-1.",
    no_passphrase: "A remote's password is kept only where a passphrase protects the device's keys (\"porada team passphrase\"). Without one, a variable (env:NAME) or a command (command:…) gives it.",
    empty_passphrase: "An empty passphrase protects nothing.",
    wrong_name: "The name of a device has 1 to 60 visible characters.",
    refused_damaged: "a damaged or altered file",
    refused_other_space: "a file of another space",
    refused_newer: "written by a newer version; update porada",
    refused_signature: "the signature is not that of the device that it names",
    refused_too_large: "larger than such a file can be",
    refused_too_many: "more files than porada reads",
    team: Team {
        no_keys: "This device has no keys yet. They are made with the first remote (\"porada remote add\") or by \"porada team name NAME\".",
        no_remotes: "No remote is set up. \"porada remote add\" adds one.",
        unknown_remote: |name| format!("There is no remote \"{name}\"."),
        several_remotes: |names| format!("There are several remotes; name one: --remote NAME ({names})."),
        nobody: |typed| format!("No device fits \"{typed}\". \"porada team\" lists the devices."),
        several: |typed| format!("Several devices fit \"{typed}\". Give the fingerprint."),
        compare_first: |name, fingerprint| {
            format!(
                "The device \"{name}\" has the fingerprint {fingerprint}. Let its owner read it to you; if it is the same, run the command with the fingerprint in place of the name, or with --yes."
            )
        },
        no_approval: |remote| {
            format!(
                "The space \"{remote}\" is not encrypted: whoever can write to the storage is a member; there is nothing to approve."
            )
        },
        no_removal: |remote| {
            format!("The space \"{remote}\" is not encrypted: take the access away on the storage itself.")
        },
        recovery_needs_yes: "Whoever knows the recovery code reads all that this device reads. If nobody else sees the screen, run \"porada team recovery --yes\".",
        not_asked: |variable| format!("There is nobody to ask. Set the variable {variable}."),
        passphrases_differ: "The passphrases differ; nothing was changed.",
        heading: |remote, count| format!("{remote}: {}", counted_english(count, ["device", "devices"])),
        open_space: "not encrypted: whoever can write to the storage is a member",
        own: "this device",
        founder: "founder",
        member: "member",
        member_by: |name| format!("member, approved by \"{name}\""),
        waiting: "waits for approval",
        removed_by: |name| format!("removed (\"{name}\")"),
        nobody_yet: "No device has introduced itself yet.",
        how_to_join: |own, founder| {
            format!(
                "This device waits for approval. Call a member: read out the fingerprint {own}; the member runs \"porada team approve {own}\". Have the founder's fingerprint read to you too, it should be {founder}."
            )
        },
        approved: |name| format!("The device \"{name}\" is a member and reads older data too."),
        removal_untold: |reason| {
            format!(
                "The others do not know of the removal yet: {reason} Until the next synchronisation of this device they go on taking over what it writes."
            )
        },
        removed: |name| {
            format!(
                "The device \"{name}\" is removed and gets no new keys. What it has downloaded it keeps; take its access to the storage away too."
            )
        },
        named: |name| format!("This device is called \"{name}\"."),
        recovery: "Copy the code on paper and keep it away from the computer. Whoever has it is this device.",
        recovered: |name, fingerprint| {
            format!("The device \"{name}\" is recovered, fingerprint {fingerprint}.")
        },
        passphrase_set: "A new passphrase protects the keys of this device. If it is forgotten, only the recovery code helps (\"porada team recovery\").",
        renewed: |fingerprint| format!("This device has new keys, fingerprint {fingerprint}."),
        unprotected: "No passphrase protects the keys: whoever copies the file identity.age is this device, and passwords of remotes are not kept. \"porada team passphrase\" sets one.",
        fingerprint: |fingerprint| format!("fingerprint {fingerprint}"),
        ask_passphrase: "Passphrase of the device's keys: ",
        ask_new_passphrase: "New passphrase: ",
        ask_again: "New passphrase again: ",
        ask_code: "Recovery code: ",
        unnamed: "Unnamed device",
    },
};
