//! Texts of the report over many consultations: as files and on its screen.

use crate::i18n::{Language, counted, counted_english};

/// Texts of the report over many consultations.
#[derive(Debug)]
pub struct Texts {
    /// The heading.
    pub title: &'static str,
    /// The word of its file name, ASCII.
    pub file_word: &'static str,
    /// Label: the day on which it was made.
    pub made: &'static str,
    /// Labels of the numbers of everything, in the order of `Totals`: consultations, planned ones, samples,
    /// municipalities, regions, needs, needs with a record, links, tasks, open tasks, late tasks.
    pub totals: [&'static str; 11],
    /// How many samples are counted too.
    pub samples: fn(usize) -> String,
    /// What is not in the report.
    pub left_out: &'static str,
    /// Why lines add up to more than there are needs.
    pub counted_in_each: &'static str,
    /// So many more lines are in the other formats.
    pub more: fn(usize) -> String,
    /// A table without lines.
    pub nothing: &'static str,
    /// A need without a component.
    pub no_component: &'static str,
    /// The municipality is not known.
    pub unknown_place: &'static str,
    /// The heading of the needs; takes what they are grouped by, in the order of the groups.
    pub needs_by: fn(&[&str]) -> String,
    /// What needs are grouped by, in that heading: component, region, size.
    pub by: [&'static str; 3],
    /// Headings of the other sections.
    pub sections: Sections,
    /// Names of the sheets and of the parts of the one table.
    pub sheets: Sheets,
    /// Titles of columns.
    pub columns: Columns,
    /// The screen.
    pub screen: Screen,
}

/// Headings of the sections after the needs.
#[derive(Debug)]
pub struct Sections {
    /// Needs by how far they are.
    pub statuses: &'static str,
    /// Unmet needs.
    pub unmet: &'static str,
    /// Records that are linked most.
    pub records: &'static str,
    /// Late tasks by side.
    pub late_by_side: &'static str,
    /// Late tasks by region.
    pub late_by_region: &'static str,
    /// Late tasks.
    pub late: &'static str,
    /// Consultations a month.
    pub months: &'static str,
    /// Municipalities.
    pub municipalities: &'static str,
}

/// Names of sheets, at most 31 characters.
#[derive(Debug)]
pub struct Sheets {
    /// The numbers of everything.
    pub totals: &'static str,
    /// Needs.
    pub needs: &'static str,
    /// Needs by how far they are.
    pub statuses: &'static str,
    /// Unmet needs.
    pub unmet: &'static str,
    /// Records.
    pub records: &'static str,
    /// Late tasks by side.
    pub late_by_side: &'static str,
    /// Late tasks by region.
    pub late_by_region: &'static str,
    /// Late tasks.
    pub late: &'static str,
    /// Months.
    pub months: &'static str,
    /// Municipalities.
    pub municipalities: &'static str,
}

/// Titles of columns.
#[derive(Debug)]
pub struct Columns {
    /// The part of the one table.
    pub section: &'static str,
    /// Component, region, size.
    pub dimensions: [&'static str; 3],
    /// What is counted.
    pub what: &'static str,
    /// How many.
    pub count: &'static str,
    /// How many needs.
    pub needs: &'static str,
    /// How far needs are: new, explored, matched, project, unmet.
    pub statuses: [&'static str; 5],
    /// How far a need is.
    pub status: &'static str,
    /// The words of a need.
    pub need: &'static str,
    /// The day of a consultation.
    pub day: &'static str,
    /// The title of a record.
    pub record: &'static str,
    /// The kind of a record.
    pub kind: &'static str,
    /// Where a record is from.
    pub place: &'static str,
    /// How many links.
    pub links: &'static str,
    /// In how many consultations.
    pub consultations: &'static str,
    /// Verdicts: considered, chosen, rejected.
    pub verdicts: [&'static str; 3],
    /// Chosen or rejected, and nobody wrote down why.
    pub without_reason: &'static str,
    /// The words of a task.
    pub task: &'static str,
    /// The side of a task.
    pub side: &'static str,
    /// By when.
    pub due: &'static str,
    /// The municipality.
    pub municipality: &'static str,
    /// The month.
    pub month: &'static str,
    /// Kinds of consultation: consultation, workshop, visit, call.
    pub kinds: [&'static str; 4],
    /// All of a line.
    pub total: &'static str,
    /// Status, verdict, side or kind, in the one table.
    pub detail: &'static str,
    /// A date, in the one table.
    pub date: &'static str,
    /// An id of a record or consultation or the code of a municipality.
    pub id: &'static str,
}

/// Texts of the screen.
#[derive(Debug)]
pub struct Screen {
    /// The tabs: needs by component, by region, by size, unmet needs, records, late tasks, months.
    pub tabs: [&'static str; 7],
    /// The periods: this year (takes it), the last twelve months, everything.
    pub this_year: fn(i16) -> String,
    /// The last twelve months.
    pub last_months: &'static str,
    /// Everything.
    pub everything: &'static str,
    /// Numbers of consultations, municipalities and needs.
    pub counts: fn(usize, usize, usize) -> String,
    /// How many samples are counted.
    pub samples: fn(usize) -> String,
    /// How many consultations are planned.
    pub planned: fn(usize) -> String,
    /// The consultations are still being read.
    pub reading: &'static str,
    /// Titles of unmet needs, records, late tasks, months.
    pub titles: [&'static str; 4],
    /// The heading of the numbers of everything.
    pub totals: &'static str,
    /// How many needs of a group are unmet.
    pub unmet: fn(usize) -> String,
    /// In how many consultations.
    pub consultations: fn(usize) -> String,
    /// How many verdicts have no reason.
    pub without_reason: fn(usize) -> String,
    /// How late a task is, in days.
    pub late: fn(usize) -> String,
    /// Nothing yet: what will be here and what to do; takes the keys of a new consultation and of home.
    pub empty: fn(&str, &str) -> Vec<String>,
    /// No consultation in this period; takes the keys of another one.
    pub empty_period: fn(&str) -> String,
    /// What a section will show: needs, unmet needs, records, late tasks, months.
    pub nothing: [&'static str; 5],
    /// Keys of the chart: what each mark means.
    pub legend: &'static str,
    /// A consultation without a day.
    pub undated: &'static str,
}

pub(super) const CS: Texts = Texts {
    title: "Souhrn konzultací",
    file_word: "souhrn",
    made: "Stav ke dni",
    totals: [
        "Uskutečněné konzultace",
        "Plánované konzultace",
        "Ukázkové konzultace",
        "Obce s konzultací",
        "Kraje",
        "Potřeby",
        "Potřeby s připojeným záznamem",
        "Připojené záznamy",
        "Úkoly",
        "Nesplněné úkoly",
        "Úkoly po termínu",
    ],
    samples: |n| {
        let counted = counted(n, ["ukázková konzultace", "ukázkové konzultace", "ukázkových konzultací"]);
        format!("V souhrnu jsou započtena i smyšlená data: {counted}.")
    },
    left_out: "Osobní údaje a interní položky v souhrnu nejsou.",
    counted_in_each: "Potřeba, která patří do více komponent nebo je z konzultace s více obcemi, je započtena v každé \
                      z nich; součet řádků proto může být vyšší než počet potřeb.",
    more: |n| {
        let rows = counted(n, ["další řádek je", "další řádky jsou", "dalších řádků je"]);
        format!("{rows} ve formátech JSON, CSV a XLSX.")
    },
    nothing: "Nic.",
    no_component: "bez komponenty",
    unknown_place: "neznámá obec",
    needs_by: |by| format!("Potřeby podle {}", joined(by, "a")),
    by: ["komponent", "krajů", "velikosti obcí"],
    sections: Sections {
        statuses: "Potřeby podle stavu",
        unmet: "Nenaplněné potřeby",
        records: "Nejčastěji připojené záznamy katalogu",
        late_by_side: "Úkoly po termínu podle stran",
        late_by_region: "Úkoly po termínu podle krajů",
        late: "Úkoly po termínu",
        months: "Konzultace po měsících",
        municipalities: "Obce s konzultací",
    },
    sheets: Sheets {
        totals: "Celkem",
        needs: "Potřeby",
        statuses: "Stavy potřeb",
        unmet: "Nenaplněné potřeby",
        records: "Připojené záznamy",
        late_by_side: "Po termínu podle stran",
        late_by_region: "Po termínu podle krajů",
        late: "Úkoly po termínu",
        months: "Měsíce",
        municipalities: "Obce",
    },
    columns: Columns {
        section: "Oddíl",
        dimensions: ["Komponenta", "Kraj", "Velikost obce"],
        what: "Údaj",
        count: "Počet",
        needs: "Potřeby",
        statuses: ["Nové", "Prověřené", "Nalezena praxe", "Projekt", "Nenaplněné"],
        status: "Stav",
        need: "Potřeba",
        day: "Den konzultace",
        record: "Záznam",
        kind: "Druh",
        place: "Místo",
        links: "Připojení",
        consultations: "Konzultace",
        verdicts: ["Zvažováno", "Vybráno", "Odmítnuto"],
        without_reason: "Bez důvodu",
        task: "Úkol",
        side: "Strana",
        due: "Termín",
        municipality: "Obec",
        month: "Měsíc",
        kinds: ["Konzultace", "Workshopy", "Návštěvy", "Hovory"],
        total: "Celkem",
        detail: "Upřesnění",
        date: "Datum",
        id: "Id",
    },
    screen: Screen {
        tabs: ["komponenty", "kraje", "velikost", "nenaplněné", "záznamy", "po termínu", "měsíce"],
        this_year: |year| format!("rok {year}"),
        last_months: "posledních 12 měsíců",
        everything: "celé období",
        counts: |consultations, municipalities, needs| {
            format!(
                "{} · {} · {}",
                counted(consultations, ["konzultace", "konzultace", "konzultací"]),
                counted(municipalities, ["obec", "obce", "obcí"]),
                counted(needs, ["potřeba", "potřeby", "potřeb"])
            )
        },
        samples: |n| counted(n, ["ukázka", "ukázky", "ukázek"]),
        planned: |n| counted(n, ["plánovaná", "plánované", "plánovaných"]),
        reading: "konzultace se načítají",
        titles: [
            "Nenaplněné potřeby",
            "Nejčastěji připojené záznamy",
            "Úkoly po termínu",
            "Konzultace po měsících",
        ],
        totals: "Celkem",
        unmet: |n| counted(n, ["nenaplněná", "nenaplněné", "nenaplněných"]),
        consultations: |n| {
            format!(
                "{} {}",
                if n == 1 { "v" } else { "ve" },
                counted(n, ["konzultaci", "konzultacích", "konzultacích"])
            )
        },
        without_reason: |n| format!("{} bez důvodu", Language::Czech.count(n)),
        late: |days| format!("{} po termínu", counted(days, ["den", "dny", "dní"])),
        empty: |new, home| {
            vec![
                "Zatím tu není žádná konzultace, ze které by šlo něco shrnout.".to_owned(),
                "Bude tu, jaké potřeby obce mají podle komponent, krajů a velikosti, na které potřeby se nic nenašlo, \
                 které záznamy katalogu se při konzultacích používají, co je po termínu a kolik konzultací bylo \
                 v kterém měsíci. Nic není třeba vyplňovat: vše se počítá z toho, co při konzultacích zapíšete."
                    .to_owned(),
                format!("První konzultaci začnete na přehledu ({home}) klávesou {new}."),
            ]
        },
        empty_period: |keys| format!("V tomto období není žádná konzultace. Jiné období ukáže {keys}."),
        nothing: [
            "V těchto konzultacích není zapsána žádná potřeba.",
            "Žádná nenaplněná potřeba. Objeví se tu potřeby, u kterých jste při konzultaci označili, že se pro ně nic \
             nenašlo.",
            "K žádné potřebě není připojen záznam katalogu. Objeví se tu, co při konzultacích k potřebám připojíte.",
            "Žádný úkol není po termínu.",
            "Žádná uskutečněná konzultace nemá datum.",
        ],
        legend: "# konzultace  = workshop  + návštěva  - hovor",
        undated: "bez data",
    },
};

pub(super) const EN: Texts = Texts {
    title: "Summary of consultations",
    file_word: "report",
    made: "As of",
    totals: [
        "Consultations held",
        "Planned consultations",
        "Sample consultations",
        "Municipalities consulted",
        "Regions",
        "Needs",
        "Needs with a linked record",
        "Linked records",
        "Tasks",
        "Open tasks",
        "Late tasks",
    ],
    samples: |n| {
        let counted = counted_english(n, ["sample consultation", "sample consultations"]);
        format!("The summary counts invented data too: {counted}.")
    },
    left_out: "Personal data and internal items are not in the summary.",
    counted_in_each: "A need of several components, or of a consultation with several municipalities, is counted in each \
                      of them; the lines may add up to more than there are needs.",
    more: |n| {
        let rows = counted_english(n, ["more line is", "more lines are"]);
        format!("{rows} in the formats JSON, CSV and XLSX.")
    },
    nothing: "None.",
    no_component: "without a component",
    unknown_place: "unknown municipality",
    needs_by: |by| format!("Needs by {}", joined(by, "and")),
    by: ["component", "region", "size of municipality"],
    sections: Sections {
        statuses: "Needs by status",
        unmet: "Unmet needs",
        records: "Records of the catalogue that are linked most",
        late_by_side: "Late tasks by side",
        late_by_region: "Late tasks by region",
        late: "Late tasks",
        months: "Consultations by month",
        municipalities: "Municipalities consulted",
    },
    sheets: Sheets {
        totals: "Totals",
        needs: "Needs",
        statuses: "Status of needs",
        unmet: "Unmet needs",
        records: "Linked records",
        late_by_side: "Late by side",
        late_by_region: "Late by region",
        late: "Late tasks",
        months: "Months",
        municipalities: "Municipalities",
    },
    columns: Columns {
        section: "Section",
        dimensions: ["Component", "Region", "Size of municipality"],
        what: "What",
        count: "Count",
        needs: "Needs",
        statuses: ["New", "Explored", "Practice found", "Project", "Unmet"],
        status: "Status",
        need: "Need",
        day: "Day of consultation",
        record: "Record",
        kind: "Kind",
        place: "Place",
        links: "Links",
        consultations: "Consultations",
        verdicts: ["Considered", "Chosen", "Rejected"],
        without_reason: "Without a reason",
        task: "Task",
        side: "Side",
        due: "Due",
        municipality: "Municipality",
        month: "Month",
        kinds: ["Consultations", "Workshops", "Visits", "Calls"],
        total: "Total",
        detail: "Detail",
        date: "Date",
        id: "Id",
    },
    screen: Screen {
        tabs: ["components", "regions", "sizes", "unmet", "records", "late", "months"],
        this_year: |year| format!("year {year}"),
        last_months: "last 12 months",
        everything: "all time",
        counts: |consultations, municipalities, needs| {
            format!(
                "{} · {} · {}",
                counted_english(consultations, ["consultation", "consultations"]),
                counted_english(municipalities, ["municipality", "municipalities"]),
                counted_english(needs, ["need", "needs"])
            )
        },
        samples: |n| counted_english(n, ["sample", "samples"]),
        planned: |n| counted_english(n, ["planned", "planned"]),
        reading: "the consultations are being read",
        titles: ["Unmet needs", "Records linked most", "Late tasks", "Consultations by month"],
        totals: "Totals",
        unmet: |n| format!("{} unmet", Language::English.count(n)),
        consultations: |n| format!("in {}", counted_english(n, ["consultation", "consultations"])),
        without_reason: |n| format!("{} without a reason", Language::English.count(n)),
        late: |days| format!("{} late", counted_english(days, ["day", "days"])),
        empty: |new, home| {
            vec![
                "There is no consultation yet that could be summarised.".to_owned(),
                "This will show which needs municipalities have by component, region and size, for which needs nothing \
                 was found, which records of the catalogue consultations use, what is late, and how many consultations \
                 there were in which month. Nothing has to be filled in: it is counted from what you write down during \
                 consultations."
                    .to_owned(),
                format!("You begin the first consultation on home ({home}) with {new}."),
            ]
        },
        empty_period: |keys| format!("There is no consultation in this period. Another period: {keys}."),
        nothing: [
            "No need is written down in these consultations.",
            "No need is unmet. Needs for which you say in a consultation that nothing was found will be listed here.",
            "No record of the catalogue is linked to a need. What you link to needs in consultations will be listed here.",
            "No task is late.",
            "No consultation that was held has a date.",
        ],
        legend: "# consultation  = workshop  + visit  - call",
        undated: "no date",
    },
};

/// Words with commas between them, the last two with a conjunction.
fn joined(words: &[&str], and: &str) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_are_grouped_by_is_one_phrase() {
        assert_eq!((CS.needs_by)(&CS.by), "Potřeby podle komponent, krajů a velikosti obcí");
        assert_eq!((EN.needs_by)(&["region"]), "Needs by region");
    }

    #[test]
    fn counts_take_their_czech_forms() {
        assert_eq!((CS.more)(1), "1 další řádek je ve formátech JSON, CSV a XLSX.");
        assert_eq!((CS.more)(3), "3 další řádky jsou ve formátech JSON, CSV a XLSX.");
        assert_eq!((CS.screen.consultations)(1), "v 1 konzultaci");
        assert_eq!((CS.screen.consultations)(2), "ve 2 konzultacích");
        assert_eq!((CS.screen.counts)(2, 5, 1), "2 konzultace · 5 obcí · 1 potřeba");
    }

    #[test]
    fn the_name_of_a_sheet_fits_a_workbook() {
        for texts in [&CS, &EN] {
            let sheets = &texts.sheets;
            for name in [
                sheets.totals,
                sheets.needs,
                sheets.statuses,
                sheets.unmet,
                sheets.records,
                sheets.late_by_side,
                sheets.late_by_region,
                sheets.late,
                sheets.months,
                sheets.municipalities,
            ] {
                assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']));
            }
        }
    }
}
