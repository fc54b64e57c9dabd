//! Texts of the forms.

/// The words of one field.
#[derive(Debug)]
pub struct FieldText {
    /// Its name.
    pub label: &'static str,
    /// What may be typed; shown while the field has the focus. Empty where the name says it all.
    pub hint: &'static str,
}

/// Texts of the forms.
#[derive(Debug)]
pub struct Texts {
    /// The title of the form for the header of a consultation.
    pub header_title: &'static str,
    /// The title of the form for a linked record; takes the record's title.
    pub link_title: fn(&str) -> String,
    /// The title of the form for a new task.
    pub task_title: &'static str,
    /// The title of the form for a practice draft.
    pub practice_title: &'static str,
    /// The bottom line of a form; takes the keys for the next field and for leaving.
    pub footer: fn(&str, &str) -> String,
    /// The place of the focused field: its number and how many there are.
    pub position: fn(usize, usize) -> String,
    /// There is no consultation that a task could belong to.
    pub no_consultation: &'static str,
    /// A text is no date.
    pub not_a_date: &'static str,
    /// The line of a new task has words that look like a deadline; takes them.
    pub task_deadline_unclear: fn(&str) -> String,
    /// A day that no calendar has.
    pub no_such_day: &'static str,
    /// The words of the next meeting name no day.
    pub meeting_without_day: &'static str,
    /// A text is no date with a time.
    pub not_a_moment: &'static str,
    /// A code is no component; takes the code.
    pub not_a_component: fn(&str) -> String,
    /// A year is no year.
    pub not_a_year: &'static str,
    /// The end is before the beginning.
    pub end_before_start: &'static str,
    /// A task without words.
    pub task_without_words: &'static str,
    /// The field was written differently elsewhere; takes the key that confirms what stands here.
    pub disputed: fn(&str) -> String,
    /// No municipality is chosen.
    pub no_municipality: &'static str,
    /// How one of several choices is counted.
    pub choice_position: fn(usize, usize) -> String,
    /// Nothing was typed into this field that could be taken back.
    pub field_unchanged: &'static str,
    /// The last municipality cannot be taken away, only replaced.
    pub last_municipality: &'static str,
    /// What was typed into the field was taken back; takes the key that returns it.
    pub field_reset: fn(&str) -> String,
    /// The title of the form for the sign-off of minutes; takes the version.
    pub sign_off_title: fn(u64) -> String,
    /// A step of the sign-off is written.
    pub signed_off: &'static str,
    /// Who or when was given, but not the step that it is about.
    pub no_state_chosen: &'static str,
    /// A practice draft is written.
    pub practice_saved: &'static str,
    /// A practice draft has other words.
    pub practice_changed: &'static str,
    /// Words at the beginning of a line that mark an excused participant, lower-case, without accents.
    pub excused_mark: &'static str,
    /// The fields of a storage.
    pub remote: Remote,
    /// The fields of the header.
    pub header: Header,
    /// The fields of items and links.
    pub item: Item,
    /// The fields of a practice draft.
    pub practice: Practice,
    /// The fields of the sign-off.
    pub sign_off: SignOff,
}

/// The fields of the sign-off of minutes.
#[derive(Debug)]
pub struct SignOff {
    /// How far the minutes are.
    pub state: FieldText,
    /// Who took the step.
    pub by: FieldText,
    /// On which day.
    pub date: FieldText,
}

/// The fields of the header.
#[derive(Debug)]
pub struct Header {
    /// The title.
    pub title: FieldText,
    /// How they met.
    pub kind: FieldText,
    /// The municipalities.
    pub municipalities: FieldText,
    /// When it began.
    pub start: FieldText,
    /// When it ended.
    pub end: FieldText,
    /// Where.
    pub place: FieldText,
    /// Who was there.
    pub participants: FieldText,
    /// The agenda.
    pub agenda: FieldText,
    /// How far it is.
    pub status: FieldText,
    /// Who may see it.
    pub visibility: FieldText,
    /// The next meeting.
    pub next_meeting: FieldText,
    /// Who wrote the minutes.
    pub written_by: FieldText,
    /// Who verifies them.
    pub verified_by: FieldText,
}

/// The fields of a storage, and of the passphrase of the keys.
#[derive(Debug)]
pub struct Remote {
    /// What the person calls it.
    pub name: FieldText,
    /// Where it is.
    pub address: FieldText,
    /// With whom it is shared.
    pub profile: FieldText,
    /// Whether a new space is encrypted.
    pub encryption: FieldText,
    /// The user name.
    pub user: FieldText,
    /// Where the password is.
    pub credentials: FieldText,
    /// The password to keep.
    pub password: FieldText,
    /// The file of an own certificate authority.
    pub authority: FieldText,
    /// The proxy.
    pub proxy: FieldText,
    /// Whether it is synchronised by itself.
    pub automatic: FieldText,
    /// The passphrase of the keys.
    pub passphrase: FieldText,
}

/// The fields of items and links.
#[derive(Debug)]
pub struct Item {
    /// The words of a need, note or decision.
    pub text: FieldText,
    /// What is to be done.
    pub task: FieldText,
    /// The context of a need.
    pub detail: FieldText,
    /// The components of a need.
    pub components: FieldText,
    /// The urgency of a need.
    pub priority: FieldText,
    /// How far a need is.
    pub status: FieldText,
    /// The consultation that a new task belongs to.
    pub consultation: FieldText,
    /// The side of a task.
    pub side: FieldText,
    /// Who does a task.
    pub owner: FieldText,
    /// By when.
    pub due: FieldText,
    /// Whether a task is done.
    pub done: FieldText,
    /// Whether an item never leaves.
    pub internal: FieldText,
    /// What the municipality said of a linked record.
    pub verdict: FieldText,
    /// Why.
    pub why: FieldText,
}

/// The fields of a practice draft.
#[derive(Debug)]
pub struct Practice {
    /// Practice or caution.
    pub kind: FieldText,
    /// The title.
    pub title: FieldText,
    /// The problem.
    pub problem: FieldText,
    /// What was done.
    pub solution: FieldText,
    /// What came of it.
    pub result: FieldText,
    /// What to learn from it.
    pub lesson: FieldText,
    /// Where.
    pub place: FieldText,
    /// The municipality.
    pub municipality: FieldText,
    /// The components.
    pub components: FieldText,
    /// How far it is.
    pub stage: FieldText,
    /// Since when.
    pub year: FieldText,
    /// What it cost.
    pub cost: FieldText,
    /// Who paid.
    pub funding: FieldText,
    /// Who took part.
    pub partners: FieldText,
    /// Where this is known from.
    pub source: FieldText,
    /// How far the draft is.
    pub state: FieldText,
}

const fn field(label: &'static str, hint: &'static str) -> FieldText {
    FieldText { label, hint }
}

pub(super) const CS: Texts = Texts {
    sign_off_title: |version| format!("Stav zápisu, verze {version}"),
    signed_off: "Stav zápisu je zaznamenán.",
    no_state_chosen: "Vyberte, v jakém stavu zápis je; kdo a kdy patří k němu.",
    sign_off: SignOff {
        state: FieldText {
            label: "Stav",
            hint: "konečné znění se uloží i s otiskem SHA-256; pozdější změna je další verze",
        },
        by: FieldText { label: "Kdo", hint: "u potvrzení zástupce obce" },
        date: FieldText { label: "Kdy", hint: "5. 12. (poslední takový den), dnes, včera" },
    },
    header_title: "Hlavička konzultace",
    link_title: |record| format!("Opora: {record}"),
    task_title: "Nový úkol",
    practice_title: "Námět praxe",
    footer: |next, leave| format!("{next} další pole   {leave} zapsat a zavřít"),
    position: |n, total| format!("pole {n} z {total}"),
    no_consultation: "Úkol patří ke konzultaci a žádná zatím není. {new} na obrazovce Konzultace ({consultation}) založí novou.",
    task_deadline_unclear: |words| format!("Úkol je zapsán bez termínu: slovům „{words}“ nerozumím."),
    no_such_day: "Takový den v kalendáři není; opravte den nebo měsíc.",
    not_a_date: "Tomuto datu nerozumím; napište třeba 5. 12., pátek, za týden nebo konec měsíce.",
    meeting_without_day: "Není tu den: v zápisu zůstanou tato slova, v kalendáři schůzka nebude.",
    not_a_moment: "Tomuto času nerozumím; napište datum a čas, třeba 21. 11. 2026 14:00.",
    not_a_component: |code| {
        format!("Komponentu {code} koncepce nemá; kódy jsou ZPO1 až ZPO4, A1 až A4, B1 až B4, C1 až C4.")
    },
    not_a_year: "Rok napište čtyřmi číslicemi, třeba 2024.",
    end_before_start: "Konec je dříve než začátek; opravte jeden z nich.",
    task_without_words: "Napište, co se má udělat; termín a osoba samy úkol netvoří.",
    disputed: |key| format!("Jinde je zapsáno jiné znění. {key} potvrdí toto, nebo napište, co platí."),
    no_municipality: "žádná",
    choice_position: |n, total| format!("{n} z {total}"),
    field_unchanged: "V tomto poli není co vrátit; dřívější změny vrátíte po zavření formuláře.",
    last_municipality: "Konzultace má vždy aspoň jednu obec: vyberte, která tuto nahradí, nebo ji {back} ponechá.",
    field_reset: |key| format!("Pole je zpět v původním znění; {key} vrátí, co jste napsali."),
    practice_saved: "Námět praxe je zapsán jako rozpracovaný; najdete jej v katalogu mezi svými záznamy.",
    practice_changed: "Námět praxe je upraven.",
    excused_mark: "omluven(a)",
    remote: Remote {
        name: field("Název", "Krátký, bez mezer: usb, cloud, kraj."),
        address: field(
            "Adresa",
            "Celá cesta ke složce (/media/jana/USB/porada), https://… (WebDAV; u Nextcloudu v nastavení Souborů), nebo s3://bucket/cesta?endpoint=https://server&region=oblast.",
        ),
        profile: field(
            "Okruh",
            "S kým úložiště sdílíte. Vlastní zařízení: odchází vše. Tým: konzultace označené tým nebo síť. Síť: jen označené síť, bez osobních údajů. U existujícího prostoru musí souhlasit.",
        ),
        encryption: field(
            "Šifrovat",
            "Platí, zakládá-li se na úložišti nový prostor. Bez šifrování přečte vše každý, kdo má k úložišti přístup.",
        ),
        user: field(
            "Uživatel",
            "Jméno na serveru (WebDAV), nebo identifikátor klíče (S3); u složky prázdné.",
        ),
        credentials: field(
            "Heslo",
            "Odkud se vezme: env:PROMĚNNÁ, command:PROGRAM, nebo sealed (uloží se zašifrované heslem klíčů). U složky prázdné. Heslo samo sem nepište.",
        ),
        password: field(
            "Uložit heslo",
            "Jen pro sealed. U Nextcloudu použijte heslo aplikace (Nastavení, Zabezpečení).",
        ),
        authority: field("Certifikát", "Soubor PEM vlastní certifikační autority úřadu; jinak prázdné."),
        proxy: field("Proxy", "http://server:port, je-li potřeba; jinak prázdné."),
        automatic: field(
            "Samočinně",
            "Synchronizovat při spuštění a při ukončení porady. Poprvé vždy až po vašem potvrzení.",
        ),
        passphrase: field("Heslo klíčů", "Otevře klíče tohoto zařízení, dokud porada běží."),
    },
    header: Header {
        title: field("Název", "Prázdný název znamená obvyklý: druh konzultace a obec."),
        kind: field("Druh", ""),
        municipalities: field("Obce", "{enter} nebo psaní vyhledá další obec, Del odebere poslední."),
        start: field("Začátek", "Datum a čas: 21. 11. 14:00 (nejbližší takový den), dnes 14:00."),
        end: field("Konec", "Stačí čas: 15:30."),
        place: field("Místo", "Kde se jednalo, případně na dálku."),
        participants: field(
            "Účastníci",
            "Každý na svém řádku (nebo oddělte středníkem): jméno, funkce, organizace, pracovní e-mail, telefon. Omluvené uveďte slovem „omluven(a):“. Osobní údaje: jen jméno, funkce a pracovní kontakt, nic o třetích osobách.",
        ),
        agenda: field("Program", "Každý bod na svém řádku."),
        status: field("Stav", ""),
        visibility: field(
            "Kdo uvidí",
            "Komu se konzultace ukáže při sdílení. Tým: s kým máte společné úložiště, celá. Síť: ostatní centra, bez osobních údajů.",
        ),
        next_meeting: field(
            "Příští jednání",
            "Kdy a kde (3. 12. 14:00, příští středu v 10), nebo že se neplánuje.",
        ),
        written_by: field("Zapsal(a)", "Osobní údaj: jen jméno a funkce."),
        verified_by: field("Ověří", "Osobní údaj: jen jméno a funkce."),
    },
    item: Item {
        text: field("Znění", ""),
        task: field("Úkol", "Co se má udělat."),
        detail: field(
            "Souvislosti",
            "Slovy obce: koho se to týká, co už zkusila, co brání. Bez údajů o třetích osobách (zdraví, sociální situace).",
        ),
        components: field("Komponenty", "Kódy komponent koncepce, hlavní první: B3 A1."),
        priority: field("Naléhavost", ""),
        status: field("Stav", ""),
        consultation: field("Konzultace", "Ke které konzultaci úkol patří."),
        side: field("Strana", ""),
        owner: field("Odpovídá", "Osobní údaj: jen jméno, případně funkce."),
        due: field("Termín", "Třeba 5. 12., pátek, za týden, konec měsíce."),
        done: field("Hotovo", ""),
        internal: field("Interní", "Ano: obci neodejde v zápisu, tabulkách, kalendáři ani e-mailu."),
        verdict: field("Verdikt obce", ""),
        why: field("Proč", "Proč to obci vyhovuje, nebo nevyhovuje."),
    },
    practice: Practice {
        kind: field("Druh", "Praxe, která pomohla, nebo riziko, kterého se vyvarovat."),
        title: field("Název", "Jednou větou, co obec udělala."),
        problem: field("Problém", "Co obec trápilo. Bez údajů o třetích osobách."),
        solution: field("Řešení", "Co obec udělala a jak."),
        result: field("Výsledek", "Co to přineslo; nejlépe čísly a k jakému datu."),
        lesson: field("Poučení", "Co by obec dnes udělala jinak."),
        place: field("Místo", "Kde přesně, třeba část obce nebo svazek obcí."),
        municipality: field("Obec", "{enter} nebo psaní vyhledá obec, Del ji odebere."),
        components: field("Komponenty", "Kódy komponent koncepce, hlavní první: B3 A1."),
        stage: field("Stav", ""),
        year: field("Rok", "Od kdy to běží, čtyřmi číslicemi."),
        cost: field("Cena", "Slovy: co je v ní zahrnuto, s DPH, nebo bez."),
        funding: field("Financování", "Z čeho se to zaplatilo."),
        partners: field("Partneři", "Dodavatelé, školy, sousední obce."),
        source: field("Zdroj", "Odkud to víme: odkaz, dokument, nebo kdy a v jaké funkci to kdo řekl."),
        state: field(
            "Námět je",
            "Rozpracovaný mají jen vaše zařízení a tým; podaný a ověřený odejde i síti.",
        ),
    },
};

pub(super) const EN: Texts = Texts {
    sign_off_title: |version| format!("State of the minutes, version {version}"),
    signed_off: "The state of the minutes is recorded.",
    no_state_chosen: "Choose the state of the minutes; who and when belong to it.",
    sign_off: SignOff {
        state: FieldText {
            label: "State",
            hint: "a final version is kept with its SHA-256; a later change is the next version",
        },
        by: FieldText { label: "Who", hint: "for a confirmation the person of the municipality" },
        date: FieldText { label: "When", hint: "5 Dec (the last such day), today, yesterday" },
    },
    header_title: "Header of the consultation",
    link_title: |record| format!("Evidence: {record}"),
    task_title: "New task",
    practice_title: "Practice draft",
    footer: |next, leave| format!("{next} next field   {leave} write and close"),
    position: |n, total| format!("field {n} of {total}"),
    no_consultation: "A task belongs to a consultation and there is none yet. {new} on the screen Consultation ({consultation}) makes a new one.",
    task_deadline_unclear: |words| {
        format!("The task is written without a deadline: \"{words}\" is not understood.")
    },
    no_such_day: "No calendar has this day; correct the day or the month.",
    not_a_date: "This is not understood as a date; write for example 5 Dec, Friday, in a week or end of month.",
    meeting_without_day: "No day is here: the minutes have these words, the calendar will not have the meeting.",
    not_a_moment: "This is not understood; write a date and a time, for example 21 Nov 2026 14:00.",
    not_a_component: |code| {
        format!(
            "The concept has no component {code}; the codes are ZPO1 to ZPO4, A1 to A4, B1 to B4, C1 to C4."
        )
    },
    not_a_year: "Write the year in four digits, for example 2024.",
    end_before_start: "The end is before the start; correct one of them.",
    task_without_words: "Write what is to be done; a date and a person alone are no task.",
    disputed: |key| format!("It says something else elsewhere. {key} confirms this, or type what holds."),
    no_municipality: "none",
    choice_position: |n, total| format!("{n} of {total}"),
    field_unchanged: "There is nothing to take back in this field; earlier changes can be taken back when the form is closed.",
    last_municipality: "A consultation always has a municipality: choose the one in its place, or keep it with {back}.",
    field_reset: |key| format!("The field is as it was; {key} returns what you typed."),
    practice_saved: "The practice is written down as a draft; it is among your own records in the catalogue.",
    practice_changed: "The practice draft is changed.",
    excused_mark: "excused",
    remote: Remote {
        name: field("Name", "Short, without spaces: usb, cloud, region."),
        address: field(
            "Address",
            "The whole path of a folder (/media/jana/USB/porada), https://… (WebDAV; for Nextcloud in the settings of Files), or s3://bucket/path?endpoint=https://server&region=name.",
        ),
        profile: field(
            "Circle",
            "With whom the storage is shared. Own devices: everything leaves. Team: consultations marked team or network. Network: only those marked network, without personal data. It has to be that of an existing space.",
        ),
        encryption: field(
            "Encrypt",
            "For a new space that is founded on the storage. Without encryption everybody who can open the storage reads everything.",
        ),
        user: field(
            "User",
            "The name on the server (WebDAV), or the id of the key (S3); empty for a folder.",
        ),
        credentials: field(
            "Password",
            "Where it comes from: env:VARIABLE, command:PROGRAM, or sealed (kept encrypted with the passphrase of the keys). Empty for a folder. Do not write the password itself here.",
        ),
        password: field(
            "Keep password",
            "For sealed only. For Nextcloud use an app password (Settings, Security).",
        ),
        authority: field("Certificate", "The PEM file of an own certificate authority; otherwise empty."),
        proxy: field("Proxy", "http://server:port, where one is needed; otherwise empty."),
        automatic: field(
            "By itself",
            "Synchronise when porada starts and ends. The first time always waits for your confirmation.",
        ),
        passphrase: field("Passphrase", "Opens the keys of this device as long as porada runs."),
    },
    header: Header {
        title: field("Title", "An empty title means the customary one: the kind and the municipality."),
        kind: field("Kind", ""),
        municipalities: field("Municipalities", "{enter} or typing finds another one, Del removes the last."),
        start: field("Start", "Date and time: 21 Nov 14:00 (the nearest such day), today 14:00."),
        end: field("End", "The time is enough: 15:30."),
        place: field("Place", "Where you met, or online."),
        participants: field(
            "Participants",
            "One a line, or divided by semicolons: name, office, organisation, work e-mail, telephone. Begin those excused with \"excused:\". Personal data: only name, office and work contact, nothing on third persons.",
        ),
        agenda: field("Agenda", "One item a line."),
        status: field("Status", ""),
        visibility: field(
            "Who may see it",
            "Who sees the consultation when it is shared. Team: those with whom you share a storage, whole. Network: other centres, without personal data.",
        ),
        next_meeting: field(
            "Next meeting",
            "When and where (3 Dec 14:00, next Wednesday at 10), or that none is planned.",
        ),
        written_by: field("Written by", "Personal data: only name and office."),
        verified_by: field("Verified by", "Personal data: only name and office."),
    },
    item: Item {
        text: field("Words", ""),
        task: field("Task", "What is to be done."),
        detail: field(
            "Context",
            "In the municipality's words: who is affected, what was tried, what stands in the way. No data on third persons (health, social situation).",
        ),
        components: field("Components", "Codes of the concept's components, the main one first: B3 A1."),
        priority: field("Urgency", ""),
        status: field("Status", ""),
        consultation: field("Consultation", "The consultation that the task belongs to."),
        side: field("Side", ""),
        owner: field("Owner", "Personal data: only the name, or the office."),
        due: field("Due", "For example 5 Dec, Friday, in a week, end of month."),
        done: field("Done", ""),
        internal: field("Internal", "Yes: it never leaves in minutes, tables, calendar or e-mail."),
        verdict: field("Verdict", ""),
        why: field("Why", "Why it fits the municipality, or does not."),
    },
    practice: Practice {
        kind: field("Kind", "A practice that helped, or a risk to avoid."),
        title: field("Title", "In one sentence, what the municipality did."),
        problem: field("Problem", "What troubled the municipality. No data on third persons."),
        solution: field("Solution", "What the municipality did and how."),
        result: field("Result", "What came of it; best in figures with their date."),
        lesson: field("Lesson", "What the municipality would do otherwise today."),
        place: field("Place", "Where exactly, a part of the town or an association."),
        municipality: field("Municipality", "{enter} or typing finds it, Del removes it."),
        components: field("Components", "Codes of the concept's components, the main one first: B3 A1."),
        stage: field("Stage", ""),
        year: field("Year", "Since when it runs, in four digits."),
        cost: field("Cost", "In words: what it includes, with or without VAT."),
        funding: field("Funding", "What it was paid from."),
        partners: field("Partners", "Suppliers, schools, neighbouring municipalities."),
        source: field(
            "Source",
            "How we know: a link, a document, or when and in what office somebody said it.",
        ),
        state: field(
            "The draft is",
            "A draft stays on your devices and in the team; submitted or verified it goes to the network too.",
        ),
    },
};
