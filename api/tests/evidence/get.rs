use std::sync::Arc;

use super::*;

fn path(file: &Value) -> String {
    format!("/evidence/{}", id(file))
}

both! {
    async fn it_is_given_to_be_kept_and_never_shown(app) {
        let applicant = app.person("Demo Candidate").await;
        let file = sent(&applicant, "Zeugnis \u{201e}Müller\u{201c}.pdf", "diploma").await;
        let reply = applicant.get(&path(&file)).await;
        assert_eq!((reply.status, &reply.bytes), (200, &pdf("diploma")));
        for (name, value) in [
            ("content-type", "application/pdf"),
            ("content-disposition", "attachment; filename*=UTF-8''Zeugnis%20%E2%80%9EM%C3%BCller%E2%80%9C.pdf"),
            ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(reply.header(name), value, "{name}");
        }
        assert_eq!(reply.header("content-encoding"), "identity");
    }

    async fn the_owner_reads_it_and_staff_once_an_application_has_it(app) {
        let (applicant, staff) = (app.person("Demo Candidate").await, app.staff("Demo Staff").await);
        let file = sent(&applicant, "a.pdf", "a").await;
        staff.get(&path(&file)).await.is_problem(404, "not_found");
        applied_with(&applicant, &[&file]).await;
        for reader in [&applicant, &staff] {
            assert_eq!(reader.get(&path(&file)).await.bytes, pdf("a"));
        }
        app.person("Demo Other").await.get(&path(&file)).await.is_problem(404, "not_found");
        app.admin("Demo Admin").await.get(&path(&file)).await.is_problem(404, "not_found");
        app.anyone().get(&path(&file)).await.is_problem(401, "signed_out");
        for unknown in ["01993e5c-6f00-7cc2-8000-0242ac120002", "1"] {
            staff.get(&format!("/evidence/{unknown}")).await.is_problem(404, "not_found");
        }
    }
}

#[actix_web::test]
async fn a_store_that_fails_is_said() {
    let store = FaultyStore::default();
    let app = App::with_store(Arc::new(store.clone())).await;
    let applicant = app.person("Demo Candidate").await;
    let file = sent(&applicant, "a.pdf", "a").await;
    let ready = async || app.anyone().send(TestRequest::get().uri("/health/ready")).await.ok();
    assert_eq!(ready().await, json!({"status": "ready", "files": "ready"}));
    store.fails(Some(Fault::Read));
    applicant.get(&path(&file)).await.is_problem(503, "files_unreachable");
    // All else works, and goes on.
    assert_eq!(ready().await, json!({"status": "ready", "files": "unreachable"}));
    applicant.get("/me").await.ok();
}

#[actix_web::test]
async fn a_folder_that_is_gone_is_said() {
    let app = App::on_sqlite().await;
    let lssc_api::files::FilesPlace::Folder(folder) = &app.files_place else { unreachable!() };
    std::fs::remove_dir_all(folder).unwrap();
    let ready = app.anyone().send(TestRequest::get().uri("/health/ready")).await.ok();
    assert_eq!(ready["files"], "unreachable");
}
