//! Texts of the help and of the page of keys.

/// Texts of the help and of the page of keys.
#[derive(Debug)]
pub struct Texts {
    /// The title of the overlay.
    pub title: &'static str,
    /// The heading of the keys of the screen below.
    pub this_screen: &'static str,
    /// The places where keys mean something, in the order of `Context::ALL`.
    pub contexts: [&'static str; 20],
    /// The heading of the keys that edit text.
    pub typing: &'static str,
    /// Keys that edit text and what they do.
    pub typing_keys: &'static [(&'static str, &'static str)],
    /// The heading on how to write a task.
    pub writing: &'static str,
    /// How to write a task and other items.
    pub writing_lines: &'static [&'static str],
    /// The heading on the language of the catalogue's query.
    pub searching: &'static str,
    /// What can be typed into the query and what it does.
    pub searching_lines: &'static [(&'static str, &'static str)],
    /// An action without a key; takes the key of the palette.
    pub only_palette: fn(&str) -> String,
    /// Which part of the text is in sight, in percent.
    pub position: fn(usize) -> String,
    /// How to scroll and to leave.
    pub footer: &'static str,
    /// The title of the page of keys.
    pub page_title: &'static str,
    /// What stands above the tables of the page; takes the name of the settings file's section.
    pub page_intro: fn(&str) -> String,
    /// The heads of the columns: key, what it does, name in the settings.
    pub page_columns: [&'static str; 3],
    /// What the page says of an action without a key.
    pub page_only_palette: &'static str,
}

pub(super) const CS: Texts = Texts {
    title: "Nápověda",
    this_screen: "Na této obrazovce",
    contexts: [
        "Řádek zápisu",
        "Záznam konzultace",
        "Konzultace",
        "Přehled",
        "Katalog",
        "Obce",
        "Úkoly",
        "Souhrny",
        "Zápis z konzultace",
        "Synchronizace",
        "Co odejde",
        "Schválení zařízení",
        "Formulář",
        "Filtry",
        "Strom koncepce",
        "Neshody",
        "Promítání",
        "Psaní textu",
        "Seznamy",
        "Všude",
    ],
    typing: "Úpravy textu",
    typing_keys: &[
        ("← →", "o znak vlevo, vpravo"),
        ("Ctrl+← Ctrl+→", "o slovo vlevo, vpravo"),
        ("Home End", "na začátek, na konec"),
        ("Backspace Del", "smazat znak vlevo, vpravo"),
        ("Ctrl+W", "smazat slovo vlevo"),
    ],
    writing: "Jak se zapisuje",
    writing_lines: &[
        "Pište, co slyšíte; Tab mění druh (potřeba, poznámka, rozhodnutí, úkol) a Enter řádek zapíše.",
        "Úkol může začít stranou a končit termínem:",
        "    obec: poslat podklady do 5. 12.",
        "Strany jsou broker, obec a partner. Termín napište i slovy: do pátku, za týden, do konce měsíce.",
        "Co napíšete, je do půl vteřiny na disku. Každou změnu lze vrátit, i po novém spuštění.",
    ],
    searching: "Jak se hledá v katalogu",
    searching_lines: &[
        ("parkování", "stačí začátek slova, bez háčků i s překlepem; hledají se i jiné tvary a synonyma"),
        ("v Jeseníku", "záznamy odtud jsou výš; když žádné nejsou, pak podobně velké obce a kraj"),
        ("kraj:olom", "jen z kraje; obec:jeseník jen z obce, země:rakousko jen ze země"),
        ("druh:praxe", "jen tento druh; více hodnot oddělte čárkou: druh:praxe,riziko"),
        ("B3", "jen komponenta Koncepce; také složka:B3"),
        ("velikost:do-500", "jen obce této velikosti, stačí i počet obyvatel: velikost:1200"),
        ("fáze:provoz", "jen praxe v této fázi: plánováno, pilot, v provozu, ukončeno"),
        ("s:výsledky", "jen záznamy s výsledky, které uvádí zdroj; s:cena s cenou v korunách"),
        ("\"sdílená kola\"", "přesně tato slova za sebou"),
        ("-školy", "bez záznamů s tímto slovem"),
    ],
    only_palette: |key| format!("jen {key}"),
    position: |percent| format!("{percent} %"),
    footer: "↑↓ PgUp PgDn posun   Esc zavřít",
    page_title: "Klávesy",
    page_intro: |section| {
        format!(
            "Tato stránka vzniká z tabulky akcí v programu. Klávesy lze změnit v souboru s nastavením v části `{section}`: vlevo jméno akce, vpravo seznam kláves."
        )
    },
    page_columns: ["Klávesa", "Co udělá", "Jméno v nastavení"],
    page_only_palette: "jen v příkazech",
};

pub(super) const EN: Texts = Texts {
    title: "Help",
    this_screen: "On this screen",
    contexts: [
        "Composer",
        "Record of the consultation",
        "Consultation",
        "Home",
        "Catalogue",
        "Municipalities",
        "Tasks",
        "Insights",
        "Minutes",
        "Synchronisation",
        "What will leave",
        "Approval of devices",
        "Form",
        "Filters",
        "Tree of the concept",
        "Conflicts",
        "Present mode",
        "Typing text",
        "Lists",
        "Everywhere",
    ],
    typing: "Editing text",
    typing_keys: &[
        ("← →", "one character to the left, to the right"),
        ("Ctrl+← Ctrl+→", "one word to the left, to the right"),
        ("Home End", "to the start, to the end"),
        ("Backspace Del", "delete the character to the left, to the right"),
        ("Ctrl+W", "delete the word to the left"),
    ],
    writing: "How to write things down",
    writing_lines: &[
        "Type what you hear; Tab changes the kind (need, note, decision, task) and Enter writes the line down.",
        "A task may begin with its side and end with its date:",
        "    municipality: send the documents by 5 Dec",
        "The sides are broker, municipality and partner. Dates may be words: Friday, in a week, end of month.",
        "What you type is on disk within half a second. Every change can be taken back, after a restart too.",
    ],
    searching: "How to search the catalogue",
    searching_lines: &[
        (
            "parking",
            "the beginning of a word is enough, also misspelled; other forms and synonyms are found too",
        ),
        (
            "v Jeseníku",
            "records of that place rank higher; where there are none, places of similar size and its region",
        ),
        (
            "region:olom",
            "only from the region; place:jeseník only from the municipality, country:austria from the country",
        ),
        ("kind:practice", "only this kind; several values with commas: kind:practice,caution"),
        ("B3", "only this component of the Concept; also component:B3"),
        ("size:to-500", "only municipalities of this size; a number of inhabitants will do: size:1200"),
        ("stage:pilot", "only practices in this stage: planned, pilot, operation, ended"),
        ("with:results", "only with results that a source states; with:cost with a cost in crowns"),
        ("\"bike sharing\"", "exactly these words side by side"),
        ("-schools", "without records that have this word"),
    ],
    only_palette: |key| format!("{key} only"),
    position: |percent| format!("{percent} %"),
    footer: "↑↓ PgUp PgDn scroll   Esc close",
    page_title: "Keys",
    page_intro: |section| {
        format!(
            "This page is made from the table of actions in the program. Keys can be changed in the settings file, in the section `{section}`: the name of the action on the left, a list of keys on the right."
        )
    },
    page_columns: ["Key", "What it does", "Name in the settings"],
    page_only_palette: "only in the command palette",
};
