//! Lists as files for a spreadsheet: here as comma-separated values.

mod money;
mod workbook;

use diesel::prelude::*;
use lssc_api::db::StoreError;
use lssc_api::db::schema::{acts, facts, notes};
use lssc_api::ids::fresh;
use lssc_api::record::NewFact;
use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::facts::FactBody;
use shared::ids::PaymentId;
use shared::invoices::PaymentMethod;

use crate::applications::submitted;
use crate::partners::proposal;
use crate::support::*;

/// The lines of a file, without the mark at its beginning.
async fn lines(staff: &Client, list: Value) -> Vec<String> {
    let reply = staff.post("/exports", list).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/csv; charset=utf-8"), "{}", reply.text);
    assert_eq!(reply.header("cache-control"), "no-store");
    let text = reply.text.strip_prefix('\u{feff}').expect("the mark is missing");
    text.strip_suffix("\r\n").unwrap().split("\r\n").map(str::to_owned).collect()
}

/// Money of which nobody knows what it is for.
fn of_nobody(on: Date, amount_cents: u32) -> NewFact {
    let (payment, method) = (PaymentId(fresh()), PaymentMethod::Check);
    NewFact::general(on, FactBody::MoneyReceived { payment, order: None, amount_cents, method, reference: None, number: None })
}

/// A payment behind all others that nobody can read.
async fn add_an_unreadable_payment(app: &App) {
    let added = app.db.write(|tx| {
        let known: (String, String, String) =
            facts::table.select((facts::act_id, facts::on_date, facts::recorded_at)).first(tx).map_err(StoreError::from)?;
        let row = (
            facts::id.eq(fresh().to_string()),
            facts::act_id.eq(known.0),
            facts::kind.eq("money_received"),
            facts::on_date.eq(known.1),
            facts::recorded_at.eq(known.2),
            facts::body.eq(r#"{"fact":"money_received"}"#),
        );
        diesel::insert_into(facts::table).values(row).execute(tx).map_err(StoreError::from)?;
        Ok(())
    });
    added.await.unwrap();
}

both! {
    async fn every_list_is_a_file_with_its_rows(app) {
        let staff = app.staff("Demo Staff").await;
        app.admin("Demo Admin").await;
        let applicant = app.person("=HYPERLINK(\"http://evil.example\",\"click\")").await;
        let application = submitted(&applicant).await;
        let holder = app.person("Ørsted, Zoë").await;
        app.certify(holder.person(), "2026-11-20").await;
        app.course("Never approved", &[], "2026-11-22", None).await;
        applicant.post("/completions", json!({"course_id": app.course("@Basics", &[CompetencySet::Technology], "2025-01-10", None).await, "completed_on": "2026-11-01"})).await.ok();

        let hostile = "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"click\"\")\"";
        let applications = lines(&staff, json!({"list": "applications", "state": "submitted"})).await;
        assert_eq!(applications[0], "application,person,name,submitted_on,state,decided_on,admitted_on,position_title,ala_member_number,eligible");
        let expected = format!("{},{},{hostile},2026-11-22,submitted,,,Circulation assistant,,yes", application["id"].as_str().unwrap(), applicant.person());
        assert_eq!(applications[1..], [expected]);

        let invoices = lines(&staff, json!({"list": "invoices", "state": "open", "person": applicant.person()})).await;
        assert_eq!(invoices[1..], [format!("{},{},{hostile},2026-11-22,open,350.00,0.00,350.00,2026-00001", application["invoice_id"].as_str().unwrap(), applicant.person())]);

        let completions = lines(&staff, json!({"list": "completions", "state": "reported"})).await;
        assert!(completions[1].contains(",'@Basics,Demo State Library,technology,2026-11-01,reported,,"), "{completions:?}");
        assert_eq!(completions.len(), 2);

        let courses = lines(&staff, json!({"list": "courses", "part": "unapproved"})).await;
        assert!(courses[1].ends_with(",Never approved,Demo State Library,state_library,online,,,,,,"), "{courses:?}");
        // A row per approval.
        assert_eq!(lines(&staff, json!({"list": "courses"})).await.len(), 1 + 6 + 1 + 1);

        let standings = lines(&staff, json!({"list": "standings", "status": "certified"})).await;
        assert_eq!(standings[1..], [format!("{},\"Ørsted, Zoë\",{},certified,2026-11-20,2029-11-19", holder.person(), holder.email)]);

        let certificates = lines(&staff, json!({"list": "certificates", "issued_from": "2026-11-20", "issued_until": "2026-11-20"})).await;
        assert!(certificates[1].contains(",\"Ørsted, Zoë\",2026-11-20,sets,foundations communication technology access cataloging youth,valid,2030-11-20"), "{certificates:?}");
        assert_eq!(lines(&staff, json!({"list": "certificates", "part": "revoked"})).await.len(), 1);

        // What was looked for in the list is looked for in the file.
        assert_eq!(lines(&staff, json!({"list": "courses", "text": "NEVER approved"})).await[1..], courses[1..]);
        assert_eq!(lines(&staff, json!({"list": "courses", "text": "nothing so called"})).await.len(), 1);
        let number = certificates[1].split(',').next().unwrap();
        assert_eq!(lines(&staff, json!({"list": "certificates", "number": number[..7].to_lowercase()})).await[1..], certificates[1..]);
        let other = if number.starts_with('A') { "B" } else { "A" };
        assert_eq!(lines(&staff, json!({"list": "certificates", "number": other})).await.len(), 1);

        let partner = app.partner("Demo State Library").await;
        partner.post("/partner/proposals", proposal("=Proposed")).await.ok();
        let partners = lines(&staff, json!({"list": "partners"})).await;
        assert_eq!(partners[0], "partner,provider,provider_kind,state,registered_on,courses");
        assert!(partners.len() == 2 && partners[1].ends_with(",Demo State Library,state_library,active,2026-11-22,3"), "{partners:?}");
        let proposals = lines(&staff, json!({"list": "proposals", "state": "waiting"})).await;
        assert!(proposals[1].contains(",Demo State Library,'=Proposed,online,,,cataloging youth,2026-11-22,waiting,,,"), "{proposals:?}");
        assert_eq!(lines(&staff, json!({"list": "proposals", "state": "refused"})).await.len(), 1);

        let roles = lines(&staff, json!({"list": "roles"})).await;
        assert_eq!(roles.len(), 3);
        assert!(roles[1].ends_with(",Demo Staff,someone-1@demo.example,person staff"), "{roles:?}");
    }

    async fn a_file_goes_on_past_the_end_of_a_page(app) {
        let staff = app.staff("Demo Staff").await;
        let people: Vec<_> = {
            let mut people = Vec::new();
            for number in 0..3 {
                people.push(app.person(&format!("Demo {number}")).await.person());
            }
            people
        };
        for _ in 0..70 {
            for &person in &people {
                app.admit(person, "2026-11-20").await;
            }
        }
        let reply = staff.post("/exports", json!({"list": "invoices"})).await;
        let ids: std::collections::BTreeSet<&str> = reply.text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
        assert_eq!(ids.len(), 210);
        let disposition = reply.header("content-disposition");
        assert_eq!(disposition, "attachment; filename=\"invoices-2026-11-22.csv\"");
    }

    async fn who_took_a_list_is_an_act(app) {
        let staff = app.staff("Demo Staff").await;
        let before = app.counts().await;
        lines(&staff, json!({"list": "applications", "state": "refused"})).await;
        let after = app.counts().await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 0, 0));
        let (account, reason): (Option<String>, String) = app
            .read(|conn| {
                let act = acts::table.inner_join(notes::table).filter(acts::operation.eq("export_list"));
                act.select((acts::account_id, notes::body)).first(conn).unwrap()
            })
            .await;
        assert_eq!(account, staff.requester.as_ref().map(|requester| requester.account.to_string()));
        assert_eq!(reason, r#"{"list":"applications","state":"refused","person":null,"format":"csv"}"#);
    }

    async fn what_is_no_list_is_refused_and_leaves_no_trace(app) {
        let staff = app.staff("Demo Staff").await;
        let candidate = app.person("Demo Candidate").await;
        let admin = app.admin("Demo Admin").await;
        let before = app.counts().await;
        for (body, status, code) in [
            (json!({}), 400, "unreadable"),
            (json!({"list": "passwords"}), 400, "unreadable"),
            (json!({"list": "roles", "state": "open"}), 400, "unreadable"),
            (json!({"list": "invoices", "state": "submitted"}), 400, "unreadable"),
            (json!({"list": "standings", "status": "not_applied"}), 422, "invalid"),
            (json!({"list": "courses", "text": "x".repeat(201)}), 422, "invalid"),
            (json!({"list": "certificates", "number": "x".repeat(41)}), 422, "invalid"),
            (json!({"list": "partners", "state": "active"}), 400, "unreadable"),
            (json!({"list": "proposals", "state": "open"}), 400, "unreadable"),
            (json!({"list": "payments", "part": "lost"}), 400, "unreadable"),
            (json!({"list": "orders", "state": "lost"}), 400, "unreadable"),
            (json!({"list": "revenue", "month": "2026-11"}), 400, "unreadable"),
        ] {
            staff.post("/exports", body.clone()).await.is_problem(status, code);
            staff.post("/exports?format=xlsx", body).await.is_problem(status, code);
        }
        for query in ["?format=ods", "?format=", "?format=XLSX", "?format=csv&format=xlsx", "?kind=xlsx"] {
            staff.post(&format!("/exports{query}"), json!({"list": "roles"})).await.is_problem(400, "unreadable");
        }
        for query in ["", "?format=csv", "?format=xlsx"] {
            for client in [&candidate, &admin] {
                client.post(&format!("/exports{query}"), json!({"list": "roles"})).await.is_problem(403, "forbidden");
            }
            app.anyone().post(&format!("/exports{query}"), json!({"list": "roles"})).await.is_problem(401, "signed_out");
        }
        assert_eq!(app.counts().await, before);
    }
}
