use crate::support::*;

both! {
    async fn anyone_learns_the_day_and_how_to_reach_the_programme(app) {
        let programme = app.anyone().get("/programme").await.ok();
        let expected = json!({
            "today": "2026-11-22", "time_zone": "America/Chicago", "demonstration": true, "contact_email": "help@demo.example",
            "contact_phone": null, "contact_postal_address": null, "checks_payable_to": null,
            "transfer_details": null, "public_url": ORIGIN, "card_offered": true
        });
        assert_eq!(programme, expected);
    }
}

#[actix_web::test]
async fn what_is_configured_of_ways_to_pay_is_said() {
    let app = App::with(|config, _| {
        config.checks_payable_to = Some("Demo Certification Office".to_owned());
        config.transfer_details = Some("Demo Bank\nAccount 000 123".to_owned());
    })
    .await;
    let programme = app.anyone().get("/programme").await.ok();
    assert_eq!(
        (&programme["checks_payable_to"], &programme["transfer_details"]),
        (&json!("Demo Certification Office"), &json!("Demo Bank\nAccount 000 123"))
    );
}
