//! What kind of record a query asks for: who asks for a grant wants what pays, and not what somebody once got a grant for;
//! who asks how many wants what counts. A title that is the query stays first all the same.

use super::fold::fold;
use super::index::SearchIndex;
use super::query::Words;
use super::stem::stem;
use super::thesaurus::{Form, Thesaurus};
use crate::catalogue::RecordKind;
use crate::i18n::Language;
use std::ops::Range;

/// By what the score of a record is multiplied whose kind the query asks for, if it has any of the other words: of the
/// programmes those that pay for what the money is for.
pub(super) const ASKED_KIND: f32 = 3.0;

/// Words in a row, folded, and the kind of record that they ask for: a number of something, money to do something with,
/// somebody who knows. A word with a star is the beginning of one.
const ASKING: [(RecordKind, &str); 3] = [
    (
        RecordKind::Indicator,
        "kolik, pocet, podil, procento, mira, na hlavu, na obyvatele, how many, number of, share of, percentage, \
         per capita, per inhabitant",
    ),
    (
        RecordKind::Funding,
        "penize na, penize pro, penize z, penize ze, penize od, finance na, fond na, fondy na, podpora na, podporu na, \
         prispev* na, vyzva na, vyzvy na, eurofond*, eurodotac*, evropsk* fond*, evropsk* pen*, kdo zaplati, \
         kdo to zaplati, kdo nam zaplati, kdo da penize, kdo nam da penize, kdo prisp*, kdo nam prisp*, kdo by prisp*, \
         kdo by nam prisp*, jak financovat, jak zaplatit, money for, money to, funds for, eu funds, eu money, who pays, \
         who can pay, who could pay, who would pay, how to finance, how to pay",
    ),
    (RecordKind::Partner, "kdo poradi, kdo nam poradi, na koho se obratit, odborni* na, who can advise"),
];

/// Beginnings of words, folded, with which it is a price and no other number that is asked for: the costs of practices.
const PRICES: [&str; 10] =
    ["stoji", "stal", "cen", "zaplat", "plati", "utrat", "cost", "price", "pay", "spend"];

/// A name of a kind of record that is a term of the thesaurus, so that no other sense of it is likely: `grant`, but not
/// `measure`.
#[derive(Debug)]
pub(super) struct KindName {
    kind: RecordKind,
    stem: String,
    group: u32,
}

/// The names of kinds that a thesaurus knows.
pub(super) fn kind_names(thesaurus: &Thesaurus) -> Vec<KindName> {
    let names = RecordKind::ALL
        .into_iter()
        .flat_map(|kind| Language::ALL.map(|language| (kind, fold(kind.names(language).one))));
    names
        .filter_map(|(kind, name)| {
            let group = thesaurus.group_of(&name)?;
            Some(KindName { kind, stem: stem(&name).to_owned(), group })
        })
        .collect()
}

impl SearchIndex {
    /// The kinds of record that the words ask for: by their name, by another term of the thesaurus for it, or in a way in
    /// which people ask for them. The words that do so are marked, and understood as if each asked by the name: what
    /// `dotace na rybník` means, `kdo zaplatí rybník` and `granty na rybník` mean too.
    pub(super) fn understand_kinds(&self, words: &mut Words) -> Vec<RecordKind> {
        let row = words.row();
        // Only terms that stand there as they are: the words of a title (`Státní fond podpory investic`) make up many a
        // term (`státní podpora`) in another order.
        let forms: Vec<Form> = row.iter().map(|word| self.thesaurus.form(word)).collect();
        let terms = self.thesaurus.longest(&forms);
        let named = self.kind_names.iter().flat_map(|name| {
            let called = row.iter().enumerate().filter(|(_, word)| stem(word) == name.stem);
            let called = called.map(|(place, _)| place..place + 1);
            let meant = terms.iter().filter(|term| term.group == name.group).map(|term| term.words.clone());
            called.chain(meant).map(|places| (name.kind, places))
        });
        let asked: Vec<(RecordKind, Range<usize>)> = named.chain(asking(&row)).collect();
        // The thesaurus says what money is for in terms that begin with the Czech name, `dotace na rybník`.
        let places = asked.iter().flat_map(|(kind, places)| {
            let name = fold(kind.names(Language::Czech).one);
            let rest = places.clone().skip(1).map(|place| (place, "na".to_owned()));
            std::iter::once((places.start, name)).chain(rest)
        });
        let named: Vec<(usize, String)> = places.collect();
        let asks: Vec<String> =
            named.iter().filter_map(|(place, _)| row.get(*place).map(|word| (*word).to_owned())).collect();
        let groups = self.kind_names.iter().filter(|name| asked.iter().any(|(kind, _)| *kind == name.kind));
        let groups: Vec<u32> = groups.map(|name| name.group).collect();
        if !asks.is_empty() {
            words.understand_as(&named, &self.thesaurus);
            for word in &mut words.all {
                word.asks = asks.contains(&word.text);
                // What it is for is not the grant itself, also where a term has both words.
                word.groups.retain(|(group, _)| word.asks || !groups.contains(group));
            }
        }
        let mut kinds: Vec<RecordKind> = asked.into_iter().map(|(kind, _)| kind).collect();
        kinds.dedup();
        kinds
    }
}

/// Which kinds of record a row of words asks for, and where it does.
fn asking(row: &[&str]) -> Vec<(RecordKind, Range<usize>)> {
    let priced = row.iter().any(|word| PRICES.iter().any(|price| word.starts_with(price)));
    let mut found = Vec::new();
    for start in 0..row.len() {
        let rest = row.get(start..).unwrap_or_default();
        for (kind, phrases) in ASKING {
            let longest = phrases.split(", ").filter_map(|phrase| words_of(phrase, rest)).max();
            if let Some(length) = longest.filter(|_| !(kind == RecordKind::Indicator && priced)) {
                found.push((kind, start..start + length));
            }
        }
    }
    found
}

/// How many words a phrase of [`ASKING`] has, if the row begins with it.
fn words_of(phrase: &str, row: &[&str]) -> Option<usize> {
    let is = |(asked, word): (&str, &&str)| match asked.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => asked == *word,
    };
    let length = phrase.split(' ').count();
    (length <= row.len() && phrase.split(' ').zip(row).all(is)).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;
    use crate::catalogue::Record;
    use rstest::rstest;
    use std::sync::Arc;

    /// What a text asks for where neither the thesaurus nor the catalogue knows any of its words.
    #[rstest]
    #[case("kolik hasičů máme", &[RecordKind::Indicator])]
    #[case("počet obecních bytů", &[RecordKind::Indicator])]
    #[case("how many flats", &[RecordKind::Indicator])]
    #[case("kolik to stojí", &[])]
    #[case("kolik za lampy zaplatíme", &[])]
    #[case("how clean is the river", &[])]
    #[case("peníze na chodník", &[RecordKind::Funding])]
    #[case("kdo zaplatí lampy", &[RecordKind::Funding])]
    #[case("kdo by nám přispěl na chodník", &[RecordKind::Funding])]
    #[case("příspěvky na chodník z eurofondů", &[RecordKind::Funding])]
    #[case("přispět na chodník", &[])]
    #[case("who would pay for lamps", &[RecordKind::Funding])]
    #[case("výdaje na hlavu", &[RecordKind::Indicator])]
    #[case("kdo nám poradí s lampami", &[RecordKind::Partner])]
    #[case("na koho se obrátit s lampami", &[RecordKind::Partner])]
    #[case("vyhozené peníze", &[])]
    #[case("", &[])]
    fn the_kind_that_a_text_asks_for(#[case] text: &str, #[case] kinds: &[RecordKind]) {
        let index = SearchIndex::build(&[] as &[Record], Arc::new(Thesaurus::default()), &|_| None);
        assert_eq!(index.understand_kinds(&mut parse(text, false)), kinds, "{text}");
    }
}
