//! Tasks and the next meeting as a calendar (iCalendar, RFC 5545).

use super::build::{Builder, Options, References};
use super::next_meeting::{NextMeeting, next_meeting};
use super::plain::{line, lines};
use crate::model::{Consultation, Item, ItemBody, ItemKind};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The longest line in octets, its end not counted (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;
/// From the day that a task is due (its beginning) back to nine o'clock of the day before.
const REMINDER: &str = "-PT15H";

/// A calendar with a to-do for each task, reminding at nine o'clock on the day before it is due as long as it is open,
/// and an event for the next meeting where its words name a day. `None` when there is neither, because a calendar must
/// not be empty. A task that is done is in it as completed: a calendar that has it as open would never hear otherwise.
///
/// The ids are those of the task and of the consultation, and `SEQUENCE` counts the changes of the consultation: a
/// calendar that takes it a second time updates what it has. Times are of the consultation, not of the clock.
pub fn ics(consultation: &Consultation, references: &References, options: &Options) -> Option<String> {
    let consultation = &*consultation.without_internal();
    let writer = Writer::of(consultation, references, options);
    let todos = consultation.items_of(ItemKind::Task).filter_map(|item| writer.todo(item));
    let components: Vec<String> = todos.chain(writer.event()).collect();
    if components.is_empty() {
        return None;
    }
    let mut calendar = Lines::default();
    calendar.add("BEGIN", "VCALENDAR");
    calendar.add("VERSION", "2.0");
    calendar.add("PRODID", &format!("-//porada//porada//{}", options.language.code().to_uppercase()));
    calendar.add("CALSCALE", "GREGORIAN");
    calendar.text.push_str(&components.concat());
    calendar.add("END", "VCALENDAR");
    Some(calendar.text)
}

struct Writer<'a, 'r> {
    consultation: &'a Consultation,
    options: &'a Options,
    builder: Builder<'a, 'r>,
    /// When something was last written down; the same for the same consultation.
    changed: Timestamp,
    /// How many changes the consultation has seen; it only grows.
    sequence: String,
}

impl<'a, 'r> Writer<'a, 'r> {
    fn of(consultation: &'a Consultation, references: &'a References<'r>, options: &'a Options) -> Self {
        let start = consultation.start.and_then(|start| moment(start, &options.time_zone));
        let items = consultation.items.iter().map(|item| item.written);
        let links = consultation.links.iter().map(|link| link.written);
        let changes = consultation.seen.iter().fold(0_u64, |sum, dot| sum.saturating_add(dot.counter));
        Writer {
            consultation,
            options,
            builder: Builder::new(consultation, references, options),
            changed: items.chain(links).max().or(start).unwrap_or_default(),
            // An INTEGER of the format is of 32 bits.
            sequence: changes.min(i32::MAX as u64).to_string(),
        }
    }

    fn todo(&self, item: &Item) -> Option<String> {
        let task = self.builder.task(item)?;
        let ItemBody::Task { due, .. } = &item.body else {
            return None;
        };
        let texts = &self.options.language.texts().minutes;
        let summary = escape(if task.what.is_empty() { texts.untitled } else { &task.what });
        let owner = self.labelled(texts.owner, &task.who);
        let mut todo = Lines::default();
        self.begin(&mut todo, "VTODO", &item.id.to_string());
        todo.add("CREATED", &utc(item.written));
        todo.add("SUMMARY", &summary);
        todo.add("DESCRIPTION", &escape(&format!("{owner}\n{}", self.origin())));
        todo.add("STATUS", if task.done { "COMPLETED" } else { "NEEDS-ACTION" });
        if let Some(due) = due {
            todo.add("DUE;VALUE=DATE", &day(*due));
        }
        if due.is_some() && !task.done {
            todo.add("BEGIN", "VALARM");
            todo.add("ACTION", "DISPLAY");
            todo.add("DESCRIPTION", &summary);
            todo.add("TRIGGER;RELATED=END", REMINDER);
            todo.add("END", "VALARM");
        }
        todo.add("END", "VTODO");
        Some(todo.text)
    }

    /// The next meeting; as long as this one where its words name a time and no end.
    fn event(&self) -> Option<String> {
        let it = self.consultation;
        let words = lines(&it.next_meeting);
        let today = it.start.map_or_else(|| self.local(self.changed).date(), DateTime::date);
        let when = next_meeting(&words, today)?;
        let title = (self.options.language.texts().exports.next_meeting)(&self.builder.title());
        let mut event = Lines::default();
        self.begin(&mut event, "VEVENT", &it.id.to_string());
        self.event_time(when, &mut event)?;
        event.add("SUMMARY", &escape(&title));
        event.add("DESCRIPTION", &escape(&format!("{words}\n{}", self.origin())));
        event.add("END", "VEVENT");
        Some(event.text)
    }

    fn event_time(&self, when: NextMeeting, event: &mut Lines) -> Option<()> {
        let Some(time) = when.start else {
            event.add("DTSTART;VALUE=DATE", &day(when.date));
            event.add("DTEND;VALUE=DATE", &day(when.date.tomorrow().ok()?));
            return Some(());
        };
        let start = when.date.to_datetime(time);
        let length = |it: &Consultation| Some(it.end?.duration_since(it.start?));
        let usual = length(self.consultation).filter(|length| length.is_positive());
        let end = match when.end {
            Some(end) => Some(when.date.to_datetime(end)),
            None => usual
                .filter(|length| length.as_hours() < 24)
                .and_then(|length| start.checked_add(length).ok()),
        };
        event.add("DTSTART", &utc(moment(start, &self.options.time_zone)?));
        if let Some(end) = end.and_then(|end| moment(end, &self.options.time_zone)) {
            event.add("DTEND", &utc(end));
        }
        Some(())
    }

    fn begin(&self, lines: &mut Lines, component: &str, id: &str) {
        lines.add("BEGIN", component);
        lines.add("UID", &format!("{id}@porada"));
        lines.add("DTSTAMP", &utc(self.changed));
        lines.add("SEQUENCE", &self.sequence);
    }

    /// The consultation with its day and its municipalities; a sample is marked.
    fn origin(&self) -> String {
        let texts = self.options.language.texts();
        let title = self.builder.title();
        let titled = match self.consultation.start {
            Some(start) => format!("{title}, {}", self.options.language.date(start.date())),
            None => title,
        };
        let sample = self.consultation.sample.then(|| texts.minutes.sample.to_owned());
        let mut lines: Vec<String> = sample.into_iter().collect();
        lines.push(self.labelled(texts.exports.consultation, &titled));
        for code in &self.consultation.municipalities {
            lines.push(self.labelled(texts.minutes.municipality, &self.builder.municipality(code)));
        }
        lines.join("\n")
    }

    fn labelled(&self, label: &str, value: &str) -> String {
        format!("{label}: {}", line(value))
    }

    fn local(&self, moment: Timestamp) -> DateTime {
        moment.to_zoned(self.options.time_zone.clone()).datetime()
    }
}

/// Lines of a calendar.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line, folded inside no character.
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if length + character.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(character);
            length += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545, section 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            _ => escaped.push(character),
        }
    }
    escaped
}

fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn moment(local: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    Some(local.to_zoned(zone.clone()).ok()?.timestamp())
}
