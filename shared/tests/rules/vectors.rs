//! The published cases of the rule contract, natively; `vectors.mjs` runs the same ones as WebAssembly.

use serde_json::{Value, json};
use shared::standings::contract;

#[test]
fn every_vector_is_met() {
    let vectors: Vec<Value> = serde_json::from_str(include_str!("../vectors/standing.json")).unwrap();
    assert!(vectors.len() >= 71);
    let mut failures = Vec::new();
    for vector in &vectors {
        let request = json!({ "as_of": vector["as_of"], "dossier": vector["dossier"] }).to_string();
        let answer = contract::answer(request.as_bytes()).unwrap_or_else(|refusal| panic!("{}: {refusal}", vector["name"]));
        let answer: Value = serde_json::from_str(&answer).unwrap();
        for (member, expected) in vector["expect"].as_object().unwrap() {
            if &answer[member] != expected {
                failures.push(format!("{}: `{member}`\n  expected {expected}\n  answered {}", vector["name"], answer[member]));
            }
        }
        assert!(!answer["reasons"].as_array().unwrap().is_empty(), "{} has no reasons", vector["name"]);
    }
    assert!(failures.is_empty(), "{} differences\n{}", failures.len(), failures.join("\n"));
}
