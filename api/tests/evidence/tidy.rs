use lssc_api::evidence::tidy::tidy;

use super::*;

async fn tidied(app: &App) -> usize {
    tidy(&app.db, &app.files, app.clock.now()).await.unwrap()
}

both! {
    async fn what_no_application_took_goes_after_ninety_days(app) {
        let applicant = app.person("Demo Candidate").await;
        let taken = sent(&applicant, "a.pdf", "a").await;
        sent(&applicant, "b.pdf", "b").await;
        applied_with(&applicant, &[&taken]).await;
        app.wait(90 * 24 * 3_600);
        assert_eq!(tidied(&app).await, 0);
        app.wait(1);
        assert_eq!(tidied(&app).await, 1);
        assert_eq!(stored(&app).await, [format!("evidence/{}", id(&taken))]);
        assert_eq!(states(&app).await, ["stored"]);
    }

    async fn who_leaves_takes_their_files_along(app) {
        let applicant = app.person("Demo Candidate").await;
        let taken = sent(&applicant, "Quillfeather.pdf", "a").await;
        sent(&applicant, "Quillfeather too.pdf", "b").await;
        applied_with(&applicant, &[&taken]).await;
        let leaving = json!({"current_password": PASSWORD, "confirmation": shared::accounts::DELETE_CONFIRMATION});
        assert_eq!(applicant.post("/me/delete", leaving).await.status, 204);
        // At once nothing says whose they were; the bytes go by the hour.
        let rows = app.read(cells).await.into_iter().filter(|(table, ..)| table == "evidence_files").map(|(.., cell)| cell).collect::<Vec<_>>();
        assert!(!rows.iter().any(|cell| cell.contains("Quillfeather") || *cell == applicant.person().to_string()), "{rows:?}");
        assert_eq!(states(&app).await, ["removing", "removing"]);
        app.staff("Demo Staff").await.get(&format!("/evidence/{}", id(&taken))).await.is_problem(404, "not_found");
        assert_eq!(tidied(&app).await, 2);
        assert!(states(&app).await.is_empty() && stored(&app).await.is_empty());
    }
}

/// What a crash leaves of an upload into a folder goes with its row.
#[actix_web::test]
async fn what_a_crash_cut_off_goes_too() {
    let app = App::on_sqlite().await;
    let applicant = app.person("Demo Candidate").await;
    let file = sent(&applicant, "a.pdf", "a").await;
    let lssc_api::files::FilesPlace::Folder(folder) = &app.files_place else { unreachable!() };
    let of = |name: String| folder.join("evidence").join(name);
    std::fs::rename(of(id(&file).to_owned()), of(format!("{}#1", id(&file)))).unwrap();
    app.db
        .write(|tx| {
            diesel::update(evidence_files::table).set(evidence_files::state.eq("uploading")).execute(tx).map_err(lssc_api::db::StoreError::from)?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(tidied(&app).await, 0);
    app.wait(3_601);
    assert_eq!(tidied(&app).await, 1);
    assert_eq!(std::fs::read_dir(folder.join("evidence")).unwrap().count(), 0);
}
