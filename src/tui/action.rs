//! The table of actions. Help, palette, bottom line, key configuration and `docs/keys.md` are all made from it.

use crate::i18n::texts::actions::{ActionText, Texts};

/// Where a key means something. A screen or overlay names the contexts that are live, the most special first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Global,
    /// Any list.
    List,
    /// Any place where text is typed.
    Text,
    /// The consultation screen.
    Consultation,
    /// The composer of the consultation.
    Composer,
    /// The record of the consultation.
    Record,
    /// The start screen.
    Home,
    /// The catalogue.
    Catalogue,
    /// The municipalities.
    Municipalities,
    /// The tasks.
    Tasks,
    /// The insights.
    Insights,
    /// The preview of the minutes.
    Minutes,
    /// Synchronisation.
    Sync,
    /// The preview of what would leave.
    Preview,
    /// The approval of devices.
    Approve,
    /// A form.
    Form,
    /// Present mode.
    Present,
    /// A list of filters with marks.
    Filters,
    /// The tree of the concept.
    Tree,
    /// Competing values.
    Conflicts,
}

impl Context {
    /// All contexts in the order of the help.
    pub const ALL: [Context; 20] = [
        Context::Composer,
        Context::Record,
        Context::Consultation,
        Context::Home,
        Context::Catalogue,
        Context::Municipalities,
        Context::Tasks,
        Context::Insights,
        Context::Minutes,
        Context::Sync,
        Context::Preview,
        Context::Approve,
        Context::Form,
        Context::Filters,
        Context::Tree,
        Context::Conflicts,
        Context::Present,
        Context::Text,
        Context::List,
        Context::Global,
    ];
}

/// Everything that a key or the palette can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Write the item down, open the line of a list, take the chosen value.
    Enter,
    /// The next kind of item or of record, the next field.
    Next,
    /// The previous one.
    Previous,
    /// Link the chosen evidence, or take the link away.
    Link,
    /// One step back; never loses text.
    Back,
    /// The header of the consultation.
    Header,
    /// All fields of the chosen item.
    Details,
    /// Delete the chosen line.
    Delete,
    /// Move the chosen item up.
    MoveUp,
    /// Move the chosen item down.
    MoveDown,
    /// Say that nothing was found for the chosen need.
    MarkUnmet,
    /// Begin the consultation now.
    Begin,
    /// End the consultation now.
    Close,
    /// Done, or open again.
    ToggleDone,
    /// Present mode.
    Present,
    /// Filters.
    Filters,
    /// Why the chosen record was found.
    Why,
    /// The concept tree.
    ConceptTree,
    /// Mark or unmark a filter.
    Mark,
    /// Mark the chosen item or link as internal, or take the mark away.
    MarkInternal,
    /// Write the minutes as a Word document.
    ExportDocx,
    /// Write the minutes as PDF.
    ExportPdf,
    /// Write the minutes as Markdown.
    ExportMarkdown,
    /// Write the minutes as HTML.
    ExportHtml,
    /// Write the draft of an e-mail.
    ExportMail,
    /// Write the calendar.
    ExportCalendar,
    /// Write the tables as a workbook.
    ExportXlsx,
    /// Write the table of tasks.
    ExportCsv,
    /// Write the consultation as JSON.
    ExportJson,
    /// The minutes in the other language.
    MinutesLanguage,
    /// The minutes with or without personal fields.
    MinutesPersonal,
    /// The minutes with or without the linked records.
    MinutesEvidence,
    /// A step of the sign-off of the minutes.
    SignOff,
    /// The path of the last file to the clipboard.
    CopyPath,
    /// Open the last file with the system's program.
    OpenFile,
    /// What would leave to the chosen storage.
    PreviewSync,
    /// Check and repair own files on the chosen storage.
    VerifySync,
    /// Test the chosen storage.
    TestRemote,
    /// The settings of the chosen storage.
    EditRemote,
    /// Approve a device that waits.
    ApproveDevice,
    /// Remove a member.
    RemoveMember,
    /// Open the keys of this device.
    UnlockKeys,
    /// The previous record in present mode, the next place to the left.
    Left,
    /// The next record in present mode, the next place to the right.
    Right,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// The first line.
    First,
    /// The last line.
    Last,
    /// The preview one line up.
    PreviewUp,
    /// The preview one line down.
    PreviewDown,
    /// The text in the person's own editor.
    Editor,
    /// A new consultation, practice draft or task.
    New,
    /// Take the last change back.
    Undo,
    /// Make the change again that was taken back.
    Redo,
    /// The command palette.
    Palette,
    /// Help.
    Help,
    /// The start screen.
    Home,
    /// The consultation.
    Consultation,
    /// The catalogue.
    Catalogue,
    /// The municipalities.
    Municipalities,
    /// The tasks.
    Tasks,
    /// The insights.
    Insights,
    /// Synchronisation.
    Sync,
    /// The minutes.
    Minutes,
    /// What several devices wrote differently at the same time.
    Conflicts,
    /// All competing values together.
    SettleBoth,
    /// Own words instead of the competing ones.
    SettleEdit,
    /// Erase something for good.
    Erase,
    /// Czech or English.
    Language,
    /// Leave porada.
    Quit,
}

/// A line of the table.
#[derive(Debug)]
pub struct ActionRule {
    /// The action.
    pub action: Action,
    /// Its name in the configuration file.
    pub id: &'static str,
    /// The keys that do it unless the configuration says otherwise.
    pub keys: &'static [&'static str],
    /// Where it can be done.
    pub contexts: &'static [Context],
    /// Its name, description and search words.
    pub text: fn(&Texts) -> &ActionText,
}

macro_rules! actions {
    ($($action:ident $id:literal $keys:tt $contexts:tt $text:ident;)+) => {
        /// Every action, in the order of the help.
        pub const ACTIONS: &[ActionRule] = &[
            $(ActionRule {
                action: Action::$action,
                id: $id,
                keys: &$keys,
                contexts: &{ use Context::*; $contexts },
                text: |texts| &texts.$text,
            },)+
        ];
    };
}

actions! {
    Enter "enter" ["Enter"] [Composer, Record, Home, Catalogue, Municipalities, Tasks, Insights, Minutes, Sync, Preview, Approve, Form, List] enter;
    Next "next" ["Tab"] [Composer, Home, Catalogue, Municipalities, Tasks, Insights, Minutes, Form] next;
    Previous "previous" ["Shift+Tab"] [Composer, Home, Catalogue, Municipalities, Tasks, Insights, Minutes, Form] previous;
    Link "link" ["Ctrl+L"] [Consultation, Catalogue] link;
    Back "back" ["Esc"] [Global] back;
    Header "header" ["Ctrl+T"] [Consultation] header;
    Details "details" ["Ctrl+E"] [Consultation, Tasks] details;
    Delete "delete" ["Del"] [Record, Home, Catalogue, Tasks, Sync] delete;
    MoveUp "move-up" ["Alt+Up"] [Consultation] move_up;
    MoveDown "move-down" ["Alt+Down"] [Consultation] move_down;
    MarkUnmet "mark-unmet" ["Ctrl+U"] [Consultation] mark_unmet;
    MarkInternal "mark-internal" ["Ctrl+B"] [Consultation] mark_internal;
    Begin "begin" [] [Consultation] begin;
    Close "close" ["Ctrl+K"] [Consultation] close;
    ToggleDone "toggle-done" ["Space"] [Record, Tasks] toggle_done;
    Present "present" ["Alt+Enter"] [Consultation, Catalogue] present;
    Filters "filters" ["Ctrl+F"] [Consultation, Catalogue] filters;
    Why "why" ["Ctrl+R"] [Consultation, Catalogue] why;
    ConceptTree "concept-tree" ["Ctrl+G"] [Catalogue] concept_tree;
    Mark "mark" ["Space"] [Filters, Minutes] mark;
    ExportDocx "export-docx" ["d"] [Minutes] export_docx;
    ExportPdf "export-pdf" ["p"] [Minutes] export_pdf;
    ExportMarkdown "export-markdown" ["m"] [Minutes] export_markdown;
    ExportHtml "export-html" ["h"] [Minutes] export_html;
    ExportMail "export-mail" ["e"] [Minutes] export_mail;
    ExportCalendar "export-calendar" ["i"] [Minutes] export_calendar;
    ExportXlsx "export-xlsx" ["x"] [Minutes] export_xlsx;
    ExportCsv "export-csv" ["c"] [Minutes] export_csv;
    ExportJson "export-json" ["j"] [Minutes] export_json;
    MinutesLanguage "minutes-language" ["l"] [Minutes] minutes_language;
    MinutesPersonal "minutes-personal" ["o"] [Minutes] minutes_personal;
    MinutesEvidence "minutes-evidence" ["v"] [Minutes] minutes_evidence;
    SignOff "sign-off" ["s"] [Minutes] sign_off;
    CopyPath "copy-path" ["k"] [Minutes] copy_path;
    OpenFile "open-file" ["a"] [Minutes] open_file;
    PreviewSync "preview-sync" ["n"] [Sync] preview_sync;
    VerifySync "verify-sync" ["v"] [Sync] verify_sync;
    TestRemote "test-remote" ["t"] [Sync] test_remote;
    EditRemote "edit-remote" ["e"] [Sync] edit_remote;
    ApproveDevice "approve-device" ["s"] [Sync] approve_device;
    RemoveMember "remove-member" ["r"] [Sync] remove_member;
    UnlockKeys "unlock-keys" ["o"] [Sync] unlock_keys;
    Left "left" ["Left"] [Insights, Form, Tree, Present, Conflicts] left;
    Right "right" ["Right"] [Insights, Form, Tree, Present, Conflicts] right;
    Up "up" ["Up"] [List, Form] up;
    Down "down" ["Down"] [List, Form] down;
    PageUp "page-up" ["PgUp"] [List] page_up;
    PageDown "page-down" ["PgDn"] [List] page_down;
    First "first" ["Ctrl+Home"] [List] first;
    Last "last" ["Ctrl+End"] [List] last;
    PreviewUp "preview-up" ["Ctrl+Up"] [List] preview_up;
    PreviewDown "preview-down" ["Ctrl+Down"] [List] preview_down;
    Editor "editor" ["Ctrl+O"] [Text] editor;
    New "new" ["Ctrl+N"] [Home, Consultation, Catalogue, Municipalities, Tasks, Sync] new;
    Undo "undo" ["Ctrl+Z"] [Global] undo;
    Redo "redo" ["Ctrl+Y"] [Global] redo;
    Palette "palette" ["Ctrl+P"] [Global] palette;
    Help "help" ["F1"] [Global] help;
    Home "home" ["F2"] [Global] home;
    Consultation "consultation" ["F3"] [Global] consultation;
    Catalogue "catalogue" ["F4"] [Global] catalogue;
    Municipalities "municipalities" ["F5"] [Global] municipalities;
    Tasks "tasks" ["F6"] [Global] tasks;
    Insights "insights" ["F7"] [Global] insights;
    Sync "sync" ["F8"] [Global] sync;
    Minutes "minutes" ["F9"] [Global] minutes;
    Conflicts "conflicts" ["Ctrl+D"] [Global] conflicts;
    SettleBoth "settle-both" ["o"] [Conflicts] settle_both;
    SettleEdit "settle-edit" ["e"] [Conflicts] settle_edit;
    Erase "erase" [] [Consultation] erase;
    Language "language" [] [Global] language;
    Quit "quit" ["F10"] [Global] quit;
}

impl Action {
    /// The line of the table.
    pub fn rule(self) -> &'static ActionRule {
        // Every action has exactly one line, which the tests below hold; the first line stands in for none.
        ACTIONS.iter().find(|rule| rule.action == self).unwrap_or(&ACTIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::key::Key;
    use std::collections::HashMap;

    #[test]
    fn every_default_key_can_be_typed_on_a_czech_keyboard() {
        for rule in ACTIONS {
            for key in rule.keys {
                let parsed = Key::parse(key).unwrap();
                assert!(parsed.is_typable_in_czech(), "{} has {key}", rule.id);
                assert_eq!(parsed.to_string().to_lowercase(), key.to_lowercase(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn a_key_means_one_thing_in_a_context() {
        let mut taken: HashMap<(Context, &str), &str> = HashMap::new();
        for rule in ACTIONS {
            for &context in rule.contexts {
                for &key in rule.keys {
                    assert_eq!(taken.insert((context, key), rule.id), None, "{key} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn every_action_has_its_own_line_and_id() {
        for rule in ACTIONS {
            assert_eq!(ACTIONS.iter().filter(|other| other.action == rule.action).count(), 1, "{}", rule.id);
            assert_eq!(ACTIONS.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
        }
    }
}
