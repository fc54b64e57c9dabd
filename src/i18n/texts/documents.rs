//! Texts of document files.

/// Texts of document files.
#[derive(Debug)]
pub struct Texts {
    /// A document file is not JSON; takes the parser's words.
    pub file_not_json: fn(&str) -> String,
    /// A file is not a document of porada.
    pub file_not_a_document: &'static str,
    /// A newer porada wrote the file; takes the format.
    pub file_newer_format: fn(&str) -> String,
    /// A part of the file has the wrong form; takes the place.
    pub file_malformed: fn(&str) -> String,
    /// A document has too many parts; takes how many it may have.
    pub file_too_many: fn(&str) -> String,
    /// A known field has a value that it cannot have; takes the place, the value and what belongs there.
    pub unfit_value: fn(&str, &str, &str) -> String,
    /// Two items have one id; takes the places of the second and of the first one, and the id.
    pub unfit_same_id: fn(&str, &str, &str) -> String,
    /// An item names another one that is not there; takes the place and the id.
    pub unfit_no_such_item: fn(&str, &str) -> String,
    /// A value is longer than 1 MiB; takes the place.
    pub unfit_too_long: fn(&str) -> String,
    /// What belongs into a field.
    pub shapes: Shapes,
}

/// What belongs into a field of a document.
#[derive(Debug)]
pub struct Shapes {
    /// A text.
    pub text: &'static str,
    /// Yes or no.
    pub flag: &'static str,
    /// A whole number.
    pub whole: &'static str,
    /// A day.
    pub date: &'static str,
    /// A local time.
    pub time: &'static str,
    /// A moment.
    pub moment: &'static str,
    /// The id of another item.
    pub id: &'static str,
    /// Codes of municipalities.
    pub municipalities: &'static str,
    /// Codes of components.
    pub components: &'static str,
    /// Writes.
    pub writes: &'static str,
    /// One of these words.
    pub word: fn(&str) -> String,
}

pub(super) const CS: Texts = Texts {
    file_not_json: |problem| format!("soubor není JSON ({problem}); vyberte soubor, který zapsala porada"),
    file_not_a_document: "soubor není dokument porady (chybí \"format\": \"porada-doc/1\")",
    file_newer_format: |format| {
        format!("soubor zapsala novější porada ({format}); aktualizujte ji a zkuste to znovu")
    },
    file_malformed: |place| format!("soubor je poškozený v místě {place}; vyžádejte si ho znovu"),
    file_too_many: |limit| {
        format!("dokument v souboru má příliš mnoho položek (nejvýše {limit}); rozdělte ho do více dokumentů")
    },
    unfit_value: |place, found, expected| {
        format!(
            "v místě {place} stojí {found}, patří tam {expected}; opravte soubor, nebo si ho vyžádejte znovu"
        )
    },
    unfit_same_id: |place, first, id| {
        format!("{place} má stejné id jako {first} ({id}); dejte každé položce vlastní id")
    },
    unfit_no_such_item: |place, id| {
        format!(
            "místo {place} odkazuje na položku {id}, která v dokumentu není; opravte id, nebo odkaz vynechte"
        )
    },
    unfit_too_long: |place| {
        format!("text v místě {place} je delší než 1 MiB a nelze ho uložit; rozdělte ho do více položek")
    },
    shapes: Shapes {
        text: "text",
        flag: "true, nebo false",
        whole: "celé číslo",
        date: "existující den ve tvaru 2026-11-21",
        time: "existující místní čas ve tvaru 2026-11-21T13:30",
        moment: "existující okamžik ve tvaru 2026-11-21T13:01:00Z",
        id: "id jiné položky",
        municipalities: "seznam kódů obcí, třeba [\"536385\"]",
        components: "seznam kódů komponent koncepce, třeba [\"B3\"]",
        writes: "seznam zápisů ve tvaru [\"replika.pořadí\"]",
        word: |words| format!("jedno ze slov {words}"),
    },
};

pub(super) const EN: Texts = Texts {
    file_not_json: |problem| format!("the file is not JSON ({problem}); choose a file that porada wrote"),
    file_not_a_document: "the file is not a document of porada (\"format\": \"porada-doc/1\" is missing)",
    file_newer_format: |format| {
        format!("a newer porada wrote the file ({format}); update porada and try again")
    },
    file_malformed: |place| format!("the file is damaged at {place}; ask for it again"),
    file_too_many: |limit| {
        format!(
            "the document in the file has too many items (at most {limit}); divide it into several documents"
        )
    },
    unfit_value: |place, found, expected| {
        format!("{place} is {found}, but should be {expected}; correct the file or ask for it again")
    },
    unfit_same_id: |place, first, id| {
        format!("{place} has the same id as {first} ({id}); give each item an id of its own")
    },
    unfit_no_such_item: |place, id| {
        format!(
            "{place} names the item {id}, which is not in the document; correct the id or leave the reference out"
        )
    },
    unfit_too_long: |place| {
        format!("the text at {place} is longer than 1 MiB and cannot be saved; divide it into several items")
    },
    shapes: Shapes {
        text: "a text",
        flag: "true or false",
        whole: "a whole number",
        date: "a day that exists, as 2026-11-21",
        time: "a local time that exists, as 2026-11-21T13:30",
        moment: "a moment that exists, as 2026-11-21T13:01:00Z",
        id: "the id of another item",
        municipalities: "a list of codes of municipalities, as [\"536385\"]",
        components: "a list of codes of components of the concept, as [\"B3\"]",
        writes: "a list of writes, as [\"replica.counter\"]",
        word: |words| format!("one of the words {words}"),
    },
};
