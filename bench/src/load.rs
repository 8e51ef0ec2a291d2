//! A load generator: so many clients, each with one connection that is kept, each sending its next request when the
//! last was answered. One thread, so that it costs the server the same on every floor.

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request, ready to be sent.
pub(crate) fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes()
}

/// A request with a body, ready to be sent; `session` is an access token.
pub(crate) fn post(path: &str, session: Option<&str>, body: &str) -> Vec<u8> {
    let authorization = session.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{authorization}Content-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// A request in somebody's session, ready to be sent.
pub(crate) fn get_as(path: &str, session: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {session}\r\n\r\n").into_bytes()
}

/// A request in somebody's session with a body of this kind, ready to be sent.
pub(crate) fn send_as(method: &str, path: &str, session: &str, media_type: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media_type}\r\nAuthorization: Bearer {session}\r\nContent-Length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// How many requests a second are answered with a success. `request` makes the n-th.
pub(crate) fn answered_each_second(address: SocketAddr, clients: usize, span: Duration, request: &dyn Fn(usize) -> Vec<u8>) -> Result<f64> {
    let started = Instant::now();
    let answered = drive(address, clients, request, &|_| started.elapsed() < span)?;
    Ok(answered as f64 / started.elapsed().as_secs_f64())
}

/// Sends requests 0 to `count`; the bodies of their answers are lost.
pub(crate) fn send_all(address: SocketAddr, clients: usize, count: usize, request: &dyn Fn(usize) -> Vec<u8>) -> Result<()> {
    drive(address, clients, request, &|number| number < count).map(|_| ())
}

/// One request on a connection of its own: the body of its answer.
pub(crate) fn ask(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { Connection::open(address).await?.ask(request).await.map(<[u8]>::to_vec) })
}

fn drive(address: SocketAddr, clients: usize, request: &dyn Fn(usize) -> Vec<u8>, wanted: &dyn Fn(usize) -> bool) -> Result<usize> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let next = Rc::new(Cell::new(0_usize));
    let answered = Cell::new(0_usize);
    let client = async || -> Result<()> {
        let mut connection = Connection::open(address).await?;
        loop {
            let number = next.get();
            if !wanted(number) {
                return Ok(());
            }
            next.set(number + 1);
            connection.ask(&request(number)).await?;
            answered.set(answered.get() + 1);
        }
    };
    runtime.block_on(async {
        let mut all = Vec::new();
        for _ in 0..clients {
            all.push(Box::pin(client()));
        }
        futures_util::future::try_join_all(all).await
    })?;
    Ok(answered.get())
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1 << 16) })
    }

    /// Sends, and reads the whole answer; its body. Anything but a success is an error.
    async fn ask(&mut self, request: &[u8]) -> Result<&[u8]> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            let Some(head_bytes) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4) else { continue };
            let body_bytes = body_bytes(self.buffer.get(..head_bytes).unwrap_or_default())?;
            let missing = (head_bytes + body_bytes).saturating_sub(self.buffer.len());
            if missing > 0 {
                let read = self.buffer.len();
                self.buffer.resize(read + missing, 0);
                let rest = self.buffer.get_mut(read..).context("the buffer is as long as that")?;
                self.stream.read_exact(rest).await?;
            }
            let body = self.buffer.get(head_bytes..).unwrap_or_default();
            if !self.buffer.starts_with(b"HTTP/1.1 2") {
                bail!("it was answered: {}", String::from_utf8_lossy(&self.buffer));
            }
            return Ok(body);
        }
    }
}

fn body_bytes(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head)?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    match length {
        Some(length) => Ok(length),
        None if head.starts_with("HTTP/1.1 204") => Ok(0),
        None => bail!("the answer does not say how long it is: {head}"),
    }
}
