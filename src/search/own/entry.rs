//! What is found among own records: a header or an item of a consultation, or a practice draft, with its texts.

use crate::catalogue::{Bilingual, Catalogue, Field, FieldText, Municipality};
use crate::i18n::{Language, Texts};
use crate::model::schema::PRACTICE_DRAFT;
use crate::model::{
    Component, Consultation, ConsultationKind, DocumentId, DraftState, EntityId, Item, ItemBody, ItemKind,
    Link, NeedStatus, PracticeDraft, Verdict,
};
use crate::search::Searchable;
use crate::search::toponym::forms;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// What an own record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OwnKind {
    /// A consultation with the texts of its header.
    Consultation,
    /// An item of one.
    Item(ItemKind),
    /// A practice told by a mayor, before it is in the catalogue.
    Draft,
}

impl OwnKind {
    /// The word of JSON: `consultation`, `need`, `note`, `decision`, `task`, `practice-draft`.
    pub fn key(self) -> &'static str {
        match self {
            OwnKind::Consultation => "consultation",
            OwnKind::Item(kind) => kind.key(),
            OwnKind::Draft => PRACTICE_DRAFT,
        }
    }
}

/// A record of the catalogue that is linked to a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its title when it was linked.
    pub title: String,
    /// What the municipality said of it.
    pub verdict: Verdict,
}

/// A header or an item of a consultation, or a practice draft. Names of people, their offices and contacts are not among its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnEntry {
    /// The consultation or the practice draft.
    pub document: DocumentId,
    /// The item; `None` for the header and for a practice draft.
    pub item: Option<EntityId>,
    /// What it is.
    pub kind: OwnKind,
    /// The words of the item, the title of the consultation or of the draft.
    pub title: Bilingual,
    /// The other texts that it can be found by.
    pub fields: Vec<FieldText>,
    /// The day of the consultation, the day (UTC) on which a draft was written down.
    pub date: Option<Date>,
    /// Codes of the municipalities, the main one first.
    pub municipalities: Vec<String>,
    /// The kraje of the municipalities.
    pub regions: Vec<&'static str>,
    /// What only this kind of item has; `None` for the header.
    pub body: Option<ItemBody>,
    /// The whole draft, if it is one.
    pub draft: Option<Arc<PracticeDraft>>,
    /// What is linked to a need.
    pub evidence: Vec<Evidence>,
    /// Its place in the consultation; the header has 0.
    pub order: usize,
}

impl Searchable for OwnEntry {
    fn title(&self) -> &Bilingual {
        &self.title
    }

    fn fields(&self) -> &[FieldText] {
        &self.fields
    }
}

/// The fields of what is recorded in consultations under the names that JSON gives them. The engine weighs a field by what it is in the
/// catalogue, so each of them goes under the field of the catalogue that says as much about what a text is about.
const FIELD_KEYS: [(Field, &str); 8] = [
    (Field::Title, "title"),
    (Field::Problem, "detail"),
    (Field::Solution, "evidence"),
    (Field::Goal, "agenda"),
    (Field::Result, "place"),
    (Field::Lesson, "next_meeting"),
    (Field::Partners, "organisations"),
    (Field::Place, "municipality"),
];

/// The fields of a practice draft with their names in its document; those of a record of the catalogue.
const DRAFT_FIELDS: [(Field, &str); 10] = [
    (Field::Title, "title"),
    (Field::Problem, "problem"),
    (Field::Solution, "solution"),
    (Field::Result, "result"),
    (Field::Lesson, "lesson"),
    (Field::Place, "place"),
    (Field::Cost, "cost_text"),
    (Field::Funding, "funding"),
    (Field::Partners, "partners"),
    (Field::Goal, "source"),
];

impl OwnEntry {
    /// The components of a need or of a draft.
    pub fn components(&self) -> &[Component] {
        match (&self.body, &self.draft) {
            (Some(ItemBody::Need { components, .. }), _) => components,
            (_, Some(draft)) => &draft.components,
            _ => &[],
        }
    }

    /// The name in JSON of a field that a match can be in; `None` for the words for kind, state, kraj and date and for
    /// the cases of names, which are there only to be found.
    pub fn field_key(&self, field: Field) -> Option<&'static str> {
        if self.kind == OwnKind::Draft {
            return DRAFT_FIELDS.iter().find(|(known, _)| *known == field).map(|(_, key)| *key);
        }
        FIELD_KEYS.iter().find(|(known, _)| *known == field).map(|(_, key)| *key)
    }

    /// The text of a field.
    pub fn text(&self, field: Field, language: Language) -> &str {
        let text = self.fields.iter().find(|text| text.field == field).map(|text| &text.text);
        if field == Field::Title { self.title.get(language) } else { text.map_or("", |it| it.get(language)) }
    }

    /// Whether `other` stands for the same thing, maybe from before a change of it.
    pub fn is_same(&self, other: &OwnEntry) -> bool {
        (self.document, self.item) == (other.document, other.item)
    }

    /// The header and the items of a consultation; nothing of one that is deleted.
    pub(super) fn all_of(consultation: &Consultation, catalogue: &Catalogue) -> Vec<OwnEntry> {
        if consultation.deleted {
            return Vec::new();
        }
        let entries = Entries::new(consultation, catalogue);
        let items = consultation.items.iter().zip(1..).map(|(item, order)| entries.item(item, order));
        std::iter::once(entries.header()).chain(items).collect()
    }
}

impl OwnEntry {
    /// A practice draft.
    pub(super) fn of_draft(draft: &PracticeDraft, catalogue: &Catalogue) -> OwnEntry {
        let code = draft.text("municipality_code");
        let municipality: Option<&Municipality> = catalogue.municipalities().get(code);
        let name = municipality.map_or(code, |it| it.name);
        let places: Vec<&str> = [name, draft.text("place")].into_iter().filter(|it| !it.is_empty()).collect();
        let date = draft.written.map(|written| written.to_zoned(TimeZone::UTC).date());
        let word = |texts: &Texts| texts.own_records.draft;
        let own = DRAFT_FIELDS.iter().filter(|(field, _)| !matches!(field, Field::Title | Field::Place));
        let mut fields: Vec<FieldText> =
            own.filter_map(|&(field, key)| same(field, draft.text(key))).collect();
        let derived = [
            same(Field::Place, places.join(", ")),
            same(Field::Website, cases_of(&[name])),
            same(Field::Region, municipality.map_or("", |it| it.kraj)),
            date.map(|date| FieldText { field: Field::Status, text: both(|it| words_of(date, it)) }),
            Some(spoken(Field::Classification, word)),
            Some(spoken(Field::Stage, |texts| draft_state(draft.state, texts))),
        ];
        fields.extend(derived.into_iter().flatten());
        let title = match draft.name() {
            "" => both(|language| word(language.texts()).to_owned()),
            name => Bilingual::same(name),
        };
        OwnEntry {
            document: draft.id,
            item: None,
            kind: OwnKind::Draft,
            title,
            fields,
            date,
            municipalities: Some(code.to_owned()).filter(|code| !code.is_empty()).into_iter().collect(),
            regions: municipality.map(|it| it.kraj).into_iter().collect(),
            body: None,
            draft: Some(Arc::new(draft.clone())),
            evidence: Vec::new(),
            order: 0,
        }
    }
}

fn draft_state(state: DraftState, texts: &Texts) -> &'static str {
    let place = DraftState::ALL.iter().position(|known| *known == state);
    place.and_then(|place| texts.own_records.draft_states.get(place)).copied().unwrap_or_default()
}

/// Makes the entries of one consultation.
struct Entries<'a> {
    consultation: &'a Consultation,
    names: Vec<&'a str>,
    regions: Vec<&'static str>,
    /// What all of them can be found by: municipality in all cases, kraj, date.
    shared: Vec<FieldText>,
}

impl<'a> Entries<'a> {
    fn new(consultation: &'a Consultation, catalogue: &'a Catalogue) -> Entries<'a> {
        let known = |code: &String| -> Option<&Municipality> { catalogue.municipalities().get(code) };
        let codes = &consultation.municipalities;
        let name = |code: &'a String| known(code).map_or(code.as_str(), |municipality| municipality.name);
        let names: Vec<&str> = codes.iter().map(name).collect();
        let mut regions: Vec<&'static str> = codes.iter().filter_map(known).map(|it| it.kraj).collect();
        regions.dedup();
        let date = consultation.start.map(|start| both(|language| words_of(start.date(), language)));
        let shared = [
            same(Field::Place, names.join(", ")),
            same(Field::Website, cases_of(&names)),
            same(Field::Region, regions.join(", ")),
            date.map(|text| FieldText { field: Field::Status, text }),
        ];
        Entries { consultation, names, regions, shared: shared.into_iter().flatten().collect() }
    }

    fn header(&self) -> OwnEntry {
        let it = self.consultation;
        let title = match it.title.as_str() {
            "" => both(|language| {
                let kind = consultation_kind(it.kind, language.texts());
                format!("{kind} {}", self.names.join(", ")).trim().to_owned()
            }),
            title => Bilingual::same(title),
        };
        let mut organisations: Vec<&str> = Vec::new();
        for person in &it.participants {
            if !person.organisation.is_empty() && !organisations.contains(&person.organisation.as_str()) {
                organisations.push(&person.organisation);
            }
        }
        let fields = [
            same(Field::Goal, &it.agenda),
            same(Field::Result, &it.place),
            same(Field::Lesson, &it.next_meeting),
            same(Field::Partners, organisations.join(", ")),
            Some(spoken(Field::Classification, |texts| consultation_kind(it.kind, texts))),
        ];
        self.entry(None, OwnKind::Consultation, title, fields.into_iter().flatten().collect())
    }

    fn item(&self, item: &Item, order: usize) -> OwnEntry {
        let links: Vec<&Link> = self.consultation.links_of(item.id).collect();
        let linked = links.iter().flat_map(|link| [link.title.as_str(), link.why.as_str()]);
        let linked: Vec<&str> = linked.filter(|text| !text.is_empty()).collect();
        let (detail, state) = match &item.body {
            ItemBody::Need { detail, status, .. } => {
                let place = NeedStatus::ALL.iter().position(|known| known == status);
                let state = place.filter(|_| *status != NeedStatus::default());
                (detail.as_str(), state)
            }
            ItemBody::Note | ItemBody::Decision | ItemBody::Task { .. } => ("", None),
        };
        let fields = [
            same(Field::Problem, detail),
            same(Field::Solution, linked.join(" · ")),
            Some(spoken(Field::Classification, |texts| item_kind(item.kind(), texts))),
            state.map(|place| {
                let word = |texts: &Texts| texts.words.need_statuses.get(place).copied();
                spoken(Field::Stage, |texts| word(texts).unwrap_or_default())
            }),
        ];
        let kind = OwnKind::Item(item.kind());
        let fields = fields.into_iter().flatten().collect();
        let evidence = links.iter().map(|it| Evidence { title: it.title.clone(), verdict: it.verdict });
        OwnEntry {
            body: Some(item.body.clone()),
            evidence: evidence.collect(),
            order,
            ..self.entry(Some(item.id), kind, Bilingual::same(item.text.as_str()), fields)
        }
    }

    fn entry(
        &self,
        item: Option<EntityId>,
        kind: OwnKind,
        title: Bilingual,
        mut fields: Vec<FieldText>,
    ) -> OwnEntry {
        fields.extend(self.shared.iter().cloned());
        OwnEntry {
            document: self.consultation.id,
            item,
            kind,
            title,
            fields,
            date: self.consultation.start.map(|start| start.date()),
            municipalities: self.consultation.municipalities.clone(),
            regions: self.regions.clone(),
            body: None,
            draft: None,
            evidence: Vec::new(),
            order: 0,
        }
    }
}

fn both(text: impl Fn(Language) -> String) -> Bilingual {
    Bilingual { cs: text(Language::Czech), en: text(Language::English) }
}

/// A text that has no language; `None` where there is nothing in it.
fn same(field: Field, text: impl Into<String>) -> Option<FieldText> {
    let text = text.into();
    (!text.is_empty()).then(|| FieldText { field, text: Bilingual::same(text) })
}

/// A word of the interface in both languages.
fn spoken(field: Field, word: impl Fn(&Texts) -> &'static str) -> FieldText {
    FieldText { field, text: both(|language| word(language.texts()).to_owned()) }
}

fn consultation_kind(kind: ConsultationKind, texts: &Texts) -> &'static str {
    let place = ConsultationKind::ALL.iter().position(|known| *known == kind);
    place.and_then(|place| texts.words.consultation_kinds.get(place)).copied().unwrap_or_default()
}

fn item_kind(kind: ItemKind, texts: &Texts) -> &'static str {
    let place = ItemKind::ALL.iter().position(|known| *known == kind);
    place.and_then(|place| texts.words.item_kinds.get(place)).copied().unwrap_or_default()
}

/// The words that names of places have in their other cases: `praze` is found where `Praha` is.
fn cases_of(names: &[&str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for name in names {
        forms(name, &mut |form, _| {
            for word in form.split(' ') {
                if !words.iter().any(|known| known == word) {
                    words.push(word.to_owned());
                }
            }
        });
    }
    words.join(" ")
}

/// A day as people write and say it: with its number and name of month, the latter also in its basic form.
fn words_of(date: Date, language: Language) -> String {
    let months = language.texts().own_records.months;
    let month = usize::try_from(date.month() - 1).ok().and_then(|month| months.get(month));
    let month = month.copied().unwrap_or_default();
    format!("{}, {}, {month}", language.weekday_date(date), language.date(date))
}
