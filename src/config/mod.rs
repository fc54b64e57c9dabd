//! What surrounds the program: environment, folders, settings, language, log.
//!
//! [`Environment`] is read once; everything else is computed from it, so that a test can set every input.

pub mod credentials;
pub mod environment;
pub mod error;
pub mod files;
pub mod language;
pub mod log;
pub mod paths;
pub mod secret;
pub mod settings;

pub use credentials::{CredentialError, CredentialSource, password_of, process_variable};
pub use environment::Environment;
pub use error::{ConfigError, SettingsProblem};
pub use files::{read_own_text, read_small_file, replace_file, write_new_file, write_new_file_with};
pub use language::choose_language;
pub use log::start_log;
pub use paths::{Paths, create_folder};
pub use secret::Secret;
pub use settings::{MinutesSettings, Settings, Theme};
