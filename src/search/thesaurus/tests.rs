//! What holds for a thesaurus.

use super::*;

/// Which terms are found in a text: the words and the first term of the group.
fn found(thesaurus: &Thesaurus, text: &str) -> Vec<(String, String)> {
    let folded = fold(text);
    let row: Vec<&str> = words(&folded).collect();
    let forms: Vec<Form> = row.iter().map(|word| thesaurus.form(word)).collect();
    let phrases = thesaurus.longest(&forms).into_iter();
    phrases
        .map(|phrase| (row[phrase.words].join(" "), thesaurus.groups[phrase.group as usize][0].clone()))
        .collect()
}

fn found_words(thesaurus: &Thesaurus, text: &str) -> Vec<String> {
    found(thesaurus, text).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn every_line_of_the_shipped_file_can_be_used_and_no_term_is_in_two_groups() {
    let errors = Thesaurus::parse(include_str!("../../../data/thesaurus.txt")).err().unwrap_or_default();
    let errors: Vec<String> = errors.iter().map(ThesaurusError::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(Thesaurus::shipped().len() >= 250);
}

#[test]
fn finds_terms_in_any_form() {
    let thesaurus =
        Thesaurus::parse("popelnice = nádoba na odpad = waste basket\nspolek = neziskovka").unwrap();
    assert_eq!(found_words(&thesaurus, "U popelnic a nádob na odpady"), ["popelnic", "nadob na odpady"]);
    assert_eq!(found_words(&thesaurus, "Waste baskets"), ["waste baskets"]);
    assert_eq!(found_words(&thesaurus, "spolky a spolkům"), ["spolky", "spolkum"]);
    assert_eq!(found_words(&thesaurus, "nádoba, odpad, popel, popelnicový"), [""; 0]);
}

#[test]
fn the_longest_term_hides_those_within_it() {
    let thesaurus =
        Thesaurus::parse("dotace = subvence\nkotlíkové dotace = výměna kotle\nkotle na uhlí = kamna")
            .unwrap();
    assert_eq!(found_words(&thesaurus, "kotlíkové dotace a dotace"), ["kotlikove dotace", "dotace"]);
    assert_eq!(found_words(&thesaurus, "kotlíkové subvence"), ["subvence"]);
}

#[test]
fn abbreviations_are_compared_letter_by_letter() {
    let thesaurus = Thesaurus::parse("mas = místní akční skupina\nškolka = mš\nled = ledky").unwrap();
    assert_eq!(found_words(&thesaurus, "MAS, masa, MŠ, ledová, led"), ["mas", "ms", "led"]);
}

#[test]
fn says_what_is_wrong_with_each_line() {
    let errors =
        Thesaurus::parse("# ok\nkolo\nhvozd = lesík\nhora = lesíky\nkopec =  = vrch\na=b\n").err().unwrap();
    let lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
    assert_eq!(lines, [2, 4, 5, 6]);
    assert_eq!(
        errors[1].localized(Language::Czech),
        "Slovník synonym, řádek 4: Výraz „lesíky“ je už na řádku 3. Ponechte jej jen na jednom z nich."
    );
    assert_eq!(
        errors[2].to_string(),
        "Thesaurus, line 5: A term is missing between the equals signs. Add it or remove the sign."
    );
}

#[test]
fn a_centre_adds_terms_to_a_group_and_groups_of_its_own() {
    let ours = Thesaurus::parse("popelnice = nádoba na odpad\nhvozd = lesík").unwrap();
    let both = ours.with("kýbl = popelnice = lesík\npodnikavka = inkubátor").unwrap();
    assert_eq!(both.len(), 3);
    assert_eq!(found(&both, "kýbly"), [("kybly".to_owned(), "popelnice".to_owned())]);
    assert_eq!(found(&both, "lesíku"), [("lesiku".to_owned(), "hvozd".to_owned())]);
    assert_eq!(found(&both, "inkubátory"), [("inkubatory".to_owned(), "podnikavka".to_owned())]);
}

#[test]
fn a_thesaurus_of_nothing_finds_nothing() {
    let nothing = Thesaurus::parse("\u{feff}# only a comment\n\n").unwrap();
    assert!(nothing.is_empty());
    assert_eq!(found_words(&nothing, "popelnice a mas"), [""; 0]);
}
