//! sabre/dav on PHP's own server: the engine of Nextcloud and ownCloud.

use super::{PASSWORD, Processes, USER, WebDav, free_port};

const LIBRARY: &str = "/usr/share/php/Sabre/autoload.php";

/// Starts sabre/dav; `None` where it is not installed and need not be.
pub fn start() -> Option<WebDav> {
    super::installed("sabre/dav", &["php", LIBRARY]).then(|| {
        let processes = Processes::new("sabre");
        let (port, data) = (free_port(), processes.make_folder("data"));
        processes.write("server.php", &program(&data.display().to_string()));
        let program = move |processes: &Processes| {
            let mut command = processes.command("sabre", "php");
            command.env("PHP_CLI_SERVER_WORKERS", "4");
            command.args(["-d", "display_errors=0", "-d", "post_max_size=0"]);
            command.args(["-S", &format!("127.0.0.1:{port}"), "server.php"]);
            command
        };
        WebDav::start(format!("http://127.0.0.1:{port}/"), data, processes, Box::new(program))
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
