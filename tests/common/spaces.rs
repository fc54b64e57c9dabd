//! People with devices of their own around a storage in memory.

use porada::sync::keys::{Device, Identity, KeysError, SealedSpace, SharedMemory, Standing};
use porada::sync::random::Randomness;
use porada::sync::remote::{Listed, Put, Remote, RemoteError, RemotePath, Traffic};
use porada::sync::trust::{DeviceId, Trust, TrustError};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

pub const SPACE: &str = "0123456789abcdef0123456789abcdef";

/// Random bytes that are the same in each run.
pub struct Seeded(pub u64);

impl Randomness for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 33) as u8;
        }
    }
}

/// A storage in memory that counts its requests.
#[derive(Default)]
pub struct Folder {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    requests: AtomicUsize,
}

impl Folder {
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.lock().unwrap().clone()
    }

    pub fn names(&self, folder: &str) -> Vec<String> {
        self.files().into_keys().filter(|name| name.starts_with(folder)).collect()
    }

    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    pub fn copy(&self) -> Folder {
        Folder { files: Mutex::new(self.files()), requests: AtomicUsize::new(0) }
    }

    /// Takes the files of another storage, as a shared folder does.
    pub fn take_all(&self, other: &Folder) {
        let others = other.files();
        self.files.lock().unwrap().extend(others);
    }

    pub fn write(&self, name: &str, bytes: Vec<u8>) {
        self.files.lock().unwrap().insert(name.to_owned(), bytes);
    }

    pub fn cut(&self, name: &str, length: usize) {
        self.files.lock().unwrap().get_mut(name).unwrap().truncate(length);
    }

    pub fn remove(&self, name: &str) {
        self.files.lock().unwrap().remove(name);
    }

    fn count(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }
}

impl Remote for Folder {
    fn put_new(&self, path: &RemotePath, bytes: &[u8]) -> Result<Put, RemoteError> {
        self.count();
        let mut files = self.files.lock().unwrap();
        if files.contains_key(path.as_str()) {
            return Ok(Put::Existed);
        }
        files.insert(path.as_str().to_owned(), bytes.to_vec());
        Ok(Put::Stored)
    }

    fn get(&self, path: &RemotePath, limit: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.count();
        match self.files.lock().unwrap().get(path.as_str()) {
            Some(bytes) if bytes.len() as u64 > limit => {
                Err(RemoteError::TooLarge { path: path.to_string(), limit })
            }
            found => Ok(found.cloned()),
        }
    }

    fn list(&self, folder: Option<&RemotePath>) -> Result<Vec<Listed>, RemoteError> {
        self.count();
        let prefix = folder.map(|folder| format!("{folder}/")).unwrap_or_default();
        let files = self.files.lock().unwrap();
        let inside =
            files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?, bytes.len())));
        let listed = inside.filter(|(name, _)| !name.contains('/'));
        let listed = listed.map(|(name, size)| Listed {
            name: name.to_owned(),
            size: Some(size as u64),
            folder: false,
        });
        Ok(listed.collect())
    }

    fn delete(&self, path: &RemotePath) -> Result<(), RemoteError> {
        self.count();
        self.files.lock().unwrap().remove(path.as_str());
        Ok(())
    }

    fn probe(&self) -> Result<(), RemoteError> {
        Ok(())
    }

    fn traffic(&self) -> Traffic {
        Traffic::default()
    }
}

/// A person at a device.
pub struct Person {
    pub identity: Identity,
    pub memory: SharedMemory,
    pub space: SealedSpace,
    pub random: Seeded,
    in_space: String,
    founder: DeviceId,
    _home: TempDir,
}

impl Person {
    pub fn founder(seed: u64, name: &str) -> Person {
        Person::in_space(SPACE, seed, name, None)
    }

    pub fn joining(seed: u64, name: &str, founder: DeviceId) -> Person {
        Person::in_space(SPACE, seed, name, Some(founder))
    }

    pub fn in_space(space: &str, seed: u64, name: &str, founder: Option<DeviceId>) -> Person {
        let home = tempfile::tempdir().unwrap();
        let mut random = Seeded(seed);
        let identity = Identity::create(&home.path().join("identity.age"), name, None, &mut random).unwrap();
        Person::with(identity, space, founder, random, home)
    }

    pub fn recovered(code: &str, name: &str, founder: DeviceId) -> Person {
        let home = tempfile::tempdir().unwrap();
        let identity = Identity::recover(&home.path().join("identity.age"), code, name, None).unwrap();
        Person::with(identity, SPACE, Some(founder), Seeded(55), home)
    }

    fn with(
        identity: Identity,
        space: &str,
        founder: Option<DeviceId>,
        random: Seeded,
        home: TempDir,
    ) -> Person {
        let memory = SharedMemory::default();
        let founder = founder.unwrap_or(identity.keys().device());
        let opened = SealedSpace::open(&identity, space, founder, Box::new(memory.clone())).unwrap();
        Person { identity, memory, space: opened, random, in_space: space.to_owned(), founder, _home: home }
    }

    pub fn id(&self) -> DeviceId {
        self.identity.keys().device()
    }

    pub fn refresh(&mut self, remote: &dyn Remote) -> Result<(), TrustError> {
        self.space.refresh(remote, &mut self.random)
    }

    pub fn approve(&mut self, remote: &dyn Remote, other: &Person) -> Result<(), KeysError> {
        let fingerprint = other.identity.keys().public().fingerprint();
        self.space.approve(remote, other.id(), &fingerprint, &mut self.random)
    }

    pub fn seal(&self, plain: &[u8]) -> Vec<u8> {
        self.space.seal(plain).unwrap()
    }

    pub fn device(&self, name: &str) -> Option<Device> {
        self.space.devices().into_iter().find(|device| device.name == name)
    }

    pub fn standing(&self, id: DeviceId) -> Option<Standing> {
        self.space.devices().into_iter().find(|device| device.id == id).map(|device| device.standing)
    }

    /// The same device after the program was started again.
    pub fn reopened(&self) -> SealedSpace {
        SealedSpace::open(&self.identity, &self.in_space, self.founder, Box::new(self.memory.clone()))
            .unwrap()
    }

    /// The same device without what it remembers.
    pub fn without_memory(&self) -> SealedSpace {
        let memory = Box::new(SharedMemory::default());
        SealedSpace::open(&self.identity, &self.in_space, self.founder, memory).unwrap()
    }
}
