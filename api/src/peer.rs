//! Who is at the other end. `X-Forwarded-For` is believed only from configured proxies, and only as far as they
//! themselves wrote it.

use std::net::IpAddr;

use actix_web::HttpRequest;

/// The address of the one who asks, as far as it is known.
pub(crate) fn address(request: &HttpRequest, trusted_proxies: &[IpAddr]) -> String {
    let Some(peer) = request.peer_addr().map(|peer| peer.ip()) else { return "unknown".to_owned() };
    let written = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",");
    behind(peer, &written, trusted_proxies).to_string()
}

/// The last hop that is no trusted proxy. What stands before it, anyone may have written.
fn behind(peer: IpAddr, forwarded: &str, trusted_proxies: &[IpAddr]) -> IpAddr {
    let mut nearest = peer;
    for hop in forwarded.rsplit(',') {
        if !trusted_proxies.contains(&nearest) {
            break;
        }
        match hop.trim().parse() {
            Ok(before) => nearest = before,
            Err(_) => break,
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_are_believed_only_from_proxies() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        for (peer, forwarded, expected) in [
            ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
            ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
            ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
        ] {
            assert_eq!(behind(ip(peer), forwarded, &proxies), ip(expected), "{peer} {forwarded}");
        }
    }
}
