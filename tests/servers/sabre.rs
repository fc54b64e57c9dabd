//! sabre/dav on PHP's own server: the engine of Nextcloud and ownCloud.

use super::{PASSWORD, Processes, USER, WebDav, answers, free_port};

const LIBRARY: &str = "/usr/share/php/Sabre/autoload.php";

/// Starts sabre/dav; `None` where it is not installed and need not be.
pub fn start() -> Option<WebDav> {
    super::installed("sabre/dav", &["php", LIBRARY]).then(|| {
        let mut processes = Processes::new("sabre");
        let port = free_port();
        let data = processes.make_folder("data");
        processes.write("server.php", &program(&data.display().to_string()));
        let mut command = processes.command("sabre", "php");
        command.env("PHP_CLI_SERVER_WORKERS", "4");
        command.args(["-d", "display_errors=0", "-d", "post_max_size=0"]);
        command.args(["-S", &format!("127.0.0.1:{port}"), "server.php"]);
        processes.start(command);
        processes.wait_until("sabre/dav", || answers(port));
        WebDav { address: format!("http://127.0.0.1:{port}/"), data, processes }
    })
}

fn program(data: &str) -> String {
    format!(
        "<?php\n\
         require '{LIBRARY}';\n\
         class Jana extends Sabre\\DAV\\Auth\\Backend\\AbstractBasic {{\n\
           protected function validateUserPass($user, $password) {{\n\
             return $user === '{USER}' && $password === '{PASSWORD}';\n\
           }}\n\
         }}\n\
         $server = new Sabre\\DAV\\Server(new Sabre\\DAV\\FS\\Directory('{data}'));\n\
         $server->setBaseUri('/');\n\
         $server->addPlugin(new Sabre\\DAV\\Auth\\Plugin(new Jana(), 'porada'));\n\
         $server->exec();\n"
    )
}
