//! What goes wrong with commands, and the headings of their help.

use crate::i18n::{Plural, counted, counted_english, plural};

/// Errors of commands: what happened, where, what to do.
#[derive(Debug)]
pub struct Errors {
    /// The text of an option is empty.
    pub empty_text: fn(&str) -> String,
    /// A search without words and filters.
    pub nothing_to_search: &'static str,
    /// A period ends before it begins; takes both days.
    pub period_backwards: fn(&str, &str) -> String,
    /// A backup cannot go to the standard output.
    pub backup_to_output: &'static str,
    /// No date.
    pub wrong_date: fn(&str) -> String,
    /// No such region; what was asked for and the known ones.
    pub unknown_region: fn(&str, &str) -> String,
    /// No such country; what was asked for and the codes of all.
    pub unknown_country: fn(&str, &str) -> String,
    /// No such municipality; what was asked for and the nearest, or nothing.
    pub unknown_municipality: fn(&str, &str) -> String,
    /// Several municipalities; what was asked for and the candidates.
    pub ambiguous_municipality: fn(&str, &str) -> String,
    /// No such record.
    pub unknown_record: fn(&str) -> String,
    /// No such consultation.
    pub unknown_consultation: fn(&str) -> String,
    /// No such task.
    pub unknown_task: fn(&str) -> String,
    /// No such need.
    pub unknown_need: fn(&str) -> String,
    /// A part of an id fits so many.
    pub ambiguous_id: fn(&str, usize) -> String,
    /// No need to link to.
    pub no_need: &'static str,
    /// The consultation is deleted.
    pub deleted: fn(&str) -> String,
    /// The file exists.
    pub file_exists: fn(&str) -> String,
    /// The file exists, and only --force writes over it.
    pub export_exists: fn(&str) -> String,
    /// The name is a link that leads to no file; takes the path.
    pub link_to_nowhere: fn(&str) -> String,
    /// There is no such folder.
    pub no_folder: fn(&str) -> String,
    /// Several files need a folder.
    pub needs_folder: &'static str,
    /// A deadline lies many years back; takes the day.
    pub past_deadline: fn(&str) -> String,
    /// The format is nothing for a terminal.
    pub binary_to_terminal: fn(&str) -> String,
    /// No consultation lies in the period.
    pub nothing_in_period: &'static str,
    /// A practice draft leaves as JSON only.
    pub draft_only_as_json: &'static str,
    /// No version of the minutes is kept, or not the one of this number.
    pub no_kept_version: fn(Option<u64>) -> String,
    /// So many consultations have nothing for a calendar.
    pub without_calendar: fn(usize) -> String,
    /// The file cannot be read for a reason.
    pub cannot_read: fn(&str, &str) -> String,
    /// The file cannot be written for a reason.
    pub cannot_write: fn(&str, &str) -> String,
    /// The file is larger than so many megabytes.
    pub too_large: fn(&str, u64) -> String,
    /// The file is not UTF-8.
    pub not_utf8: fn(&str) -> String,
    /// The how manieth document of a file cannot be read, with the problem.
    pub document: fn(&str, usize, &str) -> String,
    /// The document in a line of a file cannot be read, with the problem.
    pub document_in_line: fn(&str, usize, &str) -> String,
    /// The document of a file (its id) cannot be merged.
    pub not_mergeable: fn(&str, &str) -> String,
    /// The file has no documents.
    pub no_documents: fn(&str) -> String,
    /// So many more findings are not written out.
    pub more_findings: fn(usize) -> String,
    /// There is no database yet.
    pub no_database: fn(&str) -> String,
    /// So many problems were found.
    pub unhealthy: fn(usize) -> String,
    /// There is no such command.
    pub unknown_command: fn(&str) -> String,
    /// The output cannot be written for a reason.
    pub output: fn(&str) -> String,
}

/// Wrong usage, and what clap would say in English.
#[derive(Debug)]
pub struct Usage {
    /// The heading of the usage line.
    pub usage: &'static str,
    /// The heading of commands.
    pub commands: &'static str,
    /// The placeholder for a command.
    pub command_value: &'static str,
    /// The placeholder for options.
    pub options_value: &'static str,
    /// The heading of options.
    pub options: &'static str,
    /// The heading of positional arguments.
    pub arguments: &'static str,
    /// Which values an option can have.
    pub allowed: fn(&str) -> String,
    /// No such option or word, with a similar one.
    pub unknown_argument: fn(&str, Option<&str>) -> String,
    /// No such command, with a similar one.
    pub unknown_command: fn(&str, Option<&str>) -> String,
    /// The option needs a value.
    pub no_value: fn(&str) -> String,
    /// The option, its value, the allowed values or nothing.
    pub wrong_value: fn(&str, &str, &str) -> String,
    /// These are required.
    pub missing: fn(&str) -> String,
    /// One of these commands is required.
    pub missing_command: fn(&str) -> String,
    /// The option cannot be used with these.
    pub conflict: fn(&str, &str) -> String,
    /// The option stands more than once.
    pub repeated: fn(&str) -> String,
    /// An argument is not UTF-8.
    pub not_utf8: &'static str,
    /// Anything else.
    pub other: &'static str,
    /// The problem and the command that shows the help.
    pub see_help: fn(&str, &str) -> String,
}

pub(super) const CS: Errors = Errors {
    empty_text: |option| format!("{option}: text je prázdný; doplňte jej"),
    nothing_to_search: "není co hledat: napište slova (WORDS), nebo uveďte filtr, třeba --kind; volby vypíše porada search --help",
    period_backwards: |since, until| {
        format!("období končí ({until}) dříve, než začíná ({since}); opravte --since, nebo --until")
    },
    backup_to_output: "záloha je databáze v jednom souboru, na standardní výstup nejde; uveďte název souboru",
    wrong_date: |text| {
        format!("„{text}“ není datum; napište je jako 2026-12-05, 5. 12. 2026 nebo „za 14 dní“")
    },
    unknown_country: |query, known| format!("země „{query}“ v katalogu není; vyberte z: {known}"),
    unknown_region: |query, known| format!("kraj „{query}“ neexistuje; vyberte z: {known}"),
    unknown_municipality: |query, nearest| {
        if nearest.is_empty() {
            format!("obec „{query}“ neexistuje; vyhledejte ji příkazem porada municipality search")
        } else {
            format!("obec „{query}“ neexistuje; nejbližší jsou: {nearest}")
        }
    },
    ambiguous_municipality: |query, candidates| {
        format!("obcí s názvem „{query}“ je více, zadejte kód: {candidates}")
    },
    unknown_record: |id| format!("záznam „{id}“ v katalogu není; vyhledejte jej příkazem porada search"),
    unknown_consultation: |id| {
        format!(
            "konzultace „{id}“ neexistuje; id vypíše porada consultation list, stačí jeho začátek nebo konec, aspoň 4 znaky"
        )
    },
    unknown_task: |id| {
        format!(
            "úkol „{id}“ neexistuje; id vypíše porada task list, stačí jeho začátek nebo konec, aspoň 4 znaky"
        )
    },
    unknown_need: |id| format!("potřeba „{id}“ v konzultaci není; id potřeb vypíše porada consultation show"),
    ambiguous_id: |part, count| {
        let verb = if plural(count) == Plural::Few { "odpovídají" } else { "odpovídá" };
        let records = counted(count, ["záznam", "záznamy", "záznamů"]);
        format!("části id „{part}“ {verb} {records}; zadejte delší část")
    },
    no_need: "konzultace nemá žádnou potřebu, ke které by šlo záznam připojit; přidejte ji volbou --need",
    deleted: |id| format!("konzultace {id} je smazaná; vrátí ji příkaz vrátit v aplikaci"),
    file_exists: |path| format!("soubor {path} už existuje a zůstal beze změny; zvolte jiný název"),
    link_to_nowhere: |path| {
        format!("{path}: odkaz, který nikam nevede. Smažte ho, nebo zadejte jiný soubor.")
    },
    export_exists: |path| {
        format!(
            "soubor {path} už existuje a zůstal beze změny; zvolte jiný název, nebo jej přepište volbou --force"
        )
    },
    no_folder: |path| format!("složka {path} neexistuje nebo to není složka; vytvořte ji, nebo zvolte jinou"),
    past_deadline: |day| format!("termín {day} je dávno minulý; opravte rok ve volbě --due"),
    needs_folder: "více souborů potřebuje složku, na standardní výstup jde jen jeden; uveďte volbou --output složku",
    binary_to_terminal: |format| {
        format!("formát {format} terminál neumí zobrazit; uveďte soubor nebo složku volbou --output")
    },
    no_kept_version: |number| match number {
        Some(number) => format!("verze {number} není uložena; uložené verze vypíše porada consultation show"),
        None => "žádná verze zápisu není uložena; uloží se, až zápis označíte jako konečný".to_owned(),
    },
    nothing_in_period: "v tomto období není žádná konzultace; všechny vypíše porada consultation list",
    draft_only_as_json: "námět praxe není zápis z konzultace, uloží se jen jako JSON: --format json",
    without_calendar: |count| {
        let without = counted(count, ["konzultace", "konzultace", "konzultací"]);
        format!("{without} bez kalendáře: chybí úkol i den příštího jednání; ostatní soubory jsou zapsány")
    },
    cannot_read: |path, reason| {
        format!("soubor {path} nelze přečíst: {reason}; zkontrolujte cestu a oprávnění")
    },
    cannot_write: |path, reason| format!("soubor {path} nelze zapsat: {reason}; zvolte jinou složku"),
    too_large: |path, megabytes| {
        format!("soubor {path} je větší než {megabytes} MB; rozdělte jej na menší soubory")
    },
    not_utf8: |path| format!("soubor {path} není v kódování UTF-8; uložte jej v UTF-8"),
    document_in_line: |path, line, problem| {
        format!("{path}, řádek {line}: {problem}; nic nebylo importováno")
    },
    document: |path, number, problem| format!("{path}, dokument {number}: {problem}; nic nebylo importováno"),
    not_mergeable: |path, id| {
        format!(
            "{path}: dokument {id} už máte a soubor neříká, kdo co zapsal (vznikl neúplný, třeba bez osobních údajů); \
             vyžádejte si úplný soubor; nic nebylo importováno"
        )
    },
    no_documents: |path| {
        format!("soubor {path} neobsahuje žádný dokument; vyberte soubor, který zapsala porada")
    },
    more_findings: |rest| {
        format!("dalších nálezů: {rest}; všechny vypíše porada catalogue check SOUBOR --json")
    },
    no_database: |path| {
        format!("databáze {path} zatím neexistuje, není co zálohovat; založte nejdřív konzultaci")
    },
    unhealthy: |count| format!("nalezené problémy: {count}; vypsány jsou ve výstupu příkazu"),
    unknown_command: |words| format!("příkaz „{words}“ neexistuje; příkazy vypíše porada --help"),
    output: |reason| format!("výstup nelze zapsat: {reason}; uvolněte místo nebo zvolte jiný výstup"),
};

pub(super) const EN: Errors = Errors {
    empty_text: |option| format!("{option}: the text is empty; write one"),
    nothing_to_search: "there is nothing to search for: write words (WORDS) or give a filter, such as --kind; porada search --help lists the options",
    period_backwards: |since, until| {
        format!("the period ends ({until}) before it begins ({since}); correct --since or --until")
    },
    backup_to_output: "a backup is a database in one file and cannot go to the standard output; name a file",
    wrong_date: |text| {
        format!("\"{text}\" is not a date; write it as 2026-12-05, 5 Dec 2026 or \"in 2 weeks\"")
    },
    unknown_country: |query, known| format!("the catalogue has no country \"{query}\"; choose from: {known}"),
    unknown_region: |query, known| format!("there is no region \"{query}\"; choose from: {known}"),
    unknown_municipality: |query, nearest| {
        if nearest.is_empty() {
            format!("there is no municipality \"{query}\"; look for it with porada municipality search")
        } else {
            format!("there is no municipality \"{query}\"; the nearest are: {nearest}")
        }
    },
    ambiguous_municipality: |query, candidates| {
        format!("several municipalities are called \"{query}\", give the code: {candidates}")
    },
    unknown_record: |id| format!("the catalogue has no record \"{id}\"; look for it with porada search"),
    unknown_consultation: |id| {
        format!(
            "there is no consultation \"{id}\"; porada consultation list prints the ids, 4 characters from the \
             beginning or end are enough"
        )
    },
    unknown_task: |id| {
        format!(
            "there is no task \"{id}\"; porada task list prints the ids, 4 characters from the beginning or end \
             are enough"
        )
    },
    unknown_need: |id| {
        format!("the consultation has no need \"{id}\"; porada consultation show prints the ids of needs")
    },
    ambiguous_id: |part, count| format!("the part of an id \"{part}\" fits {count}; give a longer part"),
    no_need: "the consultation has no need that a record could be linked to; add one with --need",
    deleted: |id| format!("the consultation {id} is deleted; undo in the application brings it back"),
    file_exists: |path| format!("the file {path} exists and was left as it is; choose another name"),
    link_to_nowhere: |path| format!("{path}: a link that leads nowhere. Delete it or name another file."),
    export_exists: |path| {
        format!(
            "the file {path} exists and was left as it is; choose another name, or write over it with --force"
        )
    },
    no_folder: |path| format!("the folder {path} does not exist or is no folder; make it, or choose another"),
    past_deadline: |day| format!("the deadline {day} is long past; correct the year of --due"),
    needs_folder: "several files need a folder, only one goes to the standard output; give a folder with --output",
    binary_to_terminal: |format| {
        format!("a terminal cannot show the format {format}; give a file or a folder with --output")
    },
    no_kept_version: |number| match number {
        Some(number) => {
            format!("version {number} is not kept; porada consultation show prints those that are")
        }
        None => "no version of the minutes is kept; one is, once the minutes are marked as final".to_owned(),
    },
    nothing_in_period: "no consultation lies in this period; porada consultation list prints all",
    draft_only_as_json: "a practice draft is no minutes, it is written as JSON only: --format json",
    without_calendar: |count| {
        let have = counted_english(count, ["consultation has", "consultations have"]);
        format!(
            "{have} neither a task nor a day for the next meeting, and so no calendar; the other files are written"
        )
    },
    cannot_read: |path, reason| {
        format!("the file {path} cannot be read: {reason}; check the path and the permissions")
    },
    cannot_write: |path, reason| {
        format!("the file {path} cannot be written: {reason}; choose another folder")
    },
    too_large: |path, megabytes| {
        format!("the file {path} is larger than {megabytes} MB; divide it into smaller files")
    },
    not_utf8: |path| format!("the file {path} is not in the encoding UTF-8; save it as UTF-8"),
    document_in_line: |path, line, problem| format!("{path}, line {line}: {problem}; nothing was imported"),
    document: |path, number, problem| format!("{path}, document {number}: {problem}; nothing was imported"),
    not_mergeable: |path, id| {
        format!(
            "{path}: you have the document {id} and the file does not say who wrote what (it was written without some \
             parts, as without personal data); ask for the full file; nothing was imported"
        )
    },
    no_documents: |path| format!("the file {path} has no document; choose a file that porada wrote"),
    more_findings: |rest| {
        format!("more findings: {rest}; porada catalogue check FILE --json writes all of them")
    },
    no_database: |path| {
        format!(
            "the database {path} does not exist yet, there is nothing to back up; make a consultation first"
        )
    },
    unhealthy: |count| format!("problems found: {count}; the output of the command lists them"),
    unknown_command: |words| format!("there is no command \"{words}\"; porada --help lists the commands"),
    output: |reason| format!("the output cannot be written: {reason}; make room or choose another output"),
};

pub(super) const USAGE_CS: Usage = Usage {
    usage: "Použití",
    commands: "Příkazy",
    command_value: "PŘÍKAZ",
    options_value: "[VOLBY]",
    options: "Volby",
    arguments: "Argumenty",
    allowed: |values| format!(" [{values}]"),
    unknown_argument: |argument, similar| match similar {
        Some(similar) => format!("neznámý argument „{argument}“, mysleli jste {similar}?"),
        None => format!("neznámý argument „{argument}“"),
    },
    unknown_command: |command, similar| match similar {
        Some(similar) => format!("neznámý příkaz „{command}“, mysleli jste {similar}?"),
        None => format!("neznámý příkaz „{command}“"),
    },
    no_value: |argument| format!("{argument}: chybí hodnota"),
    wrong_value: |argument, value, allowed| {
        if allowed.is_empty() {
            format!("{argument}: hodnotu „{value}“ nelze použít")
        } else {
            format!("{argument}: hodnotu „{value}“ nelze použít, možné jsou: {allowed}")
        }
    },
    missing: |arguments| format!("chybí povinný argument: {arguments}"),
    missing_command: |commands| format!("chybí příkaz, možné jsou: {commands}"),
    conflict: |argument, others| format!("{argument} nelze použít zároveň s {others}"),
    repeated: |argument| format!("{argument} lze uvést jen jednou"),
    not_utf8: "argument není v kódování UTF-8",
    other: "příkazovému řádku nelze rozumět",
    see_help: |problem, help| format!("{problem}; nápověda: {help}"),
};

pub(super) const USAGE_EN: Usage = Usage {
    usage: "Usage",
    commands: "Commands",
    command_value: "COMMAND",
    options_value: "[OPTIONS]",
    options: "Options",
    arguments: "Arguments",
    allowed: |values| format!(" [{values}]"),
    unknown_argument: |argument, similar| match similar {
        Some(similar) => format!("unknown argument \"{argument}\", did you mean {similar}?"),
        None => format!("unknown argument \"{argument}\""),
    },
    unknown_command: |command, similar| match similar {
        Some(similar) => format!("unknown command \"{command}\", did you mean {similar}?"),
        None => format!("unknown command \"{command}\""),
    },
    no_value: |argument| format!("{argument}: the value is missing"),
    wrong_value: |argument, value, allowed| {
        if allowed.is_empty() {
            format!("{argument}: the value \"{value}\" cannot be used")
        } else {
            format!("{argument}: the value \"{value}\" cannot be used, possible are: {allowed}")
        }
    },
    missing: |arguments| format!("a required argument is missing: {arguments}"),
    missing_command: |commands| format!("the command is missing, possible are: {commands}"),
    conflict: |argument, others| format!("{argument} cannot be used together with {others}"),
    repeated: |argument| format!("{argument} can stand only once"),
    not_utf8: "an argument is not in the encoding UTF-8",
    other: "the command line cannot be understood",
    see_help: |problem, help| format!("{problem}; help: {help}"),
};
