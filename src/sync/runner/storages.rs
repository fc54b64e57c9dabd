//! The settings of storages with everything that is kept besides them: the sealed password and how a space is to be founded.

use super::RunnerError;
use crate::store::{RemoteRow, Store, StoreError};
use crate::sync::keys::{Identity, IdentityError};

/// How the settings say that the password lies sealed beside the keys of the device.
const SEALED: &str = "sealed";

/// The state key that remembers whether a space that is to be founded on a storage is to be sealed.
const FOUND_SEALED: &str = "sync-found-sealed:";

/// A storage as a person described it.
#[derive(Debug)]
pub struct Described<'settings> {
    /// The settings.
    pub row: &'settings RemoteRow,
    /// The name that it had before; nothing for a new one.
    pub replaces: Option<&'settings str>,
    /// Whether a space that is founded there is to be sealed; nothing where that was not asked.
    pub encrypted: Option<bool>,
    /// The password that is to be kept sealed, where one was given.
    pub password: Option<&'settings str>,
}

/// Keeps the settings of a storage, under a new name too: what was kept under the old one goes with it. A password that
/// the settings do not name any more is forgotten, and a new storage never gets that of an older one.
///
/// `keys` opens the keys of the device; its argument says whether they are made where there are none.
///
/// # Errors
/// When the keys are locked and a password has to be changed in them; when they or the database cannot be written.
pub fn keep(
    store: &mut Store,
    described: &Described<'_>,
    keys: impl FnOnce(bool) -> Result<Option<Identity>, IdentityError>,
) -> Result<(), RunnerError> {
    let Described { row, replaces, encrypted, password } = described;
    let known = store.remotes()?.into_iter().find(|known| Some(known.name.as_str()) == *replaces);
    let renamed = replaces.filter(|before| *before != row.name);
    let sealed = is_sealed(row);
    let identity = keys_for(sealed || known.as_ref().is_some_and(is_sealed), password.is_some(), keys)?;
    if let Some(mut identity) = identity {
        let before = known.as_ref().filter(|_| sealed).and_then(|known| identity.password(&known.name));
        let wanted = password.map(str::to_owned).or_else(|| before.map(str::to_owned)).filter(|_| sealed);
        if identity.password(&row.name) != wanted.as_deref() {
            identity.set_password(&row.name, wanted.as_deref())?;
        }
        // The settings before the old password: what a crash leaves in between belongs to no storage.
        write(store, row, renamed, *encrypted)?;
        return forget_password(&mut identity, renamed);
    }
    Ok(write(store, row, renamed, *encrypted)?)
}

/// Forgets a storage and what is kept for it on this device; what is on it stays.
///
/// # Errors
/// As [`keep`].
pub fn forget(
    store: &mut Store,
    name: &str,
    keys: impl FnOnce(bool) -> Result<Option<Identity>, IdentityError>,
) -> Result<(), RunnerError> {
    let known = store.remotes()?.into_iter().find(|known| known.name == name);
    let identity = keys_for(known.as_ref().is_some_and(is_sealed), false, keys)?;
    if let Some(mut identity) = identity {
        forget_password(&mut identity, Some(name))?;
    }
    store.clear_state(&format!("{FOUND_SEALED}{name}"))?;
    store.remove_remote(name)?;
    Ok(())
}

/// Whether a space that is founded on this storage is to be sealed; it is unless a person said otherwise.
///
/// # Errors
/// When the database cannot be read.
pub fn to_be_sealed(store: &Store, name: &str) -> Result<bool, StoreError> {
    Ok(store.state(&format!("{FOUND_SEALED}{name}"))?.is_none_or(|word| word == "yes"))
}

fn is_sealed(row: &RemoteRow) -> bool {
    row.credentials.as_deref() == Some(SEALED)
}

/// The keys, where there are any. Locked ones hinder only what is about a password in them: one that an older porada has
/// left there waits until they are open.
fn keys_for(
    needed: bool,
    made: bool,
    keys: impl FnOnce(bool) -> Result<Option<Identity>, IdentityError>,
) -> Result<Option<Identity>, IdentityError> {
    match keys(made) {
        Err(IdentityError::Locked(_)) if !needed => Ok(None),
        opened => opened,
    }
}

fn forget_password(identity: &mut Identity, name: Option<&str>) -> Result<(), RunnerError> {
    match name.filter(|name| identity.password(name).is_some()) {
        Some(name) => Ok(identity.set_password(name, None)?),
        None => Ok(()),
    }
}

fn write(
    store: &mut Store,
    row: &RemoteRow,
    renamed: Option<&str>,
    encrypted: Option<bool>,
) -> Result<(), StoreError> {
    let key = |name: &str| format!("{FOUND_SEALED}{name}");
    let before = renamed.map_or(Ok(None), |name| store.state(&key(name)))?;
    if let Some(word) = encrypted.map(|yes| if yes { "yes" } else { "no" }.to_owned()).or(before) {
        store.set_state(&key(&row.name), &word)?;
    }
    store.save_remote(row)?;
    if let Some(name) = renamed {
        store.remove_remote(name)?;
        store.clear_state(&key(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReplicaId;
    use crate::sync::random::SystemRandomness;
    use std::path::Path;

    const PASSPHRASE: &str = "správný kůň baterie";

    fn row(name: &str, credentials: Option<&str>) -> RemoteRow {
        RemoteRow {
            name: name.to_owned(),
            address: "https://cloud.example.cz/dav/".to_owned(),
            credentials: credentials.map(str::to_owned),
            ..RemoteRow::default()
        }
    }

    fn described<'a>(
        row: &'a RemoteRow,
        replaces: Option<&'a str>,
        password: Option<&'a str>,
    ) -> Described<'a> {
        Described { row, replaces, encrypted: None, password }
    }

    fn open(path: &Path) -> impl Fn(bool) -> Result<Option<Identity>, IdentityError> + '_ {
        |_| Identity::load(path, Some(PASSPHRASE))
    }

    fn password(path: &Path, name: &str) -> Option<String> {
        Identity::load(path, Some(PASSPHRASE)).unwrap().unwrap().password(name).map(str::to_owned)
    }

    #[test]
    fn a_sealed_password_goes_with_its_storage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity");
        Identity::create(&path, "notebook", Some(PASSPHRASE), &mut SystemRandomness).unwrap();
        let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
        let first = row("cloud", Some("sealed"));
        keep(&mut store, &described(&first, None, Some("tajné")), open(&path)).unwrap();
        let renamed = row("úřad", Some("sealed"));
        keep(&mut store, &described(&renamed, Some("cloud"), None), open(&path)).unwrap();
        assert_eq!((password(&path, "cloud"), password(&path, "úřad").as_deref()), (None, Some("tajné")));
        assert_eq!(store.remotes().unwrap(), [renamed]);
        let locked = |_| Identity::load(&path, None);
        assert!(forget(&mut store, "úřad", locked).unwrap_err().is_locked(), "its password would stay");
        assert_eq!(store.remotes().unwrap().len(), 1);
        forget(&mut store, "úřad", open(&path)).unwrap();
        assert_eq!((password(&path, "úřad"), store.remotes().unwrap()), (None, Vec::new()));
        // One of another way to its password needs no open keys.
        keep(&mut store, &described(&row("usb", None), None, None), locked).unwrap();
        forget(&mut store, "usb", locked).unwrap();
    }

    #[test]
    fn a_new_storage_does_not_get_the_password_of_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("identity");
        let mut identity =
            Identity::create(&path, "notebook", Some(PASSPHRASE), &mut SystemRandomness).unwrap();
        identity.set_password("cloud", Some("starší")).unwrap();
        let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
        keep(&mut store, &described(&row("cloud", Some("sealed")), None, None), open(&path)).unwrap();
        assert_eq!(password(&path, "cloud"), None);
        let other = row("cloud", Some("sealed"));
        keep(&mut store, &described(&other, Some("cloud"), Some("nové")), open(&path)).unwrap();
        let variable = row("cloud", Some("env:HESLO"));
        keep(&mut store, &described(&variable, Some("cloud"), None), open(&path)).unwrap();
        assert_eq!(password(&path, "cloud"), None, "a password that nothing names any more is forgotten");
    }

    #[test]
    fn how_a_space_is_to_be_founded_stays_when_nobody_is_asked_again() {
        let mut store = Store::open_in_memory(ReplicaId(1)).unwrap();
        let none = |_| Ok(None);
        let usb = row("usb", None);
        assert!(to_be_sealed(&store, "usb").unwrap());
        let plain = Described { encrypted: Some(false), ..described(&usb, None, None) };
        keep(&mut store, &plain, none).unwrap();
        keep(&mut store, &described(&usb, Some("usb"), None), none).unwrap();
        assert!(!to_be_sealed(&store, "usb").unwrap());
        keep(&mut store, &described(&row("disk", None), Some("usb"), None), none).unwrap();
        assert!(!to_be_sealed(&store, "disk").unwrap());
        assert!(to_be_sealed(&store, "usb").unwrap());
        forget(&mut store, "disk", none).unwrap();
        assert!(to_be_sealed(&store, "disk").unwrap());
    }
}
