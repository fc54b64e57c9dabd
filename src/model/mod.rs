//! Plain data and its rules; no input or output.

mod component;

pub use component::{Component, Pillar};
