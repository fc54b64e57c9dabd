//! Randomness as a parameter: the system's in the application, a seeded one in the simulator.

/// A source of random bytes.
pub trait Randomness {
    /// Fills `bytes` with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// The randomness of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Every supported system has randomness. Keys that could be guessed would be worse than a program that stops.
            std::process::abort();
        }
    }
}
