//! The command palette: every action and the latest consultations, found by Czech and English words.

use crate::i18n::{Language, Texts, display_width, sanitize, truncate, wrap};
use crate::model::DocumentId;
use crate::model::text::fold_letters;
use crate::search::Highlighter;
use crate::tui::action::{ACTIONS, Action, ActionRule, Context};
use crate::tui::desk::Desk;
use crate::tui::keys_page::place_name;
use crate::tui::view::{Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::text::{chosen_line, found_line, with_right};
use crate::tui::widgets::text_input::TextInput;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The widest the overlay gets.
const WIDEST: u16 = 110;
/// The most lines it takes.
const HIGHEST: u16 = 30;
/// How many consultations can be opened from here.
const CONSULTATIONS: usize = 20;

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Action(Action),
    Open(DocumentId),
}

/// A line of the palette.
#[derive(Debug)]
struct Command {
    does: Does,
    name: String,
    description: String,
    /// Where it works, if that is not here.
    elsewhere: Option<String>,
    /// Folded words of both languages: of the name, and all the others.
    names: Vec<String>,
    others: Vec<String>,
    /// Commands of the screen first, then those that work everywhere, then plain moving about.
    rank: u8,
}

/// The overlay.
#[derive(Debug)]
pub struct Palette {
    contexts: Vec<Context>,
    input: TextInput,
    commands: Vec<Command>,
    /// Positions in `commands`, the best first.
    found: Vec<usize>,
    position: ListPosition,
}

impl Palette {
    /// The palette over a view whose contexts are live.
    pub fn new(contexts: &[Context], desk: &Desk) -> Palette {
        let mut palette = Palette {
            contexts: contexts.to_vec(),
            input: TextInput::default(),
            commands: Vec::new(),
            found: Vec::new(),
            position: ListPosition::default(),
        };
        palette.collect(desk);
        palette
    }

    fn collect(&mut self, desk: &Desk) {
        let actions = ACTIONS.iter().filter(|rule| rule.action != Action::Palette);
        self.commands = actions.map(|rule| action_command(rule, &self.contexts, desk)).collect();
        let latest = desk.consultations.iter().take(CONSULTATIONS);
        self.commands.extend(latest.map(|row| {
            let title = desk.consultation_title(&row.title, row.kind, &row.municipalities);
            let date = row.start.map(|start| desk.language.date(start.date())).unwrap_or_default();
            let both = |texts: fn(&Texts) -> &'static str| words(Language::ALL.map(|it| texts(it.texts())));
            let mut others = both(|texts| texts.palette.open_words);
            others.extend(words([date.as_str()]));
            Command {
                does: Does::Open(row.id),
                names: words([title.as_str()]),
                name: (desk.texts().palette.open)(&sanitize(&title)),
                description: date,
                elsewhere: None,
                others,
                rank: 2,
            }
        }));
        self.find(desk);
    }

    /// What was found: what can be done now first, then the better match, then the order of the table.
    fn find(&mut self, desk: &Desk) {
        let typed = fold_letters(self.input.text());
        let query: Vec<&str> = typed.split_whitespace().collect();
        let matcher = SkimMatcherV2::default();
        let mut scored: Vec<(bool, i64, usize)> = self
            .commands
            .iter()
            .enumerate()
            .filter_map(|(index, command)| {
                let score = score(command, &query, &typed, &matcher)?;
                Some((command.elsewhere.is_some(), -score, index))
            })
            .collect();
        scored.sort_unstable();
        self.found = scored.into_iter().map(|(_, _, index)| index).collect();
        self.position = ListPosition::default();
        self.position.select(0, self.found.len(), Palette::list_height(desk.size));
    }

    fn selected(&self) -> Option<&Command> {
        self.found.get(self.position.selected).and_then(|&index| self.commands.get(index))
    }

    fn run(&self) -> Response {
        match self.selected() {
            Some(Command { elsewhere: Some(reason), .. }) => Effect::tell(reason.clone()).into(),
            Some(Command { does: Does::Action(action), .. }) => Effect::Do(*action).into(),
            Some(Command { does: Does::Open(id), .. }) => {
                vec![Effect::Close, Effect::OpenConsultation(*id)].into()
            }
            None => Response::done(),
        }
    }

    fn window(area: Rect) -> Rect {
        let width = area.width.min(WIDEST);
        let height = area.height.min(HIGHEST);
        let top = (area.height - height) / 3;
        Rect { x: area.x + (area.width - width) / 2, y: area.y + top, width, height }
    }

    /// How many commands are in sight in a window of this size.
    fn list_height(size: Size) -> usize {
        let area = Rect::new(0, 0, size.width, size.height.saturating_sub(2));
        usize::from(Palette::window(area).height.saturating_sub(4))
    }

    fn line(&self, command: &Command, width: usize, desk: &Desk) -> Line<'static> {
        let theme = desk.theme;
        let found = Highlighter::plain(self.input.text());
        let key = match command.does {
            Does::Action(action) => desk.keymap.shown(action, desk.language),
            Does::Open(_) => String::new(),
        };
        let room = width.saturating_sub(display_width(&key) + 3);
        let style = if command.elsewhere.is_some() { theme.muted() } else { theme.text() };
        let name_width = match command.does {
            Does::Action(_) => self.name_width().min(room),
            Does::Open(_) => room.saturating_sub(display_width(&command.description) + 3),
        };
        let mut line = Line::raw(" ");
        line.spans.extend(found_line(&command.name, &found, name_width, style, theme).spans);
        let used = line.width();
        line.push_span(Span::raw(" ".repeat((name_width + 3).saturating_sub(used))));
        let what = command.elsewhere.as_deref().unwrap_or(&command.description);
        let rest = room.saturating_sub(name_width + 3);
        line.spans.extend(found_line(what, &found, rest, theme.muted(), theme).spans);
        let key_style = if command.elsewhere.is_some() { theme.muted() } else { theme.key() };
        with_right(line, &format!("{key} "), width, key_style)
    }

    fn name_width(&self) -> usize {
        let actions = self.commands.iter().filter(|command| matches!(command.does, Does::Action(_)));
        actions.map(|command| display_width(&command.name)).max().unwrap_or(0)
    }
}

fn action_command(rule: &ActionRule, live: &[Context], desk: &Desk) -> Command {
    let text = (rule.text)(&desk.texts().actions);
    let here = rule.contexts.iter().any(|context| *context == Context::Global || live.contains(context));
    let elsewhere = (!here).then(|| {
        let places: Vec<&str> =
            rule.contexts.iter().map(|&context| place_name(context, desk.language)).collect();
        (desk.texts().palette.works_in)(&places.join(", "))
    });
    let both = Language::ALL.map(|language| (rule.text)(&language.texts().actions));
    let mut others = words(both.map(|text| text.description));
    others.extend(words(both.map(|text| text.words)));
    others.extend(words([rule.id]));
    let moving = rule
        .contexts
        .iter()
        .all(|it| matches!(it, Context::List | Context::Form | Context::Tree | Context::Present))
        || matches!(
            rule.action,
            Action::Enter | Action::Next | Action::Previous | Action::Left | Action::Right | Action::Back
        );
    let rank = match rule.contexts {
        _ if moving => 3,
        [Context::Global] => 1,
        _ => 0,
    };
    Command {
        does: Does::Action(rule.action),
        name: text.name.to_owned(),
        description: text.description.to_owned(),
        elsewhere,
        names: words(both.map(|text| text.name)),
        others,
        rank,
    }
}

fn words<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts
        .iter()
        .flat_map(|text| fold_letters(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// How well a command matches; `None` where one of the typed words begins none of its words. Words of the name count
/// most; the fuzzy matcher only orders what matches equally well.
fn score(command: &Command, query: &[&str], typed: &str, matcher: &SkimMatcherV2) -> Option<i64> {
    if query.is_empty() {
        return Some(-i64::from(command.rank));
    }
    let mut total = 0;
    for word in query {
        let begins = |words: &[String]| words.iter().any(|known| known.starts_with(word));
        let equals = |words: &[String]| words.iter().any(|known| known == word);
        total += match () {
            () if equals(&command.names) => 400,
            () if begins(&command.names) => 300,
            () if equals(&command.others) => 200,
            () if begins(&command.others) => 100,
            () => return None,
        };
    }
    let fuzzy = matcher.fuzzy_match(&command.names.join(" "), typed).unwrap_or(0);
    Some(total * 1000 + fuzzy.clamp(0, 900) - i64::from(command.rank))
}

impl View for Palette {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        let height = Palette::list_height(desk.size);
        match event {
            Event::Action(Action::Enter) => self.run(),
            Event::Action(Action::Back | Action::Palette) => Effect::Close.into(),
            Event::Action(action) if self.position.action(action, self.found.len(), height) => {
                Response::done()
            }
            Event::Key(key) => {
                let before = self.input.text().to_owned();
                if !self.input.key(key) {
                    return Response::Ignored;
                }
                if before != self.input.text() {
                    self.find(desk);
                }
                Response::done()
            }
            Event::Paste(text) => {
                self.input.insert(&sanitize(&text));
                self.find(desk);
                Response::done()
            }
            Event::Wheel(lines) => {
                self.position.wheel(lines, self.found.len(), height);
                Response::done()
            }
            Event::Refresh => {
                let selected = self.position.selected;
                self.collect(desk);
                self.position.select(selected, self.found.len(), height);
                Response::done()
            }
            _ => Response::Ignored,
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().palette;
        let window = Palette::window(area);
        let count = (texts.found)(self.found.len());
        let block = Block::bordered()
            .border_style(desk.theme.border(true))
            .title(Span::styled(format!(" {} ", texts.title), desk.theme.title()))
            .title_bottom(Line::styled(format!(" {count} "), desk.theme.muted()).right_aligned());
        let inner = block.inner(window);
        frame.render_widget(Clear, window);
        frame.render_widget(block, window);
        let [input, rule, list] =
            Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)])
                .areas(inner);
        let prompt = Rect { width: 2, ..input }.intersection(input);
        let typing = Rect { x: input.x.saturating_add(2), width: input.width.saturating_sub(2), ..input };
        frame.render_widget(Span::styled("> ", desk.theme.key()), prompt);
        if self.input.text().is_empty() {
            let room = usize::from(typing.width).saturating_sub(1);
            let words = truncate(texts.prompt, room).into_owned();
            let beside = Rect { x: typing.x.saturating_add(1), ..typing }.intersection(typing);
            frame.render_widget(Span::styled(words, desk.theme.muted()), beside);
        }
        self.input.draw(frame, typing, desk.theme, true);
        frame.render_widget(Span::styled("─".repeat(usize::from(rule.width)), desk.theme.muted()), rule);
        if self.found.is_empty() {
            let words = (texts.nothing)(
                &truncate(&sanitize(self.input.text()), 40),
                &desk.keymap.shown(Action::Help, desk.language),
            );
            let lines = wrap(&words, usize::from(list.width.saturating_sub(2).max(1)));
            let lines: Vec<Line> = lines.into_iter().map(|line| Line::raw(format!(" {line}"))).collect();
            frame.render_widget(Paragraph::new(lines), list);
            return;
        }
        let width = usize::from(list.width);
        let visible = self.position.visible(self.found.len(), usize::from(list.height));
        let lines: Vec<Line> = visible
            .filter_map(|row| {
                let command = self.found.get(row).and_then(|&index| self.commands.get(index))?;
                let line = self.line(command, width, desk);
                let chosen = row == self.position.selected;
                Some(if chosen { chosen_line(line, width, desk.theme.selected()) } else { line })
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), list);
    }

    fn hints(&self, _desk: &Desk) -> Vec<Action> {
        vec![Action::Enter, Action::Down, Action::Back]
    }
}
