//! What is known of the shown municipality, and the lines of what happened there and of the ones that are like it.

use crate::catalogue::{Facts, Reason};
use crate::i18n::{display_width, sanitize, truncate};
use crate::store::{ConsultationRow, TaskRow};
use crate::tui::desk::Desk;
use crate::tui::widgets::municipality::reasons;
use crate::tui::widgets::text::with_right;
use crate::tui::words;
use ratatui::text::{Line, Span};

/// How many similar municipalities a profile names.
const SIMILAR: usize = 8;

/// A municipality that is like the shown one.
#[derive(Debug)]
pub(super) struct Alike {
    pub(super) code: &'static str,
    pub(super) reasons: Vec<Reason>,
    /// How many records the catalogue has of it.
    pub(super) records: usize,
}

/// What does not change while a municipality is shown.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) code: &'static str,
    pub(super) facts: Option<Facts>,
    pub(super) similar: Vec<Alike>,
    /// Ids of the catalogue's records of this place.
    pub(super) records: Vec<String>,
}

impl Profile {
    /// Reads everything that is known of the municipality with this code.
    pub(super) fn read(code: &'static str, desk: &Desk) -> Profile {
        let municipalities = desk.catalogue.municipalities();
        let similar = municipalities.similar(code, SIMILAR).into_iter().map(|it| Alike {
            code: it.municipality.code,
            reasons: it.reasons,
            records: 0,
        });
        let mut profile = Profile {
            code,
            facts: municipalities.facts(code),
            similar: similar.collect(),
            records: Vec::new(),
        };
        profile.count_records(desk);
        profile
    }

    /// Looks up the records again: the imported ones come some time after the start.
    pub(super) fn count_records(&mut self, desk: &Desk) {
        let catalogue = &desk.catalogue;
        self.records = catalogue.records_in(self.code).map(|record| record.id.clone()).collect();
        for alike in &mut self.similar {
            alike.records = catalogue.records_in(alike.code).count();
        }
    }
}

pub(super) fn consultations_in<'a>(code: &str, desk: &'a Desk) -> impl Iterator<Item = &'a ConsultationRow> {
    desk.consultations.iter().filter(move |row| row.municipalities.iter().any(|known| known == code))
}

pub(super) fn open_tasks_in<'a>(code: &str, desk: &'a Desk) -> impl Iterator<Item = &'a TaskRow> {
    desk.tasks.iter().filter(move |row| !row.done && row.municipalities.iter().any(|known| known == code))
}

pub(super) fn consultation_line(row: &ConsultationRow, width: usize, desk: &Desk) -> Line<'static> {
    let date = row.start.map(|start| desk.language.date(start.date())).unwrap_or_default();
    let title = desk.consultation_title(&row.title, row.kind, &row.municipalities);
    let counts = (desk.texts().home.counts)(row.needs, row.tasks);
    let right = format!("{} · {counts}", words::status(row.status, desk.language));
    let right = if width >= 60 { right } else { String::new() };
    let used = display_width(&date) + display_width(&right) + 4;
    let title = truncate(&sanitize(&title), width.saturating_sub(used)).into_owned();
    with_right(Line::raw(format!("{date}  {title}")), &right, width, desk.theme.muted())
}

pub(super) fn task_line(row: &TaskRow, width: usize, desk: &Desk) -> Line<'static> {
    let late = row.due.is_some_and(|due| due < desk.today());
    let due = row.due.map_or_else(|| "-".to_owned(), |due| desk.language.date(due));
    let style = if late { desk.theme.warning() } else { desk.theme.text() };
    let due = format!("[ ] {due}{} ", if late { "!" } else { "" });
    let words = truncate(&sanitize(&row.text), width.saturating_sub(display_width(&due))).into_owned();
    Line::from(vec![Span::styled(due, style), Span::raw(words)])
}

/// A similar municipality: name and size, what is known of it here, and below why it is alike.
pub(super) fn similar_lines(alike: &Alike, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let (texts, theme) = (&desk.texts().municipalities, desk.theme);
    let Some(municipality) = desk.catalogue.municipalities().get(alike.code) else { return Vec::new() };
    let people = (desk.texts().common.inhabitants_short)(municipality.population as usize);
    let (records, consultations) = (alike.records, consultations_in(alike.code, desk).count());
    let mut known = Vec::new();
    if records > 0 {
        known.push((texts.record_count)(records));
    }
    if consultations > 0 {
        known.push((texts.consultation_count)(consultations));
    }
    let known = known.join(" · ");
    let room = width.saturating_sub(display_width(&people) + display_width(&known) + 4);
    let name = truncate(&municipality.label(), room).into_owned();
    let first = Line::from(vec![Span::raw(name), Span::styled(format!("  {people}"), theme.muted())]);
    let why = truncate(&reasons(&alike.reasons, desk), width.saturating_sub(2)).into_owned();
    vec![with_right(first, &known, width, theme.good()), Line::styled(format!("  {why}"), theme.muted())]
}
