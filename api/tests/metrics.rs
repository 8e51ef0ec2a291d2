//! `/metrics`, on an address of its own: what was answered, how long it took, what waits.

use crate::startup::{COMPLETE, lssc};
use crate::support::*;

/// The value of a series.
fn value(metrics: &str, series: &str) -> Option<f64> {
    metrics.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' ')?.parse().ok())
}

#[test]
fn what_was_answered_and_what_waits_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    // Nobody takes mails there, so that what waits is still waiting when it is counted.
    let told = [("LSSC_METRICS_ADDRESS", "127.0.0.1:0"), ("LSSC_MAIL", "smtp://127.0.0.1:1")];
    let environment: Vec<_> = COMPLETE.into_iter().chain(told).collect();
    let served = Served::start(folder.path(), &environment);
    let scrape = || Served::ask(served.metrics.as_ref().unwrap(), "GET /metrics", "", "");
    let before = scrape();
    assert!(before.starts_with("HTTP/1.1 200") && before.contains("application/openmetrics-text"), "{before}");
    assert!(before.trim_end().ends_with("# EOF"), "{before}");
    let applications = value(&before, "lssc_queue_items{queue=\"applications\"}").unwrap();
    let completions = value(&before, "lssc_queue_items{queue=\"completions\"}").unwrap();
    let mails = value(&before, "lssc_queue_items{queue=\"outbox\"}").unwrap();
    assert!(applications > 0.0 && completions >= 0.0, "{before}");

    Served::ask(&served.address, "GET /api/v1/verify/nothing", "", "");
    Served::ask(&served.address, "HEAD /api/v1/programme", "", "");
    Served::ask(&served.address, "BREW /api/v1/programme", "", "");
    Served::ask(&served.address, "GET /nowhere/at/all", "", "");
    let registration = registration("reader@demo.example", PASSWORD, "Demo Reader").to_string();
    let registered = Served::ask(&served.address, "POST /api/v1/accounts", "Content-Type: application/json\r\n", &registration);
    assert!(registered.starts_with("HTTP/1.1 2"), "{registered}");
    let after = scrape();
    for (series, expected) in [
        ("lssc_requests_total{operation=\"get_programme\",method=\"HEAD\",status=\"200\"}", 1.0),
        ("lssc_requests_total{operation=\"other\",method=\"GET\",status=\"404\"}", 1.0),
        ("lssc_request_seconds_count{operation=\"get_programme\"}", 1.0),
        ("lssc_requests_total{operation=\"register_account\",method=\"POST\",status=\"202\"}", 1.0),
        ("lssc_database_up", 1.0),
        ("lssc_queue_items{queue=\"applications\"}", applications),
        ("lssc_queue_items{queue=\"undelivered_notices\"}", 0.0),
    ] {
        assert_eq!(value(&after, series), Some(expected), "{series}\n{after}");
    }
    // The confirmation waits too, and perhaps a reminder of the demonstration's.
    assert!(value(&after, "lssc_queue_items{queue=\"outbox\"}") > Some(mails), "{after}");
    for series in ["lssc_pool_read_wait_seconds_count", "lssc_pool_write_wait_seconds_count", "lssc_outbox_age_seconds"] {
        assert!(value(&after, series).is_some(), "{series}\n{after}");
    }
    assert!(after.contains("operation=\"other\",method=\"other\"") || after.contains("operation=\"get_programme\",method=\"other\""), "{after}");
    assert!(!after.contains("nowhere") && !after.contains("BREW") && !after.contains("nothing"), "{after}");

    // A container's health check asks where the server says it listens.
    let listening: Vec<_> = COMPLETE.into_iter().chain([("LSSC_LISTEN", served.address.as_str())]).collect();
    assert!(lssc(folder.path(), &["health"], &listening, "").status.success());
    assert!(!lssc(folder.path(), &["health"], &[("LSSC_LISTEN", "127.0.0.1:1")], "").status.success());

    // Neither here nor there is anything of the other.
    assert!(Served::ask(&served.address, "GET /metrics", "", "").starts_with("HTTP/1.1 404"));
    assert!(Served::ask(served.metrics.as_ref().unwrap(), "GET /api/v1/programme", "", "").starts_with("HTTP/1.1 404"));
}

#[test]
fn without_an_address_nothing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    assert!(Served::start(folder.path(), &COMPLETE).metrics.is_none());
    let wrong: Vec<_> = COMPLETE.into_iter().chain([("LSSC_METRICS_ADDRESS", "here")]).collect();
    let refused = lssc(folder.path(), &["serve"], &wrong, "");
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("METRICS_ADDRESS"));
}
