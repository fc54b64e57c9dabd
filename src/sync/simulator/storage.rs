//! A storage in memory that fails on demand, hides files for a while, loses power, and can be as wrong as a canary asks.

use super::dice::Dice;
use crate::sync::remote::{Listed, Put, Remote, RemoteError, RemotePath, Traffic};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// When a request fails, compared with its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Nothing has happened yet.
    Before,
    /// It has happened, but the answer is lost.
    After,
    /// Half of it has happened: a file is torn.
    Middle,
}

/// What is wrong with a storage, to see that the checks find it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Fault {
    #[default]
    None,
    /// Heads arrive before the documents that they list.
    HeadsFirst,
    /// Versions of a document lie over each other.
    Overwrites,
}

#[derive(Debug, Clone, Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    /// Documents that wait for their head, of a storage with that fault.
    waiting: Vec<(String, Vec<u8>)>,
    /// Files that are not to be seen at present.
    hidden: BTreeSet<String>,
    requests: usize,
    traffic: Traffic,
    cut: Option<(usize, Cut)>,
    fault: Fault,
    /// Files that a request changed whose answer never came, with what was there before: the new name, or its end, may not
    /// be on the disk yet. A later request for the same file that succeeds brings it there, as the folder does it.
    unsettled: BTreeMap<String, Option<Vec<u8>>>,
    /// Those of them that somebody has read.
    read: BTreeSet<String>,
    /// The last changes that were confirmed, with what was there before, oldest first.
    confirmed: VecDeque<(String, Option<Vec<u8>>)>,
}

/// What a listing over WebDAV costs: the question, the answer without any file, and what it says of each file besides its
/// address. Measured with the question that `sync/remote/webdav.rs` asks, 100 heads of 2,500 bytes in `/heads/` and
/// `curl -X PROPFIND`: 30,085 bytes from Apache httpd 2.4.71, 22,974 from sabre/dav, 22,959 from rclone. Apache's is the longest and
/// stands for all; `apache_sends_what_the_simulated_storage_counts` in `tests/sync_remotes.rs` holds it to a real one.
const QUESTION: u64 = 104;
const EMPTY_LISTING: u64 = 278;
const LISTED_FILE: u64 = 236;
/// The most confirmed changes that a storage with a cache has not written when the power goes.
const UNWRITTEN: usize = 3;
/// The marker. Torn it calls for a person, who has to take it away before the space can be founded anew.
const MARKER: &str = "porada.json";

/// A storage in memory.
#[derive(Debug, Default)]
pub struct Storage(Mutex<State>);

impl Storage {
    /// An empty storage.
    pub fn new() -> Storage {
        Storage::default()
    }

    pub(super) fn with_fault(fault: Fault) -> Storage {
        Storage(Mutex::new(State { fault, ..State::default() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the request after the next `after` ones fail, and all that follow it.
    pub fn cut(&self, after: usize, cut: Cut) {
        let mut state = self.state();
        state.cut = Some((state.requests + after, cut));
    }

    /// All requests succeed again.
    pub fn mend(&self) {
        let mut state = self.state();
        state.cut = None;
        state.waiting.clear();
        state.hidden.clear();
    }

    /// How many requests there were.
    pub fn requests(&self) -> usize {
        self.state().requests
    }

    /// The paths of all files.
    pub fn paths(&self) -> Vec<String> {
        self.state().files.keys().cloned().collect()
    }

    /// The paths of the files that are not to be seen at present.
    pub(super) fn hidden(&self) -> Vec<String> {
        self.state().hidden.iter().cloned().collect()
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.state().files.get(path).cloned()
    }

    /// Writes a file past all rules: what a hostile or broken storage does. `None` removes it.
    pub fn plant(&self, path: &str, bytes: Option<&[u8]>) {
        let mut state = self.state();
        // What was planted is on the disk.
        state.unsettled.remove(path);
        state.confirmed.retain(|(changed, _)| changed != path);
        match bytes {
            Some(bytes) => drop(state.files.insert(path.to_owned(), bytes.to_vec())),
            None => drop(state.files.remove(path)),
        }
    }

    /// Hides these files until the storage is mended: they have not arrived yet.
    pub fn hide(&self, paths: impl IntoIterator<Item = String>) {
        self.state().hidden = paths.into_iter().collect();
    }

    /// The machine of the storage loses power: what no answer confirmed may be gone, there, or a name without content, and
    /// a deletion may not have happened. With `cached` the same, also torn, is true of the last one to three changes that
    /// were confirmed, as of a server that answers before the disk has it. Says how many changes were lost that were confirmed, or
    /// that somebody had read.
    pub(super) fn lose_power(&self, cached: bool, dice: &mut Dice) -> u64 {
        let mut state = self.state();
        let read = std::mem::take(&mut state.read);
        let mut shown = 0;
        for (path, before) in std::mem::take(&mut state.unsettled) {
            // Who has read a file takes it for listed by its device, whatever becomes of it: as with what rots, only a check
            // of all files finds that.
            shown += u64::from(state.unwrite(&path, before, dice, false) && read.contains(&path));
        }
        let recent = std::mem::take(&mut state.confirmed);
        let unwritten = if cached { 1 + dice.below(UNWRITTEN) } else { 0 };
        let lost = recent.into_iter().rev().take(unwritten);
        shown + lost.map(|(path, before)| u64::from(state.unwrite(&path, before, dice, true))).sum::<u64>()
    }

    /// The storage as it is, to be brought back later.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        self.state().files.clone()
    }

    /// Sets the storage to what it was.
    pub fn restore(&self, files: BTreeMap<String, Vec<u8>>) {
        let mut state = self.state();
        state.files = files;
        state.unsettled.clear();
        state.read.clear();
        state.confirmed.clear();
    }
}

fn unreachable() -> RemoteError {
    RemoteError::Unreachable("simulated".to_owned())
}

impl State {
    /// Counts a request; says how it is cut, if it is.
    fn request(&mut self) -> Result<Option<Cut>, RemoteError> {
        let number = self.requests;
        self.requests += 1;
        match self.cut {
            Some((at, cut)) if number == at && cut != Cut::Before => Ok(Some(cut)),
            Some((at, _)) if number >= at => Err(unreachable()),
            _ => Ok(None),
        }
    }

    fn place(&self, path: &str) -> String {
        let segments: Vec<&str> = path.split('/').collect();
        match (self.fault, segments.as_slice()) {
            (Fault::Overwrites, ["docs", _, _, name]) => {
                format!("docs/{}", name.split('.').next().unwrap_or_default())
            }
            _ => path.to_owned(),
        }
    }

    /// Takes a change back, or a part of it; says whether it did.
    fn unwrite(&mut self, path: &str, before: Option<Vec<u8>>, dice: &mut Dice, torn: bool) -> bool {
        match (before, self.files.get_mut(path)) {
            (Some(bytes), None) if dice.percent(50) => drop(self.files.insert(path.to_owned(), bytes)),
            (None, Some(bytes)) => match dice.below(4) {
                0 if path != MARKER => bytes.clear(),
                1 if path != MARKER && torn => bytes.truncate(bytes.len() / 2),
                2 => drop(self.files.remove(path)),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    /// Notes a change of a file: whether somebody heard of it, and so whether it is sure to be on the disk.
    fn note(&mut self, place: String, before: Option<Vec<u8>>, cut: Option<Cut>) {
        if cut.is_some() {
            self.unsettled.entry(place).or_insert(before);
            return;
        }
        self.unsettled.remove(&place);
        self.confirmed.push_back((place, before));
        if self.confirmed.len() > UNWRITTEN {
            self.confirmed.pop_front();
        }
    }

    fn store(&mut self, path: &str, bytes: &[u8], cut: Option<Cut>) -> Put {
        let place = self.place(path);
        if self.fault != Fault::Overwrites && self.files.contains_key(&place) {
            if cut.is_none() {
                self.unsettled.remove(&place);
            }
            return Put::Existed;
        }
        let whole = if cut == Some(Cut::Middle) { bytes.len() / 2 } else { bytes.len() };
        let bytes = bytes.get(..whole).unwrap_or_default().to_vec();
        if self.fault == Fault::HeadsFirst {
            if !path.starts_with("heads/") && path != "porada.json" {
                self.waiting.push((place, bytes));
                return Put::Stored;
            }
            if cut.is_none() {
                let waiting = std::mem::take(&mut self.waiting);
                self.files.extend(waiting);
            }
        }
        let before = self.files.insert(place.clone(), bytes);
        self.note(place, before, cut);
        Put::Stored
    }
}

impl Remote for Storage {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        let mut state = self.state();
        let cut = state.request()?;
        state.traffic.up += bytes.len() as u64;
        let put = state.store(path.as_str(), bytes, cut);
        if cut.is_some() { Err(unreachable()) } else { Ok(put) }
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let mut state = self.state();
        if state.request()?.is_some() {
            return Err(unreachable());
        }
        if state.hidden.contains(path.as_str()) {
            return Ok(None);
        }
        let waiting = state.waiting.iter().find(|(place, _)| place == path.as_str());
        let found = state.files.get(&state.place(path.as_str())).or(waiting.map(|(_, bytes)| bytes));
        if found.is_some_and(|bytes| bytes.len() as u64 > limit) {
            return Err(RemoteError::TooLarge { path: path.as_str().to_owned(), limit });
        }
        let found = found.cloned();
        if found.is_some() && state.unsettled.contains_key(path.as_str()) {
            state.read.insert(path.as_str().to_owned());
        }
        state.traffic.down += found.as_ref().map_or(0, |bytes| bytes.len() as u64);
        Ok(found)
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        let mut state = self.state();
        if state.request()?.is_some() {
            return Err(unreachable());
        }
        let prefix = folder.map(|folder| format!("{folder}/")).unwrap_or_default();
        let mut listed = BTreeSet::new();
        for (path, bytes) in
            state.files.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix))
        {
            let Some(rest) = path.strip_prefix(&prefix) else { continue };
            if state.hidden.contains(path) {
                continue;
            }
            listed.insert(match rest.split_once('/') {
                Some((name, _)) => Listed { name: name.to_owned(), size: None, folder: true },
                None => Listed { name: rest.to_owned(), size: Some(bytes.len() as u64), folder: false },
            });
        }
        let folder = prefix.len() as u64 + 1;
        let names: u64 = listed.iter().map(|it| LISTED_FILE + folder + it.name.len() as u64).sum();
        state.traffic.up += QUESTION;
        state.traffic.down += EMPTY_LISTING + folder + names;
        Ok(listed.into_iter().collect())
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        let mut state = self.state();
        let cut = state.request()?;
        if cut != Some(Cut::Middle) {
            let place = state.place(path.as_str());
            match state.files.remove(&place) {
                Some(before) => state.note(place, Some(before), cut),
                None if cut.is_none() => drop(state.unsettled.remove(&place)),
                None => {}
            }
        }
        if cut.is_some() { Err(unreachable()) } else { Ok(()) }
    }

    fn probe(&self) -> Result<(), RemoteError> {
        self.state().request().map(drop)
    }

    fn traffic(&self) -> Traffic {
        self.state().traffic
    }
}
