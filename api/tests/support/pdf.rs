//! Reads the words of a PDF file of ours again: inflates its pages and looks its glyphs up in the maps that it carries.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;

/// The texts of all pages, each on a line, in the order in which they were set.
pub(crate) fn words(file: &[u8]) -> Vec<String> {
    assert!(file.starts_with(b"%PDF-") && file.ends_with(b"%%EOF"));
    let streams = streams(file);
    let maps: Vec<HashMap<u16, char>> = streams.iter().filter(|text| has(text, b"beginbfchar")).map(|text| letters(text)).collect();
    streams.iter().filter(|text| has(text, b" Tf")).flat_map(|page| lines(page, &maps)).collect()
}

fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let mut streams = Vec::new();
    let mut rest = file;
    while let Some(at) = rest.windows(7).position(|window| window == b"stream\n") {
        rest = &rest[at + 7..];
        let end = rest.windows(10).position(|window| window == b"\nendstream").unwrap();
        let mut inflated = Vec::new();
        streams.push(match ZlibDecoder::new(&rest[..end]).read_to_end(&mut inflated) {
            Ok(_) => inflated,
            Err(_) => rest[..end].to_vec(),
        });
        rest = &rest[end + 10..];
    }
    streams
}

/// Which letter each glyph stands for: lines such as `<0041> <0061>`.
fn letters(map: &[u8]) -> HashMap<u16, char> {
    let text = String::from_utf8_lossy(map);
    let pairs = text.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    pairs.filter_map(|(glyph, letter)| Some((u16::from_str_radix(glyph, 16).ok()?, char::from_u32(u32::from_str_radix(letter, 16).ok()?)?))).collect()
}

fn lines(page: &[u8], maps: &[HashMap<u16, char>]) -> Vec<String> {
    let mut found = Vec::new();
    let mut map = &maps[0];
    let mut rest = page;
    while let Some(&byte) = rest.first() {
        if rest.starts_with(b"/F1 ") || rest.starts_with(b"/F2 ") {
            map = &maps[usize::from(rest[2] - b'1')];
        }
        match byte {
            b'(' => {
                let (bytes, after) = literal(&rest[1..]);
                found.push(read(&bytes, map));
                rest = after;
            }
            b'<' if rest.get(1) != Some(&b'<') && rest[..].iter().take_while(|byte| **byte != b'>').skip(1).all(u8::is_ascii_hexdigit) => {
                let end = rest.iter().position(|byte| *byte == b'>').unwrap();
                let hex = std::str::from_utf8(&rest[1..end]).unwrap();
                let bytes: Vec<u8> = (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect();
                found.push(read(&bytes, map));
                rest = &rest[end + 1..];
            }
            b'<' => rest = &rest[2..],
            _ => rest = &rest[1..],
        }
    }
    found
}

/// A literal string, and what follows it.
fn literal(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut bytes = Vec::new();
    let mut at = 0;
    let mut depth = 0;
    loop {
        match text[at] {
            b')' if depth == 0 => return (bytes, &text[at + 1..]),
            b'\\' => {
                at += 1;
                match text[at] {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    b'0'..=b'7' => {
                        let digits = std::str::from_utf8(&text[at..at + 3]).unwrap();
                        bytes.push(u8::from_str_radix(digits, 8).unwrap());
                        at += 2;
                    }
                    other => bytes.push(other),
                }
            }
            byte => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                bytes.push(byte);
            }
        }
        at += 1;
    }
}

fn read(bytes: &[u8], map: &HashMap<u16, char>) -> String {
    bytes.chunks(2).map(|pair| map.get(&u16::from_be_bytes([pair[0], pair[1]])).copied().unwrap_or('\u{fffd}')).collect()
}
