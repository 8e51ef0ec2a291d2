use super::request_information::asked;
use super::*;

fn saying(answer: &str) -> Value {
    json!({"answer": answer})
}

both! {
    async fn an_answer_brings_it_back_before_staff(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        asked(&staff, &application).await;
        let before = app.counts().await;
        let give = path(&application, "/give-information");
        let answer = applicant.post_with_key("answer", &give, saying(" The branch\r\non Main Street. ")).await.ok();
        assert_eq!(applicant.post_with_key("answer", &give, saying(" The branch\r\non Main Street. ")).await.ok(), answer);
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1), (1, 1));
        assert_eq!(answer["state"], "submitted");
        let told = &staff.get(&path(&application, "")).await.ok()["questions"][0];
        assert_eq!((&told["answer"], &told["answered_on"]), (&json!("The branch\non Main Street."), &json!("2026-11-22")));
        assert_eq!(staff.get("/applications?state=submitted").await.ok()["items"][0]["id"], application["id"]);
        applicant.post(&give, saying("And another.")).await.is_problem(409, "nothing_asked");
        // Asked again, it is answered again.
        asked(&staff, &application).await;
        let again = applicant.post(&give, saying("The same one.")).await.ok();
        let answers: Vec<&Value> = again["questions"].as_array().unwrap().iter().map(|question| &question["answer"]).collect();
        assert_eq!(answers, [&json!("The branch\non Main Street."), &json!("The same one.")]);
        // What was answered stays as it was said.
        let given = staff.get(&format!("/people/{}", applicant.person())).await.ok()["acts"][0]["facts"][0].clone();
        let correct = format!("/facts/{}/correct", given["id"].as_str().unwrap());
        staff.post(&correct, json!({"reason": "x"})).await.is_problem(422, "not_correctable");
    }

    async fn files_go_with_an_answer(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let file = crate::evidence::sent(&applicant, "Letter.pdf", "A letter").await;
        asked(&staff, &application).await;
        let give = path(&application, "/give-information");
        let foreign = crate::evidence::sent(&staff, "Other.pdf", "Another").await;
        let before = app.counts().await;
        let refused = applicant.post(&give, json!({"answer": "See there.", "evidence": [foreign["id"]]})).await;
        refused.is_problem(422, "invalid");
        assert_eq!((refused.members(), app.counts().await), (vec!["evidence[0]"], before));
        let answered = applicant.post(&give, json!({"answer": "See there.", "evidence": [file["id"]]})).await.ok();
        assert_eq!(answered["evidence"][0]["name"], "Letter.pdf");
        let fetched = staff.get(&format!("/evidence/{}", file["id"].as_str().unwrap())).await;
        assert_eq!(fetched.status, 200, "{}", fetched.text);
    }

    async fn nothing_is_answered_that_is_not_asked(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let application = submitted(&applicant).await;
        let give = path(&application, "/give-information");
        let before = app.counts().await;
        applicant.post(&give, saying("Hello.")).await.is_problem(409, "nothing_asked");
        assert_eq!(app.counts().await, before);
        asked(&staff, &application).await;
        staff.post(&path(&application, "/accept"), json!({})).await.ok();
        applicant.post(&give, saying("Hello.")).await.is_problem(409, "nothing_asked");
    }

    async fn only_the_applicant_answers(app) {
        let (applicant, staff, stranger) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await, app.person("Demo Stranger").await);
        let application = submitted(&applicant).await;
        asked(&staff, &application).await;
        let give = path(&application, "/give-information");
        let before = app.counts().await;
        stranger.post(&give, saying("Hello.")).await.is_problem(404, "not_found");
        app.anyone().post(&give, saying("Hello.")).await.is_problem(401, "signed_out");
        for answer in ["", "a\u{0}"].map(str::to_owned).into_iter().chain(["字".repeat(4001)]) {
            let reply = applicant.post(&give, saying(&answer)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["answer"]);
        }
        assert_eq!(app.counts().await, before);
        applicant.post(&give, saying(&"字".repeat(4000))).await.ok();
    }
}
