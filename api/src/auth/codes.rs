//! The codes of the second step: RFC 6238 with SHA-1, six digits, thirty seconds, as every app reads them; the address
//! and the drawing by which an app takes the secret; recovery codes.

use hmac::{Hmac, Mac};
use qrcode::{Color, EcLevel, QrCode as Drawing};
use sha1::Sha1;
use shared::accounts::{QrCode, RECOVERY_CODES};
use std::fmt::Write;

use crate::error::Error;
use crate::ids;

const STEP_SECONDS: i64 = 30;
const DIGITS: usize = 6;
/// White around the code, so that it is found: four modules, says the standard.
const QUIET: usize = 4;
const ISSUER: &str = "LSSC";

/// The bytes of a secret: as many as SHA-1 has.
pub type Secret = [u8; 20];

/// The step that an instant lies in, in seconds since 1970.
pub fn step_at(seconds: i64) -> i64 {
    seconds.div_euclid(STEP_SECONDS)
}

/// The code of a step.
///
/// # Errors
/// [`Error::Defect`] where the key is refused, which no length is.
pub fn code_at(secret: &Secret, step: i64) -> Result<String, Error> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).map_err(|error| Error::Defect(error.to_string()))?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    // The last half byte says where the four bytes begin that make the code (RFC 4226, 5.3).
    let offset = usize::from(digest.last().copied().unwrap_or_default() & 0x0f);
    let four: [u8; 4] = digest.get(offset..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default();
    Ok(format!("{:0>6}", (u32::from_be_bytes(four) & 0x7fff_ffff).checked_rem(1_000_000).unwrap_or_default()))
}

/// The step whose code this is, among the one of now and its neighbours: clocks differ, and typing takes time. Only one
/// after the last that was taken: no code counts twice.
///
/// # Errors
/// As [`code_at`].
pub fn step_of(secret: &Secret, typed: &str, now: i64, last_step: i64) -> Result<Option<i64>, Error> {
    let current = step_at(now);
    for step in [current.saturating_sub(1), current, current.saturating_add(1)] {
        // Digests are compared, so that the time it takes says nothing of the digits.
        let same = ids::hash(&[code_at(secret, step)?.as_bytes()]) == ids::hash(&[typed.as_bytes()]);
        if same && last_step < step {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// Whether this is what an app shows, and no recovery code.
pub fn is_from_app(typed: &str) -> bool {
    typed.len() == DIGITS && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// What was typed, without what only helps to read it.
pub fn bare(typed: &str) -> String {
    typed.chars().filter(|character| !character.is_whitespace() && *character != '-').collect::<String>().to_uppercase()
}

/// The secret as it is typed into an app.
pub fn as_text(secret: &Secret) -> String {
    base32::encode(base32::Alphabet::Rfc4648 { padding: false }, secret)
}

/// The address that an app opens. Whose account it is stands in it as the app shows it.
pub fn address(secret: &Secret, email: &str) -> String {
    let label: String = url::form_urlencoded::byte_serialize(email.as_bytes()).collect();
    format!("otpauth://totp/{ISSUER}:{}?secret={}&issuer={ISSUER}", label.replace('+', "%20"), as_text(secret))
}

/// The address as a QR code.
///
/// # Errors
/// [`Error::Defect`] where it is too long, which no address is.
pub fn drawing(address: &str) -> Result<QrCode, Error> {
    let drawing = Drawing::with_error_correction_level(address, EcLevel::M).map_err(|error| Error::Defect(error.to_string()))?;
    let (width, mut path) = (drawing.width(), String::new());
    for (y, row) in drawing.to_colors().chunks(width).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            write!(path, "M{} {}h1v1h-1z", x.saturating_add(QUIET), y.saturating_add(QUIET)).map_err(|error| Error::Defect(error.to_string()))?;
        }
    }
    Ok(QrCode { modules: u32::try_from(width.saturating_add(QUIET.saturating_mul(2))).unwrap_or_default(), path })
}

/// New recovery codes: 80 random bits each, in four groups of four.
pub fn recovery_codes() -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let text = base32::encode(base32::Alphabet::Crockford, &ids::random::<10>());
            let groups: Vec<String> = text.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
            groups.join("-")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &Secret = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six of its eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SECRET, step_at(seconds)).unwrap(), code);
        }
    }

    #[test]
    fn a_code_counts_in_its_step_and_beside_it_and_once() {
        // The last second of its step.
        let step = step_at(1_111_111_109);
        for (seconds, found) in [(-60, false), (-59, true), (0, true), (30, true), (31, false)] {
            assert_eq!(step_of(SECRET, "081804", 1_111_111_109 + seconds, 0).unwrap(), found.then_some(step), "{seconds}");
        }
        assert_eq!(step_of(SECRET, "081804", 1_111_111_109, step).unwrap(), None);
        assert_eq!(step_of(SECRET, "081805", 1_111_111_109, 0).unwrap(), None);
    }

    #[test]
    fn an_app_reads_the_address() {
        let address = address(SECRET, "a+b@demo.example");
        assert_eq!(address, "otpauth://totp/LSSC:a%2Bb%40demo.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=LSSC");
        let drawing = drawing(&address).unwrap();
        assert!(drawing.modules > 40 && drawing.path.starts_with("M4 4h1v1h-1z"), "{drawing:?}");
    }

    #[test]
    fn recovery_codes_are_long_and_differ() {
        let codes = recovery_codes();
        assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == 19 && !is_from_app(&bare(code))), "{codes:?}");
        assert_eq!(bare(" abcd-2345 "), "ABCD2345");
        assert!(is_from_app(&bare("123 456")) && !is_from_app("12345") && !is_from_app("12345x"));
    }
}
