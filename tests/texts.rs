//! All texts at once: how they count, and that no sentence names a key that somebody may have given to something else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use porada::i18n::Language;
use porada::i18n::texts::Texts;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The files of the texts, with their places below `src/i18n/texts`.
fn sources() -> Vec<(String, String)> {
    fn visit(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { visit(&path, files) } else { files.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/texts");
    let mut files = Vec::new();
    visit(&root, &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

type Counted = (&'static str, fn(&'static Texts, usize) -> String);

macro_rules! counted {
    ($($($part:ident).+),+ $(,)?) => {
        &[$((stringify!($($part).+), |texts, count| (texts.$($part).+)(count))),+]
    };
}

/// Every text of one number.
const OF_A_NUMBER: &[Counted] = counted![
    catalogue_screen.concept.measures,
    catalogue_screen.first_listed,
    catalogue_screen.records,
    cli.checked,
    cli.conflicts,
    cli.errors.more_findings,
    cli.errors.unhealthy,
    cli.errors.without_calendar,
    cli.exported_conflicts,
    cli.more,
    cli.open_conflicts,
    cli.records_read,
    common.days,
    common.inhabitants,
    common.inhabitants_short,
    common.municipalities,
    common.years,
    conflicts.choices,
    conflicts.count,
    conflicts.erase.done,
    conflicts.erase.still_named,
    conflicts.erase.with_links,
    conflicts.erase.with_minutes,
    conflicts.errors.no_value,
    conflicts.mark_people,
    consultation.more,
    consultation.pending,
    consultation.people,
    exports.mails_without_calendar,
    exports.open_conflicts,
    help.position,
    home.consultations,
    home.links,
    home.open_tasks,
    insights.more,
    insights.samples,
    insights.screen.consultations,
    insights.screen.late,
    insights.screen.planned,
    insights.screen.samples,
    insights.screen.unmet,
    insights.screen.without_reason,
    messages.catalogue_indexing,
    messages.paste_cut,
    minutes.need,
    minutes_screen.gaps,
    municipalities.consultation_count,
    municipalities.record_count,
    own_records.records,
    palette.found,
    sharing.hides,
    sharing.others,
    sharing.removed,
    sharing.withdrawn,
    sync.items_deleted,
    sync.items_erased,
    sync.more_devices,
    sync.more_erasures,
    sync.more_strangers,
    sync.more_unusable,
    sync.unread_heads,
    sync.selftest.progress,
    sync.waiting_for_key,
    sync_preview.comes,
    sync_screen.conflicting_fields,
    sync_screen.documents,
    sync_screen.erased,
    sync_screen.files_wait,
    sync_screen.more_files,
    sync_preview.more_leave,
    sync_preview.records_leave,
    sync_preview.texts_name,
    sync_screen.title,
    tasks.late,
];

/// Texts of a number and something else.
const OF_MORE: &[Counted] = &[
    ("catalogue.problems.count", |texts, count| (texts.catalogue.problems.count)(1, 9, count)),
    ("catalogue_screen.concept.below", |texts, count| (texts.catalogue_screen.concept.below)(count, count)),
    ("catalogue_screen.concept.counts", |texts, count| (texts.catalogue_screen.concept.counts)(count, count)),
    ("catalogue_screen.hits", |texts, count| (texts.catalogue_screen.hits)(count, false)),
    ("catalogue_screen.records_from_place", |texts, count| {
        (texts.catalogue_screen.records_from_place)("Kolín", count)
    }),
    ("catalogue_screen.try_partner", |texts, count| (texts.catalogue_screen.try_partner)(count, "Tab")),
    ("catalogue_screen.try_without_filters", |texts, count| {
        (texts.catalogue_screen.try_without_filters)(count, "Tab")
    }),
    ("cli.counts", |texts, count| (texts.cli.counts)(count, count, count)),
    ("cli.errors.ambiguous_id", |texts, count| (texts.cli.errors.ambiguous_id)("01a20245", count)),
    ("cli.found", |texts, count| (texts.cli.found)(count, count, false)),
    ("cli.records_imported", |texts, count| (texts.cli.records_imported)(count, count)),
    ("conflicts.errors.several_people", |texts, count| (texts.conflicts.errors.several_people)("Jan", count)),
    ("consultation.hits", |texts, count| (texts.consultation.hits)(count, false)),
    ("exports.unshown", |texts, count| (texts.exports.unshown)(count, "hlavička: 1")),
    ("home.counts", |texts, count| (texts.home.counts)(count, count)),
    ("insights.screen.counts", |texts, count| (texts.insights.screen.counts)(count, count, count)),
    ("minutes_screen.preview", |texts, count| (texts.minutes_screen.preview)(count, "")),
    ("own_records.counts", |texts, count| (texts.own_records.counts)(count, count, count)),
    ("own_records.hits", |texts, count| (texts.own_records.hits)(count, false)),
    ("search.thesaurus_not_used", |texts, count| (texts.search.thesaurus_not_used)("cesta", "proč.", count)),
    ("sync.clock_ahead", |texts, count| (texts.sync.clock_ahead)("Petr", count)),
    ("sync.foreign_files", |texts, count| (texts.sync.foreign_files)("heads", "desktop.ini", count)),
    ("sync.confirmed", |texts, count| (texts.sync.confirmed)(count, count)),
    ("sync.many_deletions", |texts, count| (texts.sync.many_deletions)("Petr", count)),
    ("sync.verified", |texts, count| (texts.sync.verified)(count, count, count, count)),
    ("sync_screen.conflicts", |texts, count| (texts.sync_screen.conflicts)(count, "Ctrl+D")),
    ("sync_screen.exchanged", |texts, count| (texts.sync_screen.exchanged)(count, count)),
    ("sync_preview.leaves", |texts, count| (texts.sync_preview.leaves)(count, "1 kB", count)),
    ("sync_screen.sync_failed", |texts, count| (texts.sync_screen.sync_failed)(count, count)),
    ("sync_screen.traffic", |texts, count| (texts.sync_screen.traffic)(count, "1 kB", "2 kB")),
    ("tasks.title", |texts, count| (texts.tasks.title)(count, count)),
];

/// A snapshot, because grammar is for people to read: one, two and five are the three forms of Czech.
#[test]
fn numbers_are_inflected() {
    let mut table = String::new();
    for (name, text) in OF_A_NUMBER.iter().chain(OF_MORE) {
        let name = name.replace(' ', "");
        for language in Language::ALL {
            for count in [1, 2, 5] {
                writeln!(table, "{name} {} {count}: {}", language.code(), text(language.texts(), count))
                    .unwrap();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_text_of_one_number_is_in_the_table() {
    let mut declared: Vec<String> = Vec::new();
    for (_, source) in sources() {
        for line in source.lines().filter(|line| line.trim_end().ends_with(": fn(usize) -> String,")) {
            let name = line.trim().trim_start_matches("pub ").split(':').next().unwrap();
            declared.push(name.to_owned());
        }
    }
    let last = |name: &str| name.rsplit('.').next().unwrap().trim().to_owned();
    let mut listed: Vec<String> = OF_A_NUMBER.iter().map(|(name, _)| last(name)).collect();
    declared.sort();
    listed.sort();
    assert_eq!(listed, declared);
}

/// Texts that may name a key: the help, which is made of the table of keys or explains typing, how a key is written in the
/// settings, and what no action does: Del takes a municipality out of a field.
const MAY_NAME_KEYS: [(&str, &str); 7] = [
    ("help.rs", ""),
    ("cli/help.rs", ""),
    ("actions.rs", "Ctrl+L, F9, Alt+Enter"),
    ("forms.rs", "Del odebere"),
    ("forms.rs", "Del ji odebere"),
    ("forms.rs", "Del removes the last"),
    ("forms.rs", "Del removes it"),
];

/// The texts in quotes of a file, without its comments.
fn quoted(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut texts = Vec::new();
    let mut text: Option<String> = None;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match (character, &mut text) {
            ('"', None) => text = Some(String::new()),
            ('"', Some(_)) => texts.extend(text.take()),
            ('\\', Some(inside)) => inside.extend(characters.next()),
            (other, Some(inside)) => inside.push(other),
            _ => {}
        }
    }
    texts
}

/// Whether `key` stands in `text` as a word of its own.
fn names(text: &str, key: &str) -> bool {
    let is_word = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() || character == '+')
    };
    text.match_indices(key).any(|(start, _)| {
        !is_word(text[..start].chars().next_back()) && !is_word(text[start + key.len()..].chars().next())
    })
}

#[test]
fn no_sentence_names_a_key_that_may_be_another() {
    let keys: Vec<&str> = porada::tui::action::ACTIONS
        .iter()
        .flat_map(|rule| rule.keys)
        .copied()
        .filter(|key| key.chars().count() > 1)
        .collect();
    assert!(keys.contains(&"Ctrl+Z") && keys.contains(&"F10") && keys.contains(&"Enter"), "{keys:?}");
    let mut found = Vec::new();
    for (file, source) in sources() {
        for text in quoted(&source) {
            let may = MAY_NAME_KEYS.iter().any(|(allowed, part)| *allowed == file && text.contains(part));
            found.extend(
                keys.iter()
                    .filter(|key| !may && names(&text, key))
                    .map(|key| format!("{file}: {key} in {text}")),
            );
        }
    }
    assert_eq!(found, Vec::<String>::new(), "write {{action-id}}, or take the key as a value");
}
