//! The minutes of a rich sample consultation, compared with the files in `tests/golden`, and what must hold for any
//! typed text. All people are invented samples; the records are those of `data/`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it did not expect"
)]

#[path = "common/minutes.rs"]
mod sample;

use porada::i18n::Language;
use porada::minutes::{self, CentreWords, Templates};
use porada::model::{
    Author, Change, ChangeKind, ConsultationKind, EntityId, ItemField, ItemKind, MinutesState, NeedStatus,
    NewConsultation, NewSignOff, Personal, ReplicaId, Value, Verdict,
};
use proptest::prelude::*;
use sample::{Desk, document, minutes_with, nasty, records, rich};
use std::path::Path;

/// Compares with a golden file; what was written instead stands beside the build, ready to be copied.
fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        let written = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(&written, actual).unwrap();
        panic!("{name} is not as expected; compare, and if the new one is right: cp {written} {path}");
    }
}

#[test]
fn minutes_are_as_the_golden_files_say() {
    let (consultation, records) = (rich().view(), records());
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let document = document(&consultation, &records, language, Personal::With);
        for (extension, text) in [("md", minutes::markdown(&document)), ("html", minutes::html(&document))] {
            let name = format!("minutes.{}.{extension}", language.code());
            wrong.extend(std::panic::catch_unwind(|| golden(&name, &text)).err().map(|_| name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn without_personal_data_organisations_stay_and_names_go() {
    let (consultation, records) = (rich().view(), records());
    let document = document(&consultation, &records, Language::Czech, Personal::Without);
    for text in [minutes::markdown(&document), minutes::html(&document)] {
        for name in ["Vzorný", "Příkladná", "Zkušební", "Eva Ukázková", "starosta", "tajemník", "brokerka"]
        {
            assert!(!text.contains(name), "{name}");
        }
        assert!(text.contains("Město Jeseník") && text.contains("inovační broker"));
        assert!(text.contains("neobsahuje jména"), "it says that something was left out");
        assert!(text.contains("Zapsal(a)") && text.contains("Ověřil(a)"), "signature lines stay");
    }
    assert_eq!(document.present.len(), 1, "equal rows are one");
}

#[test]
fn a_record_linked_twice_is_annexed_once_and_one_from_elsewhere_is_named() {
    let (consultation, records) = (rich().view(), records());
    let document = document(&consultation, &records, Language::Czech, Personal::With);
    let titles: Vec<&str> = document.annex.iter().map(|record| record.kind.as_str()).collect();
    assert_eq!(titles, ["Dobrá praxe", "Riziko", "Dotační program"]);
    let markdown = minutes::markdown(&document);
    assert!(markdown.contains("jiny-katalog-42") && markdown.contains("Záznam z jiného katalogu"));
}

#[test]
fn empty_minutes_have_only_the_signatures() {
    let desk = Desk::new(NewConsultation { kind: ConsultationKind::Visit, ..Default::default() });
    let document = document(&desk.view(), &[], Language::Czech, Personal::With);
    let markdown = minutes::markdown(&document);
    let headings: Vec<&str> = markdown.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Zápis z návštěvy na místě", "## Podpisy"]);
}

#[test]
fn a_note_from_another_day_says_which() {
    let mut desk = rich();
    desk.now = "2026-11-23T08:30:00+01:00".parse().unwrap();
    desk.add(ItemKind::Note, "Doplněno po jednání.", vec![]);
    let document = document(&desk.view(), &[], Language::Czech, Personal::With);
    assert!(minutes::markdown(&document).contains("**23. 11. 2026 8:30** Doplněno"));
}

#[test]
fn gaps_say_what_is_missing() {
    use minutes::Gap;
    let empty = Desk::new(NewConsultation::default()).view();
    let expected = [
        Gap::NoMunicipality,
        Gap::NoStart,
        Gap::NoEnd,
        Gap::NoPlace,
        Gap::NoParticipants,
        Gap::NoAgenda,
        Gap::NothingRecorded,
        Gap::NoNextMeeting,
        Gap::NoAuthor,
    ];
    assert_eq!(minutes::gaps(&empty), expected);

    let rich = rich().view();
    let task = rich.items_of(ItemKind::Task).last().unwrap().id;
    assert_eq!(minutes::gaps(&rich), [Gap::TaskWithoutOwner(task), Gap::TaskWithoutDate(task)]);
    let words = Gap::TaskWithoutDate(task).describe(&rich, Language::Czech);
    assert!(words.contains("Vypsat stanoviště"), "{words}");
    for gap in minutes::gaps(&empty) {
        assert_ne!(gap.describe(&empty, Language::Czech), gap.describe(&empty, Language::English));
    }
}

#[test]
fn a_need_has_a_next_step_when_linked_or_followed_by_a_task_or_unmet() {
    use minutes::Gap;
    let steps = |prepare: &dyn Fn(&mut Desk, EntityId)| {
        let mut desk = Desk::new(NewConsultation::default());
        let need = desk.add(ItemKind::Need, "potřeba", vec![]);
        prepare(&mut desk, need);
        let gaps = minutes::gaps(&desk.view());
        !gaps.contains(&Gap::NeedWithoutNextStep(need))
    };
    assert!(!steps(&|_, _| ()));
    assert!(!steps(&|desk, _| {
        desk.add(ItemKind::Note, "poznámka", vec![]);
    }));
    assert!(!steps(&|desk, _| {
        desk.add(ItemKind::Need, "jiná", vec![]);
        desk.add(ItemKind::Task, "k jiné", vec![]);
    }));
    assert!(steps(&|desk, _| {
        desk.add(ItemKind::Note, "poznámka", vec![]);
        desk.add(ItemKind::Task, "úkol", vec![]);
    }));
    assert!(steps(&|desk, need| {
        desk.link(need, "x", "X", Verdict::Considered, "");
    }));
    assert!(steps(&|desk, need| {
        let view = desk.view();
        let fields = vec![ItemField::NeedStatus(NeedStatus::Unmet)];
        desk.write(&view.edit_item(view.item(need).unwrap(), fields));
    }));
}

#[test]
fn conflicts_are_gaps_and_the_order_is_none() {
    use minutes::Gap;
    let mut desk = Desk::new(NewConsultation::default());
    let need = desk.add(ItemKind::Need, "potřeba", vec![]);
    let header = desk.document.id.header();
    let blind = desk.document.seen().clone();
    for (replica, words) in [(11, "jedna"), (12, "dvě")] {
        let mut author = Author::new(ReplicaId(replica));
        for (entity, kind, field) in
            [(header, "consultation", "place"), (need, "need", "detail"), (need, "need", "order")]
        {
            let change = Change::single(ChangeKind::Edit, entity, kind, [(field, Value::from(words))]);
            desk.document.write(&change, &blind, &mut author, desk.now);
        }
    }
    let view = desk.view();
    let conflicts: Vec<Gap> =
        minutes::gaps(&view).into_iter().filter(|gap| matches!(gap, Gap::ConflictIn(..))).collect();
    let expected = [Gap::ConflictIn(header, "place".into()), Gap::ConflictIn(need, "detail".into())];
    assert_eq!(conflicts, expected);
    let words: Vec<String> = expected.iter().map(|gap| gap.describe(&view, Language::Czech)).collect();
    assert!(words[0].contains("místo") && words[1].contains("potřeba"), "{words:?}");
}

#[test]
fn conflicts_of_evidence_and_of_people_are_gaps_too() {
    use minutes::Gap;
    let mut desk = rich();
    let (view, mut blind) = (desk.view(), desk.document.seen().clone());
    let (link, person) = (view.links[0].id, view.participants[0].id);
    for replica in [11, 12] {
        let mut author = Author::new(ReplicaId(replica));
        for (entity, kind, field, word) in [
            (link, "link", "verdict", ["rejected", "considered"]),
            (person, "participant", "name", ["Jan", "Eva"]),
        ] {
            let value = Value::from(word[usize::from(replica == 12)]);
            let change = Change::single(ChangeKind::Edit, entity, kind, [(field, value)]);
            desk.document.write(&change, &blind, &mut author, desk.now);
        }
    }
    let view = desk.view();
    let conflicts: Vec<Gap> =
        minutes::gaps(&view).into_iter().filter(|gap| matches!(gap, Gap::ConflictIn(..))).collect();
    assert_eq!(conflicts, [Gap::ConflictIn(person, "name".into()), Gap::ConflictIn(link, "verdict".into())]);
    let words: Vec<String> = conflicts.iter().map(|gap| gap.describe(&view, Language::Czech)).collect();
    let name = &view.participants[0].name;
    assert!(words[0].contains("jméno") && words[0].contains(name), "{words:?}");
    assert!(words[1].contains("verdikt obce") && words[1].contains("Senzory"), "{words:?}");

    blind = desk.document.seen().clone();
    let settled = view.judge_link(&view.links[0], Verdict::Chosen, "");
    desk.document.write(&settled, &blind, &mut desk.author, desk.now);
    assert!(!minutes::gaps(&desk.view()).contains(&conflicts[1]));
}

#[test]
fn what_is_done_after_minutes_are_final_does_not_change_them() {
    let mut desk = rich();
    let change = desk.view().sign_off(
        EntityId::from_u128(900),
        &NewSignOff { state: MinutesState::Final, by: String::new(), date: jiff::civil::date(2026, 11, 25) },
        "# Zápis".into(),
        desk.now,
    );
    desk.write(&change);
    let write =
        |desk: &Desk| minutes::markdown(&document(&desk.view(), &records(), Language::Czech, Personal::With));
    let before = write(&desk);
    assert!(before.contains("konečný") && !before.contains("Splněno"), "{before}");
    let task = desk.view().items_of(ItemKind::Task).last().unwrap().clone();
    let done = desk.view().edit_item(&task, vec![ItemField::Done(true)]);
    desk.write(&done);
    assert_eq!(write(&desk), before);
}

/// How many of each kind of structure (heading, row, link, HTML element, ...) a reader sees.
type Structure = std::collections::BTreeMap<String, usize>;

/// The structure that a reader of Markdown sees, with every extension that readers commonly have, and the text.
fn read_markdown(markdown: &str) -> (Structure, String) {
    use pulldown_cmark::{Event, Options, Parser};
    let mut counts = Structure::new();
    let mut text = String::new();
    let extensions = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, extensions) {
        let name = match event {
            Event::Start(tag) => format!("{:?}", std::mem::discriminant(&tag.to_end())),
            Event::Text(words) => {
                text.push_str(&words);
                continue;
            }
            Event::SoftBreak | Event::HardBreak => {
                text.push('\n');
                continue;
            }
            Event::End(_) => continue,
            other => format!("{other:?}"),
        };
        *counts.entry(name).or_default() += 1;
    }
    (counts, text)
}

fn html_structure(html: &str) -> Structure {
    let mut counts = Structure::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap_or_default();
        if name != "br" {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// A template that puts values where the built-in ones do not: into headings, cells, attributes, in another order.
const OWN_MARKDOWN: &str = "# {{ title }} - {{ organisation }}\n\n\
    {% for fact in facts %}\n- {{ fact.label }} {{ fact.value }}\n{% endfor %}\n\
    {% for part in sections|reverse %}\n\n### {{ part.title }}\n\n{{ part.body }}\n{% endfor %}\n\
    {{ centre.heading }}\n";
const OWN_HTML: &str = "<!DOCTYPE html><title>{{ title }}</title><style>{{ style }}</style>\
    <div title=\"{{ title }}\" data-organisation='{{ organisation }}'>{{ facts_body }}\
    {% for fact in facts %}<p>{{ fact.label }}: {{ fact.value }}</p>{% endfor %}\
    {% for part in sections|reverse %}<details><summary>{{ part.title }}</summary>{{ part.body }}</details>\
    {% endfor %}<p>{{ centre.heading }} {{ centre.gdpr_notice }}</p></div>";

/// A centre with templates of its own that says of itself what is typed.
fn own_templates(words: &str) -> Templates {
    let words = CentreWords { heading: words.into(), gdpr_notice: words.into(), logo: None };
    Templates::gather(Path::new(""), &words, |path, _| match path.to_str() {
        Some("minutes.md") => Ok(OWN_MARKDOWN.into()),
        Some("minutes.html") => Ok(OWN_HTML.into()),
        _ => Err(std::io::ErrorKind::NotFound.into()),
    })
}

fn keeps_structure(text: &str) -> Result<(), TestCaseError> {
    keeps_structure_through(text, Templates::default(), Templates::default())?;
    keeps_structure_through(text, own_templates("slovo"), own_templates(text))
}

fn keeps_structure_through(text: &str, usual: Templates, typed: Templates) -> Result<(), TestCaseError> {
    let (plain, document) = (minutes_with("slovo"), minutes_with(text));
    let write = |document, templates| {
        let (markdown, wrong) = minutes::markdown_with(document, templates);
        let (html, wrong_too) = minutes::html_with(document, templates);
        (markdown, html, wrong.or(wrong_too))
    };
    let (plain_markdown, plain_html, _) = write(&plain, &usual);
    let (markdown, html, wrong) = write(&document, &typed);
    prop_assert_eq!(wrong, None);
    let (structure, read) = read_markdown(&markdown);
    prop_assert_eq!(structure, read_markdown(&plain_markdown).0, "{}", markdown);
    for typed in [&document.title, &document.decisions[0], &document.tasks[0].who, &document.next_meeting] {
        prop_assert!(read.contains(typed), "{typed:?} is not read as it was typed: {markdown}");
    }
    prop_assert_eq!(html_structure(&html), html_structure(&plain_html), "{}", html);
    prop_assert!(!markdown.contains('<') && !markdown.contains("(javascript"));
    prop_assert!(!html.contains("href=\"javascript"));
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    prop_assert!(!markdown.chars().chain(html.chars()).any(hidden));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_typed_text_changes_the_structure(text in nasty()) {
        keeps_structure(&text)?;
    }
}

#[test]
fn long_and_hostile_texts_keep_the_structure() {
    for text in ["|".repeat(10_000), "<b>&amp;\n".repeat(1_100) + "x", "- [x] # ".repeat(1_250)] {
        keeps_structure(&text).unwrap();
    }
}
