//! The words of the model's values in the language of the interface.

use crate::i18n::Language;
use crate::model::schema::PRACTICE_DRAFT;
use crate::model::{
    ChangeKind, ConsultationKind, DraftState, ItemKind, MinutesState, NeedStatus, Priority, Side, Status,
    Verdict, Visibility,
};

/// The word at the place that `value` has in `all`.
fn at<T: PartialEq, const N: usize>(all: &[T], value: T, words: &[&'static str; N]) -> &'static str {
    all.iter()
        .position(|known| *known == value)
        .and_then(|index| words.get(index))
        .copied()
        .unwrap_or_default()
}

/// How they met.
pub fn consultation_kind(kind: ConsultationKind, language: Language) -> &'static str {
    at(ConsultationKind::ALL, kind, &language.texts().words.consultation_kinds)
}

/// How far a consultation is.
pub fn status(status: Status, language: Language) -> &'static str {
    at(Status::ALL, status, &language.texts().words.statuses)
}

/// How far minutes are.
pub fn minutes_state(state: MinutesState, language: Language) -> &'static str {
    at(MinutesState::ALL, state, &language.texts().words.minutes_states)
}

/// Who may see a consultation.
pub fn visibility(visibility: Visibility, language: Language) -> &'static str {
    at(Visibility::ALL, visibility, &language.texts().words.visibilities)
}

/// The kind of an item, whole.
pub fn item_kind(kind: ItemKind, language: Language) -> &'static str {
    at(&ItemKind::ALL, kind, &language.texts().words.item_kinds)
}

/// The kind of an item as the record marks it.
pub fn item_mark(kind: ItemKind, language: Language) -> &'static str {
    at(&ItemKind::ALL, kind, &language.texts().words.item_marks)
}

/// How far a need is.
pub fn need_status(status: NeedStatus, language: Language) -> &'static str {
    at(NeedStatus::ALL, status, &language.texts().words.need_statuses)
}

/// How urgent a need is.
pub fn priority(priority: Priority, language: Language) -> &'static str {
    at(Priority::ALL, priority, &language.texts().words.priorities)
}

/// The side of a task.
pub fn side(side: Side, language: Language) -> &'static str {
    at(Side::ALL, side, &language.texts().words.sides)
}

/// What was said of a linked record.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    at(Verdict::ALL, verdict, &language.texts().words.verdicts)
}

/// What a change does, in the words of the message after undo.
pub fn change(kind: ChangeKind, document: &str, language: Language) -> &'static str {
    let words = &language.texts().messages.changes;
    let [made, edited, deleted] = words.draft;
    let is_draft = document == PRACTICE_DRAFT;
    match kind {
        ChangeKind::Create if is_draft => made,
        ChangeKind::Edit if is_draft => edited,
        ChangeKind::Delete if is_draft => deleted,
        ChangeKind::Create => words.create,
        ChangeKind::Add => words.add,
        ChangeKind::Edit => words.edit,
        ChangeKind::Delete => words.delete,
        ChangeKind::Move => words.reorder,
        ChangeKind::Link => words.link,
        ChangeKind::Unlink => words.unlink,
        ChangeKind::Header => words.header,
        ChangeKind::Participants => words.participants,
        ChangeKind::Done => words.done,
        ChangeKind::SignOff => words.sign_off,
        ChangeKind::Import => words.import,
        ChangeKind::Erase => words.erase,
        ChangeKind::Settle => words.settle,
    }
}

/// How far a practice draft is.
pub fn draft_state(state: DraftState, language: Language) -> &'static str {
    at(&DraftState::ALL, state, &language.texts().own_records.draft_states)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_own_word() {
        for language in Language::ALL {
            let texts = &language.texts().words;
            assert_eq!(texts.consultation_kinds.len(), ConsultationKind::ALL.len());
            assert_eq!(texts.statuses.len(), Status::ALL.len());
            assert_eq!(texts.visibilities.len(), Visibility::ALL.len());
            assert_eq!(texts.need_statuses.len(), NeedStatus::ALL.len());
            assert_eq!(texts.priorities.len(), Priority::ALL.len());
            assert_eq!(texts.sides.len(), Side::ALL.len());
            assert_eq!(texts.verdicts.len(), Verdict::ALL.len());
            assert_eq!(verdict(Verdict::Rejected, language), texts.verdicts[2]);
        }
    }
}
