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

/// What a query stands for besides its words: the first term of the group and the quality.
fn understood(thesaurus: &Thesaurus, query: &str) -> Vec<(String, f32)> {
    let folded = fold(query);
    let row: Vec<&str> = words(&folded).collect();
    let mut found: Vec<(String, f32)> = (thesaurus.understand(&row).into_iter())
        .map(|meaning| (thesaurus.groups[meaning.group as usize][0].clone(), meaning.quality))
        .collect();
    found.dedup();
    found
}

fn meant(thesaurus: &Thesaurus, query: &str) -> Vec<String> {
    understood(thesaurus, query)
        .into_iter()
        .filter(|(_, quality)| *quality < SYNONYM)
        .map(|(group, _)| group)
        .collect()
}

const NEEDS: &str = "radiobus = autobus na zavolání\nautobus = spoj\nlékař = doktor\ntelemedicína = ekg\n\
    nejezdí autobus, odříznutá ves > radiobus\nlékař/zubař odeš*/penz* > telemedicína\n\
    není kde parkovat > radiobus\nekg > radiobus";

#[test]
fn a_need_means_what_may_help_and_not_the_other_way_round() {
    let thesaurus = Thesaurus::parse(NEEDS).unwrap();
    assert_eq!(meant(&thesaurus, "k nám už večer žádný autobus nejezdí"), ["radiobus"]);
    assert_eq!(meant(&thesaurus, "radiobus"), [""; 0]);
    assert_eq!(meant(&thesaurus, "autobus"), [""; 0]);
    assert!(understood(&thesaurus, "nejezdí autobus").contains(&("autobus".to_owned(), SYNONYM)));
}

#[test]
fn a_phrase_has_choices_endings_and_the_synonyms_of_its_words() {
    let thesaurus = Thesaurus::parse(NEEDS).unwrap();
    for query in ["doktor šel do penze", "odešel nám zubař", "lékařka? ne, lékař odešel"] {
        assert_eq!(meant(&thesaurus, query), ["telemedicína"], "{query}");
    }
    assert_eq!(meant(&thesaurus, "spoje sem nejezdí"), ["radiobus"]);
    assert_eq!(meant(&thesaurus, "penzion pro lékaře"), ["telemedicína"]);
    assert_eq!(meant(&thesaurus, "lékař"), [""; 0]);
}

#[test]
fn of_a_phrase_with_one_telling_word_every_word_counts() {
    let thesaurus = Thesaurus::parse(NEEDS).unwrap();
    assert_eq!(meant(&thesaurus, "u nás není kde parkovat"), ["radiobus"]);
    assert_eq!(meant(&thesaurus, "parkovat"), [""; 0]);
}

#[test]
fn words_far_apart_are_no_phrase() {
    let thesaurus = Thesaurus::parse(NEEDS).unwrap();
    let far = "nejezdí lanovka vlak metro tramvaj loď letadlo vrtulník ponorka autobus";
    assert_eq!(meant(&thesaurus, far), [""; 0]);
}

#[test]
fn all_terms_of_a_group_have_the_need_of_one() {
    let thesaurus = Thesaurus::parse(NEEDS).unwrap();
    assert_eq!(meant(&thesaurus, "telemedicína"), ["radiobus"]);
}

#[test]
fn says_what_is_wrong_with_each_need() {
    let text = "vlak = dráha\nbez lanovky, nejde vlak > vlak\nbez lanovky > vlak\nponorka > loď\n\
        vlak = loď > dráha\nx, není > vlak\nloď > vlak > dráha\nloď > ";
    let errors = Thesaurus::parse(text).err().unwrap();
    let errors: Vec<(usize, ThesaurusProblem)> =
        errors.into_iter().map(|error| (error.line, error.problem)).collect();
    let named = |term: &str| term.to_owned();
    assert_eq!(
        errors,
        [
            (3, ThesaurusProblem::AskedTwice { term: named("bez lanovky"), other_line: 2 }),
            (4, ThesaurusProblem::UnknownMeaning { term: named("loď") }),
            (5, ThesaurusProblem::MixedSigns),
            (6, ThesaurusProblem::SaysNothing { term: named("x") }),
            (6, ThesaurusProblem::SaysNothing { term: named("není") }),
            (7, ThesaurusProblem::MixedSigns),
            (8, ThesaurusProblem::TooFewTerms),
        ]
    );
}

#[test]
fn every_problem_says_what_to_do_in_both_languages() {
    let errors = Thesaurus::parse("vlak = dráha\nponorka > loď\nx = není\n").err().unwrap();
    assert_eq!(
        errors[0].to_string(),
        "Thesaurus, line 2: No group has the term “loď” after “ > ”. Correct it, or add a line with it, “ = ” and another \
         term of the same meaning."
    );
    assert!(
        errors[1]
            .localized(Language::Czech)
            .starts_with("Slovník synonym, řádek 3: Výraz „x“ je příliš obecný")
    );
}

#[test]
fn a_centre_adds_to_the_shipped_thesaurus() {
    let own = "# naše slova\npopelnice = kýblovka\nkýblovka > re-use centrum\nzkumavkárna = biotechnologický park\n";
    let ours = Thesaurus::shipped_with(own).unwrap();
    let shipped = Thesaurus::shipped();
    assert_eq!(ours.len(), shipped.len() + 1);
    assert_eq!(found(&ours, "kýblovky")[0].1, "popelnice");
    assert!(meant(&ours, "kýblovka").contains(&"re-use centrum".to_owned()));
    assert_eq!(found_words(&shipped, "kýblovky"), [""; 0]);
}

#[test]
fn a_centre_must_not_contradict_itself() {
    let errors =
        Thesaurus::shipped_with("popelnice = kýblovka\n\nzkumavka = kýblovky\nneznámo kde > neexistuje\n");
    let lines: Vec<usize> = errors.err().unwrap().iter().map(|error| error.line).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn every_component_has_groups_and_needs() {
    let text = include_str!("../../../data/thesaurus.txt");
    let sections: Vec<&str> = text.split("\n# ").collect();
    for component in crate::model::Component::all() {
        let section = sections.iter().find(|section| section.starts_with(component.code())).unwrap();
        assert!(section.matches('\n').count() > 30, "{}", component.code());
        assert!(section.lines().filter(|line| line.contains(" > ")).count() >= 5, "{}", component.code());
    }
    assert!(text.lines().filter(|line| line.contains(" > ")).count() >= 300);
}

/// What nearly every record is about says nothing.
#[test]
fn no_group_has_a_word_that_every_record_may_have() {
    let shipped = Thesaurus::shipped();
    for word in
        ["systém", "projekt", "obec", "město", "občané", "lidé", "služba", "řešení", "kraj", "data", "smart"]
    {
        assert_eq!(found_words(&shipped, word), [""; 0], "{word}");
    }
}

#[test]
fn what_a_broker_keeps_apart_is_in_different_groups() {
    let shipped = Thesaurus::shipped();
    for (one, other) in [
        ("senior", "zdravotní postižení"),
        ("kamerový systém", "čidlo"),
        ("elektromobil", "elektrokolo"),
        ("vodovod", "kanalizace"),
        ("povodeň", "sucho"),
        ("hasiči", "městská policie"),
        ("svazek obcí", "mas"),
        ("sociální bydlení", "domov pro seniory"),
        ("fotovoltaika", "větrná elektrárna"),
        ("wi-fi", "5g"),
    ] {
        let (one, other) = (found(&shipped, one), found(&shipped, other));
        assert!(!one.is_empty() && !other.is_empty() && one[0].1 != other[0].1, "{one:?} {other:?}");
    }
}
