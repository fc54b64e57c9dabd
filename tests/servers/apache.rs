//! Apache httpd with `mod_dav`, and the same over an encrypted connection with a certificate of an own authority.

use super::{PASSWORD, Processes, USER, WebDav, free_port};
use std::path::PathBuf;

const MODULES: &str = "/usr/lib/apache2/modules";

const NEEDED: [&str; 4] =
    ["apache2", "htpasswd", "/usr/lib/apache2/modules/mod_dav_fs.so", "/usr/lib/apache2/modules/mod_ssl.so"];

/// Starts Apache; `None` where it is not installed and need not be.
pub fn start() -> Option<WebDav> {
    super::installed("Apache mod_dav", &NEEDED).then(|| begin(None))
}

/// Apache with a certificate for `localhost` that an own authority signed, and the file of that authority.
pub fn start_encrypted() -> Option<(WebDav, PathBuf)> {
    let needed = [&NEEDED[..], &["openssl"]].concat();
    super::installed("Apache mod_ssl", &needed).then(|| {
        let certificates = Processes::new("ca");
        make_certificates(&certificates);
        let server = begin(Some(&certificates));
        let authority = server.processes.folder().join("ca.pem");
        (server, authority)
    })
}

fn begin(certificates: Option<&Processes>) -> WebDav {
    let processes = Processes::new("apache");
    let port = free_port();
    let data = processes.make_folder("data");
    processes.make_folder("locks");
    processes.run("htpasswd", ["-cbB", "passwords", USER, PASSWORD]);
    let folder = processes.folder().display().to_string();
    let mut modules = vec![
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_basic",
        "dav",
        "dav_fs",
    ];
    let mut encrypted = String::new();
    if let Some(certificates) = certificates {
        modules.push("ssl");
        for name in ["ca.pem", "server.pem", "server.key"] {
            std::fs::copy(certificates.folder().join(name), processes.folder().join(name)).unwrap();
        }
        encrypted = format!(
            "SSLEngine on\nSSLCertificateFile {folder}/server.pem\nSSLCertificateKeyFile {folder}/server.key\n"
        );
    }
    let load: String =
        modules.iter().map(|name| format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n")).collect();
    let user = if processes.as_root() { "User www-data\nGroup www-data\n" } else { "" };
    let configuration = format!(
        "ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/error.log\n\
         LogFormat \"%m %s %B %{{Content-Length}}i\" contents\nCustomLog {folder}/access.log contents\n\
         Listen 127.0.0.1:{port}\n{load}{user}{encrypted}DavLockDB {folder}/locks/lock\nDocumentRoot {data}\n\
         <Directory {data}>\nDav On\nAuthType Basic\nAuthName porada\nAuthUserFile {folder}/passwords\n\
         Require valid-user\n</Directory>\n",
        data = data.display()
    );
    processes.write("httpd.conf", &configuration);
    let address = match certificates {
        Some(_) => format!("https://localhost:{port}/"),
        None => format!("http://127.0.0.1:{port}/"),
    };
    let program = move |processes: &Processes| {
        let mut command = processes.command("apache", "apache2");
        command.args(["-f", &format!("{folder}/httpd.conf"), "-D", "FOREGROUND", "-k", "start"]);
        // A killed Apache leaves the number of its process behind, and a new one would believe that it still runs.
        let _ = std::fs::remove_file(processes.folder().join("pid"));
        command
    };
    WebDav::start(address, data, processes, Box::new(program))
}

fn make_certificates(certificates: &Processes) {
    certificates.write("server.ext", "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n");
    let steps = [
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Zkusebni-autorita -keyout ca.key -out ca.pem",
        "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr",
        "x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile server.ext -out server.pem",
    ];
    for step in steps {
        certificates.run("openssl", step.split(' '));
    }
}
