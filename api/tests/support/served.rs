//! The server as a process of its own, everything that it writes kept.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

/// A server that runs; it goes when this is dropped.
pub(crate) struct Served {
    child: Child,
    /// Where it answers.
    pub(crate) address: String,
    /// Where its metrics are, when they were asked for.
    pub(crate) metrics: Option<String>,
    lines: Receiver<String>,
    readers: Vec<JoinHandle<()>>,
}

impl Served {
    /// Starts the server in this folder, with nothing of this process's environment, and waits until it listens.
    pub(crate) fn start(folder: &Path, environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
        command.current_dir(folder).arg("serve").env_clear().envs(environment.iter().copied());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let (output, errors) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let keep = |from: Box<dyn Read + Send>| {
            let sender = sender.clone();
            std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line))))
        };
        let readers = vec![keep(Box::new(output)), keep(Box::new(errors))];
        // The readers hold the last senders: where the server ends, so does the wait for its address.
        drop(sender);
        let (mut served, mut first) = (Self { child, address: String::new(), metrics: None, lines, readers }, Vec::new());
        while served.address.is_empty() {
            let line = served.lines.recv().unwrap_or_else(|_| panic!("it never listened: {first:?}"));
            if line.contains("listening") {
                served.address = address_in(&line);
            } else if line.contains("metrics") && line.contains("address") {
                served.metrics = Some(address_in(&line));
            }
            first.push(line);
        }
        served
    }

    /// Sends bytes and gives back whatever comes until the connection ends.
    pub(crate) fn send(address: &str, bytes: &[u8]) -> String {
        Self::send_over(TcpStream::connect(address).unwrap(), bytes)
    }

    fn send_over(mut connection: TcpStream, bytes: &[u8]) -> String {
        // Where the server has heard enough it hangs up: that is its answer.
        let _ = connection.write_all(bytes);
        let _ = connection.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request with these headers and this body.
    pub(crate) fn ask(address: &str, request: &str, headers: &str, body: &str) -> String {
        Self::send(address, written(address, request, headers, body).as_bytes())
    }

    /// The same to a server that may be down: then there is no answer.
    pub(crate) fn try_ask(address: &str, request: &str, headers: &str, body: &str) -> Option<String> {
        let connection = TcpStream::connect(address).ok()?;
        Some(Self::send_over(connection, written(address, request, headers, body).as_bytes()))
    }

    /// Ends it, and gives back what it wrote since it listened.
    pub(crate) fn end(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.readers.drain(..).for_each(|reader| reader.join().unwrap());
        self.lines.try_iter().collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request as it is sent.
fn written(address: &str, request: &str, headers: &str, body: &str) -> String {
    let head = format!("{request} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: identity\r\nConnection: close\r\n{headers}");
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    format!("{head}{length}\r\n{body}")
}

/// `address=127.0.0.1:1234` of a line for people, `"address":"127.0.0.1:1234"` of one for machines.
fn address_in(line: &str) -> String {
    let (_, rest) = line.split_once("127.0.0.1:").unwrap();
    format!("127.0.0.1:{}", rest.chars().take_while(char::is_ascii_digit).collect::<String>())
}
