//! A server that speaks as much of S3 as files need: uploads in parts, reading, removing, listing. It keeps the bytes in
//! memory and asks of a request that it is signed, not by whom.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// The stub, until the test ends.
pub(crate) struct S3Stub {
    /// What lies in it, by bucket and key.
    pub(crate) objects: Objects,
    pub(crate) address: SocketAddr,
}

impl S3Stub {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let stub = Self { objects: Arc::default(), address: listener.local_addr().unwrap() };
        let objects = Arc::clone(&stub.objects);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let objects = Arc::clone(&objects);
                std::thread::spawn(move || serve(&stream.unwrap(), &objects));
            }
        });
        stub
    }
}

/// Answers one request after the other until the connection ends.
fn serve(stream: &TcpStream, objects: &Objects) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let (mut length, mut is_signed) = (0, false);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let line = line.trim().to_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            is_signed |= line.starts_with("authorization: aws4-hmac-sha256 credential=canary-id/");
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let mut parts = first.split(' ');
        let (method, target) = (parts.next().unwrap(), parts.next().unwrap());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (status, answer) = if is_signed { answer(method, path, query, body, objects) } else { ("403 Forbidden", Vec::new()) };
        let is_head = method == "HEAD";
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"0\"\r\nLast-Modified: Sun, 22 Nov 2026 18:00:00 GMT\r\n\r\n", answer.len());
        let mut stream = stream;
        stream.write_all(head.as_bytes()).unwrap();
        if !is_head {
            stream.write_all(&answer).unwrap();
        }
    }
}

fn answer(method: &str, path: &str, query: &str, body: Vec<u8>, objects: &Objects) -> (&'static str, Vec<u8>) {
    let mut objects = objects.lock().unwrap();
    let key = path.trim_start_matches('/').to_owned();
    let part = |number: &str| format!("part:{key}:{number:0>5}");
    let number = query.split('&').find_map(|pair| pair.strip_prefix("partNumber=")).unwrap_or_default();
    match method {
        "POST" if query.starts_with("uploads") => (
            "200 OK",
            b"<InitiateMultipartUploadResult><Bucket>lssc</Bucket><Key>k</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>".to_vec(),
        ),
        "PUT" if !number.is_empty() => {
            objects.insert(part(number), body);
            ("200 OK", Vec::new())
        }
        "POST" => {
            let parts: Vec<String> = objects.keys().filter(|name| name.starts_with(&format!("part:{key}:"))).cloned().collect();
            let whole = parts.iter().flat_map(|name| objects.remove(name).unwrap()).collect();
            objects.insert(key, whole);
            ("200 OK", b"<CompleteMultipartUploadResult><ETag>\"0\"</ETag></CompleteMultipartUploadResult>".to_vec())
        }
        "DELETE" if query.contains("uploadId") => {
            objects.retain(|name, _| !name.starts_with(&format!("part:{key}:")));
            ("204 No Content", Vec::new())
        }
        "DELETE" => {
            objects.remove(&key);
            ("204 No Content", Vec::new())
        }
        "GET" if query.contains("list-type=2") => {
            let found = objects.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("lssc/")?, bytes.len())));
            let found = found.fold(String::new(), |text, (name, size)| {
                let rest = "<LastModified>2026-11-22T18:00:00.000Z</LastModified><ETag>\"0\"</ETag>";
                format!("{text}<Contents><Key>{name}</Key><Size>{size}</Size>{rest}</Contents>")
            });
            ("200 OK", format!("<ListBucketResult>{found}<IsTruncated>false</IsTruncated></ListBucketResult>").into_bytes())
        }
        _ => objects.get(&key).map_or(("404 Not Found", Vec::new()), |bytes| ("200 OK", bytes.clone())),
    }
}
