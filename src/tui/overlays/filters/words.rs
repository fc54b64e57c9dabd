//! The values of filters in words.

use crate::catalogue::SizeBand;
use crate::i18n::collate::compare;
use crate::i18n::sanitize;
use crate::i18n::texts::catalogue::word;
use crate::search::{Facet, Filters};
use crate::tui::desk::Desk;
use std::cmp::Ordering;

/// A value in the words of the list.
pub(super) fn label(facet: &Facet, desk: &Desk) -> String {
    let texts = &desk.texts().catalogue_screen.filters;
    match facet {
        Facet::Kind(kind) => kind.names(desk.language).few.to_owned(),
        Facet::Component(component) => {
            let name = desk.catalogue.concept().component_name(*component).get(desk.language);
            format!("{:<4} {}", component.code(), sanitize(name))
        }
        Facet::Region(region) => sanitize(region).into_owned(),
        Facet::Country(code) => country(code, desk),
        Facet::SizeBand(band) => size(*band, desk).to_owned(),
        Facet::Stage(stage) => stage.word(desk.language).to_owned(),
        Facet::WithResult => texts.with_result.to_owned(),
        Facet::WithCost => texts.with_cost.to_owned(),
    }
}

/// The order of two countries by their names.
pub(super) fn by_name(one: &str, other: &str, desk: &Desk) -> Ordering {
    compare(&country(one, desk), &country(other, desk))
}

/// The name of a country; its code where no name is known.
fn country(code: &str, desk: &Desk) -> String {
    sanitize(word(desk.texts().catalogue.words.countries, code)).into_owned()
}

fn size(band: SizeBand, desk: &Desk) -> &'static str {
    let sizes = &desk.texts().catalogue_screen.filters.sizes;
    let words = SizeBand::ALL.iter().zip(sizes).find(|(known, _)| **known == band);
    words.map(|(_, words)| *words).unwrap_or_default()
}

/// The active filters in words: `praxe nebo rizika; B3; Olomoucký kraj; obce do 500 obyv.`; empty without filters.
pub fn filters_in_words(filters: &Filters, desk: &Desk) -> String {
    let texts = &desk.texts().catalogue_screen.filters;
    let either = |words: Vec<String>| words.join(&format!(" {} ", texts.either));
    let kinds = either(filters.kinds.iter().map(|kind| kind.names(desk.language).few.to_owned()).collect());
    let components = match filters.components.as_slice() {
        [component] => {
            let name = desk.catalogue.concept().component_name(*component).get(desk.language);
            format!("{} {}", component.code(), sanitize(name))
        }
        several => either(several.iter().map(|component| component.code().to_owned()).collect()),
    };
    let regions = either(filters.regions.iter().map(|region| sanitize(region).into_owned()).collect());
    let countries = either(filters.countries.iter().map(|code| country(code, desk)).collect());
    let sizes = either(filters.size_bands.iter().map(|band| size(*band, desk).to_owned()).collect());
    let sizes = if sizes.is_empty() { sizes } else { (texts.size_in_words)(&sizes) };
    let stages = either(filters.stages.iter().map(|stage| stage.word(desk.language).to_owned()).collect());
    let result = if filters.with_result { texts.with_result } else { "" };
    let cost = if filters.with_cost { texts.with_cost } else { "" };
    let groups = [kinds.as_str(), &components, &regions, &countries, &sizes, &stages, result, cost];
    groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join("; ")
}
