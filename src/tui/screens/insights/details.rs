//! Everything that is known of the chosen line, below the list.

use super::Row;
use super::lines::{component_name, group_name, sizes};
use crate::i18n::{sanitize, truncate, wrap};
use crate::insights::{LateTask, RecordRow, UnmetNeed};
use crate::model::{ConsultationKind, NeedStatus, Verdict};
use crate::tui::desk::Desk;
use crate::tui::words;
use ratatui::text::Line;

/// The most lines of the words of the chosen line.
const WORDS: usize = 2;

/// The lines of the details, each at most `width` columns wide.
pub(super) fn lines(row: &Row, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let (words, facts) = match row {
        Row::Group(group, ..) => {
            let counts = NeedStatus::ALL.iter().map(|status| (*status, group.counts.of(*status)));
            let counts = counts.filter(|(_, count)| *count > 0);
            let counts =
                counts.map(|(status, count)| number(words::need_status(status, desk.language), count, desk));
            (group_name(group.value, desk), vec![counts.collect::<Vec<_>>().join(" · ")])
        }
        Row::Unmet(need) => (need.text.clone(), unmet(need, desk)),
        Row::Record(record) => (record.title.clone(), self::record(record, desk)),
        Row::Late(task) => (task.text.clone(), late(task, desk)),
        Row::Month(line) => {
            let kinds = ConsultationKind::ALL.iter().zip(desk.texts().insights.columns.kinds);
            let kinds = kinds.map(|(kind, name)| number(name, line.kinds.of(*kind), desk));
            (desk.language.partial_date(&line.month.key()), vec![kinds.collect::<Vec<_>>().join(" · ")])
        }
    };
    let clean = sanitize(&words).into_owned();
    let words = wrap(&clean, width.max(1)).into_iter().take(WORDS);
    let facts = facts.iter().map(|fact| Line::raw(truncate(&sanitize(fact), width).into_owned()));
    words.map(|line| Line::styled(line.to_owned(), desk.theme.title())).chain(facts).collect()
}

fn number(name: &str, count: usize, desk: &Desk) -> String {
    format!("{name} {}", desk.language.count(count))
}

fn unmet(need: &UnmetNeed, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts().insights;
    let components: Vec<String> = need.components.iter().map(|it| component_name(*it, desk)).collect();
    let components =
        if components.is_empty() { texts.no_component.to_owned() } else { components.join(", ") };
    let day = need.day.map_or_else(|| texts.screen.undated.to_owned(), |day| desk.language.weekday_date(day));
    let place = match need.regions.is_empty() {
        true => texts.unknown_place.to_owned(),
        false => format!("{} · {}", need.regions.join(", "), sizes(&need.sizes, desk)),
    };
    vec![components, format!("{place} · {day}")]
}

fn record(record: &RecordRow, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts().insights.screen;
    let verdicts = [
        (Verdict::Chosen, record.chosen),
        (Verdict::Rejected, record.rejected),
        (Verdict::Considered, record.considered),
    ];
    let counts = verdicts.into_iter().filter(|(_, count)| *count > 0);
    let mut counts: Vec<String> =
        counts.map(|(verdict, count)| number(words::verdict(verdict, desk.language), count, desk)).collect();
    if record.without_reason > 0 {
        counts.push((texts.without_reason)(record.without_reason));
    }
    counts.push((texts.consultations)(record.consultations));
    let kind = record.kind.map(|kind| kind.names(desk.language).one);
    let facts: Vec<&str> = kind.into_iter().chain(record.place.as_deref()).collect();
    let facts = if facts.is_empty() { record.id.clone() } else { facts.join(" · ") };
    vec![facts, counts.join(" · ")]
}

fn late(task: &LateTask, desk: &Desk) -> Vec<String> {
    let texts = &desk.texts().insights;
    let days = usize::try_from((desk.today() - task.due).get_days()).unwrap_or(0);
    let due = format!("{} · {}", desk.language.weekday_date(task.due), (texts.screen.late)(days));
    let side = words::side(task.side, desk.language);
    let regions =
        if task.regions.is_empty() { String::new() } else { format!(" · {}", task.regions.join(", ")) };
    vec![
        format!("{}: {side}   {}: {due}", texts.columns.side, texts.columns.due),
        format!("{}{regions}", task.municipalities.join(", ")),
    ]
}
