//! The porada program.

fn main() {}
