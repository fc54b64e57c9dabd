//! Own files that this home does not know of: what it wrote after the backup from which it was restored, or what a twin of it wrote. When
//! something is erased it has to go from these too, after the rest of what they hold was taken over: nobody else may have read
//! it.

use super::{Run, SyncError, get};
use crate::model::{Document, ERASED};
use crate::store::{Arrival, Released, StoredVersion};
use crate::sync::format::{
    DOCUMENT_LIMIT, PACK_LIMIT, document_path, hash, hex, pack_lines, pack_path, read_document, unhex,
};
use crate::sync::remote::{Remote, RemotePath};

impl Run<'_, '_> {
    /// The own files that hold something of this document that is erased in it and of which this home does not know.
    pub(super) fn forgotten(&mut self, document: &Document, name: u128) -> Result<Vec<Released>, SyncError> {
        let sealed = self.session.trust.is_sealed();
        let mut found = Vec::new();
        for (file, path) in self.unknown_files(&document_path(self.device, name, 0, sealed))? {
            let mut parts = file.split('.');
            let (Some(of), Some(digest)) = (parts.next(), parts.next().and_then(unhex)) else { continue };
            if of != hex(name) {
                continue;
            }
            let content = self.own_content(&path, DOCUMENT_LIMIT, digest)?;
            if content.as_ref().is_none_or(|content| holds_erased(&content.plain, document)) {
                let path = path.as_str().to_owned();
                let version = StoredVersion { name, hash: digest, plain: 0, pack: None, path: path.clone() };
                let line = content.as_ref().and_then(Content::sound).unwrap_or_default();
                self.join_forgotten(vec![(line, version)])?;
                found.push(Released { path, pack: None, erased: true });
            }
        }
        for (file, path) in self.unknown_files(&pack_path(self.device, 0, sealed))? {
            let Some(pack) = file.split('.').next().and_then(unhex) else { continue };
            let Some(content) = self.own_content(&path, PACK_LIMIT, pack)? else { continue };
            let Ok(mut lines) = pack_lines(&content.plain) else { continue };
            if lines.any(|line| holds_erased(line, document)) {
                let lines = pack_lines(&content.plain).into_iter().flatten();
                let sound = |line| if content.is_sound { line } else { Default::default() };
                let versions = lines.filter_map(|line| Some((sound(line), self.in_pack(pack, &path, line)?)));
                let versions = versions.collect();
                self.join_forgotten(versions)?;
                found.push(Released { path: path.as_str().to_owned(), pack: Some(pack), erased: true });
            }
        }
        Ok(found)
    }

    /// Notes what is in an own pack, also what no head lists there any more.
    pub(super) fn note_pack(&mut self, pack: u128, path: &RemotePath, plain: &[u8]) -> Result<(), SyncError> {
        let Ok(lines) = pack_lines(plain) else { return Ok(()) };
        let versions: Vec<StoredVersion> = lines.filter_map(|line| self.in_pack(pack, path, line)).collect();
        Ok(self.session.home.keep_file(self.session.space, path.as_str(), &versions, Some(self.now))?)
    }

    /// The version that a line of an own pack is.
    fn in_pack(&self, pack: u128, path: &RemotePath, line: &[u8]) -> Option<StoredVersion> {
        let document = read_document(line).ok()?.document;
        let name = unhex(&self.session.trust.name_of(document.id))?;
        let (hash, path) = (hash(line), path.as_str().to_owned());
        Some(StoredVersion { name, hash, plain: hash, pack: Some(pack), path })
    }

    /// Joins what an own file holds that is to go, and notes the file in the same transaction: what is noted may be deleted.
    /// What cannot be read, or would be refused from anybody, is noted after the rest is here.
    fn join_forgotten(&mut self, versions: Vec<(&[u8], StoredVersion)>) -> Result<(), SyncError> {
        let (mut arrivals, mut unread) = (Vec::new(), Vec::new());
        for (plain, version) in versions {
            let read = read_document(plain).map(|read| read.document).ok();
            let named = read.filter(|it| unhex(&self.session.trust.name_of(it.id)) == Some(version.name));
            match named {
                Some(document) if self.check_record(&document).is_ok() => {
                    let file = Some((version, Some(self.now)));
                    arrivals.push(Arrival { document, copy: None, whole: false, file });
                }
                _ => unread.push(version),
            }
        }
        let space = self.session.space;
        if !arrivals.is_empty() {
            self.session.home.receive(space, &arrivals)?;
        }
        if let Some(path) = unread.first().map(|version| version.path.clone()) {
            self.session.home.keep_file(space, &path, &unread, Some(self.now))?;
        }
        Ok(())
    }

    /// The files beside this own one that this home does not know of.
    fn unknown_files(&self, beside: &RemotePath) -> Result<Vec<(String, RemotePath)>, SyncError> {
        let folder = beside.as_str().rsplit_once('/').and_then(|(folder, _)| RemotePath::new(folder));
        let Some(folder) = folder else { return Ok(Vec::new()) };
        let mut unknown = Vec::new();
        for listed in self.link.list(Some(&folder))?.into_iter().filter(|listed| !listed.folder) {
            let Some(path) = folder.join(&listed.name) else { continue };
            if !self.session.home.is_own_file(self.session.space, path.as_str())? {
                unknown.push((listed.name, path));
            }
        }
        Ok(unknown)
    }

    /// The content of an own file, also of one that is damaged and still shows some; `None` where it shows nothing.
    fn own_content(&self, path: &RemotePath, limit: u64, named: u128) -> Result<Option<Content>, SyncError> {
        let Some(bytes) = get(&self.link, path, limit, None)?.and_then(Result::ok) else { return Ok(None) };
        let is_sound = hash(&bytes) == named;
        let plain = match self.session.trust.is_sealed() {
            true => self.session.trust.open(&bytes, limit).ok(),
            false => Some(bytes),
        };
        Ok(plain.map(|plain| Content { plain, is_sound }))
    }
}

/// What an own file shows, and whether it is what its name says.
struct Content {
    plain: Vec<u8>,
    is_sound: bool,
}

impl Content {
    /// The content, if it may be joined.
    fn sound(&self) -> Option<&[u8]> {
        self.is_sound.then_some(self.plain.as_slice())
    }
}

/// Whether these bytes are the same document with something that is erased in it.
fn holds_erased(bytes: &[u8], document: &Document) -> bool {
    let Ok(found) = read_document(bytes).map(|read| read.document) else { return false };
    let says = |entity: &crate::model::Entity| entity.registers().any(|(field, _)| field != ERASED);
    found.id == document.id && found.entities().any(|(id, entity)| document.is_erased(id) && says(entity))
}
