//! The settings of a storage, and the passphrase of the keys.

use super::choice;
use crate::config::{CredentialSource, Secret};
use crate::i18n::Localized;
use crate::store::RemoteRow;
use crate::sync::profile::Profile;
use crate::sync::remote::Address;
use crate::tui::desk::Desk;
use crate::tui::overlays::field::Field;
use crate::tui::overlays::form::{FieldProblem, Form, Purpose, Writing};
use crate::tui::sync_desk::{NewStorage, Storage, SyncOrder};
use crate::tui::view::Effect;

/// The word of the draft's key.
pub(super) const PURPOSE: &str = "remote";

/// The longest name of a storage, in characters.
const LONGEST_NAME: usize = 40;

/// The choices of a field that says yes or no.
const YES_NO: [bool; 2] = [true, false];

/// The form for a new storage.
pub fn new_remote(_desk: &Desk) -> Form {
    let row = RemoteRow { profile: Profile::OwnDevices.key().to_owned(), ..RemoteRow::default() };
    let mut fields = fields(&row);
    let place = fields.iter().position(|field| field.key == "profile").map_or(0, |place| place + 1);
    fields.insert(place, yes_no("encryption", |texts| &texts.remote.encryption, true));
    Form::new(Settings { before: None }, fields)
}

/// The form for a storage that is set up. With whom it is shared and whether it is encrypted was decided when it was founded.
pub fn remote(storage: &Storage) -> Form {
    let mut fields = fields(&storage.row);
    if storage.row.space.is_some() {
        fields.retain(|field| field.key != "profile");
    }
    Form::new(Settings { before: Some(storage.row.clone()) }, fields)
}

/// The form for the passphrase of the keys.
pub fn unlock() -> Form {
    Form::new(Unlock, vec![Field::secret("passphrase", |texts| &texts.remote.passphrase)])
}

fn yes_no(key: &'static str, text: fn(&super::Texts) -> &super::FieldText, value: bool) -> Field {
    choice(key, text, &YES_NO, &value, |language| language.texts().sync_screen.yes_no.to_vec())
}

fn fields(row: &RemoteRow) -> Vec<Field> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let profile = Profile::parse(&row.profile).unwrap_or(Profile::OwnDevices);
    vec![
        Field::line("name", |texts| &texts.remote.name, &row.name),
        Field::line("address", |texts| &texts.remote.address, &row.address),
        choice(
            "profile",
            |texts| &texts.remote.profile,
            &Profile::ALL,
            &profile,
            |language| language.texts().sync_screen.profiles.to_vec(),
        ),
        Field::line("user", |texts| &texts.remote.user, &text(&row.user)),
        Field::line("credentials", |texts| &texts.remote.credentials, &text(&row.credentials)),
        Field::secret("password", |texts| &texts.remote.password),
        Field::line("authority", |texts| &texts.remote.authority, &text(&row.certificate_authority)),
        Field::line("proxy", |texts| &texts.remote.proxy, &text(&row.proxy)),
        yes_no("automatic", |texts| &texts.remote.automatic, row.automatic),
    ]
}

/// Whether a storage may be called so.
pub fn is_name(name: &str) -> bool {
    let good = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(good)
}

#[derive(Debug)]
struct Settings {
    before: Option<RemoteRow>,
}

impl Settings {
    fn name_of(&self, form: &Form, desk: &Desk) -> Result<String, FieldProblem> {
        let texts = &desk.texts().sync_screen;
        let name = form.field("name").map(Field::trimmed).unwrap_or_default();
        let problem = |text: String| Err(FieldProblem { field: "name", text });
        if !is_name(&name) {
            return problem(texts.name_wrong.to_owned());
        }
        let is_other = self.before.as_ref().is_none_or(|before| before.name != name);
        if is_other && desk.sync.storage(&name).is_some() {
            return problem((texts.name_taken)(&name));
        }
        Ok(name)
    }

    /// A second storage at the same address would only be asked twice.
    fn compare_with_others(&self, address: &Address, desk: &Desk) -> Result<(), FieldProblem> {
        let address = address.to_string();
        let is_own = |name: &str| self.before.as_ref().is_some_and(|before| before.name == name);
        let mut others = desk.sync.storages.iter().filter(|storage| !is_own(&storage.row.name));
        others.find(|other| other.row.address == address).map_or(Ok(()), |other| {
            let text = (desk.texts().sync_screen.address_taken)(&other.row.name);
            Err(FieldProblem { field: "address", text })
        })
    }
}

impl Purpose for Settings {
    fn title(&self, desk: &Desk) -> String {
        let texts = &desk.texts().sync_screen;
        self.before.as_ref().map_or_else(|| texts.form_new.to_owned(), |row| (texts.form_edit)(&row.name))
    }

    fn draft_key(&self) -> String {
        let name = self.before.as_ref().map(|row| row.name.as_str()).unwrap_or_default();
        format!("form:{PURPOSE}:{name}")
    }

    fn writing(&self, _form: &Form, _desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        Ok(None)
    }

    fn order(&self, form: &Form, desk: &Desk) -> Result<Option<Effect>, FieldProblem> {
        let typed = |key: &str| form.field(key).map(Field::trimmed).filter(|text| !text.is_empty());
        let name = self.name_of(form, desk)?;
        let address = typed("address").unwrap_or_default();
        let address = Address::parse(&address)
            .map_err(|error| FieldProblem { field: "address", text: error.localized(desk.language) })?;
        self.compare_with_others(&address, desk)?;
        let credentials = typed("credentials")
            .map(|text| CredentialSource::parse(&text))
            .transpose()
            .map_err(|error| FieldProblem { field: "credentials", text: error.localized(desk.language) })?;
        let password =
            form.field("password").map(|field| field.text().to_owned()).filter(|text| !text.is_empty());
        if password.is_some() && credentials != Some(CredentialSource::Sealed) {
            let text = desk.texts().sync_screen.password_without_sealed.to_owned();
            return Err(FieldProblem { field: "credentials", text });
        }
        let chosen = |key: &str| form.field(key).and_then(|field| YES_NO.get(field.chosen())).copied();
        let before = self.before.clone().unwrap_or_default();
        let profile = form.field("profile").and_then(|field| Profile::ALL.get(field.chosen()));
        let profile = profile.map_or(before.profile.clone(), |profile| profile.key().to_owned());
        // Another place is another storage: what is on it has to be looked at again, and the password goes there only if
        // the person says so.
        let moved = before.address != address.to_string();
        let keeps = before.credentials.as_deref() == Some("sealed") && password.is_none();
        if moved && keeps && credentials == Some(CredentialSource::Sealed) {
            let text = desk.texts().sync_screen.password_elsewhere.to_owned();
            return Err(FieldProblem { field: "password", text });
        }
        let row = RemoteRow {
            name,
            space: before.space.clone().filter(|_| !moved),
            address: address.to_string(),
            profile,
            credentials: credentials.map(|source| source.to_string()),
            user: typed("user"),
            certificate_authority: typed("authority"),
            proxy: typed("proxy"),
            automatic: chosen("automatic").unwrap_or(false),
            last_sync: before.last_sync.filter(|_| !moved),
            last_result: None,
        };
        Ok(Some(Effect::Sync(SyncOrder::Save(Box::new(NewStorage {
            row,
            replaces: self.before.as_ref().map(|row| row.name.clone()),
            encrypted: chosen("encryption"),
            password: password.map(Secret::new),
        })))))
    }
}

#[derive(Debug)]
struct Unlock;

impl Purpose for Unlock {
    fn title(&self, desk: &Desk) -> String {
        desk.texts().sync_members.form_unlock.to_owned()
    }

    fn draft_key(&self) -> String {
        "form:unlock:".to_owned()
    }

    fn writing(&self, _form: &Form, _desk: &Desk) -> Result<Option<Writing>, FieldProblem> {
        Ok(None)
    }

    fn order(&self, form: &Form, _desk: &Desk) -> Result<Option<Effect>, FieldProblem> {
        let typed =
            form.field("passphrase").map(|field| field.text().to_owned()).filter(|text| !text.is_empty());
        Ok(typed.map(|passphrase| Effect::Sync(SyncOrder::Unlock(Secret::new(passphrase)))))
    }
}
