//! The application: loop, actions, keys, screens, overlays, widgets. The only place that names ratatui and crossterm.
//!
//! ```text
//! terminal event → Input → keymap → Action → View::update(&mut self, ..) → effects → App::perform → View::draw(&self)
//! ```
//!
//! Overlays get an input first, then the screen, then what holds everywhere. A view reads the [`desk::Desk`] and
//! returns [`view::Effect`]s; only [`services`] see the store and the files.

pub mod action;
pub mod app;
pub mod desk;
pub mod frame;
pub mod input;
pub mod key;
pub mod keymap;
pub mod keys_page;
mod loading;
pub mod overlays;
mod runtime;
pub mod screens;
pub mod search_worker;
pub mod services;
pub mod sync_desk;
pub mod sync_worker;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod widgets;
pub mod words;

pub use runtime::{RunError, Start, report_panics, run};
