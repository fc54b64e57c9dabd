//! What the search made of a query beside words, and why it found a record: for the catalogue and the evidence.

use super::text_input::Mark;
use crate::catalogue::{Municipality, Record};
use crate::i18n::{sanitize, wrap};
use crate::search::{Query, Results, SpanKind, Understood};
use crate::tui::desk::Desk;
use crate::tui::theme::Theme;
use ratatui::text::Line;

/// The municipality that the query names.
pub fn named_place<'desk>(understood: &Understood, desk: &'desk Desk) -> Option<&'desk Municipality> {
    desk.catalogue.municipalities().get(&understood.place.as_ref()?.municipality_code)
}

/// Where records come from if the query names a place: how many from there, or what stands higher instead.
pub fn place_words(results: &Results, desk: &Desk) -> Option<String> {
    let texts = &desk.texts().catalogue_screen;
    let understood = &results.understood;
    if let (Some(named), Some(place)) = (&understood.place, named_place(understood, desk)) {
        let instead = (!results.hits.is_empty()).then_some(place.kraj);
        return Some(match named.records {
            0 => (texts.nothing_from_place)(place.status, &place.label(), instead),
            records => (texts.records_from_place)(&place.label(), records),
        });
    }
    let region = understood.region.as_ref().filter(|_| !results.hits.is_empty())?;
    Some((texts.region_first)(&sanitize(region)))
}

/// The name of the place or kraj that hits are near to: the one that the query names before that of the consultation.
pub fn near_name(understood: &Understood, desk: &Desk) -> Option<String> {
    let named = named_place(understood, desk).map(|place| place.name.to_owned());
    let region = || understood.region.as_ref().map(|region| sanitize(region).into_owned());
    named.or_else(region).or_else(|| Some(desk.municipality()?.name.to_owned()))
}

/// How the parts of a query that are more than words are shown where it is typed.
pub fn query_marks(understood: &Understood, theme: Theme) -> Vec<Mark> {
    let style = |kind: SpanKind| match kind {
        SpanKind::Filter | SpanKind::Phrase | SpanKind::Excluded => theme.directive(),
        SpanKind::Unfinished => theme.muted(),
        SpanKind::Mistake => theme.mistake(),
    };
    understood.spans.iter().map(|(range, kind)| (range.clone(), style(*kind))).collect()
}

/// Why a record was found, a reason a line, and an empty line.
pub fn why_lines(record: &Record, query: &Query, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let texts = &desk.texts().catalogue_screen;
    let place = desk.index.as_ref().zip(desk.catalogue.position(&record.id));
    let explained = place.map(|(index, position)| {
        index.explainer(query).explain(record, position, desk.language).lines(record, desk.language)
    });
    let mut reasons = explained.unwrap_or_default();
    if reasons.is_empty() {
        reasons.push(texts.why_without_words.to_owned());
    }
    let mut lines = vec![Line::styled(texts.why, desk.theme.title())];
    for reason in reasons {
        let reason = sanitize(&reason).into_owned();
        let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
        let wrapped = wrap(&reason, width.saturating_sub(2).max(1)).into_iter().zip(marks);
        lines.extend(wrapped.map(|(line, mark)| Line::raw(format!("{mark}{line}"))));
    }
    lines.push(Line::default());
    lines
}

/// A sentence in lines of its own, without marks; at most `limit`, the last one with `…` where more follows.
pub fn short_paragraph(text: &str, width: usize, limit: usize) -> Vec<String> {
    let text = sanitize(text).into_owned();
    let lines = wrap(&text, width.max(1));
    let cut = lines.len() > limit;
    let mut shown: Vec<String> =
        lines.into_iter().take(limit).map(|line| line.trim_end().to_owned()).collect();
    if let Some(last) = shown.last_mut().filter(|_| cut) {
        let with_sign = format!("{last} …");
        *last = crate::i18n::truncate(&with_sign, width.max(1)).into_owned();
    }
    shown
}
