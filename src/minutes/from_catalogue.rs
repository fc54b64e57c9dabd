//! The minutes of a consultation whose references are looked up in the catalogue.

use super::{Document, MunicipalityLine, Options, References, build, file_name};
use crate::catalogue::Catalogue;
use crate::i18n::Language;
use crate::model::Consultation;

/// The minutes of the consultation; records, municipalities and components are those of `catalogue`.
pub fn from_catalogue(consultation: &Consultation, catalogue: &Catalogue, options: &Options) -> Document {
    with_references(catalogue, |references| build(consultation, references, options))
}

/// Calls `write` with references to the records, municipalities and components of `catalogue`, for the formats that
/// read the consultation itself: tables and calendar.
pub fn with_references<Written>(
    catalogue: &Catalogue,
    write: impl FnOnce(&References) -> Written,
) -> Written {
    write(&References {
        record: &|id| catalogue.record(id),
        municipality: &|code| {
            catalogue.municipalities().get(code).map(|municipality| MunicipalityLine {
                name: municipality.name.to_owned(),
                district: municipality.okres.to_owned(),
                region: municipality.kraj.to_owned(),
            })
        },
        component: &|component, language| {
            catalogue.concept().component_name(component).get(language).to_owned()
        },
    })
}

/// The name that a file of the minutes is offered under; see [`file_name()`].
pub fn file_name_from_catalogue(
    consultation: &Consultation,
    catalogue: &Catalogue,
    language: Language,
    extension: &str,
) -> String {
    let code = consultation.municipalities.first();
    let municipality = code.and_then(|code| catalogue.municipalities().get(code));
    file_name(consultation, municipality.map(|municipality| municipality.name), language, extension)
}
