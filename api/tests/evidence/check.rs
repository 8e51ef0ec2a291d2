use lssc_api::evidence::check::check;

use super::*;
use crate::startup::{COMPLETE, lssc};

both! {
    async fn rows_and_bytes_are_held_against_each_other(app) {
        let applicant = app.person("Demo Candidate").await;
        let files = [sent(&applicant, "a.pdf", "a").await, sent(&applicant, "b.pdf", "b").await, sent(&applicant, "c.pdf", "c").await];
        assert_eq!(check(&app.db, &app.files).await.unwrap(), []);
        let lssc_api::files::FilesPlace::Folder(folder) = &app.files_place else { unreachable!() };
        let of = |name: &str| folder.join("evidence").join(name);
        std::fs::remove_file(of(id(&files[0]))).unwrap();
        std::fs::write(of(id(&files[1])), "shorter").unwrap();
        std::fs::write(of("stray"), "who knows").unwrap();
        let said: Vec<String> = check(&app.db, &app.files).await.unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(said, [
            format!("file {} is not in the store", id(&files[0])),
            format!("file {} has another length in the store", id(&files[1])),
            "`evidence/stray` is in the store, and no row knows it".to_owned(),
        ]);
    }
}

#[test]
fn the_command_says_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    assert!(lssc(folder.path(), &["demo"], &COMPLETE, "").status.success());
    let checked = lssc(folder.path(), &["evidence", "check"], &COMPLETE[..1], "");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    std::fs::create_dir_all(folder.path().join("var/files/evidence")).unwrap();
    std::fs::write(folder.path().join("var/files/evidence/stray"), "who knows").unwrap();
    let checked = lssc(folder.path(), &["evidence", "check"], &COMPLETE[..1], "");
    assert!(!checked.status.success());
    assert!(String::from_utf8_lossy(&checked.stdout).contains("`evidence/stray` is in the store"));
    assert!(String::from_utf8_lossy(&checked.stderr).contains("1 difference"));
}

#[test]
fn a_server_of_databases_needs_a_place_for_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut environment = COMPLETE;
    environment[0].1 = "postgres://localhost/lssc";
    let refused = lssc(folder.path(), &["serve"], &environment, "");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("LSSC_FILES"), "{said}");
    let keyless = lssc(folder.path(), &["serve"], &[&environment[..], &[("LSSC_FILES", "s3://lssc")]].concat(), "");
    assert!(String::from_utf8_lossy(&keyless.stderr).contains("LSSC_S3_ACCESS_KEY_ID"));
}
