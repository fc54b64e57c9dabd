//! What the fonts of the PDF cannot show, by the item that has it.

use super::build::Options;
use super::gaps::beginning;
use super::pdf::boxes;
use super::plain::line;
use crate::model::{Consultation, ItemBody, Personal};

/// The words by which a person knows the place (empty for the header), and how many characters there the PDF shows as
/// boxes. In the order of the minutes; without internal items and what the options leave out.
pub(super) fn unshown(consultation: &Consultation, options: &Options) -> Vec<(String, usize)> {
    let it = &*consultation.without_internal();
    let personal = options.personal == Personal::With;
    let header = [&it.title, &it.place, &it.agenda, &it.next_meeting];
    let authors = [&it.written_by, &it.verified_by];
    let mut places: Vec<(String, Vec<&String>)> =
        vec![(String::new(), header.into_iter().chain(authors.into_iter().filter(|_| personal)).collect())];
    for person in it.participants.iter().filter(|_| personal) {
        places.push((person.name.clone(), vec![&person.name, &person.office, &person.organisation]));
    }
    for item in &it.items {
        let mut texts = vec![&item.text];
        match &item.body {
            ItemBody::Need { detail, .. } => texts.push(detail),
            ItemBody::Task { owner, .. } if personal => texts.push(owner),
            ItemBody::Task { .. } | ItemBody::Note | ItemBody::Decision => {}
        }
        let links = it.links_of(item.id).filter(|_| options.evidence);
        texts.extend(links.flat_map(|link| [&link.title, &link.why]));
        places.push((item.text.clone(), texts));
    }
    let counted = places.into_iter().map(|(words, texts)| {
        let count = texts.into_iter().map(|text| boxes(&line(text))).sum();
        (beginning(&line(&words)), count)
    });
    counted.filter(|(_, count)| *count > 0).collect()
}
