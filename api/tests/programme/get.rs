use crate::support::*;

both! {
    async fn anyone_learns_the_day_and_how_to_reach_the_programme(app) {
        let programme = app.anyone().get("/programme").await.ok();
        let expected = json!({
            "today": "2026-11-22", "time_zone": "America/Chicago", "demonstration": true, "contact_email": "help@demo.example",
            "contact_phone": null, "contact_postal_address": null, "public_url": ORIGIN, "card_offered": true
        });
        assert_eq!(programme, expected);
    }
}
