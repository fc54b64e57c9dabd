//! A line to a server on which one request can be caught, so that a program is killed at exactly that moment of it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the server has of a request when it is caught. The program waits for the answer in each case, and in vain.
#[derive(Debug, Clone, Copy)]
pub enum Moment {
    /// Nothing.
    Before,
    /// The head and half of the content.
    Middle,
    /// All of it; only the answer is kept back.
    After,
}

/// Three moments that take turns.
pub const MOMENTS: [Moment; 3] = [Moment::Before, Moment::Middle, Moment::After];

/// Which request is caught.
struct Trap {
    method: &'static str,
    /// How many requests of the method come before it.
    pass: usize,
    moment: Moment,
    caught: Sender<()>,
}

/// The line. It carries everything on until a trap is set.
pub struct Line {
    pub port: u16,
    trap: Arc<Mutex<Option<Trap>>>,
}

impl Line {
    /// A line to the server on this host and port. Its threads end with the test's process.
    pub fn new(server: String) -> Line {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let trap = Arc::new(Mutex::new(None));
        let set = Arc::clone(&trap);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (Ok(client), Ok(upstream)) = (client, TcpStream::connect(&server)) else { return };
                let trap = Arc::clone(&set);
                thread::spawn(move || carry(client, upstream, &trap));
            }
        });
        Line { port, trap }
    }

    /// Catches one request after `pass` others of its method, and says when.
    pub fn catch(&self, method: &'static str, pass: usize, moment: Moment) -> Receiver<()> {
        let (caught, news) = channel();
        *self.trap.lock().unwrap() = Some(Trap { method, pass, moment, caught });
        news
    }

    /// Takes the trap away if nothing went into it.
    pub fn open(&self) {
        *self.trap.lock().unwrap() = None;
    }
}

/// What becomes of the bytes of the client.
enum Way {
    Open,
    /// The content of the caught request follows, and half of its next bytes are carried on.
    Half(Sender<()>),
    Closed,
}

fn carry(mut client: TcpStream, mut server: TcpStream, trap: &Mutex<Option<Trap>>) {
    let kept_back: Arc<Mutex<Option<Sender<()>>>> = Arc::default();
    answer(&server, &client, Arc::clone(&kept_back));
    let (mut way, mut buffer) = (Way::Open, [0; 16 * 1024]);
    while let Ok(read @ 1..) = client.read(&mut buffer) {
        let mut part = &buffer[..read];
        if let Way::Open = way {
            way = match spring(trap, part) {
                None => Way::Open,
                Some((Moment::Before, caught)) => {
                    let _ = caught.send(());
                    Way::Closed
                }
                Some((Moment::Middle, caught)) => Way::Half(caught),
                Some((Moment::After, caught)) => {
                    *kept_back.lock().unwrap() = Some(caught);
                    Way::Open
                }
            };
        }
        let content = part.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |end| end + 4);
        match &way {
            Way::Half(caught) if content < part.len() => {
                part = &part[..content + (part.len() - content) / 2];
                let _ = server.write_all(part);
                let _ = caught.send(());
                way = Way::Closed;
            }
            Way::Closed => {}
            _ if server.write_all(part).is_err() => break,
            _ => {}
        }
    }
    let _ = server.shutdown(Shutdown::Both);
}

/// Carries the answers, until one is kept back.
fn answer(server: &TcpStream, client: &TcpStream, kept_back: Arc<Mutex<Option<Sender<()>>>>) {
    let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            match &*kept_back.lock().unwrap() {
                Some(caught) => drop(caught.send(())),
                None if to.write_all(&buffer[..read]).is_err() => break,
                None => {}
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}

/// Whether a request begins here that is to be caught. A client begins one only after the answer to the one before, so with bytes of their own.
fn spring(trap: &Mutex<Option<Trap>>, bytes: &[u8]) -> Option<(Moment, Sender<()>)> {
    let mut trap = trap.lock().unwrap();
    let set = trap.as_mut()?;
    if !bytes.strip_prefix(set.method.as_bytes()).is_some_and(|rest| rest.starts_with(b" ")) {
        return None;
    }
    if set.pass > 0 {
        set.pass -= 1;
        return None;
    }
    trap.take().map(|trap| (trap.moment, trap.caught))
}
