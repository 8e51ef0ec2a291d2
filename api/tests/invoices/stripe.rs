//! Cards by Stripe: the pages that are opened, what Stripe tells, and what follows from it in the books.

use actix_web::test::TestRequest;
use diesel::prelude::*;
use futures_util::future::{join, join_all};
use hmac::{Hmac, Mac};
use lssc_api::auth::StaffTotp;
use lssc_api::config::{Config, StripeConfig};
use lssc_api::db::schema::{gateway_events, refund_orders};
use lssc_api::invoices::EVENT_BYTES_MAX;
use lssc_api::programme::Demonstration;
use lssc_api::retention::tidy;
use sha2::Sha256;

use super::*;

const SECRET: &str = "whsec_canary";

/// A programme that takes cards by the stub.
fn by_stripe(stub: &StripeStub) -> impl FnOnce(&mut Config, &mut Demonstration) + use<> {
    let url = format!("http://{}", stub.address).parse().unwrap();
    |config, demonstration| {
        config.stripe =
            Some(StripeConfig { secret_key: STRIPE_KEY.to_owned(), webhook_secrets: vec!["whsec_old".to_owned(), SECRET.to_owned()], url });
        config.staff_totp = Some(StaffTotp::Optional);
        demonstration.0 = false;
    }
}

/// As [`both!`], with the stub.
macro_rules! both_by_stripe {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident, $stub:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn run($app: App, $stub: StripeStub) $body

            #[actix_web::test]
            async fn sqlite() {
                let stub = StripeStub::start();
                run(App::with(by_stripe(&stub)).await, stub).await;
            }

            #[actix_web::test]
            async fn postgres() {
                let stub = StripeStub::start();
                if let Some(app) = App::on_postgres_with(by_stripe(&stub)).await {
                    run(app, stub).await;
                }
            }
        }
    )+};
}

fn signature(app: &App, secret: &str, body: &str, ahead_seconds: i64) -> String {
    let time = app.clock.now().timestamp() + ahead_seconds;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    format!("t={time},v1={:x}", mac.finalize().into_bytes())
}

fn event(id: &str, kind: &str, object: &Value) -> String {
    json!({"id": id, "object": "event", "type": kind, "livemode": false, "data": {"object": object}}).to_string()
}

async fn send_signed(app: &App, signature: &str, body: String) -> Reply {
    let request = TestRequest::post().uri("/api/v1/stripe/events").insert_header(("Content-Type", "application/json; charset=utf-8"));
    app.anyone().send(request.insert_header(("Stripe-Signature", signature)).set_payload(body)).await
}

/// Stripe tells of something; it is taken.
async fn tells(app: &App, kind: &str, object: &Value) {
    let body = event(&format!("evt_{}_{kind}", object["id"].as_str().unwrap()), kind, object);
    let reply = send_signed(app, &signature(app, SECRET, &body, 0), body).await;
    assert_eq!(reply.status, 204, "{}", reply.text);
}

fn refund(id: &str, payment: &str, amount: u32, status: &str) -> Value {
    json!({"id": id, "object": "refund", "amount": amount, "payment_intent": payment, "status": status, "currency": "usd"})
}

fn dispute(amount: u32) -> Value {
    json!({"id": "dp_1", "object": "dispute", "amount": amount, "payment_intent": "pi_test_0001", "status": "needs_response"})
}

/// Opens a page for the invoice; the id of its session.
async fn opened(applicant: &Client, invoice: &str) -> String {
    let checkout = applicant.post(&format!("{invoice}/checkout"), json!({})).await.ok();
    checkout["url"].as_str().unwrap().strip_prefix("https://checkout.stripe.example/").unwrap().to_owned()
}

/// Where the invoice stands, and how much of it is paid.
async fn stands(who: &Client, invoice: &str) -> (String, u64) {
    let found = who.get(invoice).await.ok();
    (found["state"].as_str().unwrap().to_owned(), found["paid_cents"].as_u64().unwrap())
}

fn standing(state: &str, paid_cents: u64) -> (String, u64) {
    (state.to_owned(), paid_cents)
}

/// Someone whose application was refused after a card had paid for it, and the payment.
async fn paid_and_refused(app: &App, stub: &StripeStub, staff: &Client) -> (Client, String, String) {
    let (applicant, invoice) = invoiced(app).await;
    let session = opened(&applicant, &invoice).await;
    tells(app, "checkout.session.completed", &stub.pays(&session)).await;
    let found = applicant.get(&invoice).await.ok();
    let application = found["application_id"].as_str().unwrap();
    staff.post(&format!("/applications/{application}/refuse"), json!({"reason": "There are too few hours."})).await.ok();
    (applicant, invoice, found["payments"][0]["id"].as_str().unwrap().to_owned())
}

/// The refunds that are due are sent.
async fn send(app: &App) {
    app.gateway.send_refunds(&app.db, app.clock.moment().unwrap()).await.unwrap();
}

both_by_stripe! {
    async fn a_card_pays_the_invoice_once_however_often_it_is_told(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        assert_eq!(applicant.get(&invoice).await.ok()["card_offered"], true);
        assert_eq!(app.anyone().get("/programme").await.ok()["card_offered"], true);
        let before = app.counts().await;
        let mut pages: Vec<String> = Vec::new();
        let checkout = format!("{invoice}/checkout");
        for reply in join_all((0..8).map(|_| applicant.post(&checkout, json!({})))).await {
            pages.push(reply.ok()["url"].to_string());
        }
        pages.dedup();
        assert_eq!((pages.len(), stub.sessions().len()), (1, 1));
        let session = &stub.sessions()[0];
        let expected = json!({
            "amount_total": 35_000, "currency": "usd", "client_reference_id": invoice.strip_prefix("/invoices/").unwrap(),
            "success_url": format!("{ORIGIN}{invoice}?payment=approved"), "metadata": {"invoice": invoice.strip_prefix("/invoices/").unwrap()},
            "adaptive_pricing": {"enabled": false},
        });
        for (member, value) in expected.as_object().unwrap() {
            assert_eq!(&session[member], value, "{member}");
        }
        assert_eq!(app.counts().await, before);

        let paid = stub.pays("cs_test_0001");
        // Whatever else Stripe tells of it changes nothing.
        tells(&app, "payment_intent.succeeded", &json!({"id": "pi_test_0001"})).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("open", 0));
        let body = event("evt_1", "checkout.session.completed", &paid);
        let signed = signature(&app, SECRET, &body, 0);
        for reply in join_all((0..100).map(|_| send_signed(&app, &signed, body.clone()))).await {
            assert_eq!(reply.status, 204, "{}", reply.text);
        }
        tells(&app, "checkout.session.async_payment_succeeded", &paid).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));
        let found = applicant.get(&invoice).await.ok();
        assert_eq!((found["payments"].as_array().unwrap().len(), &found["payments"][0]["method"], &found["payments"][0]["reference"]), (1, &json!("card"), &json!("pi_test_0001")));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$350.00"));
        // One act with one fact, and one mail.
        let (acts, facts, mails) = before;
        assert_eq!(app.counts().await, (acts + 1, facts + 1, mails + 1));
        applicant.post(&checkout, json!({})).await.is_problem(409, "nothing_owed");
    }

    async fn what_stripe_did_not_sign_now_is_not_taken(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        opened(&applicant, &invoice).await;
        let body = event("evt_1", "checkout.session.completed", &stub.pays("cs_test_0001"));
        let before = app.counts().await;
        for (signed, body) in [
            (String::new(), body.clone()),
            (signature(&app, "whsec_other", &body, 0), body.clone()),
            (signature(&app, SECRET, &body, -301), body.clone()),
            (signature(&app, SECRET, &body, 301), body.clone()),
            (signature(&app, SECRET, "{}", 0), body.clone()),
        ] {
            let reply = send_signed(&app, &signed, body).await;
            assert_eq!(reply.members(), ["Stripe-Signature"], "{}", reply.text);
            reply.is_problem(400, "unreadable");
        }
        for broken in ["", "no JSON", "{}", "[]"] {
            let reply = send_signed(&app, &signature(&app, SECRET, broken, 0), broken.to_owned()).await;
            assert_eq!((reply.status, reply.members()), (400, vec!["body"]), "{broken}: {}", reply.text);
        }
        let long = format!("{}{body}", " ".repeat(EVENT_BYTES_MAX - body.len()));
        assert_eq!(long.len(), EVENT_BYTES_MAX);
        send_signed(&app, "t=1,v1=00", format!("{long} ")).await.is_problem(413, "too_large");
        assert_eq!(app.counts().await, before);
        assert_eq!(send_signed(&app, &signature(&app, "whsec_old", &long, 300), long).await.status, 204);
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));
    }

    async fn what_is_not_ours_is_taken_and_left_alone(app, stub) {
        let (_, invoice) = invoiced(&app).await;
        let before = app.counts().await;
        let session = |reference: &str, invoice: Value| json!({"id": "cs_live_1", "status": "complete", "payment_status": "paid", "payment_intent": "pi_live_1",
            "amount_total": 1, "currency": "eur", "client_reference_id": reference, "metadata": {"invoice": invoice}, "url": null});
        // Of a page of the same account that is not ours, anyone writes the reference into the address.
        tells(&app, "checkout.session.completed", &session(invoice.strip_prefix("/invoices/").unwrap(), Value::Null)).await;
        tells(&app, "checkout.session.completed", &session("user_42", json!("01993e5c-6f00-7cc2-8000-0242ac120002"))).await;
        tells(&app, "checkout.session.completed", &session("user_42", json!("donation"))).await;
        tells(&app, "checkout.session.completed", &json!({"id": "cs_live_2", "status": "complete", "payment_status": "no_payment_required", "amount_total": null})).await;
        tells(&app, "checkout.session.expired", &json!({"id": "cs_live_3", "amount_total": -1})).await;
        tells(&app, "customer.created", &json!({"id": "cus_1"})).await;
        tells(&app, "refund.updated", &json!({"id": "re_1", "amount": 1, "payment_intent": null, "status": "succeeded"})).await;
        tells(&app, "refund.updated", &refund("re_2", "pi_live_1", 1, "pending")).await;
        assert_eq!((app.counts().await, stub.sessions().len()), (before, 0));
    }

    async fn what_came_for_us_in_another_currency_is_not_taken_and_recorded_nowhere(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let paid = stub.pays(&session);
        let before = app.counts().await;
        for (member, value) in [("currency", json!("eur")), ("currency", Value::Null), ("amount_total", Value::Null)] {
            let mut other = paid.clone();
            other[member] = value;
            let body = event("evt_1", "checkout.session.completed", &other);
            let request = TestRequest::post().uri("/api/v1/stripe/events").insert_header(("Content-Type", "application/json; charset=utf-8"));
            let request = request.insert_header(("Stripe-Signature", signature(&app, SECRET, &body, 0))).set_payload(body);
            // It cannot be, so that the document says nothing of it: Stripe tells it again, and it is in the log each time.
            assert_eq!(app.call(request.to_request()).await.status(), 500, "{member}");
        }
        assert_eq!((app.counts().await, stands(&applicant, &invoice).await), (before, standing("open", 0)));
        // One that is in dollars is taken, told under the same name.
        let body = event("evt_1", "checkout.session.completed", &paid);
        assert_eq!(send_signed(&app, &signature(&app, SECRET, &body, 0), body).await.status, 204);
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));
    }

    async fn what_waits_for_a_payment_that_never_comes_goes_after_a_month(app, stub) {
        let waiting = async || app.read(|conn| gateway_events::table.count().get_result::<i64>(conn).unwrap()).await;
        let tidied = async || {
            let now = app.clock.now();
            app.db.write(move |tx| Ok(tidy(tx, now)?)).await.unwrap();
            waiting().await
        };
        for _ in 0..2 {
            tells(&app, "refund.created", &refund("re_1", "pi_live_1", 1, "succeeded")).await;
        }
        assert_eq!((tidied().await, stub.sessions().len()), (1, 0));
        app.wait(30 * 24 * 3600);
        assert_eq!(tidied().await, 1);
        app.wait(1);
        assert_eq!(tidied().await, 0);
    }

    async fn what_is_refunded_goes_by_the_order_of_nothing(app, stub) {
        let staff = app.staff("Demo Staff").await;
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let (applicant, invoice) = invoiced(&app).await;
            let session = opened(&applicant, &invoice).await;
            let (paid, intent) = (stub.pays(&session), session.replace("cs_", "pi_"));
            let [first, second] = ["re_a", "re_b"].map(|name| format!("{name}_{session}"));
            let told = [
                ("checkout.session.completed", paid),
                ("refund.created", refund(&first, &intent, 20_000, "succeeded")),
                ("refund.created", refund(&second, &intent, 15_000, "succeeded")),
                ("refund.failed", refund(&second, &intent, 15_000, "failed")),
            ];
            for place in order.into_iter().chain(order) {
                let (kind, object) = &told[place];
                tells(&app, kind, object).await;
            }
            assert_eq!(stands(&applicant, &invoice).await, standing("open", 15_000), "{order:?}");
            assert_eq!(applicant.get(&invoice).await.ok()["payments"][0]["refunded_cents"], 20_000);
        }
        // Who is refused is refunded in full: the money goes back, and nothing is due any more.
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        tells(&app, "checkout.session.completed", &stub.pays(&session)).await;
        let application = applicant.get(&invoice).await.ok()["application_id"].as_str().unwrap().to_owned();
        staff.post(&format!("/applications/{application}/refuse"), json!({"reason": "There are too few hours."})).await.ok();
        assert_eq!(stands(&applicant, &invoice).await, standing("refund_due", 35_000));
        tells(&app, "charge.refund.updated", &refund("re_full", &session.replace("cs_", "pi_"), 35_000, "succeeded")).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("void", 0));
        let today = app.today();
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
    }

    async fn a_dispute_opens_the_invoice_again_and_leaves_the_admission(app, stub) {
        let staff = app.staff("Demo Staff").await;
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        tells(&app, "checkout.session.completed", &stub.pays(&session)).await;
        let application = applicant.get(&invoice).await.ok()["application_id"].as_str().unwrap().to_owned();
        staff.post(&format!("/applications/{application}/accept"), json!({})).await.ok();
        app.set_today("2026-11-25");
        for _ in 0..2 {
            tells(&app, "charge.dispute.funds_withdrawn", &dispute(35_000)).await;
        }
        let applicant = app.again(&applicant).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("open", 0));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$350.00 are owed again"));
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
        for _ in 0..2 {
            tells(&app, "charge.dispute.funds_reinstated", &dispute(35_000)).await;
        }
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));
        // A part, a second time; and won before it is told that it was lost.
        tells(&app, "charge.dispute.funds_withdrawn", &json!({"id": "dp_2", "amount": 5_000, "payment_intent": "pi_test_0001"})).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("open", 30_000));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$50.00 are owed again"));
        for kind in ["reinstated", "withdrawn"] {
            tells(&app, &format!("charge.dispute.funds_{kind}"), &json!({"id": "dp_3", "amount": 1_000, "payment_intent": "pi_test_0001"})).await;
        }
        tells(&app, "refund.created", &refund("re_1", "pi_test_0001", 30_000, "succeeded")).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("open", 0));
        assert_eq!(applicant.get("/me/standing").await.ok()["standing"]["status"], "candidate");
    }

    async fn money_that_comes_twice_is_shown_and_goes_back(app, stub) {
        let staff = app.staff("Demo Staff").await;
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let paid = stub.pays(&session);
        staff.post(&payments(&invoice), check("1001", 35_000)).await.ok();
        tells(&app, "checkout.session.completed", &paid).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 70_000));
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("$350.00 more than was owed"));
        applicant.post(&format!("{invoice}/checkout"), json!({})).await.is_problem(409, "nothing_owed");
        assert_eq!(applicant.get(&invoice).await.ok()["over_cents"], 35_000);
        assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 35_000);
        tells(&app, "refund.created", &refund("re_1", "pi_test_0001", 35_000, "succeeded")).await;
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));
    }

    async fn a_card_and_a_check_in_the_same_instant_are_both_in_the_books_and_one_pays(app, stub) {
        let staff = app.staff("Demo Staff").await;
        for round in 1..=4 {
            let (applicant, invoice) = invoiced(&app).await;
            let session = opened(&applicant, &invoice).await;
            let paid = stub.pays(&session);
            let body = event(&format!("evt_{session}"), "checkout.session.completed", &paid);
            let (signed, path) = (signature(&app, SECRET, &body, 0), payments(&invoice));
            let (by_check, by_card) = join(staff.post(&path, check("1001", 35_000)), send_signed(&app, &signed, body)).await;
            assert_eq!((by_check.status, by_card.status), (201, 204), "{} {}", by_check.text, by_card.text);
            assert_eq!(stands(&applicant, &invoice).await, standing("paid", 70_000));
            let found = applicant.get(&invoice).await.ok();
            assert_eq!((&found["owed_cents"], &found["over_cents"]), (&json!(0), &json!(35_000)), "{found}");
            // One of the two pays, whichever came first, and all of the other waits for staff.
            let items = staff.get(&path).await.ok()["items"].as_array().unwrap().clone();
            let mut came: Vec<(u64, &str)> = items.iter().map(|payment| (payment["unallocated_cents"].as_u64().unwrap(), payment["method"].as_str().unwrap())).collect();
            came.sort_unstable();
            assert!(came == [(0, "card"), (35_000, "check")] || came == [(0, "check"), (35_000, "card")], "{came:?}");
            // Told again, nothing comes again.
            let before = app.counts().await;
            tells(&app, "checkout.session.async_payment_succeeded", &paid).await;
            assert_eq!(app.counts().await, before);
            assert_eq!(staff.get("/books").await.ok()["unallocated_cents"], 35_000 * round);
        }
        let today = app.today();
        let checked = app.db.read(move |conn| lssc_api::books::check(conn, today, |_, _, _| ())).await.unwrap();
        assert_eq!(checked.report.found, []);
        assert_eq!(app.db.read(move |conn| lssc_api::record::check(conn, today)).await.unwrap(), []);
    }

    async fn staff_send_money_back_to_its_card_once(app, stub) {
        let staff = app.staff("Demo Staff").await;
        let (applicant, invoice, payment) = paid_and_refused(&app, &stub, &staff).await;
        let refunds = format!("/payments/{payment}/refunds");
        let refund = |amount: u32| json!({"amount_cents": amount, "reason": "The application was refused."});
        let reply = staff.post(&refunds, refund(35_001)).await;
        assert_eq!((reply.status, reply.members()), (422, vec!["amount_cents"]), "{}", reply.text);
        assert!(reply.text.contains("at most what is there for it, 35000"), "{}", reply.text);
        let with_check = json!({"amount_cents": 1, "reason": "As asked.", "check_number": "1"});
        assert_eq!(staff.post(&refunds, with_check).await.members(), ["check_number"]);
        let begun = staff.post(&refunds, refund(30_000)).await.ok();
        assert_eq!((&begun["refunds"][0]["state"], &begun["refundable_cents"], &begun["returned_cents"]), (&json!("queued"), &json!(5_000), &json!(0)));
        assert_eq!(staff.post(&refunds, refund(5_001)).await.members(), ["amount_cents"]);
        assert!(app.mail_to(&applicant.email).await.unwrap().contains("we send $300.00 back to you to the card that you paid with: they are on their way"));
        assert_eq!(staff.get("/books").await.ok()["refunds"][0]["payment_id"], payment);
        // Neither the payment nor the invoice is corrected under it.
        let facts = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"].clone();
        let facts = facts.as_array().unwrap().iter().flat_map(|act| act["facts"].as_array().unwrap().clone());
        let received = facts.into_iter().find(|fact| fact["body"]["fact"] == "payment_received").unwrap();
        let correct = format!("/facts/{}/correct", received["id"].as_str().unwrap());
        staff.post(&correct, json!({"reason": "x"})).await.is_problem(409, "refund_under_way");
        // The answer is lost, and the same is sent again: once.
        stub.loses(1);
        send(&app).await;
        assert_eq!(staff.get(&format!("/payments/{payment}")).await.ok()["refunds"][0]["failure"], "Stripe does not answer.");
        app.wait(121);
        send(&app).await;
        let staff = app.again(&staff).await;
        assert_eq!(stub.refunds().len(), 1);
        let made = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((&made["refunds"].as_array().unwrap().len(), &made["refunds"][0]["state"], &made["returned_cents"]), (&1, &json!("made"), &json!(30_000)));
        assert_eq!(made["refunds"][0]["id"], begun["refunds"][0]["id"]);
        // Told again by an event, it is recorded once.
        tells(&app, "refund.updated", &stub.refunds()[0]).await;
        assert_eq!(staff.get(&invoice).await.ok()["paid_cents"], 5_000);
        assert_eq!(staff.get("/books").await.ok()["refunds"], json!([]));
        assert_eq!(staff.get("/books").await.ok()["findings"], json!([]));
    }

    async fn a_refund_that_fails_stays_visible(app, stub) {
        let staff = app.staff("Demo Staff").await;
        let (applicant, _, payment) = paid_and_refused(&app, &stub, &staff).await;
        let refunds = format!("/payments/{payment}/refunds");
        let refund = json!({"amount_cents": 35_000, "reason": "The application was refused."});
        stub.makes_refunds("pending");
        staff.post(&refunds, refund.clone()).await.ok();
        send(&app).await;
        let found = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((&found["refunds"][0]["state"], &found["refundable_cents"], &found["returned_cents"]), (&json!("sent"), &json!(0), &json!(0)));
        // No event tells of it: it is looked at.
        stub.settles_refund("re_test_0001", "failed");
        send(&app).await;
        assert_eq!(staff.get(&format!("/payments/{payment}")).await.ok()["refunds"][0]["state"], "sent");
        app.wait(601);
        send(&app).await;
        let staff = app.again(&staff).await;
        let found = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((&found["refunds"][0]["state"], &found["refundable_cents"]), (&json!("failed"), &json!(35_000)));
        assert!(found["refunds"][0]["failure"].as_str().unwrap().contains("did not arrive"));
        let listed = staff.get("/books").await.ok()["refunds"][0].clone();
        assert_eq!((&listed["refund"]["state"], &listed["person_name"]), (&json!("failed"), &json!("Demo Candidate")));
        // Who is to have it and the staff are told, once.
        let told = async || {
            let mails = app.mails().await;
            let to = |address: &str, words: &str| mails.iter().filter(|(to, letter)| to == address && letter.text.contains(words)).count();
            (to(&applicant.email, "the $350.00 that were to go back to your card did not arrive"), to("help@demo.example", "A refund of $350.00 did not reach its card"))
        };
        tells(&app, "refund.failed", &stub.refunds()[0]).await;
        assert_eq!(told().await, (1, 1));
        // Stripe will not make this one at all.
        staff.post(&refunds, refund.clone()).await.ok();
        // A refusal to show anything says nothing of whether it is made: the money stays on its way.
        stub.refuses(Some(403));
        send(&app).await;
        let found = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((&found["refunds"][1]["state"], &found["refundable_cents"]), (&json!("queued"), &json!(0)));
        stub.refuses(None);
        stub.makes_no_refunds(Some(402));
        app.wait(121);
        send(&app).await;
        stub.makes_no_refunds(None);
        let staff = app.again(&staff).await;
        let found = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((found["refunds"].as_array().unwrap().len(), &found["refunds"][1]["state"]), (2, &json!("failed")));
        assert_eq!(told().await, (2, 2));
        // A card that takes nothing is no dead end: a part of it goes by check, which makes no order to the gateway.
        let by_check = json!({"amount_cents": 5_000, "check_number": "4711", "reason": "The card was closed."});
        assert_eq!(found["card_refund_failed"], true);
        let found = staff.post(&refunds, by_check).await.ok();
        assert_eq!((&found["returned_cents"], &found["refundable_cents"]), (&json!(5_000), &json!(30_000)));
        let made = found["refunds"].as_array().unwrap().iter().filter(|refund| refund["state"] == "made").count();
        assert_eq!((stub.refunds().len(), made), (1, 1));
        // And the rest goes to the card after all, and what failed is kept for ninety days.
        stub.makes_refunds("succeeded");
        staff.post(&refunds, json!({"amount_cents": 30_000, "reason": "The application was refused."})).await.ok();
        send(&app).await;
        let found = staff.get(&format!("/payments/{payment}")).await.ok();
        assert_eq!((&found["returned_cents"], &found["refundable_cents"]), (&json!(35_000), &json!(0)));
        let failed = async || app.read(|conn| refund_orders::table.count().get_result::<i64>(conn).unwrap()).await;
        let tidied = async || {
            let now = app.clock.now();
            app.db.write(move |tx| Ok(tidy(tx, now)?)).await.unwrap();
            failed().await
        };
        assert_eq!(tidied().await, 2);
        // The first failed two minutes before the second.
        app.wait(90 * 24 * 3600);
        assert_eq!(tidied().await, 1);
        app.wait(1);
        assert_eq!(tidied().await, 0);
    }

    async fn a_dispute_takes_back_what_was_put_elsewhere(app, stub) {
        let staff = app.staff("Demo Staff").await;
        let (applicant, invoice) = invoiced(&app).await;
        let session = opened(&applicant, &invoice).await;
        let paid = stub.pays(&session);
        staff.post(&payments(&invoice), check("1001", 35_000)).await.ok();
        tells(&app, "checkout.session.completed", &paid).await;
        let (another, other) = invoiced(&app).await;
        let card = staff.get(&payments(&invoice)).await.ok()["items"].as_array().unwrap().iter().find(|payment| payment["method"] == "card").unwrap()["id"].as_str().unwrap().to_owned();
        let put = json!({"invoice_id": other.strip_prefix("/invoices/").unwrap(), "amount_cents": 35_000});
        staff.post(&format!("/payments/{card}/allocations"), put).await.ok();
        assert_eq!(stands(&staff, &other).await, standing("paid", 35_000));
        tells(&app, "charge.dispute.funds_withdrawn", &dispute(35_000)).await;
        assert_eq!(stands(&staff, &other).await, standing("open", 0));
        assert_eq!(staff.get("/books").await.ok()["findings"], json!([]));
        // Whose invoice it had paid is told, once.
        tells(&app, "charge.dispute.funds_withdrawn", &dispute(35_000)).await;
        let told: Vec<String> = app.mails().await.into_iter().filter(|(to, _)| *to == another.email).map(|(_, letter)| letter.text).collect();
        let taken: Vec<&String> = told.iter().filter(|text| text.contains("$350.00 that had paid this invoice pay it no more. $350.00 are owed again.")).collect();
        assert_eq!(taken.len(), 1, "{told:?}");
        assert!(taken[0].contains(&other), "{taken:?}");
    }

    async fn an_answer_that_is_lost_opens_no_second_page(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        let checkout = format!("{invoice}/checkout");
        stub.loses(1);
        let reply = applicant.post(&checkout, json!({})).await;
        assert!(!reply.text.contains(STRIPE_KEY) && !reply.text.contains("127.0.0.1"), "{}", reply.text);
        reply.is_problem(503, "gateway_unreachable");
        for status in [401, 402] {
            stub.refuses(Some(status));
            applicant.post(&checkout, json!({})).await.is_problem(503, "gateway_unreachable");
        }
        stub.refuses(None);
        assert_eq!(opened(&applicant, &invoice).await, "cs_test_0001");
        assert_eq!(stub.sessions().len(), 1);
        // What went wrong under a key goes wrong under it for a day; another key does not.
        let (second, other) = invoiced(&app).await;
        stub.refuses(Some(500));
        second.post(&format!("{other}/checkout"), json!({})).await.is_problem(503, "gateway_unreachable");
        stub.refuses(None);
        assert_eq!(opened(&second, &other).await, "cs_test_0002");
        // While the same is being asked, it waits.
        let (third, another) = invoiced(&app).await;
        stub.is_busy(2);
        assert_eq!(opened(&third, &another).await, "cs_test_0003");
    }

    async fn what_nobody_tells_is_seen(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        opened(&applicant, &invoice).await;
        stub.pays("cs_test_0001");
        // Who comes again hears it; nothing is charged twice.
        applicant.post(&format!("{invoice}/checkout"), json!({})).await.is_problem(409, "nothing_owed");
        assert_eq!(stands(&applicant, &invoice).await, standing("paid", 35_000));

        let (second, unseen) = invoiced(&app).await;
        opened(&second, &unseen).await;
        stub.pays("cs_test_0002");
        let (third, closed) = invoiced(&app).await;
        opened(&third, &closed).await;
        app.staff("Demo Staff").await.post(&payments(&closed), check("1001", 35_000)).await.ok();
        app.gateway.look_at_open_sessions(&app.db, app.clock.moment().unwrap()).await.unwrap();
        assert_eq!(stub.sessions()[2]["status"], "open", "it was opened just now");
        app.wait(601);
        app.gateway.look_at_open_sessions(&app.db, app.clock.moment().unwrap()).await.unwrap();
        let second = app.again(&second).await;
        assert_eq!(stands(&second, &unseen).await, standing("paid", 35_000));
        // What was paid by check is not to be paid by card as well.
        assert_eq!(stub.sessions()[2]["status"], "expired");
        let before = app.counts().await;
        app.gateway.look_at_open_sessions(&app.db, app.clock.moment().unwrap()).await.unwrap();
        assert_eq!(app.counts().await, before);
    }

    async fn where_less_is_owed_the_page_is_another_and_the_first_is_closed(app, stub) {
        let (applicant, invoice) = invoiced(&app).await;
        assert_eq!(opened(&applicant, &invoice).await, "cs_test_0001");
        app.staff("Demo Staff").await.post(&payments(&invoice), check("1001", 5_000)).await.ok();
        // While the first cannot be closed, there is no second, and nobody is sent to the first.
        stub.keeps_open(true);
        applicant.post(&format!("{invoice}/checkout"), json!({})).await.is_problem(503, "gateway_unreachable");
        stub.keeps_open(false);
        assert_eq!(opened(&applicant, &invoice).await, "cs_test_0002");
        let sessions = stub.sessions();
        assert_eq!((&sessions[0]["status"], &sessions[1]["amount_total"]), (&json!("expired"), &json!(30_000)));
        // Stripe ends a page after a day; the next is a new one, although as much is owed.
        tells(&app, "checkout.session.expired", &json!({"id": "cs_test_0002", "status": "expired", "payment_status": "unpaid", "payment_intent": null,
            "amount_total": 30_000, "currency": "usd", "client_reference_id": null, "url": null})).await;
        assert_eq!(opened(&applicant, &invoice).await, "cs_test_0003");
    }
}

#[actix_web::test]
async fn without_keys_there_are_no_cards_and_no_events() {
    let app = App::with(|config, demonstration| {
        config.staff_totp = Some(StaffTotp::Optional);
        demonstration.0 = false;
    })
    .await;
    let (applicant, invoice) = invoiced(&app).await;
    assert_eq!(applicant.get(&invoice).await.ok()["card_offered"], false);
    assert_eq!(app.anyone().get("/programme").await.ok()["card_offered"], false);
    applicant.post(&format!("{invoice}/checkout"), json!({})).await.is_problem(409, "card_not_offered");
    send_signed(&app, "t=1,v1=00", "{}".to_owned()).await.is_problem(404, "not_found");
}

/// A demonstration takes no money, whatever is configured.
#[actix_web::test]
async fn a_demonstration_keeps_its_test_gateway() {
    let stub = StripeStub::start();
    let change = by_stripe(&stub);
    let app = App::with(|config, demonstration| {
        change(config, demonstration);
        demonstration.0 = true;
    })
    .await;
    let (applicant, invoice) = invoiced(&app).await;
    let checkout = applicant.post(&format!("{invoice}/checkout"), json!({})).await.ok();
    assert!(checkout["url"].as_str().unwrap().starts_with(&format!("{ORIGIN}/test-gateway/")));
    assert_eq!(stub.sessions().len(), 0);
}
