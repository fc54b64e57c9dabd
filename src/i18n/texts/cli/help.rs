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

/// The beginning of a period, for all commands that take one.
const SINCE: (&str, &str) = (
    "Konzultace od tohoto dne: 2026-01-01, „1. 1.“, „včera“; bez roku od posledního takového dne",
    "Consultations from this day on: 2026-01-01, \"1 Jan\", \"yesterday\"; without a year from the last such day",
);

/// Its end.
const UNTIL: (&str, &str) = (
    "Konzultace do tohoto dne včetně; bez roku do prvního takového dne od začátku období",
    "Consultations until this day, included; without a year until the first such day after the beginning",
);

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
        "Bez slov se vypíše vše, co projde filtry. Slova mohou i zužovat, stejně jako v katalogu: kraj:olom, obec:jeseník, B3, \
         -slovo.\n\
         JSON: pole objektů {id, kind, title, components, place, score, matches}. place je název místa nebo null. \
         matches: {field, language, ranges}; ranges jsou dvojice [začátek, konec) ve znacích Unicode textu daného \
         pole v daném jazyce, počítáno od nuly. S --explain navíc explanation: {words: [{word, match, found, fields}], \
         boosts}.\n\
         S --own pole objektů {consultation, item, kind, title, municipality, date, score, matches}; item je u záhlaví \
         konzultace null. Bez slov se vypíší všechny vlastní záznamy, nejnovější první.",
        "Without words everything that passes the filters is listed. Words can narrow too, as in the catalogue: region:olom, \
         place:jeseník, B3, -word.\n\
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
        "Začátek: 2026-12-05, „5. 12. 14:00“, „včera 14:00“, „za 14 dní“; bez roku nejbližší takový den, bez času v \
         9:00, bez data teď",
        "The beginning: 2026-12-05, \"5 Dec 14:00\", \"yesterday 14:00\", \"in 2 weeks\"; without a year the nearest such \
         day, without a time at 9:00, without a date now",
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
        "Účastník: „JMÉNO, FUNKCE“ nebo „JMÉNO, FUNKCE, ORGANIZACE“; e-mail a telefon kdekoli, více osob oddělí středník",
        "A participant: \"NAME, OFFICE\" or \"NAME, OFFICE, ORGANISATION\"; e-mail and telephone anywhere, several people divided by semicolons",
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
    row(
        "consultation sign.date",
        "Kdy: 2026-12-05, 5. 12., „včera“; bez roku poslední takový den, jinak dnes",
        "When: 2026-12-05, 5 Dec, \"yesterday\"; without a year the last such day, otherwise today",
    ),
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
    row(
        "export.output",
        "Soubor nebo složka; - je standardní výstup",
        "The file or folder; - is the standard output",
    ),
    row("export.force", "Přepsat existující soubor", "Write over a file that exists"),
    row("export.without_personal", "Bez osobních údajů", "Without personal data"),
    row("export.without_evidence", "Bez odkazované praxe", "Without the practice referred to"),
    row("export.without_internal", "JSON bez interních položek", "JSON without internal items"),
    row("export.table", "Tabulka v CSV", "The table in CSV"),
    row("export.semicolon", "CSV se středníky, pro český Excel", "CSV with semicolons, for Czech Excel"),
    row("export.bom", "CSV se značkou BOM, pro Excel", "CSV with a byte order mark, for Excel"),
    row("export.attach", "Přílohy e-mailu, jinak PDF", "What goes with the e-mail, otherwise PDF"),
    row("export.since", SINCE.0, SINCE.1),
    row("export.until", UNTIL.0, UNTIL.1),
    row(
        "export.municipality",
        "Konzultace s touto obcí (název nebo kód)",
        "Consultations with this municipality (name or code)",
    ),
    row(
        "export.kept",
        "Uložená konečná verze zápisu slovo od slova; bez čísla poslední",
        "The kept final version of the minutes word for word; the last one without a number",
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
    row("catalogue import.share", "Zároveň je sdílet se všemi", "Share them with everybody, too"),
    row(
        "catalogue import.centre",
        "Které centrum sdílí, není-li v nastavení",
        "Which centre shares, if the settings do not say",
    ),
    row(
        "catalogue share",
        "Sdílet importované záznamy se všemi, s kým synchronizujete",
        "Share imported records with everybody you synchronise with",
    ),
    row("catalogue share.ids", "Záznamy", "The records"),
    row("catalogue share.all", "Všechny importované", "All imported ones"),
    row(
        "catalogue share.centre",
        "Které centrum sdílí, není-li v nastavení",
        "Which centre shares, if the settings do not say",
    ),
    row(
        "catalogue unshare",
        "Zrušit sdílení; zde záznamy zůstanou importované",
        "End the sharing; here the records stay as imported ones",
    ),
    row("catalogue unshare.ids", "Záznamy", "The records"),
    row("catalogue unshare.all", "Všechny, které sdílí toto centrum", "All that this centre shares"),
    row(
        "catalogue unshare.centre",
        "Které centrum sdílí, není-li v nastavení",
        "Which centre shares, if the settings do not say",
    ),
    row(
        "catalogue remove",
        "Odebrat importované záznamy z tohoto počítače",
        "Remove imported records from this computer",
    ),
    row("catalogue remove.ids", "Záznamy", "The records"),
    row(
        "catalogue list",
        "Vypsat importované a sdílené záznamy a jejich původ",
        "List imported and shared records and where they come from",
    ),
    row("catalogue list.json", "Vypsat JSON", "Print JSON"),
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
    row("remote", "Úložiště, přes která se záznamy sdílejí", "Storages over which records are shared"),
    row(
        "remote add",
        "Připojit úložiště: složku, WebDAV nebo S3",
        "Set up a storage: a folder, WebDAV or S3",
    ),
    row(
        "remote add+",
        "Na prázdném úložišti se založí nový prostor (--found, nebo dotaz v terminálu); k existujícímu se toto zařízení připojí \
         a v šifrovaném prostoru čeká, až ho člen schválí podle otisku. Úložiště s cizími soubory se odmítne.\n\
         URL: celá cesta ke složce, https://server/cesta (WebDAV), s3://bucket/cesta?endpoint=https://server&region=oblast.",
        "On an empty storage a new space is founded (--found, or a question in a terminal); an existing one is joined, and in \
         an encrypted space this device waits until a member approves its fingerprint. A storage with foreign files is \
         refused.\n\
         URL: the whole path of a folder, https://server/path (WebDAV), s3://bucket/path?endpoint=https://server&region=name.",
    ),
    row("remote add.name", "Název úložiště, jak mu budete říkat", "What you will call the storage"),
    row("remote add.url", "Adresa úložiště", "The address of the storage"),
    row(
        "remote add.user",
        "Jméno uživatele (WebDAV) nebo identifikátor klíče (S3)",
        "The user name (WebDAV) or the id of the key (S3)",
    ),
    row(
        "remote add.password",
        "Odkud vzít heslo: env:PROMĚNNÁ, command:PROGRAM, nebo sealed (uloží se zašifrované)",
        "Where the password comes from: env:VARIABLE, command:PROGRAM, or sealed (kept encrypted)",
    ),
    row(
        "remote add.profile",
        "S kým se sdílí: vlastní zařízení, tým, síť (bez osobních údajů); jinak vlastní zařízení",
        "With whom it is shared: own devices, team, network (without personal data); else own devices",
    ),
    row(
        "remote add.encrypt",
        "Zda nový prostor šifrovat (jinak ano)",
        "Whether a new space is encrypted (else yes)",
    ),
    row(
        "remote add.ca",
        "Soubor PEM vlastní certifikační autority",
        "The PEM file of an own certificate authority",
    ),
    row("remote add.proxy", "Proxy: http://server:port", "A proxy: http://server:port"),
    row(
        "remote add.automatic",
        "Synchronizovat při spuštění a ukončení aplikace",
        "Synchronise when the application starts and ends",
    ),
    row(
        "remote add.found",
        "Na prázdném úložišti bez ptaní založit prostor",
        "Found a space on an empty storage without asking",
    ),
    row(
        "remote list",
        "Vypsat úložiště a poslední synchronizace",
        "List the storages and their last synchronisations",
    ),
    row("remote list.json", "Vypsat JSON", "Print JSON"),
    row(
        "remote remove",
        "Odebrat úložiště z nastavení; soubory na něm zůstanou",
        "Remove a storage from the settings; the files on it stay",
    ),
    row("remote remove.name", "Název úložiště", "The name of the storage"),
    row(
        "remote test",
        "Vyzkoušet úložiště: čtení, zápis, obsah",
        "Test a storage: reading, writing, content",
    ),
    row("remote test.name", "Název úložiště", "The name of the storage"),
    row("sync", "Vyměnit si s úložišti, co je nového", "Exchange what is new with the storages"),
    row(
        "sync+",
        "Bez názvu se synchronizují všechna úložiště. Návratový kód 1, pokud se některé nezdařilo.\n\
         JSON: pole objektů {remote, problem, received, sent, conflicts, erased, waiting, requests, bytes_up, bytes_down, \
         warnings, quarantine, quarantine_more, verified, erasures}; s --dry-run {remote, problem, coming, leaving, warnings}.",
        "Without a name all storages are synchronised. Exit code 1 if any of them failed.\n\
         JSON: a list of objects {remote, problem, received, sent, conflicts, erased, waiting, requests, bytes_up, \
         bytes_down, warnings, quarantine, quarantine_more, verified, erasures}; with --dry-run {remote, problem, coming, leaving, warnings}.",
    ),
    row("sync.name", "Jen toto úložiště", "Only this storage"),
    row("sync.dry_run", "Jen ukázat, co by odešlo a přišlo", "Only show what would leave and come"),
    row(
        "sync.verify",
        "Nejdřív zkontrolovat všechny soubory a vlastní poškozené zapsat znovu",
        "First check all files and write own damaged ones again",
    ),
    row("sync.json", "Vypsat JSON", "Print JSON"),
    row(
        "report",
        "Souhrn všech konzultací: potřeby, mezery, používané záznamy, úkoly po termínu, měsíce",
        "A summary of all consultations: needs, gaps, records in use, late tasks, months",
    ),
    row(
        "report+",
        "Počítá se vše, co v domově je; osobní údaje a interní položky v souhrnu nejsou. Potřeba více komponent nebo \
         z konzultace s více obcemi je započtena v každé z nich. Plánované konzultace se počítají zvlášť.\n\
         JSON popisuje docs/schema/report.json. CSV je jedna tabulka se sloupcem pro oddíl, XLSX má list pro každý.",
        "Everything that the home contains is counted; personal data and internal items are not in it. A need of several \
         components, or of a consultation with several municipalities, is counted in each of them. Planned \
         consultations are counted apart.\n\
         docs/schema/report.json describes the JSON. CSV is one table with a column for the section, XLSX has a sheet \
         for each.",
    ),
    row(
        "report.by",
        "Podle čeho se potřeby člení, v tomto pořadí, odděleno čárkou (jinak podle všeho)",
        "What needs are grouped by, in this order, divided by commas (else by all)",
    ),
    row("report.since", SINCE.0, SINCE.1),
    row("report.until", UNTIL.0, UNTIL.1),
    row("report.format", "Formát (jinak md)", "The format (else md)"),
    row(
        "report.output",
        "Soubor nebo složka; bez toho na standardní výstup",
        "A file or a folder; without it to the standard output",
    ),
    row("report.force", "Přepsat soubor, který už existuje", "Write over a file that exists"),
    row("report.semicolon", "CSV se středníky, pro český Excel", "CSV with semicolons, for Czech Excel"),
    row("report.bom", "CSV se značkou BOM, pro Excel", "CSV with a byte order mark, for Excel"),
    row(
        "team",
        "Zařízení sdílených prostorů: kdo je členem, kdo čeká na schválení, otisky klíčů",
        "Devices of shared spaces: who is a member, who waits for approval, fingerprints of keys",
    ),
    row(
        "team+",
        "Heslo ke klíčům zařízení se bere z PORADA_PASSPHRASE, jinak se na ně porada zeptá.",
        "The passphrase of the device's keys is taken from PORADA_PASSPHRASE, else porada asks for it.",
    ),
    row("team.remote", "Jen toto úložiště", "Only this remote"),
    row("team.json", "Vypsat JSON", "Print JSON"),
    row("team approve", "Schválit čekající zařízení", "Approve a device that waits"),
    row(
        "team approve.device",
        "Otisk zařízení, jeho název nebo začátek jeho id",
        "The fingerprint of the device, its name or the beginning of its id",
    ),
    row("team approve.remote", "Které úložiště, je-li jich víc", "Which remote, where there are several"),
    row(
        "team approve.yes",
        "Otisk jsem porovnal(a), i když zde není uveden",
        "The fingerprint was compared although it is not given here",
    ),
    row(
        "team remove",
        "Odebrat zařízení; nové klíče nedostane, co už má, mu zůstane",
        "Remove a device; it gets no new keys and keeps what it has",
    ),
    row(
        "team remove.device",
        "Otisk zařízení, jeho název nebo začátek jeho id",
        "The fingerprint of the device, its name or the beginning of its id",
    ),
    row("team remove.remote", "Které úložiště, je-li jich víc", "Which remote, where there are several"),
    row("team remove.yes", "Odebrat bez uvedení otisku", "Remove although the fingerprint is not given"),
    row("team name", "Pojmenovat toto zařízení", "Name this device"),
    row("team name.name", "Název, který uvidí ostatní", "The name that others see"),
    row(
        "team recovery",
        "Vypsat kód, kterým lze obnovit klíče tohoto zařízení",
        "Print the code by which the keys of this device can be recovered",
    ),
    row("team recovery.yes", "Opravdu vypsat", "Really print it"),
    row("team recover", "Obnovit klíče zařízení z kódu", "Recover the keys of a device from its code"),
    row(
        "team recover.code",
        "Kód; bez něj se na něj porada zeptá, nebo ho přečte ze vstupu, a nezůstane v historii příkazů",
        "The code; without it porada asks or reads it from the input, and it does not stay in the history of commands",
    ),
    row("team recover.name", "Název zařízení", "The name of the device"),
    row(
        "team passphrase",
        "Nastavit nebo změnit heslo ke klíčům tohoto zařízení (PORADA_PASSPHRASE_NEW)",
        "Set or change the passphrase of this device's keys (PORADA_PASSPHRASE_NEW)",
    ),
    row(
        "team renew",
        "Dát tomuto zařízení vlastní klíče, když byla jeho data zkopírována odjinud",
        "Give this device keys of its own when its data was copied from another one",
    ),
    row("backup", "Uložit ověřenou zálohu databáze", "Save a verified backup of the database"),
    row("backup.file", "Nový soubor", "The new file"),
    row(
        "restore",
        "Obnovit databázi ze zálohy; dosavadní zůstane vedle ní",
        "Restore the database from a backup; the present one is kept beside it",
    ),
    row("restore.file", "Soubor zálohy", "The file of the backup"),
    row(
        "conflicts",
        "Vypsat neshody: co více zařízení zapsalo zároveň a jinak",
        "List conflicts: what several devices wrote differently at the same time",
    ),
    row("conflicts.json", "Vypsat JSON", "Print JSON"),
    row(
        "conflicts settle",
        "Vyřešit neshodu: vybrat hodnotu, spojit je, nebo zapsat vlastní",
        "Settle a conflict: take a value, join them, or write another",
    ),
    row(
        "conflicts settle.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row(
        "conflicts settle.item",
        "Id položky, účastníka nebo opory, nebo jeho začátek či konec; bez něj hlavička",
        "The id of the item, participant or evidence, or its beginning or end; without it the header",
    ),
    row(
        "conflicts settle.field",
        "Jméno pole, jak ho vypíše porada conflicts",
        "The name of the field as porada conflicts prints it",
    ),
    row("conflicts settle.take", "Vzít hodnotu s tímto číslem", "Take the value with this number"),
    row("conflicts settle.text", "Zapsat vlastní znění", "Write own words"),
    row("conflicts settle.both", "Spojit texty nebo sjednotit seznamy", "Join texts or unite lists"),
    row("conflicts settle.json", "Vypsat JSON", "Print JSON"),
    row(
        "erase",
        "Vymazat natrvalo konzultaci, položku nebo účastníka (GDPR)",
        "Erase a consultation, an item or a participant for good (GDPR)",
    ),
    row(
        "erase+",
        "Výmaz nejde vrátit. Při příští synchronizaci se provede i na ostatních zařízeních. Starší zálohy a vyexportované soubory nezmění.",
        "An erasure cannot be undone. At the next sync it is carried out on the other devices too. Older backups and exported files stay as they are.",
    ),
    row(
        "erase.id",
        "Id konzultace, nebo jeho začátek či konec",
        "The id of the consultation, or its beginning or end",
    ),
    row(
        "erase.item",
        "Jen položku, účastníka nebo oporu s tímto id, nebo jeho začátkem či koncem",
        "Only the item, participant or evidence with this id, or its beginning or end",
    ),
    row("erase.participant", "Jen účastníka tohoto jména", "Only the participant of this name"),
    row(
        "erase.yes",
        "Opravdu vymazat; bez této volby se jen řekne, co by zmizelo",
        "Really erase; without it only what would go is said",
    ),
    row("erase.json", "Vypsat JSON", "Print JSON"),
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
