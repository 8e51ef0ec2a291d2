use crate::support::*;

both! {
    async fn every_number_names_its_question(app) {
        let policies = app.anyone().get("/rules/policy").await.ok();
        let first = &policies["items"][0];
        assert_eq!(first["required_sets"], json!(["foundations", "communication", "technology"]));
        let numbers = first["numbers"].as_array().unwrap();
        assert!(numbers.iter().all(|number| (1..=27).contains(&number["question"].as_u64().unwrap())));
        let fee = numbers.iter().find(|number| number["name"] == "application_fee_cents").unwrap();
        assert_eq!(fee, &json!({"name": "application_fee_cents", "value": 35_000, "unit": "cents", "question": 21, "meaning": "Application fee"}));
    }
}
