use crate::support::*;

both! {
    async fn the_ten_sets_have_their_statements(app) {
        let framework = app.anyone().get("/competency-sets").await.ok();
        let sets = framework["sets"].as_array().unwrap();
        assert_eq!(sets.len(), 10);
        let required: Vec<&str> = sets.iter().filter(|set| set["required"] == true).map(|set| set["code"].as_str().unwrap()).collect();
        assert_eq!(required, ["foundations", "communication", "technology"]);
        assert_eq!(sets[2]["statements"][0]["code"], "technology.1");
        assert_eq!(framework["edition"], "2012-10");
    }

    async fn they_are_not_sent_again_to_who_has_them(app) {
        let first = app.anyone().get("/competency-sets").await;
        let tag = first.header("etag").to_owned();
        let request = actix_web::test::TestRequest::with_uri("/api/v1/competency-sets").insert_header(("If-None-Match", tag));
        assert_eq!(app.anyone().send(request).await.status, 304);
    }
}
