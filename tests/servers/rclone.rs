//! `rclone serve webdav`, a server that heeds no condition and keeps half of an upload that was cut.

use super::{PASSWORD, Processes, USER, WebDav, free_port};

/// Starts rclone; `None` where it is not installed and need not be.
pub fn start() -> Option<WebDav> {
    super::installed("rclone serve webdav", &["rclone"]).then(|| {
        let processes = Processes::new("rclone");
        let (port, data) = (free_port(), processes.make_folder("data"));
        let folder = data.display().to_string();
        let program = move |processes: &Processes| {
            let mut command = processes.command("rclone", "rclone");
            command.args(["serve", "webdav", &folder, "--config", "rclone.conf", "--dir-cache-time", "0s"]);
            command.args(["--addr", &format!("127.0.0.1:{port}"), "--user", USER, "--pass", PASSWORD]);
            command
        };
        WebDav::start(format!("http://127.0.0.1:{port}/"), data, processes, Box::new(program))
    })
}
