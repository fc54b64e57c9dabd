//! What is laid over a screen: help, palette, pickers, forms, present mode.

pub mod approve;
pub mod concept;
mod confirmed_choice;
pub mod conflicts;
pub mod erase;
pub mod field;
pub mod filters;
pub mod form;
pub mod forms;
pub mod help;
pub mod palette;
pub mod picker;
pub mod present;
pub mod preview;
pub mod remove_member;
