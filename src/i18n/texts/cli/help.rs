//! The help for every command and argument, both languages side by side.

use crate::i18n::Language;

/// The help for one command (`consultation add`), one argument of it (`consultation add.need`), or what stands after
/// its arguments (`consultation add+`).
#[derive(Debug)]
pub struct Help {
    /// The command and argument.
    pub key: &'static str,
    cs: &'static str,
    en: &'static str,
}

/// The help with this key.
pub fn find(key: &str, language: Language) -> Option<&'static str> {
    let row = HELP.iter().find(|row| row.key == key)?;
    Some(match language {
        Language::Czech => row.cs,
        Language::English => row.en,
    })
}

const fn row(key: &'static str, cs: &'static str, en: &'static str) -> Help {
    Help { key, cs, en }
}

/// All help.
pub const HELP: &[Help] = &[
    row(
        "",
        "Konzultace s obcemi: kdo stejnou potřebu vyřešil, co to stálo a kdo co udělá do kdy",
        "Consultations with municipalities: who solved the same need, what it cost, who does what by when",
    ),
    row(
        "+",
        "Bez příkazu se spustí aplikace. Data jsou ve složce uživatele, nebo v PORADA_HOME.\n\
         Jazyk: --lang, PORADA_LANG, nastavení, národní prostředí, jinak čeština.\n\
         Návratový kód: 0 hotovo, 1 nezdařilo se, 2 chybné použití.",
        "Without a command the application starts. The data is in the user's folder, or in PORADA_HOME.\n\
         Language: --lang, PORADA_LANG, settings, locale, else Czech.\n\
         Exit code: 0 done, 1 failed, 2 wrong usage.",
    ),
    row(".lang", "Jazyk rozhraní a zápisů", "Language of the interface and of minutes"),
    row(
        ".demo",
        "Pracovat s ukázkovými konzultacemi v dočasné složce, která se na konci smaže",
        "Work with sample consultations in a temporary folder that is deleted at the end",
    ),
    row(".help", "Vypsat nápovědu", "Print help"),
    row(".version", "Vypsat verzi", "Print the version"),
    row(
        "search",
        "Najít praxi, rizika, opatření, dotace, indikátory a partnery",
        "Find practices, cautions, measures, funding, indicators and partners",
    ),
    row(
        "search+",
        "Bez slov se vypíše vše, co projde filtry.\n\
         JSON: pole objektů {id, kind, title, components, place, score, matches}. place je název místa nebo null. \
         matches: {field, language, ranges}; ranges jsou dvojice [začátek, konec) ve znacích Unicode textu daného \
         pole v daném jazyce, počítáno od nuly. S --explain navíc explanation: {words: [{word, match, found, fields}], \
         boosts}.\n\
         S --own pole objektů {consultation, item, kind, title, municipality, date, score, matches}; item je u záhlaví \
         konzultace null. Bez slov se vypíší všechny vlastní záznamy, nejnovější první.",
        "Without words everything that passes the filters is listed.\n\
         JSON: a list of objects {id, kind, title, components, place, score, matches}. place is the name of the \
         place or null. matches: {field, language, ranges}; ranges are pairs [start, end) in Unicode characters of \
         the text of that field in that language, counted from zero. With --explain also explanation: {words: [{word, \
         match, found, fields}], boosts}.\n\
         With --own a list of objects {consultation, item, kind, title, municipality, date, score, matches}; item is \
         null for the header of a consultation. Without words all own records are listed, the newest first.",
    ),
    row("search.words", "Hledaná slova", "The words to look for"),
    row("search.json", "Vypsat JSON", "Print JSON"),
    row("search.limit", "Nejvýše tolik nálezů (jinak 20)", "At most so many records (else 20)"),
    row("search.kind", "Jen tyto druhy, oddělené čárkou", "Only these kinds, divided by commas"),
    row(
        "search.component",
        "Jen tyto komponenty, oddělené čárkou",
        "Only these components, divided by commas",
    ),
    row("search.region", "Jen z tohoto kraje", "Only from this region (kraj)"),
    row(
        "search.near",
        "Obec, pro kterou se hledá: místa podobná velikostí a ze stejného kraje budou výš",
        "The municipality that the search is for: places of similar size and of the same region come first",
    ),
    row(
        "search.size",
        "Jen z míst této velikosti, oddělené čárkou",
        "Only from places of these sizes, divided by commas",
    ),
    row(
        "search.with_result",
        "Jen s výsledkem, který uvádí zdroj",
        "Only with a result that a source states",
    ),
    row("search.with_cost", "Jen s cenou v korunách", "Only with a cost in crowns"),
    row("search.stage", "Jen v těchto fázích, oddělené čárkou", "Only in these stages, divided by commas"),
    row(
        "search.country",
        "Jen z těchto zemí, kódy ISO oddělené čárkou",
        "Only from these countries, ISO codes divided by commas",
    ),
    row(
        "search.explain",
        "Vypsat, proč byl záznam nalezen: slova, pole a co jej posunulo výš",
        "Say why each record was found: words, fields and what raised it",
    ),
    row(
        "search.own",
        "Hledat ve vlastních záznamech: potřeby, poznámky, rozhodnutí, úkoly a záhlaví všech konzultací",
        "Search own records: needs, notes, decisions, tasks and headers of all consultations",
    ),
    row("show", "Zobrazit záznam katalogu", "Show a record of the catalogue"),
    row("show.id", "Id záznamu, jak je vypisuje search", "The id of the record, as search prints it"),
    row("show.json", "Vypsat JSON", "Print JSON"),
    row("municipality", "Obce", "Municipalities"),
    row("municipality search", "Najít obec podle názvu", "Find a municipality by its name"),
    row("municipality search.words", "Název nebo jeho začátek", "The name or its beginning"),
    row(
        "municipality search.limit",
        "Nejvýše tolik obcí (jinak 20)",
        "At most so many municipalities (else 20)",
    ),
    row("municipality search.json", "Vypsat JSON", "Print JSON"),
    row("municipality show", "Zobrazit údaje o obci", "Show what is known about a municipality"),
    row("municipality show.municipality", "Kód nebo název obce", "The code or the name of the municipality"),
    row("municipality show.json", "Vypsat JSON", "Print JSON"),
    row("consultation", "Konzultace", "Consultations"),
    row("consultation new", "Založit konzultaci a vypsat její id", "Make a consultation and print its id"),
    row(
        "consultation new.municipality",
        "Kód nebo název obce; pro workshop lze uvést vícekrát",
        "The code or the name of the municipality; for a workshop it can be given several times",
    ),
    row("consultation new.kind", "Druh setkání", "The kind of meeting"),
    row("consultation new.title", "Název", "The title"),
    row(
        "consultation new.date",
        "Začátek: 2026-12-05, „5. 12. 14:00“, „za 14 dní“; bez času v 9:00, bez data teď",
        "The beginning: 2026-12-05, \"5 Dec 14:00\", \"in 2 weeks\"; without a time at 9:00, without a date now",
    ),
    row(
        "consultation add",
        "Zapsat do konzultace a vypsat id zapsaného",
        "Write into a consultation and print the id of what was written",
    ),
    row(
        "consultation add.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row("consultation add.need", "Potřeba", "A need"),
    row("consultation add.note", "Poznámka", "A note"),
    row("consultation add.decision", "Rozhodnutí", "A decision"),
    row("consultation add.task", "Úkol", "A task"),
    row("consultation add.owner", "Kdo úkol udělá", "Who does the task"),
    row(
        "consultation add.due",
        "Do kdy: 2026-12-05, 5. 12., „za 14 dní“",
        "By when: 2026-12-05, 5 Dec, \"in 2 weeks\"",
    ),
    row(
        "consultation add.side",
        "Strana, která úkol udělá (jinak broker)",
        "The side that does the task (else broker)",
    ),
    row(
        "consultation add.participant",
        "Účastník: „JMÉNO, FUNKCE“ nebo „JMÉNO, FUNKCE, ORGANIZACE“",
        "A participant: \"NAME, OFFICE\" or \"NAME, OFFICE, ORGANISATION\"",
    ),
    row(
        "consultation add.link",
        "Připojit záznam katalogu k poslední potřebě, nebo k té, kterou udává --to",
        "Link a record of the catalogue to the last need, or to the one that --to gives",
    ),
    row(
        "consultation add.internal",
        "Položka je interní: v žádném výstupu pro obec nebude",
        "The item is internal: nothing for the municipality will have it",
    ),
    row(
        "consultation add.to",
        "Id potřeby, nebo jeho začátek či konec",
        "The id of the need, or its beginning or end",
    ),
    row("consultation list", "Vypsat konzultace", "List consultations"),
    row("consultation list.json", "Vypsat JSON", "Print JSON"),
    row("consultation show", "Zobrazit konzultaci", "Show a consultation"),
    row(
        "consultation show.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row("consultation show.json", "Vypsat JSON", "Print JSON"),
    row(
        "consultation sign",
        "Zaznamenat odeslání, potvrzení nebo uzavření zápisu",
        "Record that the minutes were sent, confirmed or made final",
    ),
    row(
        "consultation sign+",
        "Konečné znění se uloží i s otiskem SHA-256. Změníte-li zápis potom, vznikne další verze. Potvrzení \
         potřebuje --by.",
        "A final version is kept with its SHA-256. Changing the minutes later makes the next version. A confirmation \
         needs --by.",
    ),
    row(
        "consultation sign.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row("consultation sign.state", "Stav zápisu", "The state of the minutes"),
    row(
        "consultation sign.by",
        "Kdo: u potvrzení zástupce obce",
        "Who: for a confirmation the person of the municipality",
    ),
    row("consultation sign.date", "Kdy, jinak dnes", "When, otherwise today"),
    row("consultation sign.json", "Vypsat JSON", "Print JSON"),
    row("consultation delete", "Smazat konzultaci", "Delete a consultation"),
    row(
        "consultation delete.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row("consultation delete.json", "Vypsat JSON", "Print JSON"),
    row(
        "export",
        "Vypsat nebo uložit konzultaci: zápis, tabulky, kalendář, e-mail",
        "Print or save a consultation: minutes, tables, calendar, e-mail",
    ),
    row(
        "export+",
        "Bez --output se soubor vypíše. Existující soubor se bez --force nepřepíše. Je-li PATH složka, dostane soubor \
         obvyklý název. Více formátů se odděluje čárkou a potřebuje složku. Místo ID lze zadat období, obec nebo obojí. \
         Jazyk určuje --lang. Interní položky obsahuje jen JSON.",
        "Without --output the file is printed. A file that exists is not overwritten without --force. If PATH is a \
         folder, the file gets the customary name. Several formats are separated by commas and need a folder. Instead \
         of ID a period, a municipality or both can be given. --lang gives the language. Only JSON has internal items.",
    ),
    row(
        "export.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row("export.format", "Formát, i více za sebou", "The format, or several"),
    row("export.output", "Soubor nebo složka", "The file or folder"),
    row("export.force", "Přepsat existující soubor", "Write over a file that exists"),
    row("export.without_personal", "Bez osobních údajů", "Without personal data"),
    row("export.without_evidence", "Bez odkazované praxe", "Without the practice referred to"),
    row("export.without_internal", "JSON bez interních položek", "JSON without internal items"),
    row("export.table", "Tabulka v CSV", "The table in CSV"),
    row("export.semicolon", "CSV se středníky, pro český Excel", "CSV with semicolons, for Czech Excel"),
    row("export.bom", "CSV se značkou BOM, pro Excel", "CSV with a byte order mark, for Excel"),
    row("export.attach", "Přílohy e-mailu, jinak PDF", "What goes with the e-mail, otherwise PDF"),
    row("export.since", "Konzultace od tohoto dne", "Consultations from this day on"),
    row("export.until", "Konzultace do tohoto dne včetně", "Consultations until this day, included"),
    row(
        "export.municipality",
        "Konzultace s touto obcí (název nebo kód)",
        "Consultations with this municipality (name or code)",
    ),
    row("export.one", "Vše v jednom dokumentu s obsahem", "All in one document with a table of contents"),
    row(
        "import",
        "Načíst konzultace ze souborů JSON, vlastní nebo kolegů",
        "Read consultations from JSON files, own ones or a colleague's",
    ),
    row(
        "import.files",
        "Soubory porada-doc/1: jeden dokument, pole, nebo jeden na řádku; - je standardní vstup",
        "Files porada-doc/1: one document, a list, or one a line; - is the standard input",
    ),
    row("template", "Šablony zápisů", "Templates of minutes"),
    row(
        "template+",
        "Šablony střediska jsou ve složce templates vedle nastavení. minutes.cs.md má přednost před minutes.md; \
         bez nich platí vestavěné. Proměnné popisuje docs/formats.md.",
        "The centre's templates lie in the folder templates beside the settings. minutes.cs.md goes before \
         minutes.md; without them the built-in ones are used. docs/formats.md describes the variables.",
    ),
    row("template list", "Vypsat šablony a jejich stav", "List the templates and their state"),
    row("template list.json", "Vypsat jako JSON", "Print as JSON"),
    row("template show", "Vypsat text šablony, která se použije", "Print the template that is used"),
    row("template show.name", "Název šablony", "The name of the template"),
    row("template check", "Zkontrolovat šablony a logo", "Check the templates and the logo"),
    row(
        "template check.file",
        "Soubor se šablonou; bez něj všechny šablony střediska",
        "The file of a template; without it all of the centre's",
    ),
    row(
        "template new",
        "Uložit vestavěnou šablonu do složky šablon k úpravám; existující soubor se nepřepíše",
        "Save the built-in template in the folder of templates, to be changed; never over a file that exists",
    ),
    row("template new.name", "Název šablony", "The name of the template"),
    row("catalogue", "Záznamy katalogu", "Records of the catalogue"),
    row("catalogue check", "Zkontrolovat soubor se záznamy", "Check a file of records"),
    row(
        "catalogue check.file",
        "Soubor: řádky JSON, pole, opatření nebo dotace",
        "The file: JSON lines, a list, measures or funding",
    ),
    row("catalogue check.json", "Vypsat nalezené chyby jako JSON", "Print what was found as JSON"),
    row(
        "catalogue import",
        "Přidat záznamy ze souboru; při chybě nic",
        "Add the records of a file; on an error none",
    ),
    row(
        "catalogue import.file",
        "Soubor: řádky JSON, pole, opatření nebo dotace",
        "The file: JSON lines, a list, measures or funding",
    ),
    row(
        "catalogue export",
        "Uložit praxi, rizika a importované záznamy jako řádky JSON",
        "Save practices, cautions and imported records as JSON lines",
    ),
    row("catalogue export.file", "Nový soubor", "The new file"),
    row("task", "Úkoly ze všech konzultací", "Tasks of all consultations"),
    row("task list", "Vypsat úkoly podle termínu", "List tasks by their dates"),
    row("task list.open", "Jen nehotové", "Only those that are not done"),
    row("task list.due_before", "Jen s termínem před tímto dnem", "Only those due before this day"),
    row("task list.json", "Vypsat JSON", "Print JSON"),
    row("task done", "Označit úkol jako hotový", "Mark a task as done"),
    row(
        "task done.id",
        "Id úkolu, nebo jeho začátek či konec",
        "The id of the task, or its beginning or end",
    ),
    row("task done.json", "Vypsat JSON", "Print JSON"),
    row("backup", "Uložit ověřenou zálohu databáze", "Save a verified backup of the database"),
    row("backup.file", "Nový soubor", "The new file"),
    row(
        "restore",
        "Obnovit databázi ze zálohy; dosavadní zůstane vedle ní",
        "Restore the database from a backup; the present one is kept beside it",
    ),
    row("restore.file", "Soubor zálohy", "The file of the backup"),
    row("doctor", "Zkontrolovat databázi a prostředí", "Check the database and the surroundings"),
    row("doctor.json", "Vypsat JSON", "Print JSON"),
    row(
        "selftest",
        "Ověřit sliby synchronizace na náhodných průbězích mnoha zařízení",
        "Try the promises of synchronisation on random histories of many devices",
    ),
    row("selftest.sync", "Kolik průběhů se projde", "How many histories are run"),
    row("selftest.seed", "Číslo prvního průběhu (jinak 1)", "The number of the first history (1 by default)"),
    row(
        "selftest.canary",
        "Záměrně vložit známou chybu; zkouška ji musí najít",
        "Put a known mistake in; the run has to find it",
    ),
    row(
        "selftest.scale",
        "Vypsat, co stojí synchronizace s mnoha zařízeními a dokumenty",
        "Print what synchronisation costs with many devices and documents",
    ),
    row("selftest.json", "Vypsat JSON", "Print JSON"),
    row(
        "completions",
        "Vypsat doplňování příkazů pro shell",
        "Print the completions of commands for a shell",
    ),
    row("completions.shell", "Shell", "The shell"),
    row("man", "Vypsat manuálovou stránku", "Print the manual page"),
    row("man.command", "Příkaz, jehož stránka se vypíše", "The command whose page is printed"),
];
