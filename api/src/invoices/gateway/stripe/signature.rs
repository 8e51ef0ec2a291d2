//! Whether an event is from Stripe: `Stripe-Signature: t=<seconds>,v1=<hex>`, an HMAC-SHA256 over the time and the body
//! under the endpoint's secret. Several secrets may hold while one is being changed, and several signatures come then.

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// How far the time of a signature may lie from now, either way: what was overheard cannot be sent again later.
pub(super) const TOLERANCE_SECONDS: i64 = 300;

/// Why an event is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untrusted {
    /// No time, or no signature.
    Malformed,
    /// Signed too long ago, or ahead of time.
    Stale,
    /// By nobody who has the secret.
    Forged,
}

impl Untrusted {
    /// In words.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::Malformed => "holds no time and signature: `t=<seconds>,v1=<hex>`",
            Self::Stale => "was made more than five minutes ago, or ahead of time",
            Self::Forged => "does not fit the body",
        }
    }
}

/// Checks a signature.
pub(super) fn check(header: &str, body: &[u8], secrets: &[String], now: DateTime<Utc>) -> Result<(), Untrusted> {
    let members = || header.split(',').filter_map(|member| member.trim().split_once('='));
    let time = members().find(|(name, _)| *name == "t").map(|(_, time)| time).ok_or(Untrusted::Malformed)?;
    let seconds: i64 = time.parse().map_err(|_| Untrusted::Malformed)?;
    let mut signatures = members().filter(|(name, _)| *name == "v1").filter_map(|(_, text)| bytes(text)).peekable();
    if signatures.peek().is_none() {
        return Err(Untrusted::Malformed);
    }
    if now.timestamp().abs_diff(seconds) > TOLERANCE_SECONDS.unsigned_abs() {
        return Err(Untrusted::Stale);
    }
    let is_by = |secret: &String, signature: &[u8]| mac(secret, time, body).is_some_and(|mac| mac.verify_slice(signature).is_ok());
    let fits = signatures.any(|signature| secrets.iter().any(|secret| is_by(secret, &signature)));
    if fits { Ok(()) } else { Err(Untrusted::Forged) }
}

fn mac(secret: &str, time: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    Some(mac)
}

/// The bytes of a text in hexadecimal digits; none where it is something else.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = hex.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id": "evt_1"}"#;

    fn signature(secret: &str, time: i64, body: &[u8]) -> String {
        format!("{:x}", mac(secret, &time.to_string(), body).unwrap().finalize().into_bytes())
    }

    #[test]
    fn an_event_is_signed_now_by_one_of_the_secrets() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let secrets = ["whsec_old".to_owned(), "whsec_new".to_owned()];
        let by = |secret: &str, time: i64| format!("t={time},v1={}", signature(secret, time, BODY));
        let good = signature("whsec_new", 1_800_000_000, BODY);
        for (header, expected) in [
            (by("whsec_new", 1_800_000_000), Ok(())),
            (by("whsec_old", 1_800_000_000 - TOLERANCE_SECONDS), Ok(())),
            (by("whsec_old", 1_800_000_000 + TOLERANCE_SECONDS), Ok(())),
            (by("whsec_new", 1_800_000_000 - TOLERANCE_SECONDS - 1), Err(Untrusted::Stale)),
            (by("whsec_new", 1_800_000_000 + TOLERANCE_SECONDS + 1), Err(Untrusted::Stale)),
            (by("whsec_other", 1_800_000_000), Err(Untrusted::Forged)),
            (format!("t=1800000000, v1={}, v1={good}, v0=ab", "0".repeat(64)), Ok(())),
            (format!("t=1799999999,v1={good}"), Err(Untrusted::Forged)),
            (format!("t=1800000000,v0={good}"), Err(Untrusted::Malformed)),
            (format!("t=1800000000,v1={}", &good[1..]), Err(Untrusted::Malformed)),
            (format!("v1={good}"), Err(Untrusted::Malformed)),
            ("t=now,v1=00".to_owned(), Err(Untrusted::Malformed)),
            (format!("t={},v1={good}", i64::MIN), Err(Untrusted::Stale)),
            (String::new(), Err(Untrusted::Malformed)),
        ] {
            assert_eq!(check(&header, BODY, &secrets, now), expected, "{header}");
        }
        assert_eq!(check(&by("whsec_new", 1_800_000_000), b"{}", &secrets, now), Err(Untrusted::Forged));
        assert_eq!(check(&by("whsec_new", 1_800_000_000), BODY, &[], now), Err(Untrusted::Forged));
    }
}
