//! Texts of the devices of a space: who is a member, who waits, who is removed, and their keys.

/// Texts of the devices of a space: who is a member, who waits, who is removed, and their keys.
#[derive(Debug)]
pub struct Texts {
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
    /// This device waits for approval; takes its fingerprint.
    pub joined_waiting: fn(&str) -> String,
    /// The keys are open.
    pub unlocked: &'static str,
    /// The keys wait for their passphrase.
    pub locked: &'static str,
    /// Title of the form for the passphrase.
    pub form_unlock: &'static str,
    /// What this device is called when nobody says it.
    pub this_computer: &'static str,
    /// What Enter does in the approval.
    pub enter_approves: &'static str,
}

pub(super) const CS: Texts = Texts {
    devices: "Zařízení",
    device_waits: "čeká na schválení",
    device_member: "člen",
    device_removed: "odebráno",
    own_device: "toto zařízení",
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
    joined_waiting: |fingerprint| {
        format!("Toto zařízení čeká na schválení. Otisk, který si s členem porovnáte: {fingerprint}")
    },
    unlocked: "Klíče jsou odemčené.",
    locked: "Klíče tohoto zařízení jsou zamčené heslem; odemkněte je ({unlock-keys}).",
    form_unlock: "Odemknout klíče tohoto zařízení",
    this_computer: "počítač",
    enter_approves: "schválit",
};

pub(super) const EN: Texts = Texts {
    devices: "Devices",
    device_waits: "waits for approval",
    device_member: "member",
    device_removed: "removed",
    own_device: "this device",
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
    joined_waiting: |fingerprint| {
        format!("This device waits for approval. The fingerprint to compare with a member: {fingerprint}")
    },
    unlocked: "The keys are open.",
    locked: "The keys of this device are locked with a passphrase; unlock them ({unlock-keys}).",
    form_unlock: "Unlock the keys of this device",
    this_computer: "computer",
    enter_approves: "approve",
};
