//! What kind of record a query asks for: who asks for a grant wants what pays, and not what somebody once got a grant for;
//! who asks how many wants what counts. A title that is the query stays first all the same.

use super::fold::fold;
use super::index::SearchIndex;
use super::query::Words;
use super::stem::stem;
use super::thesaurus::{Form, Thesaurus};
use super::tokens::tokens;
use crate::catalogue::RecordKind;
use crate::i18n::Language;

/// By what the score of a record is multiplied whose kind the query asks for.
pub(super) const ASKED_KIND: f32 = 2.0;

/// Words in a row, folded, and the kind of record that they ask for: a number of something, money to do something with,
/// somebody who knows.
const ASKING: [(RecordKind, &[&str]); 20] = [
    (RecordKind::Indicator, &["kolik"]),
    (RecordKind::Indicator, &["pocet"]),
    (RecordKind::Indicator, &["podil"]),
    (RecordKind::Indicator, &["procento"]),
    (RecordKind::Indicator, &["how", "many"]),
    (RecordKind::Indicator, &["number", "of"]),
    (RecordKind::Indicator, &["share", "of"]),
    (RecordKind::Indicator, &["percentage"]),
    (RecordKind::Funding, &["penize", "na"]),
    (RecordKind::Funding, &["penize", "pro"]),
    (RecordKind::Funding, &["penize", "z"]),
    (RecordKind::Funding, &["penize", "ze"]),
    (RecordKind::Funding, &["penize", "od"]),
    (RecordKind::Funding, &["money", "for"]),
    (RecordKind::Funding, &["kdo", "zaplati"]),
    (RecordKind::Funding, &["kdo", "to", "zaplati"]),
    (RecordKind::Funding, &["kdo", "nam", "zaplati"]),
    (RecordKind::Partner, &["kdo", "poradi"]),
    (RecordKind::Partner, &["kdo", "nam", "poradi"]),
    (RecordKind::Partner, &["who", "can", "advise"]),
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
    /// which people ask for them.
    pub(super) fn kinds_asked(&self, words: &Words) -> Vec<RecordKind> {
        let row: Vec<&str> = tokens(&words.folded).filter_map(|token| words.folded.get(token)).collect();
        // Only terms that stand there as they are: the words of a title (`Státní fond podpory investic`) make up many a
        // term (`státní podpora`) in another order.
        let forms: Vec<Form> = row.iter().map(|word| self.thesaurus.form(word)).collect();
        let terms = self.thesaurus.longest(&forms);
        let is_named = |name: &KindName| {
            words.all.iter().any(|word| word.stem == name.stem)
                || terms.iter().any(|term| term.group == name.group)
        };
        let named = self.kind_names.iter().filter(|name| is_named(name)).map(|name| name.kind);
        let priced = row.iter().any(|word| PRICES.iter().any(|price| word.starts_with(price)));
        let asks = |asking: &[&str]| row.windows(asking.len()).any(|words| words == asking);
        let asking = ASKING
            .iter()
            .filter(|(kind, asking)| asks(asking) && !(*kind == RecordKind::Indicator && priced));
        named.chain(asking.map(|(kind, _)| *kind)).collect()
    }
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
    #[case("kdo nám poradí s lampami", &[RecordKind::Partner])]
    #[case("vyhozené peníze", &[])]
    #[case("", &[])]
    fn the_kind_that_a_text_asks_for(#[case] text: &str, #[case] kinds: &[RecordKind]) {
        let index = SearchIndex::build(&[] as &[Record], Arc::new(Thesaurus::default()), &|_| None);
        assert_eq!(index.kinds_asked(&parse(text, false)), kinds, "{text}");
    }
}
