//! The line above the consultation: where and when.

use super::record::conflict_mark;
use crate::i18n::{display_width, sanitize, truncate};
use crate::model::{Consultation, Status};
use crate::tui::desk::Desk;
use crate::tui::widgets::text::with_right;
use crate::tui::words;
use ratatui::text::{Line, Span};

/// Where and when: the municipality on the left, kind, date and elapsed time on the right.
pub(super) fn header_line(open: &Consultation, width: u16, desk: &Desk) -> Line<'static> {
    let width = usize::from(width);
    let when = when(open, desk);
    let room = width.saturating_sub(display_width(&when) + 3);
    let people = open.participants.iter().filter(|person| !person.conflicts.is_empty()).count();
    let conflict = match (open.conflicts.is_empty(), people) {
        (true, 0) => String::new(),
        (true, people) => format!(" ! {}", (desk.texts().conflicts.mark_people)(people)),
        (false, _) => format!(" ! {}", conflict_mark(&open.conflicts, desk)),
    };
    let copy = match open.id.is_shared_copy() {
        true => format!(" · {}", desk.texts().sync_screen.shared_copy_read_only),
        false => String::new(),
    };
    let room = room.saturating_sub(display_width(&conflict) + display_width(&copy));
    let place = truncate(&sanitize(&place(open, desk)), room).into_owned();
    let line = Line::from(vec![
        Span::raw(" "),
        Span::styled(place, desk.theme.title()),
        Span::styled(copy, desk.theme.warning()),
        Span::styled(conflict, desk.theme.warning()),
    ]);
    with_right(line, &format!("{when} "), width, desk.theme.text())
}

fn place(open: &Consultation, desk: &Desk) -> String {
    let texts = &desk.texts().consultation;
    let Some(code) = open.municipalities.first() else {
        return open.title.clone();
    };
    let Some(municipality) = desk.catalogue.municipalities().get(code) else { return code.clone() };
    if let [_, others @ ..] = open.municipalities.as_slice()
        && !others.is_empty()
    {
        let mut names: Vec<String> =
            open.municipalities.iter().take(4).map(|code| desk.municipality_name(code)).collect();
        if open.municipalities.len() > names.len() {
            names.push((texts.more)(open.municipalities.len() - names.len()));
        }
        return names.join(", ");
    }
    let status = desk.texts().common.statuses.of(municipality.status).unwrap_or(municipality.status);
    let population = desk.language.number(i64::from(municipality.population));
    let parts = [
        municipality.name.to_string(),
        status.to_owned(),
        (texts.inhabitants)(&population),
        (texts.orp)(municipality.orp),
        municipality.kraj.to_string(),
    ];
    parts.join(" · ")
}

fn when(open: &Consultation, desk: &Desk) -> String {
    let texts = &desk.texts().consultation;
    let kind = words::consultation_kind(open.kind, desk.language).to_lowercase();
    let mut parts = vec![match open.start {
        Some(start) => format!("{kind} {}", desk.language.date(start.date())),
        None => kind,
    }];
    if !open.participants.is_empty() && desk.size.width >= 110 {
        parts.push((texts.people)(open.participants.len()));
    }
    let until = match open.status {
        Status::Running => Some(desk.local_now().datetime()),
        Status::Closed => open.end,
        Status::Planned => None,
    };
    match (open.start, until) {
        (Some(start), Some(until)) if until >= start => {
            let minutes = until.duration_since(start).as_mins().try_into().unwrap_or(u32::MAX);
            parts.push(desk.language.duration(minutes));
        }
        (Some(start), None) => parts.push((texts.begins)(&desk.language.time(start.time()))),
        _ => {}
    }
    if open.status != Status::Running {
        parts.push(words::status(open.status, desk.language).to_owned());
    }
    parts.join(" · ")
}
