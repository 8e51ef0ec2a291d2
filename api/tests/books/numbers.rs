//! Numbers without gaps, however many are issued at once and whatever goes wrong on the way.

use diesel::prelude::*;
use futures_util::future::join_all;
use lssc_api::db::schema::number_series;
use lssc_api::error::Error;
use lssc_api::record::{Act, NewFact, record, recount};
use shared::facts::FactBody;
use shared::ids::{ApplicationId, InvoiceId, PersonId};
use shared::invoices::{Charge, InvoiceLine};

use super::*;

const ISSUED: usize = 100;

fn invoice(person: PersonId, place: usize, app: &App) -> NewFact {
    let id = uuid::Uuid::from_u128(1_000 + place as u128);
    let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 35_000 }];
    let body = FactBody::InvoiceIssued { invoice: InvoiceId(id), application: ApplicationId(id), lines, number: None };
    NewFact::of(person, app.today(), body)
}

async fn numbers(app: &App, person: PersonId) -> Vec<String> {
    let facts = app.read(move |conn| lssc_api::record::facts_of(conn, person).unwrap()).await;
    let mut numbers: Vec<String> = facts
        .iter()
        .filter_map(|fact| if let FactBody::InvoiceIssued { number, .. } = &fact.body { Some(number.unwrap().to_string()) } else { None })
        .collect();
    numbers.sort();
    numbers
}

both! {
    async fn a_hundred_at_once_of_which_one_fails_leave_no_gap(app) {
        let person = app.person("Demo Candidate").await.person();
        let moment = app.clock.moment().unwrap();
        let issue = |place: usize| {
            let fact = invoice(person, place, &app);
            let act = Act { account: None, operation: "fixture", now: moment.now, today: moment.today, reason: None, key: None };
            app.db.write(move |tx| {
                record(tx, &act, vec![fact.clone()])?;
                // Its number was taken, and what follows fails.
                if place == 50 { Err(Error::NotFound("what follows")) } else { Ok(()) }
            })
        };
        // Whoever asks may be told to ask again, where too many ask at once.
        let mut left: Vec<usize> = (0..ISSUED).collect();
        let mut rounds = 0;
        while !left.is_empty() && rounds < 100 {
            let outcomes = join_all(left.iter().map(|&place| issue(place))).await;
            let again = left.iter().zip(&outcomes).filter(|(_, outcome)| matches!(outcome, Err(Error::Store(_))));
            left = again.map(|(place, _)| *place).collect();
            rounds += 1;
        }
        let expected: Vec<String> = (1..ISSUED).map(|number| format!("2026-{number:05}")).collect();
        assert_eq!(numbers(&app, person).await, expected);
        add_up_numbers(&app).await;
        // They can be counted again from the facts, and go on from there, each year for itself.
        app.db.write(|tx| {
            diesel::delete(number_series::table).execute(tx).map_err(lssc_api::db::StoreError::from)?;
            recount(tx)
        }).await.unwrap();
        app.record(vec![invoice(person, 500, &app)]).await;
        app.set_today("2027-01-02");
        app.record(vec![invoice(person, 501, &app)]).await;
        let found = numbers(&app, person).await;
        assert_eq!(found[99..], ["2026-00100", "2027-00001"]);
        add_up_numbers(&app).await;
    }

    async fn one_that_is_struck_keeps_its_number(app) {
        let (_, first) = invoiced(&app).await;
        let staff = app.staff("Demo Staff").await;
        let payment = paid(&staff, &first, "1001", 35_000).await;
        let person = staff.get(&payment).await.ok()["person_id"].as_str().unwrap().to_owned();
        let file = staff.get(&format!("/people/{person}")).await.ok();
        let facts = file["acts"].as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap());
        let wrong = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_received").unwrap().clone();
        let correct = format!("/facts/{}/correct", wrong["id"].as_str().unwrap());
        // Its number is not corrected.
        let mut body = wrong["body"].clone();
        body["number"] = json!("R2026-00007");
        let reply = staff.post(&correct, json!({"reason": "Mistyped.", "replacement": {"on": "2026-11-22", "body": body}})).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["replacement.body"]), "{}", reply.text);
        staff.post(&correct, json!({"reason": "It was another's."})).await.ok();
        paid(&staff, &first, "1002", 35_000).await;
        assert_eq!(staff.get(&first).await.ok()["payments"][0]["number"], "R2026-00002");
        add_up(&app).await;
    }
}

async fn add_up_numbers(app: &App) {
    let today = app.today();
    let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
    assert_eq!(checked.report.found, []);
}
