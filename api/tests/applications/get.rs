use super::*;

both! {
    async fn the_applicant_and_staff_see_it_and_nobody_else(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        let staff = app.staff("Demo Staff").await;
        assert_eq!(applicant.get(&path(&application, "")).await.ok(), application);
        assert_eq!(staff.get(&path(&application, "")).await.ok(), application);
        let other = app.person("Demo Other").await;
        other.get(&path(&application, "")).await.is_problem(404, "not_found");
        app.admin("Demo Admin").await.get(&path(&application, "")).await.is_problem(404, "not_found");
        app.anyone().get(&path(&application, "")).await.is_problem(401, "signed_out");
    }

    async fn what_is_not_there_is_not_found(app) {
        let staff = app.staff("Demo Staff").await;
        for id in ["01993e5c-6f00-7cc2-8000-0242ac120002", "1", "%00", "01993e5c-6f00-7cc2-8000-0242ac12000%32"] {
            staff.get(&format!("/applications/{id}")).await.is_problem(404, "not_found");
        }
    }

    async fn a_name_that_changed_is_shown_as_it_is_now(app) {
        let applicant = app.person("Demo Candidate").await;
        let application = submitted(&applicant).await;
        app.rename(applicant.person(), "Demo Married").await;
        assert_eq!(applicant.get(&path(&application, "")).await.ok()["person_name"], "Demo Married");
    }
}
