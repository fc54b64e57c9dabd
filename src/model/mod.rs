//! Plain data and its rules; no input or output.

mod component;
pub mod text;

pub use component::{Component, Pillar};
