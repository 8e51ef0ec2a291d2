use shared::facts::FactBody;

use super::*;

/// The names of the applicants on a page.
async fn names(staff: &Client, query: &str) -> Vec<String> {
    let items = staff.get(&format!("/applications{query}")).await.ok()["items"].clone();
    items.as_array().unwrap().iter().map(|item| item["person_name"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn each_state_lists_its_own_oldest_first(app) {
        let staff = app.staff("Demo Staff").await;
        let mut applications = Vec::new();
        for name in ["submitted", "accepted", "admitted", "refused", "withdrawn", "submitted too"] {
            let applicant = app.person(name).await;
            let application = submitted(&applicant).await;
            match name {
                "accepted" | "admitted" => drop(staff.post(&path(&application, "/accept"), json!({})).await.ok()),
                "refused" => drop(staff.post(&path(&application, "/refuse"), json!({"reason": "Too few hours."})).await.ok()),
                "withdrawn" => drop(applicant.post(&path(&application, "/withdraw"), json!({})).await.ok()),
                _ => {}
            }
            if name == "admitted" {
                paid(&staff, &application).await;
            }
            applications.push(application);
        }
        assert_eq!(names(&staff, "").await, ["submitted", "accepted", "admitted", "refused", "withdrawn", "submitted too"]);
        assert_eq!(names(&staff, "?state=submitted").await, ["submitted", "submitted too"]);
        for state in ["accepted", "admitted", "refused", "withdrawn"] {
            assert_eq!(names(&staff, &format!("?state={state}")).await, [state]);
        }
        // A struck decision is none.
        let acceptance = staff.get(&format!("/people/{}", applications[1]["person_id"].as_str().unwrap())).await.ok()["acts"][0]["facts"][0].clone();
        assert_eq!(acceptance["body"]["fact"], "application_accepted");
        let correct = format!("/facts/{}/correct", acceptance["id"].as_str().unwrap());
        staff.post(&correct, json!({"reason": "It was another person's."})).await.ok();
        assert_eq!(names(&staff, "?state=submitted").await, ["submitted", "accepted", "submitted too"]);
        assert_eq!(names(&staff, "?state=accepted").await, [""; 0]);
    }

    async fn pages_follow_one_another(app) {
        let staff = app.staff("Demo Staff").await;
        for name in ["A", "B", "C"] {
            submitted(&app.person(name).await).await;
        }
        let first = staff.get("/applications?limit=2&state=submitted").await;
        assert_eq!(first.body["items"].as_array().unwrap().len(), 2);
        let next = first.body["next"].as_str().unwrap().to_owned();
        assert_eq!(first.header("link"), format!("</api/v1/applications?limit=2&state=submitted&after={next}>; rel=\"next\""));
        let second = staff.get(&format!("/applications?limit=2&after={next}")).await.ok();
        assert_eq!((&second["items"][0]["person_name"], &second["next"]), (&json!("C"), &Value::Null));
        assert_eq!(staff.get("/applications?limit=3").await.ok()["next"], Value::Null);
    }

    async fn a_struck_application_is_none(app) {
        let staff = app.staff("Demo Staff").await;
        let applicant = app.person("Demo Candidate").await;
        let application = app.admit(applicant.person(), "2026-01-01").await;
        let fact = app.read(move |conn| lssc_api::record::facts_about(conn, application).unwrap()).await;
        let submitted = fact.iter().find(|fact| matches!(fact.body, FactBody::ApplicationSubmitted { .. })).unwrap().id;
        staff.post(&format!("/facts/{submitted}/correct"), json!({"reason": "A test of the form."})).await.ok();
        assert_eq!(names(&staff, "").await, [""; 0]);
    }

    async fn what_cannot_be_asked_is_named(app) {
        let staff = app.staff("Demo Staff").await;
        for (query, status, member) in [
            ("state=open", 400, "state"),
            ("stat=submitted", 400, "stat"),
            ("limit=a", 400, "limit"),
            ("limit=0", 422, "limit"),
            ("limit=201", 422, "limit"),
            ("after=*", 422, "after"),
            ("after=AA", 422, "after"),
        ] {
            let reply = staff.get(&format!("/applications?{query}")).await;
            assert_eq!((reply.status, reply.members()), (status, vec![member]), "{query}: {}", reply.text);
        }
        staff.get("/applications?limit=200").await.ok();
    }

    async fn staff_alone_list_them(app) {
        app.person("Demo Candidate").await.get("/applications").await.is_problem(403, "forbidden");
        app.admin("Demo Admin").await.get("/applications").await.is_problem(403, "forbidden");
        app.anyone().get("/applications").await.is_problem(401, "signed_out");
    }
}
