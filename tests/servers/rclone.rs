//! `rclone serve webdav`, a server that heeds no condition and keeps half of an upload that was cut.

use super::{PASSWORD, Processes, USER, WebDav, answers, free_port};

/// Starts rclone; `None` where it is not installed and need not be.
pub fn start() -> Option<WebDav> {
    super::installed("rclone serve webdav", &["rclone"]).then(|| {
        let mut processes = Processes::new("rclone");
        let port = free_port();
        let data = processes.make_folder("data");
        let mut command = processes.command("rclone", "rclone");
        command.args([
            "serve",
            "webdav",
            &data.display().to_string(),
            "--config",
            "rclone.conf",
            "--dir-cache-time",
            "0s",
        ]);
        command.args(["--addr", &format!("127.0.0.1:{port}"), "--user", USER, "--pass", PASSWORD]);
        processes.start(command);
        processes.wait_until("rclone", || answers(port));
        WebDav { address: format!("http://127.0.0.1:{port}/"), data, processes }
    })
}
