//! What the contract refuses, member by member, and what it takes although it is strange.

use serde_json::{Value, json};
use shared::standings::contract::{RequestError, parse};

/// What makes a request strange.
type Change = Box<dyn FnOnce(&mut Value)>;

/// A request with `change` made to the example of the contract.
fn request(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut request = json!({
        "as_of": "2026-06-01",
        "dossier": {
            "application": {"submitted_on": "2024-01-10", "has_diploma": true, "in_support_position": true,
                            "library_work": [{"from": "2020-01-01", "until": null, "minutes_per_week": 1200}]},
            "admitted_on": "2024-02-01",
            "extensions": [{"granted_on": "2028-01-15", "until": "2028-12-31"}],
            "course_completions": [{"set": "technology", "completed_on": "2025-05-10", "decided_on": "2025-05-20", "outcome": "achieved",
                                    "approval": {"from": "2022-01-01", "until": null, "withdrawn_on": null}}],
            "portfolios": [{"set": "youth", "submitted_on": "2025-05-02", "decided_on": null, "outcome": null}],
            "graduations": [{"graduated_on": "2023-06-10", "decided_on": "2024-02-10", "outcome": "achieved",
                             "agreement": {"from": "2020-01-01", "until": null}}],
            "activities": [{"completed_on": "2026-03-01", "minutes": 90, "technology": true}],
            "renewals": [{"submitted_on": "2028-06-01"}],
            "revoked_on": null
        }
    });
    change(&mut request);
    request.to_string().into_bytes()
}

/// The member that a refusal names first.
fn refused_member(request: &[u8]) -> Option<String> {
    match parse(request) {
        Ok(_) => None,
        Err(RequestError::TooLarge) => Some("(size)".to_owned()),
        Err(RequestError::Shape(error)) => Some(error.member),
        Err(RequestError::Values(errors)) => errors.into_iter().next().map(|error| error.member),
    }
}

#[test]
fn what_is_strange_but_possible_is_taken() {
    for (name, change) in [
        ("as it is", Box::new(|_: &mut Value| ()) as Change),
        ("an empty dossier", Box::new(|request| request["dossier"] = json!({}))),
        ("null lists", Box::new(|request| request["dossier"]["renewals"] = Value::Null)),
        ("absent optional members", Box::new(|request| request["dossier"]["portfolios"] = json!([{"set": "youth", "submitted_on": "2025-05-02"}]))),
        ("dates in the future", Box::new(|request| request["dossier"]["admitted_on"] = json!("2199-12-31"))),
        ("a whole week of work", Box::new(|request| request["dossier"]["application"]["library_work"][0]["minutes_per_week"] = json!(10_080))),
        ("an extension that ends before it was granted", Box::new(|request| request["dossier"]["extensions"][0]["until"] = json!("2020-01-01"))),
        (
            "not achieved before the approval began",
            Box::new(|request| {
                request["dossier"]["course_completions"][0]["outcome"] = json!("not_achieved");
                request["dossier"]["course_completions"][0]["approval"]["from"] = json!("2025-06-01");
            }),
        ),
        ("a thousand renewals", Box::new(|request| request["dossier"]["renewals"] = json!(vec![json!({"submitted_on": "2028-06-01"}); 1_000]))),
    ] {
        assert_eq!(refused_member(&request(change)), None, "{name}");
    }
}

#[test]
fn what_the_contract_refuses_names_the_member() {
    let first = "dossier.course_completions[0]";
    let cases: Vec<(String, Change)> = vec![
        ("as_of".into(), Box::new(|request| request["as_of"] = json!("2026-6-1"))),
        ("as_of".into(), Box::new(|request| request["as_of"] = json!("2200-01-01"))),
        ("as_of".into(), Box::new(|request| request["as_of"] = json!(20_260_601))),
        ("as_off".into(), Box::new(|request| request["as_off"] = json!(1))),
        ("dossier".into(), Box::new(|request| request["dossier"] = json!("x"))),
        ("dossier.admitted".into(), Box::new(|request| request["dossier"]["admitted"] = json!("2024-01-01"))),
        ("dossier.revoked_on".into(), Box::new(|request| request["dossier"]["revoked_on"] = json!("1899-12-31"))),
        (format!("{first}.set"), Box::new(|request| request["dossier"]["course_completions"][0]["set"] = json!("cooking"))),
        (format!("{first}.outcome"), Box::new(|request| request["dossier"]["course_completions"][0]["outcome"] = json!("passed"))),
        (format!("{first}.outcome"), Box::new(|request| request["dossier"]["course_completions"][0]["outcome"] = Value::Null)),
        (format!("{first}.decided_on"), Box::new(|request| request["dossier"]["course_completions"][0]["decided_on"] = Value::Null)),
        (format!("{first}.decided_on"), Box::new(|request| request["dossier"]["course_completions"][0]["decided_on"] = json!("2025-05-09"))),
        (format!("{first}.decided_on"), Box::new(|request| request["dossier"]["course_completions"][0]["approval"]["from"] = json!("2025-05-21"))),
        (
            format!("{first}.approval.until"),
            Box::new(|request| request["dossier"]["course_completions"][0]["approval"]["until"] = json!("2021-12-31")),
        ),
        // An array is no object, and an object is no name.
        (".".into(), Box::new(|request| *request = json!(["2026-01-01", {}]))),
        ("dossier".into(), Box::new(|request| request["dossier"] = json!([]))),
        ("dossier.renewals[0]".into(), Box::new(|request| request["dossier"]["renewals"] = json!([["2028-01-15"]]))),
        (
            format!("{first}.approval"),
            Box::new(|request| request["dossier"]["course_completions"][0]["approval"] = json!(["2022-01-01", null, null])),
        ),
        (format!("{first}.set"), Box::new(|request| request["dossier"]["course_completions"][0]["set"] = json!({"technology": null}))),
        (format!("{first}.outcome"), Box::new(|request| request["dossier"]["course_completions"][0]["outcome"] = json!({"achieved": null}))),
        // The contract lists `until` among what may be absent, but an extension without an end says nothing.
        ("dossier.extensions[0].until".into(), Box::new(|request| request["dossier"]["extensions"] = json!([{"granted_on": "2028-01-15"}]))),
        (
            format!("{first}.approval"),
            Box::new(|request| request["dossier"]["course_completions"][0] = json!({"set": "youth", "completed_on": "2025-01-01"})),
        ),
        ("as_of".into(), Box::new(|request| *request = json!({"dossier": {}}))),
        (
            "dossier.application.has_diploma".into(),
            Box::new(|request| {
                request["dossier"]["application"].as_object_mut().unwrap().remove("has_diploma");
            }),
        ),
        ("dossier.portfolios[0].decided_on".into(), Box::new(|request| request["dossier"]["portfolios"][0]["outcome"] = json!("achieved"))),
        (
            "dossier.graduations[0].decided_on".into(),
            Box::new(|request| request["dossier"]["graduations"][0]["agreement"]["from"] = json!("2024-02-11")),
        ),
        (
            "dossier.application.library_work[0].until".into(),
            Box::new(|request| request["dossier"]["application"]["library_work"][0]["until"] = json!("2019-12-31")),
        ),
        (
            "dossier.application.library_work[0].minutes_per_week".into(),
            Box::new(|request| request["dossier"]["application"]["library_work"][0]["minutes_per_week"] = json!(0)),
        ),
        (
            "dossier.application.library_work[0].minutes_per_week".into(),
            Box::new(|request| request["dossier"]["application"]["library_work"][0]["minutes_per_week"] = json!(10_081)),
        ),
        ("dossier.activities[0].minutes".into(), Box::new(|request| request["dossier"]["activities"][0]["minutes"] = json!(0))),
        ("dossier.activities[0].minutes".into(), Box::new(|request| request["dossier"]["activities"][0]["minutes"] = json!(100_001))),
        ("dossier.activities[0].minutes".into(), Box::new(|request| request["dossier"]["activities"][0]["minutes"] = json!(-1))),
        ("dossier.activities[0].minutes".into(), Box::new(|request| request["dossier"]["activities"][0]["minutes"] = json!(90.5))),
        ("dossier.renewals".into(), Box::new(|request| request["dossier"]["renewals"] = json!(vec![json!({"submitted_on": "2028-06-01"}); 1_001]))),
    ];
    for (member, change) in cases {
        assert_eq!(refused_member(&request(change)), Some(member));
    }
}

#[test]
fn what_is_not_one_json_value_is_refused() {
    for text in ["", "{", "[]", "null", "{} {}", "\u{feff}{}", r#"{"as_of": "2026-01-01", "as_of": "2026-01-01", "dossier": {}}"#] {
        assert!(matches!(parse(text.as_bytes()), Err(RequestError::Shape(_))), "{text}");
    }
    assert!(matches!(parse(&[0xff, 0xfe]), Err(RequestError::Shape(_))));
    assert!(matches!(parse("[".repeat(100_000).as_bytes()), Err(RequestError::Shape(_))));
}

#[test]
fn a_request_is_at_most_one_mebibyte() {
    let padded = |bytes: usize| {
        let request = request(|_| ());
        let mut padded = request.clone();
        padded.resize(bytes, b' ');
        padded
    };
    assert!(parse(&padded(1_048_576)).is_ok());
    assert_eq!(parse(&padded(1_048_577)), Err(RequestError::TooLarge));
}
