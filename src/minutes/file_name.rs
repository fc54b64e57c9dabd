//! The name that an exported file is offered under.

use crate::i18n::Language;
use crate::model::{Consultation, Document, PracticeDraft};
use unicode_normalization::UnicodeNormalization;

/// The longest name in characters (all ASCII, so also in bytes), extension included.
const LONGEST: usize = 80;

/// The name of the file of the minutes: `2026-11-21-jesenik-zapis.md`, `2026-11-21-jesenik-minutes.html`.
///
/// Without the municipality's name the title stands in its place, without a start the date is missing. The name is
/// lower-case ASCII letters, digits and hyphens, at most 80 characters, and because it ends with the word for minutes
/// it is never empty or a name that Windows reserves (`con`, `nul`).
pub fn file_name(
    consultation: &Consultation,
    municipality_name: Option<&str>,
    language: Language,
    extension: &str,
) -> String {
    let date = consultation.start.map(|start| slug(&start.date().to_string())).unwrap_or_default();
    let place = municipality_name.map(slug).filter(|slug| !slug.is_empty());
    let place = place.unwrap_or_else(|| slug(&consultation.title));
    let word = language.texts().minutes.file_word;
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let ending = if extension.is_empty() { String::new() } else { format!(".{extension}") };
    let room = LONGEST.saturating_sub(date.len() + word.len() + ending.len() + 2);
    let place: String = place.chars().take(room).collect();
    let parts: Vec<&str> =
        [date.as_str(), place.trim_end_matches('-'), word].into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("-") + &ending.to_ascii_lowercase()
}

/// The name of the file of a practice draft: `namet-sdileny-traktor.json`; it has none of what a consultation is named by.
pub fn practice_draft_file_name(document: &Document) -> String {
    let draft = PracticeDraft::read(document);
    let name: String =
        slug(draft.as_ref().map_or("", PracticeDraft::name)).chars().take(LONGEST - 12).collect();
    format!("namet-{name}").trim_end_matches('-').to_owned() + ".json"
}

/// ASCII letters and digits of the text without accents, everything else as single hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    // A title of many lines needs no more than its beginning.
    for character in text.nfkd().take(4 * LONGEST) {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !unicode_normalization::char::is_combining_mark(character) && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Author, DocumentId, NewConsultation, ReplicaId, schema};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn consultation(title: &str, start: Option<&str>) -> Consultation {
        let id = DocumentId::from_u128(1);
        let mut document = Document::new(id, schema::CONSULTATION);
        let mut author = Author::new(ReplicaId(1));
        let new = NewConsultation {
            title: title.into(),
            start: start.and_then(|start| start.parse().ok()),
            ..Default::default()
        };
        let seen = document.seen().clone();
        document.write(&Consultation::create(id, new), &seen, &mut author, Timestamp::UNIX_EPOCH);
        Consultation::read(&document).unwrap()
    }

    #[test]
    fn names_say_date_place_and_kind() {
        let dated = consultation("Odpady", Some("2026-11-21T14:00"));
        for (name, language, extension, expected) in [
            (Some("Jeseník"), Language::Czech, "md", "2026-11-21-jesenik-zapis.md"),
            (Some("Žďár nad Sázavou"), Language::English, "html", "2026-11-21-zdar-nad-sazavou-minutes.html"),
            (None, Language::Czech, "json", "2026-11-21-odpady-zapis.json"),
            (Some("../../etc"), Language::Czech, "m/d", "2026-11-21-etc-zapis.md"),
        ] {
            assert_eq!(file_name(&dated, name, language, extension), expected);
        }
        assert_eq!(file_name(&consultation("", None), None, Language::Czech, "md"), "zapis.md");
        assert_eq!(file_name(&consultation("con", None), None, Language::English, ""), "con-minutes");
    }

    proptest! {
        #[test]
        fn names_are_safe_for_any_title(
            title in "\\PC{0,200}|(?s).{0,40}",
            name in proptest::option::of("(?s).{0,200}"),
            extension in "(?s).{0,12}",
        ) {
            let name = file_name(
                &consultation(&title, Some("2026-11-21T14:00")), name.as_deref(), Language::Czech, &extension,
            );
            prop_assert!(name.len() <= LONGEST, "{name}");
            prop_assert!(name.starts_with("2026-11-21-"));
            let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
            prop_assert!(name.chars().all(safe), "{name}");
            prop_assert!(name.matches('.').count() <= 1 && !name.ends_with('.') && !name.contains("--"), "{name}");
        }
    }
}
