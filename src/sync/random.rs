//! Randomness as a parameter: the system's in the application, a seeded one in the simulator.

/// A source of random bytes.
pub trait Randomness {
    /// Fills `bytes` with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}
