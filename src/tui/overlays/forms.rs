//! The forms of porada: which fields each has and which change it makes of them.

mod header;
mod item;
mod practice;
mod remote;
mod sign_off;

pub use header::header;
pub use item::{item_details, link_details, new_task};
pub use practice::{practice_details, practice_draft};
pub use remote::{new_remote, remote, unlock};
pub use sign_off::sign_off;

use super::field::{Field, Options};
use super::form::Form;
use crate::i18n::Language;
use crate::i18n::texts::forms::{FieldText, Texts};
use crate::model::DocumentId;
use crate::store::Draft;
use crate::tui::desk::Desk;

/// Brings a form back whose draft was not written when porada was left or killed; `None` when what it is about is not
/// there any more, or belongs to a consultation that is not open.
pub fn restored(desk: &Desk, key: &str, draft: &Draft) -> Option<Form> {
    let (purpose, id) = key.strip_prefix("form:")?.split_once(':')?;
    let form = match purpose {
        practice::PURPOSE if id == "new" => practice_draft(desk),
        item::TASK_PURPOSE => new_task(desk),
        remote::PURPOSE if id.is_empty() => new_remote(desk),
        _ => {
            let open = desk.open.as_ref()?;
            let part = id.strip_prefix(&open.id.to_string())?.trim_start_matches('/');
            match purpose {
                header::PURPOSE => header(open, desk),
                sign_off::PURPOSE => sign_off(open, desk),
                item::ITEM_PURPOSE => item_details(open, open.item(part.parse().ok()?)?, desk),
                item::LINK_PURPOSE => {
                    let id = part.parse().ok()?;
                    link_details(open, open.links.iter().find(|link| link.id == id)?)
                }
                _ => return None,
            }
        }
    };
    let form = form.with_draft(draft);
    form.is_changed().then_some(form)
}

/// The practice draft that the form of this key is about; `None` for a new one and for other forms.
pub fn practice_of(key: &str) -> Option<DocumentId> {
    key.strip_prefix("form:")?.strip_prefix(practice::PURPOSE)?.strip_prefix(':')?.parse().ok()
}

/// A choice among all values of an enum.
fn choice<T: PartialEq>(
    key: &'static str,
    text: fn(&Texts) -> &FieldText,
    all: &[T],
    value: &T,
    words: fn(Language) -> Vec<&'static str>,
) -> Field {
    let chosen = all.iter().position(|known| known == value).unwrap_or(0);
    Field::choice(key, text, Options::Words(words), chosen)
}

/// The value that is chosen in a field made by [`choice`].
fn chosen<T: Copy + Default>(all: &[T], field: &Field) -> T {
    all.get(field.chosen()).copied().unwrap_or_default()
}
