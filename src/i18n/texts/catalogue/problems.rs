//! What a check of records says: what is wrong, and what to do.

use crate::i18n::{counted, counted_english};

/// What a check of records finds: what is wrong, and what to do.
#[derive(Debug)]
pub struct Problems {
    /// The file is empty.
    pub empty_file: &'static str,
    /// The text is not UTF-8.
    pub not_utf8: &'static str,
    /// The record has size bytes, at most limit are allowed.
    pub too_large: fn(usize, usize) -> String,
    /// This is not valid JSON (message).
    pub syntax: fn(&str) -> String,
    /// A record should be a JSON object, that is  ....
    pub not_an_object: &'static str,
    /// The file is neither a list of records nor an object with the key measures or programmes.
    pub unknown_document: &'static str,
    /// The format has no such field.
    pub unknown_field: &'static str,
    /// The field is required and missing.
    pub missing_field: &'static str,
    /// The value has another type.
    pub wrong_type: fn(&str) -> String,
    /// The format has no value `value`.
    pub unknown_code: fn(&str, &str) -> String,
    /// An id may have only lower-case ASCII letters, digits and single hyphens, at most 60 characters.
    pub bad_id: &'static str,
    /// The id of a measure may have only ASCII letters, digits, dots and hyphens, at most 60 characters.
    pub bad_measure_id: &'static str,
    /// The record on line line already has the id `id`.
    pub duplicate_id: fn(&str, u32) -> String,
    /// A record that ships with the program already has the id `id`.
    pub taken_id: fn(&str) -> String,
    /// The text has length characters, at most limit are allowed.
    pub too_long: fn(usize, usize) -> String,
    /// The text is empty.
    pub blank: &'static str,
    /// The text is in one language only.
    pub one_language: fn(&str) -> String,
    /// The text contains a control character.
    pub control_character: &'static str,
    /// It has found items, least to most are allowed.
    pub count: fn(usize, usize, usize) -> String,
    /// There is no source.
    pub no_source: &'static str,
    /// `value` should be in lower case.
    pub not_lower_case: fn(&str) -> String,
    /// `value` is repeated.
    pub repeated: fn(&str) -> String,
    /// There is no municipality with the code code.
    pub unknown_municipality: fn(&str) -> String,
    /// The municipality municipality lies in the region `region`.
    pub wrong_region: fn(&str, &str) -> String,
    /// There is no region `value`.
    pub unknown_region: fn(&str) -> String,
    /// A place abroad has no Czech region and no code of a municipality.
    pub region_abroad: &'static str,
    /// `value` is not a country code of two capital letters.
    pub bad_country: fn(&str) -> String,
    /// `value` is not a date of the form YYYY-MM-DD, YYYY-MM or YYYY.
    pub bad_date: fn(&str) -> String,
    /// `value` is not an address that begins with http:// or https://.
    pub bad_address: fn(&str) -> String,
    /// The year value is not within 1900 to 2100.
    pub bad_year: fn(i64) -> String,
    /// The amount must not be negative.
    pub negative: &'static str,
    /// The Concept has no goal `value`.
    pub unknown_goal: fn(&str) -> String,
    /// The goal goal belongs to the component component.
    pub goal_elsewhere: fn(&str, &str) -> String,
}

/// The types of values that the formats know.
#[derive(Debug)]
pub struct Types {
    /// A text.
    pub text: &'static str,
    /// A text or null.
    pub text_or_null: &'static str,
    /// A whole number or null.
    pub number_or_null: &'static str,
    /// True or false.
    pub flag: &'static str,
    /// A list of texts.
    pub texts: &'static str,
    /// A list of component codes ZPO1 to C4.
    pub components: &'static str,
    /// A component code ZPO1 to C4.
    pub component: &'static str,
    /// An object with the place.
    pub place: &'static str,
    /// A list of sources (url, title, publisher, published).
    pub sources: &'static str,
}

pub(super) const CS: Problems = Problems {
    empty_file: "soubor je prázdný; má obsahovat záznamy ve formátu JSON",
    not_utf8: "text není v kódování UTF-8; uložte soubor znovu jako UTF-8",
    too_large: |limit, size| format!("záznam má {size} bajtů, povoleno je nejvýše {limit}"),
    syntax: |message| format!("toto není platný JSON ({message})"),
    not_an_object: "záznam má být objekt JSON, tedy { ... }",
    unknown_document: "soubor není seznam záznamů ani objekt s klíčem measures nebo programmes",
    unknown_field: "toto pole formát nezná; zkontrolujte název",
    missing_field: "povinné pole chybí; kde údaj není znám, napište null",
    wrong_type: |expected| format!("hodnota má jiný typ; čeká se {expected}"),
    unknown_code: |value, allowed| format!("hodnotu „{value}“ formát nezná; možné jsou: {allowed}"),
    bad_id: "identifikátor smí mít jen malá písmena bez diakritiky, číslice a jednotlivé spojovníky, nejvýše 60 znaků",
    bad_measure_id: "identifikátor opatření smí mít jen písmena bez diakritiky, číslice, tečky a spojovníky, nejvýše 60 znaků",
    duplicate_id: |id, line| format!("identifikátor „{id}“ už má záznam na řádku {line}"),
    taken_id: |id| format!("identifikátor „{id}“ už má záznam dodávaný s programem; zvolte jiný"),
    too_long: |limit, length| format!("text má {length} znaků, povoleno je nejvýše {limit}"),
    blank: "text je prázdný; vyplňte jej, nebo u nepovinného pole napište null",
    one_language: |other| {
        format!("text je jen v jednom jazyce; doplňte i pole {other}, nebo nechte obě null")
    },
    control_character: "text obsahuje řídicí znak; odstraňte jej",
    count: |least, most, found| {
        let found = counted(found, ["položku", "položky", "položek"]);
        format!("má {found}, povoleno je {least} až {most}")
    },
    no_source: "chybí zdroj; každý záznam musí mít aspoň jeden",
    not_lower_case: |value| format!("„{value}“ má být malými písmeny"),
    repeated: |value| format!("„{value}“ se opakuje"),
    unknown_municipality: |code| format!("obec s kódem {code} neexistuje"),
    wrong_region: |municipality, region| {
        format!("obec {municipality} leží v regionu „{region}“; opravte kraj, nebo kód obce")
    },
    unknown_region: |value| {
        format!("kraj „{value}“ neexistuje; pište jej jako v seznamu obcí, například „Jihomoravský kraj“")
    },
    region_abroad: "místo v zahraničí nemá český kraj ani kód obce; napište null",
    bad_country: |value| format!("„{value}“ není kód země o dvou velkých písmenech"),
    bad_date: |value| format!("„{value}“ není datum ve tvaru RRRR-MM-DD, RRRR-MM nebo RRRR"),
    bad_address: |value| format!("„{value}“ není adresa začínající http:// nebo https://"),
    bad_year: |value| format!("rok {value} je mimo rozsah 1900 až 2100"),
    negative: "částka nesmí být záporná",
    unknown_goal: |value| format!("cíl „{value}“ Koncepce nezná"),
    goal_elsewhere: |goal, component| format!("cíl {goal} patří ke komponentě {component}"),
};

pub(super) const CS_TYPES: Types = Types {
    text: "text",
    text_or_null: "text nebo null",
    number_or_null: "celé číslo nebo null",
    flag: "true nebo false",
    texts: "seznam textů",
    components: "seznam kódů komponent ZPO1 až C4",
    component: "kód komponenty ZPO1 až C4",
    place: "objekt s místem",
    sources: "seznam zdrojů (url, title, publisher, published)",
};

pub(super) const EN: Problems = Problems {
    empty_file: "the file is empty; it should contain records as JSON",
    not_utf8: "the text is not UTF-8; save the file again as UTF-8",
    too_large: |limit, size| format!("the record has {size} bytes, at most {limit} are allowed"),
    syntax: |message| format!("this is not valid JSON ({message})"),
    not_an_object: "a record should be a JSON object, that is { ... }",
    unknown_document: "the file is neither a list of records nor an object with the key measures or programmes",
    unknown_field: "the format has no such field; check its name",
    missing_field: "the field is required and missing; write null where the fact is not known",
    wrong_type: |expected| format!("the value has another type; expected is {expected}"),
    unknown_code: |value, allowed| format!("the format has no value \"{value}\"; possible are: {allowed}"),
    bad_id: "an id may have only lower-case ASCII letters, digits and single hyphens, at most 60 characters",
    bad_measure_id: "the id of a measure may have only ASCII letters, digits, dots and hyphens, at most 60 characters",
    duplicate_id: |id, line| format!("the record on line {line} already has the id \"{id}\""),
    taken_id: |id| {
        format!("a record that ships with the program already has the id \"{id}\"; choose another")
    },
    too_long: |limit, length| format!("the text has {length} characters, at most {limit} are allowed"),
    blank: "the text is empty; fill it in, or write null in an optional field",
    one_language: |other| {
        format!("the text is in one language only; fill in {other} too, or leave both null")
    },
    control_character: "the text contains a control character; remove it",
    count: |least, most, found| {
        let found = counted_english(found, ["item", "items"]);
        format!("it has {found}, {least} to {most} are allowed")
    },
    no_source: "there is no source; every record needs at least one",
    not_lower_case: |value| format!("\"{value}\" should be in lower case"),
    repeated: |value| format!("\"{value}\" is repeated"),
    unknown_municipality: |code| format!("there is no municipality with the code {code}"),
    wrong_region: |municipality, region| {
        format!(
            "the municipality {municipality} lies in the region \"{region}\"; correct the region or the code"
        )
    },
    unknown_region: |value| {
        format!(
            "there is no region \"{value}\"; write it as in the list of municipalities, for example \"Jihomoravský kraj\""
        )
    },
    region_abroad: "a place abroad has no Czech region and no code of a municipality; write null",
    bad_country: |value| format!("\"{value}\" is not a country code of two capital letters"),
    bad_date: |value| format!("\"{value}\" is not a date of the form YYYY-MM-DD, YYYY-MM or YYYY"),
    bad_address: |value| format!("\"{value}\" is not an address that begins with http:// or https://"),
    bad_year: |value| format!("the year {value} is not within 1900 to 2100"),
    negative: "the amount must not be negative",
    unknown_goal: |value| format!("the Concept has no goal \"{value}\""),
    goal_elsewhere: |goal, component| format!("the goal {goal} belongs to the component {component}"),
};

pub(super) const EN_TYPES: Types = Types {
    text: "a text",
    text_or_null: "a text or null",
    number_or_null: "a whole number or null",
    flag: "true or false",
    texts: "a list of texts",
    components: "a list of component codes ZPO1 to C4",
    component: "a component code ZPO1 to C4",
    place: "an object with the place",
    sources: "a list of sources (url, title, publisher, published)",
};
