//! What stands around every screen: the tabs above, the message and the keys below.

use super::action::{Action, Context};
use super::desk::Desk;
use super::view::{Message, ScreenName, Tone};
use crate::i18n::{display_width, sanitize, truncate};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The smallest window in which porada can be used.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The tabs with their actions, in the order of the function keys.
const TABS: [(ScreenName, Action); 7] = [
    (ScreenName::Home, Action::Home),
    (ScreenName::Consultation, Action::Consultation),
    (ScreenName::Catalogue, Action::Catalogue),
    (ScreenName::Municipalities, Action::Municipalities),
    (ScreenName::Tasks, Action::Tasks),
    (ScreenName::Insights, Action::Insights),
    (ScreenName::Sync, Action::Sync),
];

/// Draws the frame and gives the area that is left for the screen; `None` where the window is too small for one.
pub fn draw(
    frame: &mut Frame,
    desk: &Desk,
    current: ScreenName,
    message: Option<&Message>,
    contexts: &[Context],
    hints: &[Action],
) -> Option<Rect> {
    let whole = frame.area();
    if whole.width < SMALLEST.0 || whole.height < SMALLEST.1 {
        let words = crate::i18n::wrap(desk.texts().messages.too_small, usize::from(whole.width.max(1)));
        let lines: Vec<Line> = words.into_iter().map(Line::raw).collect();
        frame.render_widget(Paragraph::new(lines), whole);
        return None;
    }
    let message_lines = message.map(|message| message_lines(message, desk, whole.width)).unwrap_or_default();
    let message_height = u16::try_from(message_lines.len()).unwrap_or(1);
    let [tabs, screen, message_area, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(message_height),
        Constraint::Length(1),
    ])
    .areas(whole);
    frame.render_widget(tab_line(desk, current, tabs.width), tabs);
    frame.render_widget(Paragraph::new(message_lines), message_area);
    frame.render_widget(key_line(desk, contexts, hints, keys.width), keys);
    Some(screen)
}

fn message_lines(message: &Message, desk: &Desk, width: u16) -> Vec<Line<'static>> {
    let style = match message.tone {
        Tone::Good => desk.theme.good(),
        Tone::Plain => desk.theme.text(),
        Tone::Error => desk.theme.error(),
    };
    let mark = match message.tone {
        Tone::Error => "! ",
        Tone::Good | Tone::Plain => "  ",
    };
    let clean = sanitize(&message.text);
    let room = usize::from(width).saturating_sub(2).max(1);
    let lines = crate::i18n::wrap(&clean, room);
    lines.into_iter().take(3).map(|line| Line::styled(format!("{mark}{line}"), style)).collect()
}

/// The tabs. Where the room is short the names are, and in a narrow window only the chosen tab has one.
fn tab_line(desk: &Desk, current: ScreenName, width: u16) -> Line<'static> {
    let texts = desk.texts();
    let name = if desk.demo { texts.messages.demo_mark } else { texts.common.porada };
    let width = usize::from(width);
    let long: Vec<&str> = TABS.iter().map(|(_, action)| (action.rule().text)(&texts.actions).name).collect();
    let short = &texts.messages.tabs_short;
    let keys: Vec<String> =
        TABS.iter().map(|(_, action)| desk.keymap.shown(*action, desk.language)).collect();
    let needed = |labels: &[&str], state: &str| {
        let tabs: usize =
            keys.iter().zip(labels).map(|(key, label)| display_width(key) + display_width(label) + 2).sum();
        tabs + display_width(name) + display_width(state) + 4
    };
    let (whole_state, short_state) = saved_state(desk);
    let (labels, state, all): (&[&str], String, bool) = if needed(&long, &whole_state) <= width {
        (&long, whole_state, true)
    } else {
        let fits = needed(short, &short_state) <= width;
        (short, short_state, fits)
    };
    let mut spans = vec![Span::styled(format!(" {name} "), desk.theme.title())];
    for (((screen, _), key), label) in TABS.iter().zip(keys).zip(labels) {
        let chosen =
            *screen == current || (*screen == ScreenName::Consultation && current == ScreenName::Minutes);
        let label = if all || chosen { format!(" {label}") } else { String::new() };
        let style = if chosen { desk.theme.selected() } else { desk.theme.text() };
        spans.push(Span::raw(" "));
        spans.push(Span::styled(key, if chosen { desk.theme.selected() } else { desk.theme.key() }));
        spans.push(Span::styled(label, style));
    }
    let line = Line::from(spans);
    let style = if desk.saved { desk.theme.muted() } else { desk.theme.warning() };
    super::widgets::text::with_right(line, &format!("{state} "), width, style)
}

/// Whether everything is on disk, and since when; whole and short.
fn saved_state(desk: &Desk) -> (String, String) {
    let texts = &desk.texts().messages;
    match desk.saved_at {
        _ if !desk.saved => (texts.saving.to_owned(), texts.saving.to_owned()),
        Some(moment) => {
            let time = desk.language.time(desk.local(moment).time());
            ((texts.saved_at)(&time), time)
        }
        None => (texts.saved.to_owned(), texts.saved.to_owned()),
    }
}

/// The keys that matter now: the screen's own, then the ones that hold everywhere.
fn key_line(desk: &Desk, contexts: &[Context], hints: &[Action], width: u16) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    if desk.conflicts > 0 && !contexts.contains(&Context::Conflicts) {
        let key = desk.keymap.shown(Action::Conflicts, desk.language);
        let words = format!(" ! {}  ", (desk.texts().conflicts.count)(desk.conflicts));
        used += display_width(&key) + display_width(&words);
        spans.extend([Span::styled(key, desk.theme.key()), Span::styled(words, desk.theme.warning())]);
    }
    // Help comes before what may not fit: from it everything else is found.
    let (first, rest) = hints.split_at(hints.len().min(4));
    let general = [Action::Palette, Action::Minutes, Action::Quit];
    let general = general.iter().filter(|action| !hints.contains(action));
    for &action in first.iter().chain([&Action::Help]).chain(rest).chain(general) {
        let (key, name) = hint(desk, contexts, action);
        let wide = display_width(&key) + display_width(name) + 3;
        if key.is_empty() || used + wide > usize::from(width) + 2 {
            continue;
        }
        used += wide;
        spans.push(Span::styled(key, desk.theme.key()));
        spans.push(Span::raw(format!(" {}  ", truncate(name, 24))));
    }
    Line::from(spans)
}

/// The key of an action and what it does here, in a word or two.
fn hint(desk: &Desk, contexts: &[Context], action: Action) -> (String, &'static str) {
    let texts = &desk.texts().messages;
    let key = desk.keymap.shown(action, desk.language);
    match action {
        Action::Enter if contexts.contains(&Context::Composer) => (key, texts.enter_writes),
        Action::Enter if contexts.contains(&Context::Conflicts) => (key, desk.texts().conflicts.take),
        Action::Enter if contexts.contains(&Context::Filters) => (key, texts.enter_applies),
        Action::Enter if contexts.contains(&Context::Sync) => (key, desk.texts().sync_screen.enter_syncs),
        Action::Enter if contexts.contains(&Context::Preview) => (key, desk.texts().sync_preview.enter_sends),
        Action::Enter if contexts.contains(&Context::Approve) => {
            (key, desk.texts().sync_members.enter_approves)
        }
        Action::Enter => (key, texts.enter_opens),
        Action::Back if contexts.contains(&Context::Sync) && desk.sync.running.is_some() => {
            (key, desk.texts().sync_screen.back_cancels)
        }
        Action::Delete if contexts.contains(&Context::Sync) => (key, desk.texts().sync_screen.delete_removes),
        Action::New if contexts.contains(&Context::Sync) => (key, desk.texts().sync_screen.new_adds),
        Action::New if contexts.contains(&Context::Tasks) => (key, texts.new_task),
        Action::Next if contexts.contains(&Context::Composer) => (key, texts.tab_kind),
        Action::Next if contexts.contains(&Context::Insights) => (key, texts.tab_section),
        Action::Right if contexts.contains(&Context::Insights) => {
            (format!("{}{key}", desk.keymap.shown(Action::Left, desk.language)), texts.arrows_period)
        }
        // One hint stands for both arrows.
        Action::Down => {
            (format!("{}{key}", desk.keymap.shown(Action::Up, desk.language)), texts.arrows_choose)
        }
        Action::PreviewDown => (key.replace('↓', "↑↓"), texts.arrows_preview),
        _ => (key, (action.rule().text)(&desk.texts().actions).name),
    }
}
