use super::*;

both! {
    async fn what_waits_is_removed_by_its_owner(app) {
        let (applicant, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        let file = sent(&applicant, "a.pdf", "a").await;
        let path = format!("{PATH}/{}", id(&file));
        other.delete(&path).await.is_problem(404, "not_found");
        app.anyone().delete(&path).await.is_problem(401, "signed_out");
        assert_eq!(applicant.delete(&path).await.status, 204);
        applicant.delete(&path).await.is_problem(404, "not_found");
        assert_eq!(applicant.get(PATH).await.ok(), json!({"items": []}));
        assert!(states(&app).await.is_empty() && stored(&app).await.is_empty());
        applicant.delete(&format!("{PATH}/1")).await.is_problem(404, "not_found");
    }

    async fn what_an_application_has_stays(app) {
        let applicant = app.person("Demo Candidate").await;
        let file = sent(&applicant, "a.pdf", "a").await;
        applied_with(&applicant, &[&file]).await;
        applicant.delete(&format!("{PATH}/{}", id(&file))).await.is_problem(409, "evidence_attached");
        assert_eq!((states(&app).await, stored(&app).await.len()), (vec!["stored".to_owned()], 1));
    }
}
