//! What the minutes still lack. Gaps are shown, they never stop an export.

use super::plain::line;
use crate::i18n::Language;
use crate::model::{Consultation, EntityId, ItemBody, ItemKind, NeedStatus};

/// The most characters of an item's words that a gap repeats.
const WORDS: usize = 60;

/// Something that complete minutes have and these have not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// No municipality.
    NoMunicipality,
    /// No date and time of the beginning.
    NoStart,
    /// No time of the end.
    NoEnd,
    /// An end before the start.
    EndBeforeStart,
    /// No place.
    NoPlace,
    /// Nobody is marked as present.
    NoParticipants,
    /// No agenda.
    NoAgenda,
    /// No need, note, decision or task.
    NothingRecorded,
    /// A need that nothing is linked to, that no task follows before the next need, and that is not marked as unmet.
    NeedWithoutNextStep(EntityId),
    /// A task, not done, without the name of who does it.
    TaskWithoutOwner(EntityId),
    /// A task, not done, without a date.
    TaskWithoutDate(EntityId),
    /// No word on the next meeting.
    NoNextMeeting,
    /// Nobody who wrote the minutes.
    NoAuthor,
    /// A field of the header, of a participant, of an item or of linked evidence that was written differently
    /// elsewhere; with its name in documents.
    ConflictIn(EntityId, String),
}

/// Everything that the minutes of the consultation still lack, in the order of the minutes; conflicts first, because
/// they decide what the rest says.
pub fn gaps(consultation: &Consultation) -> Vec<Gap> {
    // What never leaves lacks nothing.
    let it = &*consultation.without_internal();
    let mut gaps = conflicts(it);
    let missing = [
        (it.municipalities.is_empty(), Gap::NoMunicipality),
        (it.start.is_none(), Gap::NoStart),
        (it.end.is_none(), Gap::NoEnd),
        (it.end.is_some() && it.end < it.start, Gap::EndBeforeStart),
        (it.place.trim().is_empty(), Gap::NoPlace),
        (it.participants.iter().all(|person| person.excused), Gap::NoParticipants),
        (it.agenda.trim().is_empty(), Gap::NoAgenda),
        (it.items.is_empty(), Gap::NothingRecorded),
    ];
    let applying = |missing: Vec<(bool, Gap)>| {
        missing.into_iter().filter(|(applies, _)| *applies).map(|(_, gap)| gap).collect::<Vec<_>>()
    };
    gaps.extend(applying(missing.into()));
    for (index, item) in it.items.iter().enumerate() {
        match &item.body {
            ItemBody::Need { status, .. } => {
                let after = it.items.iter().skip(index + 1);
                let answered = it.links_of(item.id).next().is_some()
                    || after
                        .take_while(|next| next.kind() != ItemKind::Need)
                        .any(|next| next.kind() == ItemKind::Task);
                if !answered && *status != NeedStatus::Unmet {
                    gaps.push(Gap::NeedWithoutNextStep(item.id));
                }
            }
            ItemBody::Task { owner, due, done: false, .. } => gaps.extend(applying(vec![
                (owner.trim().is_empty(), Gap::TaskWithoutOwner(item.id)),
                (due.is_none(), Gap::TaskWithoutDate(item.id)),
            ])),
            ItemBody::Task { done: true, .. } | ItemBody::Note | ItemBody::Decision => {}
        }
    }
    gaps.extend(applying(vec![
        (it.next_meeting.trim().is_empty(), Gap::NoNextMeeting),
        (it.written_by.trim().is_empty(), Gap::NoAuthor),
    ]));
    gaps
}

/// Conflicts of what the minutes say; in which of two places an item stands is not worth a question.
pub(super) fn conflicts(consultation: &Consultation) -> Vec<Gap> {
    let header = (consultation.id.header(), &consultation.conflicts);
    let people = consultation.participants.iter().map(|person| (person.id, &person.conflicts));
    let items = consultation.items.iter().map(|item| (item.id, &item.conflicts));
    let links = consultation.links.iter().map(|link| (link.id, &link.conflicts));
    [header]
        .into_iter()
        .chain(people)
        .chain(items)
        .chain(links)
        .flat_map(|(id, fields)| fields.iter().map(move |field| (id, field)))
        .filter(|(_, field)| *field != "order")
        .map(|(id, field)| Gap::ConflictIn(id, field.clone()))
        .collect()
}

impl Gap {
    /// What is missing and what to do about it, with the words of the item that it is about.
    pub fn describe(&self, consultation: &Consultation, language: Language) -> String {
        let texts = &language.texts().minutes;
        let words = |id: EntityId| {
            let item = || consultation.item(id).map(|item| &item.text);
            let link = || consultation.links.iter().find(|link| link.id == id).map(|link| &link.title);
            let person =
                || consultation.participants.iter().find(|person| person.id == id).map(|it| &it.name);
            let words = item().or_else(link).or_else(person).map(|words| line(words)).unwrap_or_default();
            if words.is_empty() { texts.untitled.to_owned() } else { beginning(&words) }
        };
        match self {
            Gap::NoMunicipality => texts.gap_municipality.to_owned(),
            Gap::NoStart => texts.gap_start.to_owned(),
            Gap::NoEnd => texts.gap_end.to_owned(),
            Gap::EndBeforeStart => texts.gap_end_before_start.to_owned(),
            Gap::NoPlace => texts.gap_place.to_owned(),
            Gap::NoParticipants => texts.gap_participants.to_owned(),
            Gap::NoAgenda => texts.gap_agenda.to_owned(),
            Gap::NothingRecorded => texts.gap_nothing.to_owned(),
            Gap::NeedWithoutNextStep(id) => (texts.gap_need)(&words(*id)),
            Gap::TaskWithoutOwner(id) => (texts.gap_owner)(&words(*id)),
            Gap::TaskWithoutDate(id) => (texts.gap_due)(&words(*id)),
            Gap::NoNextMeeting => texts.gap_next_meeting.to_owned(),
            Gap::NoAuthor => texts.gap_author.to_owned(),
            Gap::ConflictIn(id, field) if *id == consultation.id.header() => {
                (texts.gap_conflict_header)((texts.field)(field))
            }
            Gap::ConflictIn(id, field) => (texts.gap_conflict)((texts.field)(field), &words(*id)),
        }
    }
}

/// The beginning of a long text, cut between characters as a reader counts them.
pub(super) fn beginning(text: &str) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    match text.grapheme_indices(true).nth(WORDS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or(text).trim_end()),
    }
}
