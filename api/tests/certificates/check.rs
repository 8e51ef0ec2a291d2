use lssc_api::record::{NewFact, facts_of};
use shared::facts::FactBody;

use crate::support::*;

both! {
    async fn certificates_that_the_rules_do_not_confirm_are_found_in_steps(app) {
        let (holder, staff) = (app.person("Demo Holder").await, app.staff("Demo Staff").await);
        app.certify(holder.person(), "2026-03-01").await;
        let sound = staff.get("/certificates/check").await.ok();
        assert_eq!((&sound["items"], &sound["people_examined"], &sound["people_total"], &sound["next"]), (&json!([]), &json!(2), &json!(2), &json!(null)));
        let person = holder.person();
        let decided = app.read(move |conn| facts_of(conn, person).unwrap().into_iter().find(|fact| fact.body.kind() == "completion_decided").unwrap()).await;
        app.record(vec![NewFact::of(person, decided.on, FactBody::FactCorrected { corrected: decided.id, replacement: None })]).await;
        let number = holder.get("/me/certificates").await.ok()["items"][0]["number"].clone();
        let (mut found, mut after, mut steps) = (Vec::new(), String::new(), 0);
        loop {
            let step = staff.get(&format!("/certificates/check?limit=1{after}")).await.ok();
            assert_eq!(step["people_examined"], 1);
            found.extend(step["items"].as_array().unwrap().clone());
            steps += 1;
            match step["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(steps, 2);
        assert_eq!(found, [json!({"person_id": person, "person_name": "Demo Holder", "kind": "unconfirmed", "number": number})]);
        for (query, member) in [("limit=0", "limit"), ("limit=201", "limit"), ("after=AA", "after")] {
            let reply = staff.get(&format!("/certificates/check?{query}")).await;
            assert_eq!((reply.status, reply.members()), (422, vec![member]), "{query}");
        }
    }
}
