//! Words for the values that a consultation's fields have.

/// Words for the values that a consultation's fields have.
#[derive(Debug)]
pub struct Texts {
    /// Kinds of consultation: consultation, workshop, visit, call.
    pub consultation_kinds: [&'static str; 4],
    /// How far a consultation is: planned, running, closed.
    pub statuses: [&'static str; 3],
    /// Who may see it: private, team, network.
    pub visibilities: [&'static str; 3],
    /// Kinds of item in capitals or short, for the record: need, note, decision, task.
    pub item_marks: [&'static str; 4],
    /// Kinds of item: need, note, decision, task.
    pub item_kinds: [&'static str; 4],
    /// How far a need is: new, explored, matched, project, unmet.
    pub need_statuses: [&'static str; 5],
    /// How urgent a need is: normal, high, low.
    pub priorities: [&'static str; 3],
    /// Sides of a task: broker, municipality, partner.
    pub sides: [&'static str; 3],
    /// What was said of a linked record: considered, chosen, rejected.
    pub verdicts: [&'static str; 3],
    /// How far minutes are: draft, sent, confirmed, final.
    pub minutes_states: [&'static str; 4],
}

pub(super) const CS: Texts = Texts {
    consultation_kinds: ["Konzultace", "Workshop", "Návštěva", "Hovor"],
    statuses: ["plánovaná", "probíhá", "ukončená"],
    visibilities: ["vlastní zařízení", "tým", "síť"],
    item_marks: ["POTŘEBA", "pozn.", "ROZHOD.", "ÚKOL"],
    item_kinds: ["Potřeba", "Poznámka", "Rozhodnutí", "Úkol"],
    need_statuses: ["nová", "prověřená", "nalezena praxe", "projekt", "nenaplněná"],
    priorities: ["běžná", "vysoká", "nízká"],
    sides: ["broker", "obec", "partner"],
    verdicts: ["zvažováno", "vybráno", "odmítnuto"],
    minutes_states: ["návrh", "odeslaný k potvrzení", "potvrzený obcí", "konečný"],
};

pub(super) const EN: Texts = Texts {
    consultation_kinds: ["Consultation", "Workshop", "Visit", "Call"],
    statuses: ["planned", "running", "closed"],
    visibilities: ["own devices", "team", "network"],
    item_marks: ["NEED", "note", "DECIS.", "TASK"],
    item_kinds: ["Need", "Note", "Decision", "Task"],
    need_statuses: ["new", "explored", "practice found", "project", "unmet"],
    priorities: ["normal", "high", "low"],
    sides: ["broker", "municipality", "partner"],
    verdicts: ["considered", "chosen", "rejected"],
    minutes_states: ["draft", "sent for confirmation", "confirmed by the municipality", "final"],
};
