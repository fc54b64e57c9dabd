//! A tiny server that says exactly what a test wants, and a line in the middle that breaks off.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What the server does with one request.
#[derive(Clone)]
pub enum Turn {
    /// Says these bytes and closes.
    Say(String),
    /// Says nothing and keeps the connection open.
    Silence,
    /// Says these bytes and then a byte of content after each of these milliseconds, without end.
    Drip(String, u64),
    /// Says these bytes and then content without end.
    Endless(String),
    /// Repeats the request as the content of a refusal.
    Echo,
}

/// A server that takes its turns, the last one again and again.
pub struct Scripted {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

/// An answer with a status line and headers, then the content.
pub fn say(head: &str, content: &str) -> Turn {
    let length = content.len();
    Turn::Say(format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{content}"))
}

impl Scripted {
    /// Starts to listen. Its threads end with the test's process.
    pub fn new(turns: Vec<Turn>) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let Ok(stream) = stream else { return };
                let turn = turns[number.min(turns.len() - 1)].clone();
                let heard = Arc::clone(&heard);
                thread::spawn(move || serve(stream, &turn, &heard));
            }
        });
        Scripted { port, requests }
    }

    /// The address of its WebDAV folder.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/dav/", self.port)
    }

    /// All requests up to now: line and headers.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The first lines of all requests up to now, without parameters and version.
    pub fn asked(&self) -> Vec<String> {
        let line = |request: &String| {
            let line = request.lines().next().unwrap_or_default();
            line.split([' ', '?']).take(2).collect::<Vec<_>>().join(" ")
        };
        self.requests().iter().map(line).collect()
    }
}

fn serve(mut stream: TcpStream, turn: &Turn, heard: &Mutex<Vec<String>>) {
    let Some(request) = read_request(&stream) else { return };
    heard.lock().unwrap().push(request.clone());
    // The client may have left: whatever goes wrong from here on is its right.
    let _ = match turn {
        Turn::Say(text) => stream.write_all(text.as_bytes()),
        Turn::Silence => stream.read(&mut [0; 1]).map(drop),
        Turn::Drip(head, pause) => drip(&mut stream, head, *pause),
        Turn::Endless(head) => {
            let block = [b'x'; 4096];
            let mut sent = stream.write_all(head.as_bytes());
            while sent.is_ok() {
                sent = stream.write_all(&block);
            }
            sent
        }
        Turn::Echo => {
            let text = format!("HTTP/1.1 400 Bad\r\nContent-Length: {}\r\n\r\n", request.len());
            stream
                .write_all(text.as_bytes())
                .and_then(|()| stream.write_all(request.replace("\r\n", " ").as_bytes()))
        }
    };
    let _ = stream.shutdown(Shutdown::Write);
}

fn drip(stream: &mut TcpStream, head: &str, pause: u64) -> std::io::Result<()> {
    stream.write_all(head.as_bytes())?;
    loop {
        stream.write_all(b"x")?;
        thread::sleep(std::time::Duration::from_millis(pause));
    }
}

/// Line and headers; the content is read and dropped.
fn read_request(stream: &TcpStream) -> Option<String> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut request = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        request.push_str(&line);
    }
    let length = request.to_ascii_lowercase().lines().find_map(|line| {
        line.strip_prefix("content-length:").and_then(|value| value.trim().parse::<u64>().ok())
    });
    let mut content = reader.take(length.unwrap_or(0));
    std::io::copy(&mut content, &mut std::io::sink()).ok()?;
    Some(request)
}

/// A line to a server that breaks off the first `cuts` times, each time after `after` bytes from the client.
pub struct BreakingLine {
    pub port: u16,
    broken: Arc<Mutex<usize>>,
}

impl BreakingLine {
    pub fn new(server: String, cuts: usize, after: u64) -> BreakingLine {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let broken = Arc::new(Mutex::new(0));
        let count = Arc::clone(&broken);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (Ok(client), Ok(upstream)) = (client, TcpStream::connect(&server)) else { return };
                let limit = (*count.lock().unwrap() < cuts).then_some(after);
                let count = Arc::clone(&count);
                thread::spawn(move || join(&client, &upstream, limit, &count));
            }
        });
        BreakingLine { port, broken }
    }

    /// How often it broke off.
    pub fn broken(&self) -> usize {
        *self.broken.lock().unwrap()
    }
}

fn join(client: &TcpStream, upstream: &TcpStream, limit: Option<u64>, broken: &Mutex<usize>) {
    let (mut down_from, mut down_to) = (upstream.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || {
        let _ = std::io::copy(&mut down_from, &mut down_to);
        let _ = down_to.shutdown(Shutdown::Both);
    });
    let (mut from, mut to) = (client.take(limit.unwrap_or(u64::MAX)), upstream);
    let copied = std::io::copy(&mut from, &mut to).unwrap_or_default();
    if limit.is_some_and(|limit| copied == limit) {
        *broken.lock().unwrap() += 1;
        let _ = client.shutdown(Shutdown::Both);
    }
    let _ = upstream.shutdown(Shutdown::Both);
}

/// A proxy that connects to whatever it is asked for.
pub struct Proxy {
    pub port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub fn new() -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&requests);
        thread::spawn(move || {
            for client in listener.incoming() {
                let Ok(client) = client else { return };
                let heard = Arc::clone(&heard);
                thread::spawn(move || pass_on(client, &heard));
            }
        });
        Proxy { port, requests }
    }

    /// All requests up to now: line and headers.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn pass_on(mut client: TcpStream, heard: &Mutex<Vec<String>>) {
    let Some(request) = read_request(&client) else { return };
    let target = request.split(' ').nth(1).unwrap_or_default().to_owned();
    heard.lock().unwrap().push(request);
    let Ok(upstream) = TcpStream::connect(&target) else { return };
    if client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").is_ok() {
        join(&client, &upstream, None, &Mutex::new(0));
    }
}
