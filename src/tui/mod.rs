//! The application: loop, actions, keys, screens, overlays, widgets. The only place that names ratatui and crossterm.

pub mod action;
pub mod input;
pub mod key;
pub mod keymap;
pub mod theme;
