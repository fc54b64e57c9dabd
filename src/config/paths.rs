//! Where porada keeps its files.

use super::{ConfigError, Environment};
use directories::{ProjectDirs, UserDirs};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files and folders of porada. Nothing of it need exist before [`Paths::create`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The folder of the database: `PORADA_HOME`, or the user's data folder for porada.
    pub home: PathBuf,
    /// The database.
    pub database: PathBuf,
    /// The settings, written by the user only.
    pub settings_file: PathBuf,
    /// The centre's own synonyms, written by the user only.
    pub thesaurus_file: PathBuf,
    /// The folder of the templates of minutes, written by the user, or on demand by `porada template new`.
    pub templates: PathBuf,
    /// The log.
    pub log_file: PathBuf,
    /// Where exports go unless the settings or the user say otherwise.
    pub exports: PathBuf,
    /// The device's own keys and secrets.
    pub identity_file: PathBuf,
    /// The folder of what the device remembers of each shared space.
    pub spaces: PathBuf,
    /// The file whose lock says that porada runs on this database.
    pub lock: PathBuf,
    /// The file whose lock says that somebody synchronises this database.
    pub sync_lock: PathBuf,
}

impl Paths {
    /// The paths for this environment: all in `PORADA_HOME` where it is set, else in the standard folders of the
    /// system (data, configuration and state of the user; exports in `porada` in the documents).
    ///
    /// Fails with [`ConfigError::NoHome`] where neither is known, and where the current folder is needed to make
    /// a relative `PORADA_HOME` absolute but does not exist.
    pub fn resolve(environment: &Environment) -> Result<Paths, ConfigError> {
        if let Some(home) = &environment.porada_home {
            let home = std::path::absolute(home)
                .map_err(|error| ConfigError::CannotCreate { path: home.clone(), reason: error.kind() })?;
            return Ok(Paths::in_folder(home));
        }
        let project = ProjectDirs::from("cz", "SMARTNET", "porada").ok_or(ConfigError::NoHome)?;
        let user = UserDirs::new().ok_or(ConfigError::NoHome)?;
        let home = project.data_local_dir().to_owned();
        Ok(Paths {
            settings_file: project.config_local_dir().join("config.toml"),
            thesaurus_file: project.config_local_dir().join("thesaurus.txt"),
            templates: project.config_local_dir().join("templates"),
            log_file: project.state_dir().unwrap_or(&home).join("porada.log"),
            exports: user.document_dir().unwrap_or(user.home_dir()).join("porada"),
            ..Paths::in_folder(home)
        })
    }

    /// The paths with everything in one folder.
    pub fn in_folder(home: PathBuf) -> Paths {
        Paths {
            database: home.join("porada.db"),
            settings_file: home.join("config.toml"),
            thesaurus_file: home.join("thesaurus.txt"),
            templates: home.join("templates"),
            log_file: home.join("porada.log"),
            exports: home.join("exports"),
            identity_file: home.join("identity.age"),
            spaces: home.join("spaces"),
            lock: home.join("porada.lock"),
            sync_lock: home.join("sync.lock"),
            home,
        }
    }

    /// What stands where the home or a folder above it should be, so that there is no home and none can be made.
    pub fn obstacle(&self) -> Option<ConfigError> {
        let nearest = self.home.ancestors().find(|path| path.symlink_metadata().is_ok())?;
        (!nearest.is_dir()).then(|| ConfigError::NotAFolder { path: nearest.to_owned() })
    }

    /// Makes the folders of the database and of the log, and proves that they can be written to. The folder of
    /// exports is made by the first export, that of the settings by the user.
    ///
    /// Fails where a path is not a folder, cannot be made or cannot be written to.
    pub fn create(&self) -> Result<(), ConfigError> {
        create_folder(&self.home)?;
        match self.log_file.parent() {
            Some(folder) if folder != self.home => create_folder(folder),
            _ => Ok(()),
        }
    }
}

/// Makes a folder with all above it, for the user only (mode 0700 on Unix), and proves that it can be written to.
/// The mode of a folder that exists is left as it is.
///
/// Fails where the path is not a folder, cannot be made or cannot be written to.
pub fn create_folder(path: &Path) -> Result<(), ConfigError> {
    if path.exists() && !path.is_dir() {
        return Err(ConfigError::NotAFolder { path: path.to_owned() });
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| ConfigError::CannotCreate { path: path.to_owned(), reason: error.kind() })?;
    probe(path).map_err(|error| ConfigError::CannotWrite { path: path.to_owned(), reason: error.kind() })
}

/// Writes and removes a file: permissions alone do not tell (read-only disks, access lists, full disks).
fn probe(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".porada-probe-{}", std::process::id()));
    let written = fs::write(&file, b"porada");
    // On a full disk the file is there, but empty.
    let removed = fs::remove_file(&file);
    written.and(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(home: &Path) -> Environment {
        Environment { porada_home: Some(home.to_owned()), ..Environment::default() }
    }

    #[test]
    fn porada_home_moves_everything() {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::resolve(&environment(home.path())).unwrap();
        assert_eq!(paths.home, home.path());
        let Paths {
            database, settings_file, templates, log_file, exports, lock, identity_file, spaces, ..
        } = &paths;
        for path in [database, settings_file, templates, log_file, exports, lock, identity_file, spaces] {
            assert!(path.starts_with(home.path()), "{}", path.display());
        }
    }

    #[test]
    fn a_relative_home_becomes_absolute() {
        let paths = Paths::resolve(&environment(Path::new("data"))).unwrap();
        assert!(paths.home.is_absolute() && paths.home.ends_with("data"));
    }

    #[test]
    fn folders_are_made_once_and_left_clean() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::in_folder(folder.path().join("a/b"));
        paths.create().unwrap();
        paths.create().unwrap();
        assert_eq!(fs::read_dir(&paths.home).unwrap().count(), 0);
        assert!(!paths.exports.exists());
    }

    #[test]
    fn a_file_in_the_way_of_the_home_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for home in [file.clone(), file.join("home")] {
            let found = Paths::in_folder(home).obstacle();
            assert_eq!(found, Some(ConfigError::NotAFolder { path: file.clone() }));
        }
        for home in ["", "a/b"] {
            assert_eq!(Paths::in_folder(folder.path().join(home)).obstacle(), None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn new_folders_are_for_the_user_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::in_folder(folder.path().join("home"));
        paths.create().unwrap();
        assert_eq!(fs::metadata(&paths.home).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_file_is_not_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert_eq!(create_folder(&file), Err(ConfigError::NotAFolder { path: file.clone() }));
        let below = file.join("home");
        assert!(
            matches!(create_folder(&below), Err(ConfigError::CannotCreate { path, .. }) if path == below)
        );
    }
}
