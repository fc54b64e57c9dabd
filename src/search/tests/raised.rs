//! What raises a record beside its words, and that it is told.

use super::*;

#[test]
fn the_name_of_a_kind_raises_records_of_that_kind() {
    assert_eq!(positions(&query("dotace odpady"))[0], 4);
    assert_eq!(positions(&query("indikátor odpad"))[0], 5);
    assert_eq!(positions(&query("partner odpady"))[0], 6);
}

#[test]
fn nothing_is_explained_by_a_title_where_no_word_is_asked_for() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    for text in ["", "kraj:olom", "v Horní Lhotě"] {
        let explained = index.explainer(&query(text)).explain(&catalogue.records()[0], 0, Language::Czech);
        let of_place = [Boost::SimilarSize, Boost::SomewhatSimilarSize, Boost::SameRegion];
        assert!(explained.words.is_empty(), "{text}");
        assert!(explained.boosts.iter().all(|boost| of_place.contains(boost)), "{text}: {explained:?}");
    }
}

#[test]
fn a_word_that_only_the_kind_of_a_record_has_is_explained() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let position = index.search(&query("dotace na cyklostezky")).hits[0].position;
    let record = &catalogue.records()[position];
    assert_eq!(record.kind, RecordKind::Funding, "{}", record.id);
    let explained =
        index.explainer(&query("dotace na cyklostezky ")).explain(record, position, Language::Czech);
    assert!(explained.boosts.contains(&Boost::KindName), "{explained:?}");
    let word = &explained.words[0];
    assert!(word.in_kind && word.how.is_some(), "{word:?}");
    assert!(explained.lines(record, Language::Czech)[0].contains("druh záznamu"));
}

#[test]
fn everything_that_raised_a_record_is_named() {
    let records = records();
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &size_band).with_populations(&population);
    let explained = |text: &str, near: Near, position: usize| {
        let query = Query { near: Some(near), ..query(text) };
        index.explainer(&query).explain(&records[position], position, Language::Czech).boosts
    };
    for (position, record) in records.iter().enumerate() {
        let Some(place) = &record.place else { continue };
        let Some(code) = place.municipality_code.clone() else { continue };
        let inhabitants = population(&code).unwrap();
        let here = Near { municipality_code: code, population: inhabitants, region: String::new() };
        assert_eq!(explained("", here.clone(), position), [Boost::SamePlace]);
        // A neighbour of the same size in the same kraj: both act.
        let region = place.region.clone().unwrap();
        let neighbour = Near { municipality_code: "0".to_owned(), region, ..here.clone() };
        assert_eq!(explained("", neighbour.clone(), position), [Boost::SimilarSize, Boost::SameRegion]);
        let larger = Near { population: inhabitants * 4, ..neighbour };
        assert_eq!(explained("", larger.clone(), position), [Boost::SomewhatSimilarSize, Boost::SameRegion]);
        let elsewhere = Near { population: inhabitants * 100, region: String::new(), ..larger };
        assert!(explained("", elsewhere, position).is_empty());
    }
}

#[test]
fn forms_other_words_and_the_word_that_begins_are_named_as_raising() {
    let text = "Popelnice hlásí zaplnění, popelnic je méně; odpadová nádoba má čidlo";
    let records = [record(RecordKind::Practice, "Chytré město", text, None)];
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let boosts = |text: &str| {
        let query = Query { typing: true, ..query(text) };
        index.explainer(&query).explain(&records[0], 0, Language::Czech).boosts
    };
    assert_eq!(boosts("popelnice"), [Boost::OtherForms, Boost::Concept]);
    assert_eq!(boosts("zaplnění hl"), [Boost::BegunWord]);
    assert!(boosts("zaplnění xy").is_empty());
}

#[test]
fn who_asks_for_a_grant_finds_what_pays_before_what_was_paid() {
    let (catalogue, index) = &*SHIPPED_INDEX;
    let first = |text: &str| {
        let position = index.search(&query(text)).hits[0].position;
        (position, &catalogue.records()[position])
    };
    let boosts = |text: &str| {
        let (position, record) = first(text);
        index.explainer(&query(text)).explain(record, position, Language::Czech).boosts
    };
    for text in ["dotace obce brownfield přestavba", "kde sehnat dotaci na brownfieldy", "brownfield grant"]
    {
        assert_eq!(first(text).1.kind, RecordKind::Funding, "{text}");
        assert!(boosts(text).contains(&Boost::AskedKind), "{text}");
    }
    assert_eq!(first("přestavba brownfieldu").1.kind, RecordKind::Practice);
    assert!(!boosts("přestavba brownfieldu").contains(&Boost::AskedKind));
    // The words of a term in another order, as a name has them, ask for no grant.
    assert_eq!(first("Státní fond podpory investci").1.kind, RecordKind::Partner);
}

/// Of the programmes those are raised that pay for it, in whatever words somebody asks for money.
#[test]
fn who_asks_for_money_finds_what_pays_for_that() {
    let record = |kind, title: &str| record(kind, title, "Město to potřebuje.", None);
    let records = [
        record(RecordKind::Practice, "Nový mokřad v obci"),
        record(RecordKind::Funding, "Obnova mokřadů"),
        record(RecordKind::Funding, "Dotace a granty na brownfieldy"),
        record(RecordKind::Funding, "Peníze na příspěvek a eurofondy"),
    ];
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let asking = ["dotace na", "granty na", "peníze na", "příspěvek na", "eurofondy na", "kdo nám zaplatí"];
    for asking in asking {
        let query = query(&format!("{asking} mokřad"));
        assert_eq!(index.search(&query).hits[0].position, 1, "{asking}");
        let raised = |position: usize| {
            let explained = index.explainer(&query).explain(&records[position], position, Language::Czech);
            explained.boosts.contains(&Boost::AskedKind)
        };
        assert_eq!([0, 1, 2, 3].map(raised), [false, true, false, false], "{asking}");
    }
    let alone = index.search(&query("dotace")).hits;
    assert!(alone.iter().take(3).all(|hit| hit.position > 0) && alone.len() >= 3, "{alone:?}");
}

/// What the thesaurus says of `dotace na rybník` is meant by all who ask for money for one.
#[test]
fn whatever_asks_for_a_grant_is_understood_as_grant() {
    let records = [
        record(RecordKind::Practice, "Oprava rybníka", "Obec odbahnila rybník.", None),
        record(RecordKind::Funding, "Voda v krajině", "Poldry a nádrže.", None),
    ];
    let thesaurus = Thesaurus::parse("dotace = grant\nvoda v krajině = dotace na rybník\n").unwrap();
    let index = SearchIndex::build(&records, Arc::new(thesaurus), &|_| None);
    for text in ["dotace na rybník", "grant na opravu rybníka", "kdo zaplatí rybník", "eurofondy rybník"]
    {
        let found = index.search(&query(text)).hits;
        assert!(found.iter().any(|hit| hit.position == 1), "{text}: {found:?}");
    }
}

#[test]
fn who_asks_how_many_finds_what_counts() {
    let records = [
        record(RecordKind::Practice, "Hasiči mají nové auto", "hasiči jezdí k požárům", None),
        record(RecordKind::Indicator, "Požární ochrana", "hasiči na 100 000 obyvatel", None),
    ];
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let first = |text: &str| index.search(&query(text)).hits[0].position;
    assert_eq!(first("hasiči"), 0);
    assert_eq!(first("kolik máme hasičů"), 1);
    assert_eq!(first("kolik stojí auto hasičů"), 0);
}

#[test]
fn a_keyword_of_several_words_raises_the_records_that_it_was_given_to() {
    let soup = "autobus a zase autobus, občanský spolek, autobus a občanský průkaz";
    let mut keyworded = record(RecordKind::Practice, "Linka, když večer končí", "řidiči jsou občané", None);
    let keywords = FieldText { field: Field::Keywords, text: Bilingual::same("senior, občanský autobus") };
    keyworded.fields.push(keywords);
    let records = [record(RecordKind::Practice, "Autobus", soup, None), keyworded];
    let index = SearchIndex::build(&records, Thesaurus::shipped(), &|_| None);
    let explained = |text: &str, position: usize| {
        index.explainer(&query(text)).explain(&records[position], position, Language::Czech).boosts
    };
    for text in ["občanský autobus", "obcanske autobusy"] {
        assert_eq!(index.search(&query(text)).hits[0].position, 1, "{text}");
        assert!(explained(text, 1).contains(&Boost::Keyword), "{text}");
        assert!(!explained(text, 0).contains(&Boost::Keyword), "{text}");
    }
    assert!(!explained("autobus", 1).contains(&Boost::Keyword));
}
