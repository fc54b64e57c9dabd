//! One field of a form: what may be in it, how keys change it, how it is understood and drawn.

mod draw;

use crate::i18n::texts::forms::{FieldText, Texts};
use crate::i18n::{Language, Towards, is_missing_day, parse_date, parse_moment, sanitize, time_of};
use crate::minutes::{NextMeeting, next_meeting};
use crate::model::{Component, Value};
use crate::tui::desk::Desk;
use crate::tui::key::{Key, KeyCode};
use crate::tui::widgets::text_input::TextInput;
use jiff::civil::{Date, DateTime};
use std::ops::RangeInclusive;
use unicode_segmentation::UnicodeSegmentation;

/// What may be in a field.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One line of text; wrapped where it is long.
    Line,
    /// One line that nobody may read over a shoulder; it is never kept as a draft.
    Secret,
    /// Lines of text.
    Lines,
    /// A date, or nothing.
    Date(Towards),
    /// A date with a time, or nothing.
    Moment,
    /// One line of words, in which a calendar looks for a day and a time.
    Meeting,
    /// Codes of components, the primary one first.
    Components,
    /// One of several.
    Choice(Options),
    /// Codes of municipalities, so many.
    Municipalities(RangeInclusive<usize>),
}

/// What can be chosen.
#[derive(Debug, Clone)]
pub enum Options {
    /// Fixed words in the language of the interface.
    Words(fn(Language) -> Vec<&'static str>),
    /// Lines of data, each with a key that stays the same when the list changes.
    Keyed(Vec<(String, String)>),
}

impl Options {
    fn shown(&self, language: Language) -> Vec<String> {
        match self {
            Options::Words(words) => words(language).into_iter().map(str::to_owned).collect(),
            Options::Keyed(lines) => lines.iter().map(|(_, words)| sanitize(words).into_owned()).collect(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Options::Words(words) => words(Language::English).len(),
            Options::Keyed(lines) => lines.len(),
        }
    }
}

/// What is in a field.
#[derive(Debug, Clone)]
enum Content {
    Text(TextInput),
    Chosen(usize),
    Codes(Vec<String>),
}

impl Content {
    /// Whether both say the same; where the caret stands does not matter.
    fn says(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Text(one), Content::Text(two)) => one.text() == two.text(),
            (Content::Chosen(one), Content::Chosen(two)) => one == two,
            (Content::Codes(one), Content::Codes(two)) => one == two,
            _ => false,
        }
    }
}

/// How a field is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// As it stands.
    AsItStands,
    /// As these words.
    As(String),
    /// As mere words, which may be what the person wants; what that means.
    WordsOnly(&'static str),
    /// Not at all; what to do about it.
    Not(String),
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in drafts.
    pub key: &'static str,
    words: fn(&Texts) -> &FieldText,
    kind: Kind,
    content: Content,
    original: Content,
    /// What was typed and then taken back.
    set_aside: Option<Content>,
    dispute: Dispute,
}

/// Whether the field was written differently elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dispute {
    None,
    /// It was, and what stands here is one of the values.
    Open,
    /// It was, and the person said that what stands here holds.
    Settled,
}

impl Field {
    fn new(key: &'static str, words: fn(&Texts) -> &FieldText, kind: Kind, content: Content) -> Field {
        Field {
            key,
            words,
            kind,
            original: content.clone(),
            content,
            set_aside: None,
            dispute: Dispute::None,
        }
    }

    fn typed(key: &'static str, words: fn(&Texts) -> &FieldText, kind: Kind, text: String) -> Field {
        Field::new(key, words, kind, Content::Text(TextInput::new(text)))
    }

    /// A field for one line.
    pub fn line(key: &'static str, words: fn(&Texts) -> &FieldText, text: &str) -> Field {
        Field::typed(key, words, Kind::Line, text.to_owned())
    }

    /// A field for a password.
    pub fn secret(key: &'static str, words: fn(&Texts) -> &FieldText) -> Field {
        Field::typed(key, words, Kind::Secret, String::new())
    }

    /// Whether it holds a password.
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret)
    }

    /// A field for several lines.
    pub fn lines(key: &'static str, words: fn(&Texts) -> &FieldText, text: &str) -> Field {
        Field::typed(key, words, Kind::Lines, text.to_owned())
    }

    /// A field for a date that comes, as of a deadline.
    pub fn coming_date(
        key: &'static str,
        words: fn(&Texts) -> &FieldText,
        date: Option<Date>,
        language: Language,
    ) -> Field {
        let text = date.map(|date| language.date(date)).unwrap_or_default();
        Field::typed(key, words, Kind::Date(Towards::Coming), text)
    }

    /// A field for the date of something that was done.
    pub fn past_date(
        key: &'static str,
        words: fn(&Texts) -> &FieldText,
        date: Date,
        language: Language,
    ) -> Field {
        Field::typed(key, words, Kind::Date(Towards::Past), language.date(date))
    }

    /// A field for a date with a time; without a year it is the nearest one.
    pub fn moment(
        key: &'static str,
        words: fn(&Texts) -> &FieldText,
        moment: Option<DateTime>,
        language: Language,
    ) -> Field {
        let text = moment.map(|moment| language.date_time(moment)).unwrap_or_default();
        Field::typed(key, words, Kind::Moment, text)
    }

    /// A field for the next meeting, in any words.
    pub fn meeting(key: &'static str, words: fn(&Texts) -> &FieldText, text: &str) -> Field {
        Field::typed(key, words, Kind::Meeting, text.to_owned())
    }

    /// A field for components.
    pub fn components(key: &'static str, words: fn(&Texts) -> &FieldText, components: &[Component]) -> Field {
        let codes: Vec<&str> = components.iter().map(|component| component.code()).collect();
        Field::typed(key, words, Kind::Components, codes.join(" "))
    }

    /// A field for one of several, the one at `chosen` to begin with.
    pub fn choice(
        key: &'static str,
        words: fn(&Texts) -> &FieldText,
        options: Options,
        chosen: usize,
    ) -> Field {
        Field::new(key, words, Kind::Choice(options), Content::Chosen(chosen))
    }

    /// A field for so many municipalities.
    pub fn municipalities(
        key: &'static str,
        words: fn(&Texts) -> &FieldText,
        codes: Vec<String>,
        number: RangeInclusive<usize>,
    ) -> Field {
        Field::new(key, words, Kind::Municipalities(number), Content::Codes(codes))
    }

    /// What may be in it.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Its name on the screen.
    pub fn label(&self, language: Language) -> &'static str {
        (self.words)(&language.texts().forms).label
    }

    /// Whether it says something else than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.dispute == Dispute::Settled || !self.content.says(&self.original)
    }

    /// Marks the field as one that was written differently elsewhere.
    pub fn mark_disputed(&mut self) {
        self.dispute = Dispute::Open;
    }

    /// Says that what stands in a disputed field holds; `false` where nothing is in dispute any more.
    pub fn settle(&mut self) -> bool {
        let open = self.is_disputed();
        if open {
            self.dispute = Dispute::Settled;
        }
        open
    }

    /// Whether nobody has said yet which of several values holds.
    fn is_disputed(&self) -> bool {
        self.dispute == Dispute::Open && self.content.says(&self.original)
    }

    /// The text where one is typed; empty otherwise.
    pub fn text(&self) -> &str {
        self.input().map(TextInput::text).unwrap_or_default()
    }

    fn input(&self) -> Option<&TextInput> {
        match &self.content {
            Content::Text(input) => Some(input),
            Content::Chosen(_) | Content::Codes(_) => None,
        }
    }

    /// Where the caret stands.
    pub fn caret(&self) -> usize {
        self.input().map(TextInput::caret).unwrap_or_default()
    }

    /// The text without white space around it.
    pub fn trimmed(&self) -> String {
        self.text().trim().to_owned()
    }

    /// The lines that are not blank.
    pub fn entries(&self) -> Vec<String> {
        self.text().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The chosen one of several.
    pub fn chosen(&self) -> usize {
        match self.content {
            Content::Chosen(index) => index,
            Content::Text(_) | Content::Codes(_) => 0,
        }
    }

    /// The key of the chosen line of data.
    pub fn chosen_key(&self) -> Option<&str> {
        match &self.kind {
            Kind::Choice(Options::Keyed(lines)) => lines.get(self.chosen()).map(|(key, _)| key.as_str()),
            _ => None,
        }
    }

    /// The codes of municipalities.
    pub fn codes(&self) -> &[String] {
        match &self.content {
            Content::Codes(codes) => codes,
            Content::Text(_) | Content::Chosen(_) => &[],
        }
    }

    /// The date that is meant.
    pub fn read_date(&self, today: Date) -> Option<Date> {
        let towards = if let Kind::Date(towards) = self.kind { towards } else { Towards::Coming };
        parse_date(self.text(), today, towards)
    }

    /// The moment that is meant; a time alone is one of `day`.
    pub fn read_moment(&self, day: Date, today: Date) -> Option<DateTime> {
        let text = self.text().trim();
        if let Some((date, time)) = parse_moment(text, today, Towards::Nearest) {
            return Some(date.to_datetime(time?));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        Some(day.to_datetime(time_of(&words)?))
    }

    /// The components that are meant, each once.
    ///
    /// # Errors
    /// The first code that is none.
    pub fn read_components(&self) -> Result<Vec<Component>, String> {
        let mut components = Vec::new();
        for code in
            self.text().split(|letter: char| !letter.is_alphanumeric()).filter(|code| !code.is_empty())
        {
            let component = Component::parse(code).ok_or_else(|| code.to_owned())?;
            if !components.contains(&component) {
                components.push(component);
            }
        }
        Ok(components)
    }

    /// How the field is understood; `day` is the day of a time that stands alone, and that after which a meeting is.
    pub fn understood(&self, day: Date, desk: &Desk) -> Understood {
        let texts = &desk.texts().forms;
        if self.text().trim().is_empty() {
            return Understood::AsItStands;
        }
        let said = |words: Option<String>, problem: &str| match words {
            Some(words) => Understood::As(words),
            None => Understood::Not(problem.to_owned()),
        };
        let missing = is_missing_day(self.text());
        match self.kind {
            Kind::Date(_) => {
                let date = self.read_date(desk.today());
                said(
                    date.map(|date| desk.language.weekday_date(date)),
                    if missing { texts.no_such_day } else { texts.not_a_date },
                )
            }
            Kind::Moment => {
                let words = self.read_moment(day, desk.today()).map(|moment| {
                    let date = desk.language.weekday_date(moment.date());
                    format!("{date} {}", desk.language.time(moment.time()))
                });
                said(words, if missing { texts.no_such_day } else { texts.not_a_moment })
            }
            Kind::Meeting => match next_meeting(self.text(), day) {
                Some(meeting) => Understood::As(meeting_words(meeting, desk.language)),
                None if missing => Understood::WordsOnly(texts.no_such_day),
                None => Understood::WordsOnly(texts.meeting_without_day),
            },
            Kind::Components => match self.read_components() {
                Ok(components) => {
                    let name = |component: &Component| {
                        let names = desk.catalogue.concept().component_name(*component);
                        format!("{component} {}", names.get(desk.language))
                    };
                    Understood::As(components.iter().map(name).collect::<Vec<_>>().join(", "))
                }
                Err(code) => Understood::Not((texts.not_a_component)(&sanitize(&code))),
            },
            Kind::Line | Kind::Secret | Kind::Lines | Kind::Choice(_) | Kind::Municipalities(_) => {
                Understood::AsItStands
            }
        }
    }

    fn is_temporal(&self) -> bool {
        matches!(self.kind, Kind::Date(_) | Kind::Moment | Kind::Meeting)
    }

    /// Types, removes or moves; says whether the key meant anything here.
    pub fn key(&mut self, key: Key) -> bool {
        match &mut self.content {
            Content::Text(input) => input.key(key),
            Content::Codes(codes) => {
                matches!(key.code, KeyCode::Delete | KeyCode::Backspace) && codes.pop().is_some()
            }
            Content::Chosen(_) => match key.code {
                KeyCode::Char(' ') => self.step(1),
                KeyCode::Home => self.choose(0),
                KeyCode::End => self.choose(usize::MAX),
                _ => false,
            },
        }
    }

    /// Chooses the value `steps` further, around the end; says whether there is anything to choose.
    pub fn step(&mut self, steps: isize) -> bool {
        let (Kind::Choice(options), Content::Chosen(index)) = (&self.kind, &self.content) else {
            return false;
        };
        let length = isize::try_from(options.len().max(1)).unwrap_or(1);
        let target = (isize::try_from(*index).unwrap_or(0) + steps).rem_euclid(length);
        self.choose(target.unsigned_abs())
    }

    fn choose(&mut self, target: usize) -> bool {
        let (Kind::Choice(options), Content::Chosen(index)) = (&self.kind, &mut self.content) else {
            return false;
        };
        *index = target.min(options.len().saturating_sub(1));
        true
    }

    /// Adds a municipality that was found; where there is room for one only, in its place.
    pub fn add_code(&mut self, code: String) {
        if let (Kind::Municipalities(number), Content::Codes(codes)) = (&self.kind, &mut self.content)
            && !codes.contains(&code)
        {
            codes.truncate(number.end().saturating_sub(1));
            codes.push(code);
        }
    }

    /// Whether the key would take away a municipality that the field cannot be without.
    pub fn needs_what_it_takes(&self, key: Key) -> bool {
        let takes = matches!(key.code, KeyCode::Delete | KeyCode::Backspace);
        match (&self.kind, &self.content) {
            (Kind::Municipalities(number), Content::Codes(codes)) if takes => {
                !codes.is_empty() && codes.len() <= *number.start()
            }
            _ => false,
        }
    }

    /// Puts a municipality in the place of the last one.
    pub fn replace_last_code(&mut self, code: String) {
        if let Content::Codes(codes) = &mut self.content {
            codes.pop();
        }
        self.add_code(code);
    }

    /// Puts a pasted text in; a field of one line makes spaces of line breaks.
    pub fn paste(&mut self, text: &str) {
        let multiline = matches!(self.kind, Kind::Lines);
        if let Content::Text(input) = &mut self.content {
            let text =
                if multiline { text.replace("\r\n", "\n").replace('\r', "\n") } else { one_line(text) };
            input.insert(&text);
        }
    }

    /// Replaces the whole text, when it comes back from an editor.
    pub fn replace(&mut self, text: &str) {
        let text = if matches!(self.kind, Kind::Lines) { text.trim_end().to_owned() } else { one_line(text) };
        if let Content::Text(input) = &mut self.content {
            *input = TextInput::new(text);
        }
    }

    /// Enter in a field of several lines: the next line, unless the last one is still blank.
    pub fn line_break(&mut self) -> bool {
        let (Kind::Lines, Content::Text(input)) = (&self.kind, &mut self.content) else { return false };
        let head = input.text().get(..input.caret()).unwrap_or_default();
        let blank = head.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
        if blank && input.caret() == input.text().len() {
            *input = TextInput::new(head.trim_end());
            return false;
        }
        input.insert("\n");
        true
    }

    /// The caret one line up or down within a text of several lines; `false` at its edge.
    pub fn vertical(&mut self, down: bool) -> bool {
        let Content::Text(input) = &mut self.content else { return false };
        let (text, caret) = (input.text(), input.caret());
        let head = text.get(..caret).unwrap_or_default();
        let start = head.rfind('\n').map_or(0, |at| at + 1);
        let column = head.get(start..).unwrap_or_default().graphemes(true).count();
        let target = if down {
            text.get(caret..).and_then(|tail| tail.find('\n')).map(|at| caret + at + 1)
        } else {
            start
                .checked_sub(1)
                .map(|end| head.get(..end).and_then(|it| it.rfind('\n')).map_or(0, |at| at + 1))
        };
        let Some(target) = target else { return false };
        let line = text.get(target..).unwrap_or_default().split('\n').next().unwrap_or_default();
        let offset = line.grapheme_indices(true).nth(column).map_or(line.len(), |(at, _)| at);
        *input = TextInput::with_caret(text, target + offset);
        true
    }

    /// Takes back what was typed since the form was opened; `false` where nothing was.
    pub fn reset(&mut self) -> bool {
        let changed = self.is_changed();
        if changed {
            if self.dispute == Dispute::Settled {
                self.dispute = Dispute::Open;
            }
            self.set_aside = Some(std::mem::replace(&mut self.content, self.original.clone()));
        }
        changed
    }

    /// Returns what [`Field::reset`] took back; `false` where nothing was.
    pub fn unreset(&mut self) -> bool {
        match self.set_aside.take() {
            Some(content) => {
                self.content = content;
                true
            }
            None => false,
        }
    }

    /// The content for a draft.
    pub fn to_json(&self) -> Value {
        match &self.content {
            Content::Text(input) => Value::from(input.text()),
            Content::Chosen(index) => self.chosen_key().map_or_else(|| Value::from(*index), Value::from),
            Content::Codes(codes) => Value::from(codes.clone()),
        }
    }

    /// Takes the content of a draft, with the caret at `caret`; what does not fit the field is left out.
    pub fn restore(&mut self, value: &Value, caret: usize) {
        match &mut self.content {
            Content::Text(input) => {
                if let Some(text) = value.as_str() {
                    *input = TextInput::with_caret(text, caret);
                }
            }
            Content::Chosen(index) => {
                let keyed = match (&self.kind, value.as_str()) {
                    (Kind::Choice(Options::Keyed(lines)), Some(key)) => {
                        lines.iter().position(|(it, _)| it == key)
                    }
                    _ => None,
                };
                let plain = value.as_u64().and_then(|number| usize::try_from(number).ok());
                if let Some(target) = keyed.or(plain) {
                    *index = target;
                    self.step(0);
                }
            }
            Content::Codes(codes) => {
                let given = value.as_array().map(Vec::as_slice).unwrap_or_default();
                *codes = given.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            }
        }
    }
}

/// The day and the times of a meeting: `středa 25. 11. 2026 10:00–11:30`.
fn meeting_words(meeting: NextMeeting, language: Language) -> String {
    let time = |time| language.time(time);
    let start = meeting.start.map(|start| format!(" {}", time(start))).unwrap_or_default();
    let end = meeting.end.map(|end| format!("–{}", time(end))).unwrap_or_default();
    format!("{}{start}{end}", language.weekday_date(meeting.date))
}

fn one_line(text: &str) -> String {
    // A line break that comes alone stands between two words.
    if text == "\n" {
        return " ".to_owned();
    }
    text.trim_end_matches(['\n', '\r']).replace("\r\n", " ").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;

    const TODAY: Date = date(2026, 11, 21);

    fn words(texts: &Texts) -> &FieldText {
        &texts.header.start
    }

    #[rstest]
    #[case("21. 11. 2026 14:01", Some(date(2026, 11, 21).at(14, 1, 0, 0)))]
    #[case("5. 12. 9", Some(date(2026, 12, 5).at(9, 0, 0, 0)))]
    #[case("zítra 9:30", Some(date(2026, 11, 22).at(9, 30, 0, 0)))]
    #[case("15:30", Some(date(2026, 11, 20).at(15, 30, 0, 0)))]
    #[case("21 Nov 2026 14:01", Some(date(2026, 11, 21).at(14, 1, 0, 0)))]
    #[case("5. 11. 9", Some(date(2026, 11, 5).at(9, 0, 0, 0)))]
    #[case("včera 9:30", Some(date(2026, 11, 20).at(9, 30, 0, 0)))]
    #[case("zítra v 9", Some(date(2026, 11, 22).at(9, 0, 0, 0)))]
    #[case("30. 11. v 9", Some(date(2026, 11, 30).at(9, 0, 0, 0)))]
    #[case("2026-12-01T10:00", Some(date(2026, 12, 1).at(10, 0, 0, 0)))]
    #[case("v 9", Some(date(2026, 11, 20).at(9, 0, 0, 0)))]
    #[case("21. 11. 2026", None)]
    #[case("včera 25:00", None)]
    fn a_moment_is_a_date_with_a_time_or_a_time_of_the_day(
        #[case] text: &str,
        #[case] expected: Option<DateTime>,
    ) {
        let field = Field::typed("start", words, Kind::Moment, text.to_owned());
        assert_eq!(field.read_moment(date(2026, 11, 20), TODAY), expected);
    }

    #[test]
    fn the_next_meeting_is_shown_as_the_calendar_will_have_it() {
        let read =
            |text: &str| next_meeting(text, TODAY).map(|meeting| meeting_words(meeting, Language::Czech));
        for (text, shown) in [
            ("3.12. 14.00", "čtvrtek 3. 12. 2026 14:00"),
            ("za 14 dní v 9", "sobota 5. 12. 2026 9:00"),
            ("příští středu 10:00", "středa 25. 11. 2026 10:00"),
            ("12. 1. 2027 10:00–11:30, na dálku", "úterý 12. 1. 2027 10:00–11:30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(read("příští týden"), None);
    }

    #[test]
    fn a_day_of_what_was_done_is_none_of_next_year() {
        let mut field = Field::past_date("date", words, TODAY, Language::Czech);
        field.replace("5. 12.");
        assert_eq!(field.read_date(TODAY), Some(date(2025, 12, 5)));
        let mut field = Field::coming_date("due", words, None, Language::Czech);
        field.replace("5. 11.");
        assert_eq!(field.read_date(TODAY), Some(date(2027, 11, 5)));
    }

    #[test]
    fn components_are_read_once_each_and_unknown_codes_are_named() {
        let read = |text: &str| {
            Field::typed("components", words, Kind::Components, text.to_owned()).read_components()
        };
        let codes = read("b3, A1 B3").unwrap().iter().map(|component| component.code()).collect::<Vec<_>>();
        assert_eq!(codes, ["B3", "A1"]);
        assert_eq!(read("B3 D4").unwrap_err(), "D4");
    }

    #[test]
    fn enter_on_a_blank_last_line_leaves_the_field() {
        let mut field = Field::lines("agenda", words, "svoz odpadu");
        assert!(field.line_break());
        assert!(!field.line_break());
        assert_eq!(field.text(), "svoz odpadu");
    }

    #[test]
    fn the_caret_moves_between_lines_and_stops_at_the_edges() {
        let mut field = Field::lines("agenda", words, "příliš\nkůň\nžluť");
        assert!(!field.vertical(true));
        assert!(field.vertical(false) && field.vertical(false));
        assert!(!field.vertical(false));
        assert_eq!(field.caret(), "pří".len());
        assert!(field.vertical(true));
        assert_eq!(field.caret(), "příliš\nkůň".len());
    }

    #[test]
    fn what_was_taken_back_returns() {
        let mut field = Field::line("place", words, "úřad");
        assert!(!field.reset());
        field.paste(" 1\nmístnost");
        assert!(field.is_changed() && field.reset() && !field.is_changed());
        assert!(field.unreset());
        assert_eq!(field.text(), "úřad 1 místnost");
    }
}
