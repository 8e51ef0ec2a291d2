//! The second step of signing in.

use lssc_api::auth::StaffTotp;
use lssc_api::auth::codes::{Secret, code_at, step_at};
use shared::accounts::Role;

use super::{confirm, cookie_of, mailed_token, refresh, sign_in, with_token};
use crate::support::*;

/// What the app shows now.
fn code(app: &App, secret: &Secret) -> String {
    code_at(secret, step_at(app.clock.now().timestamp())).unwrap()
}

async fn begin(client: &Client) -> Secret {
    let begun = client.post("/me/second-factor", json!({"current_password": PASSWORD})).await.ok();
    assert!(begun["uri"].as_str().unwrap().starts_with("otpauth://totp/LSSC:"));
    assert!(begun["qr"]["modules"].as_u64().unwrap() > 29);
    base32::decode(base32::Alphabet::Rfc4648 { padding: false }, begun["secret"].as_str().unwrap()).unwrap().try_into().unwrap()
}

/// Sets up the second step; gives the secret and the recovery codes. Half a minute passes.
pub(crate) async fn enrolled(app: &App, client: &Client) -> (Secret, Vec<String>) {
    let secret = begin(client).await;
    let codes = client.post("/me/second-factor/confirm", json!({"code": code(app, &secret)})).await.ok();
    let codes = codes["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    app.wait(30);
    (secret, codes)
}

pub(crate) async fn challenge(app: &App, email: &str) -> String {
    let reply = sign_in(app, email, PASSWORD).await;
    assert_eq!((reply.status, reply.header("set-cookie")), (202, ""), "{}", reply.text);
    assert!(reply.body.get("access_token").is_none());
    reply.body["challenge"].as_str().unwrap().to_owned()
}

async fn answer(app: &App, challenge: &str, code: &str) -> Reply {
    app.anyone().post("/sessions/second-step", json!({"challenge": challenge, "code": code})).await
}

both! {
    async fn signing_in_takes_a_code_once_it_is_set_up(app) {
        let staff = app.staff("Demo Staff").await;
        let other = cookie_of(&sign_in(&app, &staff.email, PASSWORD).await);
        assert_eq!(staff.get("/me/second-factor").await.ok(), json!({"state": "off", "recovery_codes_left": 0}));
        let secret = begin(&staff).await;
        // Begun is not set up.
        sign_in(&app, &staff.email, PASSWORD).await.ok();
        assert_eq!(staff.post("/me/second-factor/confirm", json!({"code": "000000"})).await.members(), ["code"]);
        let (secret, codes) = { let _ = secret; enrolled(&app, &staff).await };
        assert_eq!(codes.len(), 10);
        assert_eq!(staff.get("/me/second-factor").await.ok(), json!({"state": "on", "recovery_codes_left": 10}));
        assert!(app.mail_to(&staff.email).await.unwrap().contains("asks for a code"));
        refresh(&app, &other).await.is_problem(401, "session_ended");

        let session = answer(&app, &challenge(&app, &staff.email).await, &code(&app, &secret)).await;
        let cookie = cookie_of(&session);
        let session = session.ok();
        assert_eq!(session["account"]["second_step"], "on");
        assert_eq!(with_token(&app, session["access_token"].as_str().unwrap()).get("/applications").await.status, 200);
        assert_eq!(refresh(&app, &cookie).await.status, 200);
    }

    async fn a_code_counts_once_and_a_challenge_too(app) {
        let staff = app.staff("Demo Staff").await;
        let (secret, _) = enrolled(&app, &staff).await;
        let (first, now) = (challenge(&app, &staff.email).await, code(&app, &secret));
        answer(&app, &first, &now).await.ok();
        answer(&app, &first, &now).await.is_problem(401, "challenge_ended");
        let second = challenge(&app, &staff.email).await;
        answer(&app, &second, &now).await.is_problem(401, "wrong_code");
        app.wait(30);
        answer(&app, &second, &code(&app, &secret)).await.ok();
    }

    async fn a_challenge_ends_after_five_minutes_and_with_the_password(app) {
        let staff = app.staff("Demo Staff").await;
        let (secret, _) = enrolled(&app, &staff).await;
        let late = challenge(&app, &staff.email).await;
        app.wait(300);
        answer(&app, &late, &code(&app, &secret)).await.is_problem(401, "challenge_ended");
        answer(&app, "nonsense", &code(&app, &secret)).await.is_problem(401, "challenge_ended");
        let void = challenge(&app, &staff.email).await;
        let change = json!({"current_password": PASSWORD, "new_password": "quill-Harbour5-moss"});
        assert_eq!(staff.put("/me/password", change).await.status, 204);
        answer(&app, &void, &code(&app, &secret)).await.is_problem(401, "challenge_ended");
    }

    async fn five_wrong_codes_and_no_more(app) {
        let staff = app.staff("Demo Staff").await;
        let (secret, codes) = enrolled(&app, &staff).await;
        for _ in 0..5 {
            answer(&app, &challenge(&app, &staff.email).await, "000000").await.is_problem(401, "wrong_code");
        }
        // Another challenge does not help, and a recovery code neither.
        let next = challenge(&app, &staff.email).await;
        answer(&app, &next, &code(&app, &secret)).await.is_problem(429, "too_many");
        answer(&app, &next, &codes[0]).await.is_problem(429, "too_many");
        app.wait(15 * 60);
        answer(&app, &challenge(&app, &staff.email).await, &code(&app, &secret)).await.ok();
    }

    async fn whose_password_is_known_is_told_and_twenty_codes_a_day_are_all(app) {
        let staff = app.staff("Demo Staff").await;
        let (secret, _) = enrolled(&app, &staff).await;
        for round in 0..4 {
            for attempt in 0..5 {
                assert!(round > 0 || attempt > 4 || !app.mail_to(&staff.email).await.unwrap().contains("typed several codes"));
                answer(&app, &challenge(&app, &staff.email).await, "000000").await.is_problem(401, "wrong_code");
            }
            assert!(app.mail_to(&staff.email).await.unwrap().contains("typed several codes"));
            app.wait(15 * 60);
        }
        let refused = answer(&app, &challenge(&app, &staff.email).await, &code(&app, &secret)).await;
        refused.is_problem(429, "too_many");
        // Until the first of them is a day old: an hour has passed.
        assert_eq!(refused.header("retry-after"), (23 * 3600).to_string());
        // A new password, by a mail to the owner, makes them count no more.
        app.anyone().post("/accounts/reset-password", json!({"email": staff.email})).await.ok();
        let body = json!({"token": mailed_token(&app, &staff.email).await, "password": "quill-Harbour5-moss"});
        assert_eq!(app.anyone().post("/accounts/reset-password/complete", body).await.status, 204);
        let reply = sign_in(&app, &staff.email, "quill-Harbour5-moss").await;
        answer(&app, reply.body["challenge"].as_str().unwrap(), &code(&app, &secret)).await.ok();
    }

    async fn a_recovery_code_signs_in_once(app) {
        let staff = app.staff("Demo Staff").await;
        let (_, codes) = enrolled(&app, &staff).await;
        let lower = codes[3].to_lowercase().replace('-', " ");
        answer(&app, &challenge(&app, &staff.email).await, &lower).await.ok();
        answer(&app, &challenge(&app, &staff.email).await, &codes[3]).await.is_problem(401, "wrong_code");
        assert_eq!(staff.get("/me/second-factor").await.ok()["recovery_codes_left"], 9);
        // Nobody else's.
        let other = app.staff("Other Staff").await;
        enrolled(&app, &other).await;
        answer(&app, &challenge(&app, &other.email).await, &codes[4]).await.is_problem(401, "wrong_code");
    }

    async fn removing_it_takes_password_and_code(app) {
        let staff = app.staff("Demo Staff").await;
        let remove = async |password: &str, code: &str| staff.post("/me/second-factor/remove", json!({"current_password": password, "code": code})).await;
        remove(PASSWORD, "000000").await.is_problem(409, "second_step_off");
        let (secret, codes) = enrolled(&app, &staff).await;
        staff.post("/me/second-factor", json!({"current_password": PASSWORD})).await.is_problem(409, "second_step_on");
        staff.post("/me/second-factor/confirm", json!({"code": code(&app, &secret)})).await.is_problem(409, "second_step_not_begun");
        assert_eq!(remove("kelp-Orbit7-wrong", &code(&app, &secret)).await.members(), ["current_password"]);
        assert_eq!(remove(PASSWORD, "000000").await.members(), ["code"]);
        assert_eq!(remove(PASSWORD, &code(&app, &secret)).await.status, 204);
        sign_in(&app, &staff.email, PASSWORD).await.ok();
        // Its codes are void, also where another one is set up.
        enrolled(&app, &staff).await;
        answer(&app, &challenge(&app, &staff.email).await, &codes[0]).await.is_problem(401, "wrong_code");
    }

    async fn beginning_takes_the_password(app) {
        let holder = app.person("Demo Holder").await;
        assert_eq!(holder.post("/me/second-factor", json!({"current_password": "kelp-Orbit7-wrong"})).await.members(), ["current_password"]);
        holder.post("/me/second-factor/confirm", json!({"code": "000000"})).await.is_problem(409, "second_step_not_begun");
    }

    async fn an_administrator_resets_anothers(app) {
        let (admin, staff) = (app.admin("Demo Admin").await, app.staff("Demo Staff").await);
        let path = format!("/people/{}/second-factor/reset", staff.person());
        let reason = json!({"reason": "the telephone was lost"});
        admin.post(&path, reason.clone()).await.is_problem(409, "second_step_off");
        enrolled(&app, &staff).await;
        enrolled(&app, &admin).await;
        admin.post(&path, json!({"reason": ""})).await.is_problem(422, "invalid");
        let act = admin.post(&path, reason.clone()).await.ok();
        assert_eq!((act["operation"].as_str(), act["reason"].as_str()), (Some("reset_second_factor"), Some("the telephone was lost")));
        assert_eq!(act["facts"][0]["body"], json!({"fact": "second_factor_reset"}));
        staff.get("/me").await.is_problem(401, "session_ended");
        assert!(app.mail_to(&staff.email).await.unwrap().contains("was removed"));
        sign_in(&app, &staff.email, PASSWORD).await.ok();
        let own = format!("/people/{}/second-factor/reset", admin.person());
        admin.post(&own, reason.clone()).await.is_problem(403, "own_matter");
        admin.post("/people/01993e5c-6f00-7cc2-8000-0242ac120002/second-factor/reset", reason).await.is_problem(404, "not_found");
    }

    async fn the_secret_stands_nowhere_as_it_is(app) {
        let staff = app.staff("Demo Staff").await;
        let (secret, codes) = enrolled(&app, &staff).await;
        let text = base32::encode(base32::Alphabet::Rfc4648 { padding: false }, &secret);
        let stored = app.read(cells).await;
        let told = stored.iter().find(|(_, _, cell)| cell.contains(&text) || codes.iter().any(|code| cell.contains(code.as_str())));
        assert!(told.is_none(), "{told:?}");
    }
}

#[actix_web::test]
async fn where_it_is_required_staff_do_nothing_without_it_but_set_it_up() {
    let app = App::with(|config, _| config.staff_totp = Some(StaffTotp::Required)).await;
    let (staff, admin, holder) = (app.staff("Demo Staff").await, app.admin("Demo Admin").await, app.person("Demo Holder").await);
    let application = crate::applications::submitted(&holder).await;
    let file = crate::applications::path(&application, "");
    assert_eq!(staff.get("/me").await.ok()["second_step"], "needed");
    assert_eq!(holder.get("/me").await.ok()["second_step"], "off");
    staff.get("/applications").await.is_problem(403, "second_step_needed");
    admin.post("/people/search", json!({"text": "demo"})).await.is_problem(403, "second_step_needed");
    // What they may as people they may; what is someone else's is not there.
    staff.get(&file).await.is_problem(404, "not_found");
    assert_eq!(staff.get("/me/applications").await.status, 200);
    // What their roles lack is lacking as before.
    holder.get("/applications").await.is_problem(403, "forbidden");
    enrolled(&app, &staff).await;
    assert_eq!(staff.get("/applications").await.status, 200);
    assert_eq!(staff.get(&file).await.status, 200);
}

#[actix_web::test]
async fn it_is_required_outside_of_demonstrations() {
    let real = App::with(|_, demonstration| demonstration.0 = false).await;
    real.staff("Demo Staff").await.get("/applications").await.is_problem(403, "second_step_needed");
    let chosen = App::with(|config, demonstration| {
        config.staff_totp = Some(StaffTotp::Optional);
        demonstration.0 = false;
    })
    .await;
    assert_eq!(chosen.someone("Demo Staff", &[Role::Staff]).await.get("/applications").await.status, 200);
    // Signing up goes on as it did.
    super::register(&chosen, "reader@demo.example").await.ok();
    assert_eq!(confirm(&chosen, &mailed_token(&chosen, "reader@demo.example").await, PASSWORD).await.status, 204);
}
