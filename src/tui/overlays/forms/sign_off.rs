//! A step of the sign-off of the minutes.

use super::{choice, chosen};
use crate::i18n::Localized;
use crate::minutes;
use crate::model::schema::CONSULTATION;
use crate::model::{Consultation, EntityId, MinutesState, NewSignOff, Personal};
use crate::tui::desk::Desk;
use crate::tui::overlays::field::Field;
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};
use crate::tui::words;

/// The word of the draft's key.
pub(super) const PURPOSE: &str = "sign-off";

/// The form for a step of the sign-off. As long as the state is left as it is, nothing is written.
pub fn sign_off(consultation: &Consultation, desk: &Desk) -> Form {
    let version = consultation.minutes_version();
    let fields = vec![
        choice(
            "state",
            |texts| &texts.sign_off.state,
            MinutesState::ALL,
            &version.state,
            |language| MinutesState::ALL.iter().map(|&it| words::minutes_state(it, language)).collect(),
        ),
        Field::line("by", |texts| &texts.sign_off.by, ""),
        Field::past_date("date", |texts| &texts.sign_off.date, desk.today(), desk.language),
    ];
    Form::new(SignOff { consultation: consultation.clone() }, fields)
}

#[derive(Debug)]
struct SignOff {
    consultation: Consultation,
}

impl Purpose for SignOff {
    fn title(&self, desk: &Desk) -> String {
        (desk.texts().forms.sign_off_title)(self.consultation.minutes_version().number)
    }

    fn draft_key(&self) -> String {
        format!("form:{PURPOSE}:{}", self.consultation.id)
    }

    fn writing(&self, form: &Form, desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        let Some(state) = form.changed("state").map(|field| chosen(MinutesState::ALL, field)) else {
            if form.changed("by").or_else(|| form.changed("date")).is_none() {
                return Ok(None);
            }
            return Err(FieldProblem { field: "state", text: desk.texts().forms.no_state_chosen.to_owned() });
        };
        if desk.lacks_records(&self.consultation) {
            return Err(FieldProblem { field: "state", text: desk.texts().messages.minutes_wait.to_owned() });
        }
        let new = NewSignOff {
            state,
            by: form.field("by").map(Field::trimmed).unwrap_or_default(),
            date: form.field("date").and_then(|field| field.read_date(desk.today())).unwrap_or(desk.today()),
        };
        let options = desk.minutes_options(desk.language, Personal::With, true);
        let entity = (EntityId::generate(desk.now), desk.now);
        let how = (&options, &desk.templates);
        let change = minutes::sign_off(&self.consultation, &desk.catalogue, how, &new, entity);
        let (change, problem) = change.map_err(|error| FieldProblem {
            field: if state == MinutesState::Confirmed { "by" } else { "state" },
            text: error.localized(desk.language),
        })?;
        Ok(Some(Writing {
            document: self.consultation.id,
            kind: CONSULTATION,
            change,
            context: self.consultation.seen.clone(),
            warning: problem.map(|problem| problem.warning(desk.language)),
        }))
    }

    fn written(&self, desk: &Desk) -> &'static str {
        desk.texts().forms.signed_off
    }
}
