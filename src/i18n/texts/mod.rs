//! Every text that a person sees, one file an area. A text that is missing in one language does not compile.
//!
//! Texts with values in them are functions of those values, so that a translation can order and inflect freely.

pub mod actions;
pub mod catalogue;
pub mod catalogue_screen;
pub mod cli;
pub mod common;
pub mod config;
pub mod conflicts;
pub mod consultation;
pub mod demo;
pub mod documents;
pub mod exports;
pub mod forms;
pub mod help;
pub mod home;
pub mod insights;
pub mod keys;
pub mod messages;
pub mod minutes;
pub mod minutes_screen;
pub mod municipalities;
pub mod own_records;
pub mod palette;
pub mod pdf;
pub mod present;
pub mod remotes;
pub mod search;
pub mod sharing;
pub mod store;
pub mod sync;
pub mod sync_members;
pub mod sync_preview;
pub mod sync_screen;
pub mod tasks;
pub mod templates;
pub mod words;

/// All texts of one language.
#[derive(Debug)]
pub struct Texts {
    /// Area common.
    pub common: common::Texts,
    /// Area words.
    pub words: words::Texts,
    /// Area documents.
    pub documents: documents::Texts,
    /// Area catalogue.
    pub catalogue: catalogue::Texts,
    /// Area search.
    pub search: search::Texts,
    /// Area sharing.
    pub sharing: sharing::Texts,
    /// Area store.
    pub store: store::Texts,
    /// Area sync.
    pub sync: sync::Texts,
    /// Area minutes.
    pub minutes: minutes::Texts,
    /// Area exports.
    pub exports: exports::Texts,
    /// Area config.
    pub config: config::Texts,
    /// Area conflicts.
    pub conflicts: conflicts::Texts,
    /// Area cli.
    pub cli: cli::Texts,
    /// Area actions.
    pub actions: actions::Texts,
    /// Area home.
    pub home: home::Texts,
    /// Area insights.
    pub insights: insights::Texts,
    /// Area consultation.
    pub consultation: consultation::Texts,
    /// Area catalogue_screen.
    pub catalogue_screen: catalogue_screen::Texts,
    /// Area municipalities.
    pub municipalities: municipalities::Texts,
    /// Area own_records.
    pub own_records: own_records::Texts,
    /// Area tasks.
    pub tasks: tasks::Texts,
    /// Area templates.
    pub templates: templates::Texts,
    /// Area minutes_screen.
    pub minutes_screen: minutes_screen::Texts,
    /// Area help.
    pub help: help::Texts,
    /// Area palette.
    pub palette: palette::Texts,
    /// Area pdf.
    pub pdf: pdf::Texts,
    /// Area forms.
    pub forms: forms::Texts,
    /// Area present.
    pub present: present::Texts,
    /// Area messages.
    pub messages: messages::Texts,
    /// Area keys.
    pub keys: keys::Texts,
    /// Area demo.
    pub demo: demo::Texts,
    /// Area remotes.
    pub remotes: remotes::Texts,
    /// Area sync_members.
    pub sync_members: sync_members::Texts,
    /// Area sync_preview.
    pub sync_preview: sync_preview::Texts,
    /// Area sync_screen.
    pub sync_screen: sync_screen::Texts,
}

/// The texts in Czech.
pub static CS: Texts = Texts {
    common: common::CS,
    words: words::CS,
    documents: documents::CS,
    catalogue: catalogue::CS,
    search: search::CS,
    sharing: sharing::CS,
    store: store::CS,
    sync: sync::CS,
    minutes: minutes::CS,
    exports: exports::CS,
    config: config::CS,
    conflicts: conflicts::CS,
    cli: cli::CS,
    actions: actions::CS,
    home: home::CS,
    insights: insights::CS,
    consultation: consultation::CS,
    catalogue_screen: catalogue_screen::CS,
    municipalities: municipalities::CS,
    own_records: own_records::CS,
    tasks: tasks::CS,
    templates: templates::CS,
    minutes_screen: minutes_screen::CS,
    help: help::CS,
    palette: palette::CS,
    pdf: pdf::CS,
    forms: forms::CS,
    present: present::CS,
    messages: messages::CS,
    keys: keys::CS,
    demo: demo::CS,
    remotes: remotes::CS,
    sync_members: sync_members::CS,
    sync_preview: sync_preview::CS,
    sync_screen: sync_screen::CS,
};

/// The texts in English.
pub static EN: Texts = Texts {
    common: common::EN,
    words: words::EN,
    documents: documents::EN,
    catalogue: catalogue::EN,
    search: search::EN,
    sharing: sharing::EN,
    store: store::EN,
    sync: sync::EN,
    minutes: minutes::EN,
    exports: exports::EN,
    config: config::EN,
    conflicts: conflicts::EN,
    cli: cli::EN,
    actions: actions::EN,
    home: home::EN,
    insights: insights::EN,
    consultation: consultation::EN,
    catalogue_screen: catalogue_screen::EN,
    municipalities: municipalities::EN,
    own_records: own_records::EN,
    tasks: tasks::EN,
    templates: templates::EN,
    minutes_screen: minutes_screen::EN,
    help: help::EN,
    palette: palette::EN,
    pdf: pdf::EN,
    forms: forms::EN,
    present: present::EN,
    messages: messages::EN,
    keys: keys::EN,
    demo: demo::EN,
    remotes: remotes::EN,
    sync_members: sync_members::EN,
    sync_preview: sync_preview::EN,
    sync_screen: sync_screen::EN,
};
