//! The tree of the Smart Cities concept: pillars, components, goals, typical measures; to browse and to filter by.

use crate::catalogue::{Bilingual, ComponentNode, Field, Goal, Record, RecordKind};
use crate::i18n::{display_width, sanitize, truncate, wrap};
use crate::model::{Component, Pillar};
use crate::search::{self, Highlighter};
use crate::tui::action::{Action, Context};
use crate::tui::desk::Desk;
use crate::tui::view::{Choice, Effect, Event, Response, View};
use crate::tui::widgets::list::ListPosition;
use crate::tui::widgets::record::record_preview;
use crate::tui::widgets::text::{chosen_line, found_paragraph, with_right};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};
use std::collections::{HashMap, HashSet};

/// From this width on the description stands beside the tree, below it under the tree.
const SIDE_BY_SIDE: u16 = 100;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Node {
    Pillar(Pillar),
    Component(Component),
    Goal(Component, String),
    Measure(String),
}

/// A line of the tree.
#[derive(Debug)]
struct Row {
    node: Node,
    /// How deep it stands, a pillar at 0.
    depth: usize,
    /// Whether there is something below it.
    branch: bool,
}

/// The tree; gives [`Choice::Filters`] for a component and [`Choice::Record`] for a measure.
#[derive(Debug)]
pub struct ConceptTree {
    rows: Vec<Row>,
    expanded: HashSet<Node>,
    /// How many practices and cautions each component has.
    counts: HashMap<Component, [usize; 2]>,
    /// Of how many records; the imported ones come later.
    counted: usize,
    position: ListPosition,
    scroll: usize,
}

impl ConceptTree {
    /// The tree with its pillars expanded.
    pub fn new(desk: &Desk) -> ConceptTree {
        let expanded = Pillar::ALL.into_iter().map(Node::Pillar).collect();
        let mut tree = ConceptTree {
            rows: Vec::new(),
            expanded,
            counts: HashMap::new(),
            counted: 0,
            position: ListPosition::default(),
            scroll: 0,
        };
        tree.count(desk);
        tree.list(desk);
        tree
    }

    fn count(&mut self, desk: &Desk) {
        let records = desk.catalogue.records();
        if records.len() != self.counted {
            self.counts = counted(records);
            self.counted = records.len();
        }
    }

    /// Lists what is expanded.
    fn list(&mut self, desk: &Desk) {
        self.rows.clear();
        for pillar in &desk.catalogue.concept().pillars {
            if self.push(Node::Pillar(pillar.pillar), 0, !pillar.components.is_empty()) {
                for component in &pillar.components {
                    self.list_component(component, desk);
                }
            }
        }
    }

    fn list_component(&mut self, component: &ComponentNode, desk: &Desk) {
        let branch = !(component.goals.is_empty() && component.measures.is_empty());
        if !self.push(Node::Component(component.component), 1, branch) {
            return;
        }
        let mut hung: HashSet<&String> = HashSet::new();
        for goal in &component.goals {
            let measures = measures_of(component, goal, desk);
            if self.push(Node::Goal(component.component, goal.id.clone()), 2, !measures.is_empty()) {
                for measure in &measures {
                    self.push(Node::Measure((*measure).clone()), 3, false);
                }
            }
            hung.extend(measures);
        }
        // A measure whose goal no source states hangs under its component.
        for measure in component.measures.iter().filter(|measure| !hung.contains(measure)) {
            self.push(Node::Measure(measure.clone()), 2, false);
        }
    }

    /// Adds a row; says whether its children are to be listed.
    fn push(&mut self, node: Node, depth: usize, branch: bool) -> bool {
        let open = branch && self.expanded.contains(&node);
        self.rows.push(Row { node, depth, branch });
        open
    }

    fn counts(&self, component: Component) -> [usize; 2] {
        self.counts.get(&component).copied().unwrap_or_default()
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.position.selected)
    }

    fn select(&mut self, target: usize, desk: &Desk) {
        let before = self.position.selected;
        self.position.select(target, self.rows.len(), tree_height(desk));
        if self.position.selected != before {
            self.scroll = 0;
        }
    }

    fn toggle(&mut self, open: bool, desk: &Desk) {
        let Some(row) = self.selected().filter(|row| row.branch) else { return };
        let node = row.node.clone();
        if open {
            self.expanded.insert(node);
        } else {
            self.expanded.remove(&node);
        }
        self.list(desk);
        self.select(self.position.selected, desk);
    }

    /// Into the tree: opens the node, or goes to its first child.
    fn right(&mut self, desk: &Desk) {
        let Some(row) = self.selected().filter(|row| row.branch) else { return };
        if self.expanded.contains(&row.node) {
            self.select(self.position.selected + 1, desk);
        } else {
            self.toggle(true, desk);
        }
    }

    /// Out of the tree: closes the node, or goes to its parent.
    fn left(&mut self, desk: &Desk) {
        let Some(row) = self.selected() else { return };
        if row.branch && self.expanded.contains(&row.node) {
            self.toggle(false, desk);
            return;
        }
        let depth = row.depth;
        let parent = self.rows.iter().take(self.position.selected).rposition(|above| above.depth < depth);
        if let Some(parent) = parent {
            self.select(parent, desk);
        }
    }

    fn enter(&mut self, desk: &Desk) -> Response {
        match self.selected().map(|row| (row.node.clone(), self.expanded.contains(&row.node))) {
            Some((Node::Component(component), _)) => {
                let filters = search::Filters { components: vec![component], ..search::Filters::default() };
                Effect::Choose(Choice::Filters(filters)).into()
            }
            Some((Node::Measure(id), _)) => Effect::Choose(Choice::Record(id)).into(),
            Some((Node::Pillar(_) | Node::Goal(..), open)) => {
                self.toggle(!open, desk);
                Response::done()
            }
            None => Response::done(),
        }
    }

    fn scroll_to(&mut self, line: usize, desk: &Desk) {
        let area = Parts::of(desk.screen_area()).text;
        let length = self.description(usize::from(area.width), desk).len();
        self.scroll = line.min(length.saturating_sub(usize::from(area.height)));
    }
}

/// The measures of a component that belong to `goal`; the record of a measure states its goal as a field.
fn measures_of<'a>(component: &'a ComponentNode, goal: &Goal, desk: &Desk) -> Vec<&'a String> {
    let stated = match &goal.code {
        Some(code) => format!("{code} {}", goal.short.get(desk.language)),
        None => goal.short.get(desk.language).to_owned(),
    };
    let belongs = |id: &&String| {
        let record = desk.catalogue.record(id);
        record.and_then(|record| record.text(Field::Goal, desk.language)) == Some(stated.as_str())
    };
    component.measures.iter().filter(belongs).collect()
}

impl View for ConceptTree {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Tree, Context::List]
    }

    fn update(&mut self, event: Event, desk: &Desk) -> Response {
        match event {
            Event::Action(Action::Enter) => return self.enter(desk),
            Event::Action(Action::Left) => self.left(desk),
            Event::Action(Action::Right) => self.right(desk),
            Event::Action(Action::PreviewUp) => self.scroll_to(self.scroll.saturating_sub(1), desk),
            Event::Action(Action::PreviewDown) => self.scroll_to(self.scroll + 1, desk),
            Event::Action(action) => {
                let mut moved = self.position;
                if !moved.action(action, self.rows.len(), tree_height(desk)) {
                    return Response::Ignored;
                }
                self.select(moved.selected, desk);
            }
            Event::Wheel(lines) => {
                let target = self.position.selected.saturating_add_signed(isize::from(lines.signum()));
                self.select(target, desk);
            }
            Event::Refresh => {
                let chosen = self.selected().map(|row| row.node.clone());
                self.count(desk);
                self.list(desk);
                let same = self.rows.iter().position(|row| Some(&row.node) == chosen.as_ref());
                self.select(same.unwrap_or(self.position.selected), desk);
                self.scroll_to(self.scroll, desk);
            }
            _ => return Response::Ignored,
        }
        Response::done()
    }

    fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let texts = &desk.texts().catalogue_screen.concept;
        let parts = Parts::of(area);
        frame.render_widget(Clear, area);
        let shown = |action: Action| desk.keymap.shown(action, desk.language);
        let arrows = (texts.arrows)(&shown(Action::Right), &shown(Action::Left));
        let tree = Block::bordered()
            .title(format!(" {} ", texts.title))
            .title(Line::from(format!(" {} ", texts.columns)).right_aligned())
            .title_bottom(format!(" {arrows} "))
            .border_style(desk.theme.border(true));
        frame.render_widget(tree, parts.tree_frame);
        let chosen =
            Block::bordered().title(format!(" {} ", texts.chosen)).border_style(desk.theme.border(false));
        frame.render_widget(chosen, parts.text_frame);
        let (width, height) = (usize::from(parts.tree.width), usize::from(parts.tree.height));
        let mut position = self.position;
        position.select(position.selected, self.rows.len(), height);
        let visible = position.visible(self.rows.len(), height);
        let rows = self.rows.iter().enumerate().skip(visible.start).take(visible.len());
        let lines: Vec<Line> = rows
            .map(|(number, row)| {
                let line = self.row_line(row, width, desk);
                if number == position.selected {
                    chosen_line(line, width, desk.theme.selected())
                } else {
                    line
                }
            })
            .collect();
        frame.render_widget(Paragraph::new(lines), parts.tree);
        let description = self.description(usize::from(parts.text.width), desk);
        let first = self.scroll.min(description.len().saturating_sub(usize::from(parts.text.height)));
        let shown: Vec<Line> = description.into_iter().skip(first).collect();
        frame.render_widget(Paragraph::new(shown), parts.text);
        let warning = wrap(texts.warning, usize::from(parts.warning.width).max(1));
        let warning: Vec<Line> =
            warning.into_iter().map(|line| Line::styled(line, desk.theme.warning())).collect();
        frame.render_widget(Paragraph::new(warning), parts.warning);
    }

    fn hints(&self, _: &Desk) -> Vec<Action> {
        vec![Action::Enter, Action::Back, Action::Down, Action::PreviewDown]
    }
}

impl ConceptTree {
    fn row_line(&self, row: &Row, width: usize, desk: &Desk) -> Line<'static> {
        let theme = desk.theme;
        let mark = match (row.branch, self.expanded.contains(&row.node)) {
            (false, _) => "  ",
            (true, false) => "+ ",
            (true, true) => "- ",
        };
        let (code, name, right) = self.row_words(&row.node, desk);
        let style = match row.node {
            Node::Pillar(_) => theme.need(),
            Node::Component(_) => theme.title(),
            Node::Goal(..) | Node::Measure(_) => theme.text(),
        };
        let indent = format!("{}{mark}", "  ".repeat(row.depth));
        let used = display_width(&indent) + display_width(&code) + display_width(&right) + 1;
        let name = truncate(&sanitize(&name), width.saturating_sub(used)).into_owned();
        let spans = vec![Span::styled(indent, theme.muted()), Span::styled(format!("{code}{name}"), style)];
        with_right(Line::from(spans), &right, width, theme.muted())
    }

    /// The code, the name and the numbers of a node.
    fn row_words(&self, node: &Node, desk: &Desk) -> (String, String, String) {
        let concept = desk.catalogue.concept();
        match node {
            Node::Pillar(pillar) => {
                let name = concept.pillars.iter().find(|it| it.pillar == *pillar);
                let name = name.map(|it| it.name.get(desk.language).to_owned()).unwrap_or_default();
                (format!("{} ", pillar.code()), name, String::new())
            }
            Node::Component(component) => {
                let name = concept.component_name(*component).get(desk.language).to_owned();
                let [practices, cautions] = self.counts(*component);
                (format!("{:<5}", component.code()), name, format!("{practices} / {cautions:>2}"))
            }
            Node::Goal(_, id) => {
                let goal = concept.goal(id).map(|(_, goal)| goal);
                let code = goal.and_then(|goal| goal.code.as_ref()).map(|code| format!("{code} "));
                let name = goal.map(|goal| goal.short.get(desk.language).to_owned());
                (code.unwrap_or_default(), name.unwrap_or_default(), String::new())
            }
            Node::Measure(id) => {
                let record = desk.catalogue.record(id);
                let name =
                    record.map_or_else(|| id.clone(), |record| record.title.get(desk.language).to_owned());
                let word = RecordKind::Measure.names(desk.language).short;
                (format!("{word} "), name, String::new())
            }
        }
    }

    /// What is known about the chosen node.
    fn description(&self, width: usize, desk: &Desk) -> Vec<Line<'static>> {
        let Some(row) = self.selected() else { return Vec::new() };
        let texts = &desk.texts().catalogue_screen.concept;
        let concept = desk.catalogue.concept();
        let enter = desk.keymap.shown(Action::Enter, desk.language);
        let mut page = Page { lines: Vec::new(), width, desk };
        match &row.node {
            Node::Pillar(pillar) => {
                if let Some(node) = concept.pillars.iter().find(|it| it.pillar == *pillar) {
                    page.head(texts.levels[0], pillar.code(), &node.name);
                    page.text(node.summary.get(desk.language));
                }
                page.muted(&(texts.enter_branch)(&enter));
            }
            Node::Component(component) => {
                if let Some(node) = concept.component(*component) {
                    page.component(node, self.counts(*component));
                }
                page.muted(&(texts.enter_component)(&enter));
            }
            Node::Goal(component, id) => {
                if let (Some((_, goal)), Some(node)) = (concept.goal(id), concept.component(*component)) {
                    page.goal(goal, node);
                }
                if row.branch {
                    page.muted(&(texts.enter_branch)(&enter));
                }
            }
            Node::Measure(id) => {
                if let Some(record) = desk.catalogue.record(id) {
                    page.lines.extend(record_preview(record, &Highlighter::default(), width, desk));
                    page.lines.push(Line::default());
                }
                page.muted(&(texts.enter_measure)(&enter));
            }
        }
        page.lines
    }
}

/// The description of a node while it is put together.
struct Page<'a> {
    lines: Vec<Line<'static>>,
    width: usize,
    desk: &'a Desk,
}

impl Page<'_> {
    fn add(&mut self, text: &str, style: ratatui::style::Style) {
        self.lines.extend(found_paragraph(
            text,
            &Highlighter::default(),
            self.width.min(92),
            usize::MAX,
            style,
            self.desk.theme,
        ));
    }

    fn head(&mut self, level: &str, code: &str, name: &Bilingual) {
        self.add(&format!("{level} · {code}"), self.desk.theme.muted());
        self.add(name.get(self.desk.language), self.desk.theme.title());
        self.lines.push(Line::default());
    }

    fn text(&mut self, text: &str) {
        self.add(text, self.desk.theme.text());
        self.lines.push(Line::default());
    }

    fn muted(&mut self, text: &str) {
        self.add(text, self.desk.theme.muted());
    }

    fn goal(&mut self, goal: &Goal, component: &ComponentNode) {
        let texts = &self.desk.texts().catalogue_screen.concept;
        self.head(texts.levels[2], goal.code.as_deref().unwrap_or(texts.code_unknown), &goal.short);
        let name = component.name.get(self.desk.language);
        self.text(&format!("{}: {} {name}", texts.levels[1], component.component.code()));
        let measures = measures_of(component, goal, self.desk);
        self.add(&(texts.measures)(measures.len()), self.desk.theme.text());
        for id in measures {
            let title = self.desk.catalogue.record(id).map(|record| record.title.get(self.desk.language));
            self.add(&format!("- {}", title.unwrap_or(id)), self.desk.theme.text());
        }
        self.lines.push(Line::default());
    }

    fn component(&mut self, node: &ComponentNode, [practices, cautions]: [usize; 2]) {
        let texts = &self.desk.texts().catalogue_screen.concept;
        self.head(texts.levels[1], node.component.code(), &node.name);
        self.text(node.summary.get(self.desk.language));
        let gestor = node.gestor.as_deref().unwrap_or(texts.gestor_unknown);
        self.add(&format!("{}: {gestor}", texts.gestor), self.desk.theme.text());
        self.add(&(texts.counts)(practices, cautions), self.desk.theme.text());
        self.text(&(texts.below)(node.goals.len(), node.measures.len()));
        if node.goals.is_empty() {
            self.text(texts.goals_unknown);
        }
    }
}

/// How many practices and cautions have each component anywhere in their list.
fn counted(records: &[Record]) -> HashMap<Component, [usize; 2]> {
    let mut counts: HashMap<Component, [usize; 2]> = HashMap::new();
    for record in records {
        let [practice, caution] =
            [RecordKind::Practice, RecordKind::Caution].map(|kind| usize::from(record.kind == kind));
        for component in record.components.iter().filter(|_| practice + caution > 0) {
            let [practices, cautions] = counts.entry(*component).or_default();
            (*practices, *cautions) = (*practices + practice, *cautions + caution);
        }
    }
    counts
}

/// Where the parts are.
struct Parts {
    tree_frame: Rect,
    tree: Rect,
    text_frame: Rect,
    text: Rect,
    warning: Rect,
}

impl Parts {
    fn of(area: Rect) -> Parts {
        let warning_height = if area.width >= 150 { 1 } else { 2 };
        let [body, warning] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(warning_height)]).areas(area);
        let [tree_frame, text_frame] = if area.width >= SIDE_BY_SIDE {
            Layout::horizontal([Constraint::Percentage(56), Constraint::Fill(1)]).areas(body)
        } else {
            Layout::vertical([Constraint::Percentage(56), Constraint::Fill(1)]).areas(body)
        };
        let tree = Block::bordered().inner(tree_frame);
        let text = Block::bordered().inner(text_frame);
        let text = Rect { x: text.x.saturating_add(1), width: text.width.saturating_sub(2), ..text };
        let warning =
            Rect { x: warning.x.saturating_add(1), width: warning.width.saturating_sub(2), ..warning };
        Parts { tree_frame, tree, text_frame, text, warning }
    }
}

/// How many rows of the tree are in sight, by the size on the desk.
fn tree_height(desk: &Desk) -> usize {
    usize::from(Parts::of(desk.screen_area()).tree.height)
}
