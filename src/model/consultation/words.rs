//! The values that a consultation's fields can have, with the words that documents, JSON and the command line use.

use serde::Serialize;

/// Writes an enum whose values have stable words in documents, in JSON and on the command line.
macro_rules! words {
    ($(#[$meaning:meta])* $name:ident { $first:ident = $first_word:literal: $first_text:literal,
        $($variant:ident = $word:literal: $text:literal),+ $(,)? }) => {
        $(#[$meaning])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        pub enum $name {
            #[doc = $first_text]
            #[default]
            #[serde(rename = $first_word)]
            $first,
            $(#[doc = $text] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All values, the default first.
            pub const ALL: &'static [$name] = &[$name::$first, $($name::$variant),+];

            /// The words of all values.
            pub const KEYS: &'static [&'static str] = &[$first_word, $($word),+];

            /// The word of documents, JSON and the command line.
            pub fn key(self) -> &'static str {
                match self {
                    $name::$first => $first_word,
                    $($name::$variant => $word,)+
                }
            }

            /// The value with this word.
            pub fn parse(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}

words! {
    /// How the broker and the municipality met.
    ConsultationKind {
        Consultation = "consultation": "A consultation with one municipality.",
        Workshop = "workshop": "A workshop, often with several municipalities.",
        Visit = "visit": "A visit to the place.",
        Call = "call": "A call by telephone or video.",
    }
}

words! {
    /// How far a consultation is.
    Status {
        Planned = "planned": "It has not begun.",
        Running = "running": "It is being held.",
        Closed = "closed": "It is over.",
    }
}

words! {
    /// Who may see a consultation when it is shared.
    Visibility {
        Private = "private": "The broker's own devices.",
        Team = "team": "The broker's centre.",
        Network = "network": "All centres, without personal fields.",
    }
}

words! {
    /// How far the answer to a need is.
    NeedStatus {
        New = "new": "Written down.",
        Explored = "explored": "Looked into.",
        Matched = "matched": "A practice fits.",
        Project = "project": "A project came of it.",
        Unmet = "unmet": "Nothing was found; a gap for the network.",
    }
}

words! {
    /// How urgent a need is to the municipality.
    Priority {
        Normal = "normal": "No special urgency.",
        High = "high": "To be solved first.",
        Low = "low": "Can wait.",
    }
}

words! {
    /// Which side a task is on.
    Side {
        Broker = "broker": "The broker or her centre.",
        Municipality = "municipality": "The municipality.",
        Partner = "partner": "A third party.",
    }
}

words! {
    /// What the municipality said of a linked record.
    Verdict {
        Considered = "considered": "It was talked about.",
        Chosen = "chosen": "It fits.",
        Rejected = "rejected": "It does not fit.",
    }
}

words! {
    /// How far the minutes of a consultation are on their way to being final.
    MinutesState {
        Draft = "draft": "They are being written.",
        Sent = "sent": "They were sent to the municipality.",
        Confirmed = "confirmed": "The municipality has confirmed them.",
        Final = "final": "They are final and kept as they are.",
    }
}

/// The kinds of item in the record, in the order in which Tab steps through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// What the municipality needs.
    #[default]
    Need,
    /// A note.
    Note,
    /// What was decided.
    Decision,
    /// Who does what by when.
    Task,
}

impl ItemKind {
    /// All kinds in the order of Tab.
    pub const ALL: [ItemKind; 4] = [ItemKind::Need, ItemKind::Note, ItemKind::Decision, ItemKind::Task];

    /// The kind of entity in documents.
    pub fn key(self) -> &'static str {
        match self {
            ItemKind::Need => "need",
            ItemKind::Note => "note",
            ItemKind::Decision => "decision",
            ItemKind::Task => "task",
        }
    }

    /// The kind of item with this entity kind.
    pub fn parse(key: &str) -> Option<ItemKind> {
        ItemKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The kind `steps` further, around the end.
    pub fn step(self, steps: isize) -> ItemKind {
        let length = ItemKind::ALL.len() as isize;
        let position = ItemKind::ALL.iter().position(|&kind| kind == self).unwrap_or(0) as isize;
        ItemKind::ALL[(position + steps).rem_euclid(length) as usize]
    }
}
