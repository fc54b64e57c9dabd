//! Styles by meaning. Colour only repeats what bold, reverse, underline or a word already says; nothing paints a
//! background, so that light and dark terminals both keep their own.

use ratatui::style::{Color, Modifier, Style};

/// How much colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Five of the sixteen colours that every terminal has and a person can choose.
    #[default]
    Colours,
    /// No colour at all: `NO_COLOR`, or chosen.
    Mono,
}

impl Theme {
    fn coloured(self, style: Style, colour: Color) -> Style {
        match self {
            Theme::Colours => style.fg(colour),
            Theme::Mono => style,
        }
    }

    /// Plain text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// A title, the name of the program, the chosen tab.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The chosen line of a list that has the focus.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The chosen line of a list that does not have the focus.
    pub fn selected_inactive(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is of less importance: times, sources, hints.
    pub fn muted(self) -> Style {
        match self {
            Theme::Colours => Style::new().add_modifier(Modifier::DIM),
            Theme::Mono => Style::new(),
        }
    }

    /// A key that can be pressed.
    pub fn key(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Cyan)
    }

    /// The part of a text that the query found.
    pub fn matched(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED), Color::Magenta)
    }

    /// Where one text differs from another.
    pub fn difference(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// A part of a query that is more than words: a directive, a phrase, an excluded word.
    pub fn directive(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::UNDERLINED), Color::Cyan)
    }

    /// Such a part that is not understood.
    pub fn mistake(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED), Color::Yellow)
    }

    /// A need; a heading in the record.
    pub fn need(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Cyan)
    }

    /// Good news: done, saved, chosen.
    pub fn good(self) -> Style {
        self.coloured(Style::new(), Color::Green)
    }

    /// A caution, a task that is late, something missing.
    pub fn warning(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Yellow)
    }

    /// An error.
    pub fn error(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }

    /// The border of the part that has the focus.
    pub fn border(self, focused: bool) -> Style {
        if focused { Style::new().add_modifier(Modifier::BOLD) } else { self.muted() }
    }
}
