use crate::support::*;

fn online(title: &str) -> Value {
    json!({"title": title, "provider": "Demo State Library", "provider_kind": "state_library", "delivery": "online"})
}

both! {
    async fn staff_add_a_course_and_it_is_listed_once_it_is_approved(app) {
        let staff = app.staff("Demo Staff").await;
        let body = json!({
            "title": "  Library Technology  Basics ", "provider": "Demo Cooperative", "provider_kind": "regional_cooperative",
            "delivery": "face_to_face", "place": {"city": "Springfield", "state": "IL"}
        });
        let reply = staff.post("/courses", body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut course = reply.body;
        let id = course["id"].take();
        let expected = json!({
            "id": null, "title": "Library Technology  Basics", "provider": "Demo Cooperative", "provider_kind": "regional_cooperative",
            "delivery": "face_to_face", "place": {"city": "Springfield", "state": "IL"}, "approvals": []
        });
        assert_eq!(course, expected);
        assert_eq!(app.anyone().get(&format!("/courses/{}", id.as_str().unwrap())).await.status, 200);
        assert_eq!(app.anyone().get("/courses").await.ok()["items"], json!([]));
    }

    async fn only_staff_add_courses(app) {
        let before = app.counts().await;
        app.anyone().post("/courses", online("A")).await.is_problem(401, "signed_out");
        let person = app.person("Demo Candidate").await;
        let admin = app.admin("Demo Admin").await;
        let opened = app.counts().await;
        person.post("/courses", online("A")).await.is_problem(403, "forbidden");
        admin.post("/courses", online("A")).await.is_problem(403, "forbidden");
        assert_eq!((app.counts().await, before.0 + 2), (opened, opened.0));
    }

    async fn a_title_has_1_to_200_characters_in_any_script(app) {
        let staff = app.staff("Demo Staff").await;
        for character in ["a", "é", "ж", "图", "ن", "ก", "한", "𐍈", "🕮"] {
            let title = character.repeat(200);
            let reply = staff.post("/courses", online(&title)).await;
            assert_eq!((reply.status, reply.body["title"].as_str()), (201, Some(title.as_str())), "{character}");
        }
        let before = app.counts().await;
        for title in [String::new(), "   ".to_owned(), "a".repeat(201), "𐍈".repeat(201), "a\u{0}b".to_owned(), "a\nb".to_owned()] {
            let reply = staff.post("/courses", online(&title)).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["title"], "{title:?}");
        }
        assert_eq!(app.counts().await, before);
    }

    async fn a_course_has_a_place_where_it_needs_one(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (delivery, place, members) in [
            ("face_to_face", json!(null), vec!["place"]),
            ("online", json!({"city": "Springfield", "state": "IL"}), vec!["place"]),
            ("face_to_face", json!({"city": "Springfield", "state": "XX"}), vec!["place.state"]),
            ("face_to_face", json!({"city": "", "state": "il"}), vec!["place.city", "place.state"]),
        ] {
            let mut body = online("A course");
            body["delivery"] = json!(delivery);
            body["place"] = place;
            let reply = staff.post("/courses", body).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), members);
        }
        assert_eq!(app.counts().await, before);
    }

    async fn what_is_not_a_course_is_refused_by_name(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        for (member, value, named) in [
            ("title", json!(7), "title"),
            ("provider_kind", json!("bookshop"), "provider_kind"),
            ("delivery", json!("by_mail"), "delivery"),
            ("price", json!(100), "price"),
            ("place", json!({"city": "Springfield", "state": "IL", "street": "Main"}), "place.street"),
        ] {
            let mut body = online("A course");
            body[member] = value;
            let reply = staff.post("/courses", body).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), [named]);
        }
        staff.post("/courses", json!([])).await.is_problem(400, "unreadable");
        assert_eq!(app.counts().await, before);
    }
}
