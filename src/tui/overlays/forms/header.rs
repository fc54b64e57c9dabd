//! The header of a consultation with its participants.

use super::{choice, chosen};
use crate::model::schema::CONSULTATION;
use crate::model::text::fold_letters;
use crate::model::{
    Change, ChangeKind, Consultation, ConsultationKind, EntityId, HeaderField, Participant, PersonLine,
    Status, Visibility, read_people,
};
use crate::tui::desk::Desk;
use crate::tui::overlays::field::Field;
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};
use crate::tui::words;
use jiff::Timestamp;

/// The word of the draft's key.
pub(super) const PURPOSE: &str = "header";

/// The form for the header of `consultation`.
pub fn header(consultation: &Consultation, desk: &Desk) -> Form {
    let (it, language) = (consultation, desk.language);
    let people: Vec<String> = it.participants.iter().map(|person| person_line(person, desk)).collect();
    let fields = vec![
        Field::line("title", |texts| &texts.header.title, &it.title),
        choice(
            "kind",
            |texts| &texts.header.kind,
            ConsultationKind::ALL,
            &it.kind,
            |language| {
                ConsultationKind::ALL.iter().map(|&kind| words::consultation_kind(kind, language)).collect()
            },
        ),
        Field::municipalities(
            "municipalities",
            |texts| &texts.header.municipalities,
            it.municipalities.clone(),
            1..=usize::MAX,
        ),
        Field::moment("start", |texts| &texts.header.start, it.start, language),
        Field::moment("end", |texts| &texts.header.end, it.end, language),
        Field::line("place", |texts| &texts.header.place, &it.place),
        Field::lines("participants", |texts| &texts.header.participants, &people.join("\n")),
        Field::lines("agenda", |texts| &texts.header.agenda, &it.agenda),
        choice(
            "status",
            |texts| &texts.header.status,
            Status::ALL,
            &it.status,
            |language| Status::ALL.iter().map(|&status| words::status(status, language)).collect(),
        ),
        choice(
            "visibility",
            |texts| &texts.header.visibility,
            Visibility::ALL,
            &it.visibility,
            |language| {
                Visibility::ALL.iter().map(|&visibility| words::visibility(visibility, language)).collect()
            },
        ),
        Field::meeting("next_meeting", |texts| &texts.header.next_meeting, &it.next_meeting),
        Field::line("written_by", |texts| &texts.header.written_by, &it.written_by),
        Field::line("verified_by", |texts| &texts.header.verified_by, &it.verified_by),
    ];
    let shown = people.into_iter().zip(it.participants.iter().cloned()).collect();
    Form::new(Header { consultation: it.clone(), shown }, fields).disputing(&it.conflicts)
}

#[derive(Debug)]
struct Header {
    consultation: Consultation,
    /// Every participant with the line that stood for them when the form was opened.
    shown: Vec<(String, Participant)>,
}

impl Purpose for Header {
    fn title(&self, desk: &Desk) -> String {
        let it = &self.consultation;
        let name = desk.consultation_title(&it.title, it.kind, &it.municipalities);
        format!("{} · {name}", desk.texts().forms.header_title)
    }

    fn draft_key(&self) -> String {
        format!("form:{PURPOSE}:{}", self.consultation.id)
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let start = form.moment("start", desk);
        let end = form.moment("end", desk);
        if (form.changed("start").is_some() || form.changed("end").is_some()) && start > end && end.is_some()
        {
            let text = desk.texts().forms.end_before_start.to_owned();
            return Err(FieldProblem { field: "end", text });
        }
        let text = |key| form.changed(key).map(Field::trimmed);
        let fields: Vec<HeaderField> = [
            text("title").map(HeaderField::Title),
            form.changed("kind").map(|field| HeaderField::Kind(chosen(ConsultationKind::ALL, field))),
            form.changed("municipalities").map(|field| HeaderField::Municipalities(field.codes().to_vec())),
            form.changed("start").map(|_| HeaderField::Start(start)),
            form.changed("end").map(|_| HeaderField::End(end)),
            text("place").map(HeaderField::Place),
            form.changed("agenda").map(|field| HeaderField::Agenda(field.entries().join("\n"))),
            form.changed("status").map(|field| HeaderField::Status(chosen(Status::ALL, field))),
            form.changed("visibility").map(|field| HeaderField::Visibility(chosen(Visibility::ALL, field))),
            text("next_meeting").map(HeaderField::NextMeeting),
            text("written_by").map(HeaderField::WrittenBy),
            text("verified_by").map(HeaderField::VerifiedBy),
        ]
        .into_iter()
        .flatten()
        .collect();
        let people = form.changed("participants").and_then(|field| {
            let wanted = self.people(&field.entries(), desk.now);
            self.consultation.set_participants(&wanted, desk.now)
        });
        let mut edits =
            if fields.is_empty() { Vec::new() } else { self.consultation.set_header(fields).edits };
        edits.extend(people.into_iter().flat_map(|change| change.edits));
        Ok((!edits.is_empty()).then(|| Writing {
            document: self.consultation.id,
            kind: CONSULTATION,
            change: Change { kind: ChangeKind::Header, edits },
            context: self.consultation.seen.clone(),
            warning: None,
        }))
    }
}

impl Header {
    /// The participants that the lines mean. A line that was not touched is who it was, with every field as it is; one
    /// with a known name changes that person; any other is a new person, or several divided by `;`.
    fn people(&self, lines: &[String], now: Timestamp) -> Vec<Participant> {
        let mut left: Vec<&(String, Participant)> = self.shown.iter().collect();
        let known: Vec<Option<Participant>> = lines
            .iter()
            .map(|line| {
                let index = left.iter().position(|(shown, _)| shown.trim() == line)?;
                Some(left.remove(index).1.clone())
            })
            .collect();
        let mut people = Vec::new();
        for (line, known) in lines.iter().zip(known) {
            let is_new = known.is_none();
            people.extend(known);
            for typed in read_people(line).into_iter().filter(|_| is_new) {
                let name = fold_letters(&typed.name);
                let old = left.iter().position(|(_, old)| fold_letters(&old.name) == name);
                let id = old.map_or_else(|| EntityId::generate(now), |index| left.remove(index).1.id);
                people.push(typed.participant(id));
            }
        }
        people
    }
}

/// A participant as the form shows them.
fn person_line(person: &Participant, desk: &Desk) -> String {
    PersonLine::of(person).line(desk.texts().forms.excused_mark)
}
