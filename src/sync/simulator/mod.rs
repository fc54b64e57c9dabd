//! Random histories of several devices over the shipped engine: lagging and missing files, cuts at every step, full disks,
//! power loss, restored backups, cloned laptops, wiped storages, bit rot, clocks years off. Afterwards all must be quiet, equal and complete.
//!
//! A canary puts one known mistake in and must make the same run fail; otherwise the run proves nothing.

mod dice;
mod history;
mod home;
mod keys;
mod oracle;
mod place;
mod scale;
mod storage;

pub use home::MemoryHome;
pub use keys::SharedSecret;
pub use scale::{Cost, ScaleRow, scale};
pub use storage::{Cut, Storage};

use history::History;
use serde::Serialize;

/// A mistake of other programs, put in to see that the run finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canary {
    /// One writer's id for each device, kept through restores, instead of one for each session.
    DeviceIds,
    /// The later stamp wins, the other value is dropped.
    LastWriterWins,
    /// Heads arrive before the documents that they list.
    HeadsFirst,
    /// What is not on the storage is deleted at home.
    AbsenceDeletes,
    /// Versions of a document lie over each other under one name.
    Overwrites,
}

impl Canary {
    /// All of them.
    pub const ALL: [Canary; 5] = [
        Canary::DeviceIds,
        Canary::LastWriterWins,
        Canary::HeadsFirst,
        Canary::AbsenceDeletes,
        Canary::Overwrites,
    ];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Canary::DeviceIds => "device-ids",
            Canary::LastWriterWins => "last-writer-wins",
            Canary::HeadsFirst => "heads-first",
            Canary::AbsenceDeletes => "absence-deletes",
            Canary::Overwrites => "overwrites",
        }
    }
}

/// What a run of many histories found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SimulationReport {
    /// The seed of the first history.
    pub seed: u64,
    /// How many histories there were.
    pub histories: u64,
    /// How many of them ran over real databases.
    pub over_databases: u64,
    /// Writes of values.
    pub edits: u64,
    /// Erasures.
    pub erasures: u64,
    /// Synchronisations, cut ones too.
    pub syncs: u64,
    /// Synchronisations that were cut or stopped.
    pub cut: u64,
    /// Restored backups.
    pub restores: u64,
    /// Cloned devices.
    pub clones: u64,
    /// Storages that were emptied.
    pub wipes: u64,
    /// Files that rotted.
    pub rotten: u64,
    /// Devices that lost power, in a synchronisation or after it; of many the storage did too.
    pub power_losses: u64,
    /// Changes that a storage had confirmed, or somebody had read, and that it lost with the power, or kept torn.
    pub unwritten: u64,
    /// Packs on the storages in the end.
    pub packs: u64,
    /// Parts of indexes on the storages in the end.
    pub indexes: u64,
    /// Requests to storages.
    pub requests: u64,
    /// Values that are gone although nobody who had seen them replaced or erased them.
    pub lost: u64,
    /// Histories whose devices were not equal in the end.
    pub diverged: u64,
    /// Values that were replaced or erased and are there again.
    pub resurrected: u64,
    /// Erased values that a file of a storage still held when all was quiet, of histories without restores, clones, wipes,
    /// rotten files and confirmed changes that were lost.
    pub left: u64,
    /// Histories that did not become quiet.
    pub restless: u64,
    /// The most rounds until all was quiet.
    pub most_rounds: u64,
    /// The most requests of a synchronisation without news.
    pub most_idle_requests: u64,
    /// The seeds of the first histories with a finding.
    pub failed_seeds: Vec<u64>,
}

impl SimulationReport {
    /// Everything that must not be.
    pub fn findings(&self) -> u64 {
        self.lost + self.diverged + self.resurrected + self.left + self.restless
    }

    /// Whether nothing was lost, diverged, came back, was left on a storage or stayed restless.
    pub fn is_clean(&self) -> bool {
        self.findings() == 0
    }

    fn add(&mut self, other: &SimulationReport) {
        self.edits += other.edits;
        self.erasures += other.erasures;
        self.syncs += other.syncs;
        self.cut += other.cut;
        self.restores += other.restores;
        self.clones += other.clones;
        self.wipes += other.wipes;
        self.rotten += other.rotten;
        self.power_losses += other.power_losses;
        self.unwritten += other.unwritten;
        self.packs += other.packs;
        self.indexes += other.indexes;
        self.requests += other.requests;
        self.lost += other.lost;
        self.diverged += other.diverged;
        self.resurrected += other.resurrected;
        self.left += other.left;
        self.restless += other.restless;
        self.histories += other.histories;
        self.over_databases += other.over_databases;
        self.most_rounds = self.most_rounds.max(other.most_rounds);
        self.most_idle_requests = self.most_idle_requests.max(other.most_idle_requests);
    }
}

/// Each history with a number that this divides runs over databases in memory.
const DATABASES: u64 = 100;

/// Runs `histories` histories from `seed` on; `watch` hears after each how many are done.
pub fn simulate(
    histories: u64,
    seed: u64,
    canary: Option<Canary>,
    watch: &mut dyn FnMut(u64),
) -> SimulationReport {
    let mut report = SimulationReport { seed, ..SimulationReport::default() };
    for number in 0..histories {
        let own = seed.wrapping_add(number);
        let databases = number % DATABASES == DATABASES - 1 && canary.is_none();
        let found = History::run(own, canary, databases);
        if !found.is_clean() && report.failed_seeds.len() < 10 {
            report.failed_seeds.push(own);
        }
        report.add(&found);
        watch(number + 1);
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histories_end_quiet_equal_and_complete() {
        let report = simulate(200, 1, None, &mut |_| ());
        assert!(report.is_clean(), "{report:#?}");
        assert!(report.packs > 0 && report.indexes > 0 && report.unwritten > 0, "{report:#?}");
    }

    #[test]
    fn every_canary_makes_the_run_fail() {
        for canary in Canary::ALL {
            // Few cuts fall between a head and its documents.
            let histories = if canary == Canary::HeadsFirst { 300 } else { 60 };
            let report = simulate(histories, 1, Some(canary), &mut |_| ());
            assert!(!report.is_clean(), "{}: {report:#?}", canary.key());
        }
    }
}
