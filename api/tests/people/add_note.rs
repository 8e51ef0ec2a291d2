use super::*;

both! {
    async fn a_note_stands_in_the_file_and_changes_nothing(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let before = app.counts().await;
        let reply = staff.post(&file(&person, "/notes"), json!({"text": " Called about the deadline.\r\nWill send papers. "})).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let entry = (&reply.body["operation"], &reply.body["by"], &reply.body["reason"], &reply.body["facts"]);
        assert_eq!(entry, (&json!("add_note"), &json!("Demo Staff"), &json!("Called about the deadline.\nWill send papers."), &json!([])));
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 0, 0));
        assert_eq!(staff.get(&file(&person, "")).await.ok()["acts"][0], reply.body);
        // In nobody else's.
        assert_eq!(staff.get(&file(&staff, "")).await.ok()["acts"].as_array().unwrap().iter().filter(|act| act["operation"] == "add_note").count(), 0);
    }

    async fn notes_are_staffs_with_text_and_never_about_oneself(app) {
        let (person, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let admin = app.admin("Demo Admin").await;
        let before = app.counts().await;
        let note = json!({"text": "Nice."});
        person.post(&file(&person, "/notes"), note.clone()).await.is_problem(403, "forbidden");
        admin.post(&file(&person, "/notes"), note.clone()).await.is_problem(403, "forbidden");
        app.anyone().post(&file(&person, "/notes"), note.clone()).await.is_problem(401, "signed_out");
        staff.post(&file(&staff, "/notes"), note.clone()).await.is_problem(403, "own_matter");
        staff.post(&format!("{UNKNOWN}/notes"), note).await.is_problem(404, "not_found");
        for text in [String::new(), " \n".to_owned(), "a\u{0}".to_owned(), "n".repeat(2_001)] {
            let reply = staff.post(&file(&person, "/notes"), json!({"text": text})).await;
            assert_eq!((reply.status, reply.members()), (422, vec!["text"]));
        }
        assert_eq!(app.counts().await, before);
        staff.post(&file(&person, "/notes"), json!({"text": "n".repeat(2_000)})).await.ok();
    }
}
