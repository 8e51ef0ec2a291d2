use shared::documents::DocumentName;

use crate::support::*;

both! {
    async fn anyone_reads_privacy_and_terms_in_their_version(app) {
        for name in DocumentName::ALL {
            let document = app.anyone().get(&format!("/documents/{}", name.name())).await.ok();
            assert_eq!(document["version"], name.version());
            assert_eq!(document["effective_from"], name.version());
            assert_eq!(document["title"], name.title());
        }
    }

    async fn what_it_says_of_terms_is_what_the_software_does(app) {
        let text = app.anyone().get("/documents/privacy").await.text;
        assert!(text.contains("A session ends 30 days after signing in") && text.contains("help@demo.example"), "{text}");
        let text = app.anyone().get("/documents/terms").await.text;
        assert!(text.contains("you have 4 years to achieve the six competency sets"), "{text}");
        assert!(!text.contains('$'), "a fee that changes would change the text that was accepted: {text}");
    }

    async fn there_is_no_other(app) {
        app.anyone().get("/documents/imprint").await.is_problem(404, "not_found");
    }
}
