//! Texts that several areas share.

use crate::i18n::{Language, counted, counted_english};
use std::io::ErrorKind;

/// Texts that several areas share.
#[derive(Debug)]
pub struct Texts {
    /// The name of the program.
    pub porada: &'static str,
    /// This language, in this language.
    pub language_name: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// And, between the last two of several.
    pub and: &'static str,
    /// Or, between the last two of several.
    pub or: &'static str,
    /// The place of something in a series: `3 z 14`.
    pub n_of_total: fn(usize, usize) -> String,
    /// A value that nobody knows.
    pub unknown: &'static str,
    /// The date of a figure, given the date as text: `k 1. 1. 2026`.
    pub as_of: fn(&str) -> String,
    /// A number of inhabitants: `10 324 obyvatel`.
    pub inhabitants: fn(usize) -> String,
    /// A number of inhabitants in little room: `10 324 obyv.`
    pub inhabitants_short: fn(usize) -> String,
    /// A number of municipalities.
    pub municipalities: fn(usize) -> String,
    /// A number of days.
    pub days: fn(usize) -> String,
    /// A number of years.
    pub years: fn(usize) -> String,
    /// A kraj.
    pub region: &'static str,
    /// An okres.
    pub district: &'static str,
    /// The territory of a municipality with extended powers, short.
    pub extended_powers_short: &'static str,
    /// The official statuses of municipalities.
    pub statuses: Statuses,
    /// Days of the week from Monday.
    pub weekdays: [&'static str; 7],
    /// Days of the week from Monday, short.
    pub weekdays_short: [&'static str; 7],
    /// Months from January, short: led, Jan.
    pub months_short: [&'static str; 12],
    /// Why the system refused to read or write, as a part of a sentence: `chybí oprávnění`.
    pub io_reason: fn(ErrorKind) -> String,
}

/// The official statuses of municipalities, from the smallest to the capital.
#[derive(Debug)]
pub struct Statuses {
    /// Obec.
    pub municipality: &'static str,
    /// Městys.
    pub market_town: &'static str,
    /// Město.
    pub town: &'static str,
    /// Statutární město.
    pub statutory_city: &'static str,
    /// Hlavní město.
    pub capital_city: &'static str,
}

impl Statuses {
    /// The word for an official status as the list of municipalities spells it, `None` for any other word.
    pub fn of(&self, official: &str) -> Option<&'static str> {
        match official {
            "obec" => Some(self.municipality),
            "městys" => Some(self.market_town),
            "město" => Some(self.town),
            "statutární město" => Some(self.statutory_city),
            "hlavní město" => Some(self.capital_city),
            _ => None,
        }
    }
}

pub(super) const CS: Texts = Texts {
    porada: "porada",
    language_name: "čeština",
    yes: "ano",
    no: "ne",
    and: "a",
    or: "nebo",
    n_of_total: |n, total| format!("{} z {}", Language::Czech.count(n), Language::Czech.count(total)),
    unknown: "neznámo",
    as_of: |date| format!("k {date}"),
    inhabitants: |n| counted(n, ["obyvatel", "obyvatelé", "obyvatel"]),
    inhabitants_short: |n| counted(n, ["obyv.", "obyv.", "obyv."]),
    municipalities: |n| counted(n, ["obec", "obce", "obcí"]),
    days: |n| counted(n, ["den", "dny", "dní"]),
    years: |n| counted(n, ["rok", "roky", "let"]),
    region: "kraj",
    district: "okres",
    extended_powers_short: "ORP",
    statuses: Statuses {
        municipality: "obec",
        market_town: "městys",
        town: "město",
        statutory_city: "statutární město",
        capital_city: "hlavní město",
    },
    weekdays: ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"],
    weekdays_short: ["po", "út", "st", "čt", "pá", "so", "ne"],
    months_short: ["led", "úno", "bře", "dub", "kvě", "čvn", "čvc", "srp", "zář", "říj", "lis", "pro"],
    io_reason: |kind| {
        match kind {
            ErrorKind::PermissionDenied => "chybí oprávnění",
            ErrorKind::NotFound => "neexistuje",
            ErrorKind::AlreadyExists => "už existuje",
            ErrorKind::StorageFull => "disk je plný",
            ErrorKind::QuotaExceeded => "je vyčerpána disková kvóta",
            ErrorKind::ReadOnlyFilesystem => "disk je jen pro čtení",
            ErrorKind::NotADirectory => "část cesty není složka",
            ErrorKind::IsADirectory => "je to složka, ne soubor",
            ErrorKind::InvalidInput => "není to obyčejný soubor",
            ErrorKind::InvalidData => "obsah není text v kódování UTF-8",
            ErrorKind::NotConnected => "vstup nebo výstup není terminál",
            other => return format!("systém hlásí: {other}"),
        }
        .to_owned()
    },
};

pub(super) const EN: Texts = Texts {
    porada: "porada",
    language_name: "English",
    yes: "yes",
    no: "no",
    and: "and",
    or: "or",
    n_of_total: |n, total| format!("{} of {}", Language::English.count(n), Language::English.count(total)),
    unknown: "unknown",
    as_of: |date| format!("as of {date}"),
    inhabitants: |n| counted_english(n, ["inhabitant", "inhabitants"]),
    inhabitants_short: |n| counted_english(n, ["inh.", "inh."]),
    municipalities: |n| counted_english(n, ["municipality", "municipalities"]),
    days: |n| counted_english(n, ["day", "days"]),
    years: |n| counted_english(n, ["year", "years"]),
    region: "region",
    district: "district",
    extended_powers_short: "ORP",
    statuses: Statuses {
        municipality: "municipality",
        market_town: "market town",
        town: "town",
        statutory_city: "statutory city",
        capital_city: "capital city",
    },
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    io_reason: |kind| {
        match kind {
            ErrorKind::PermissionDenied => "permission is missing",
            ErrorKind::NotFound => "it does not exist",
            ErrorKind::AlreadyExists => "it exists already",
            ErrorKind::StorageFull => "the disk is full",
            ErrorKind::QuotaExceeded => "the disk quota is used up",
            ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
            ErrorKind::NotADirectory => "a part of the path is not a folder",
            ErrorKind::IsADirectory => "it is a folder, not a file",
            ErrorKind::InvalidInput => "it is no ordinary file",
            ErrorKind::InvalidData => "the content is not UTF-8 text",
            ErrorKind::NotConnected => "the input or the output is not a terminal",
            other => return format!("the system says: {other}"),
        }
        .to_owned()
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_of_the_list_of_municipalities_has_its_word() {
        for line in include_str!("../../../data/municipalities.csv").lines().skip(1) {
            let status = line.split(',').nth(2).unwrap();
            assert_eq!(CS.statuses.of(status), Some(status));
            assert!(EN.statuses.of(status).is_some());
        }
        assert_eq!(EN.statuses.of("status"), None);
    }

    #[test]
    fn counted_words_take_their_form() {
        assert_eq!((CS.inhabitants)(10_324), "10\u{a0}324 obyvatel");
        assert_eq!((CS.inhabitants)(3), "3 obyvatelé");
        assert_eq!((CS.municipalities)(5), "5 obcí");
        assert_eq!((CS.years)(5), "5 let");
        assert_eq!((EN.municipalities)(1), "1 municipality");
    }
}
