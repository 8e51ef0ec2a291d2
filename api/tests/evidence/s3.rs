use lssc_api::evidence::check::check;
use lssc_api::files::{FilesPlace, S3Written};

use super::*;

/// The same files in a bucket: sent in parts, fetched, listed and removed, by signed requests.
#[actix_web::test]
async fn files_lie_in_a_bucket_too() {
    let stub = S3Stub::start();
    let text = |text: &str| Some(text.to_owned());
    let written = S3Written {
        s3_endpoint: text(&format!("http://{}", stub.address)),
        s3_access_key_id: text("canary-id"),
        s3_secret_access_key: text("canary-key"),
        s3_region: None,
    };
    let place = FilesPlace::parse("s3://lssc/ours", written).unwrap();
    let app = App::with(|config, _| config.files = place).await;
    let applicant = app.person("Demo Candidate").await;
    let long = pdf(&"x".repeat(7_000_000));
    let reply = send(&applicant, "Long.pdf", long.clone()).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    let file = reply.body;
    let key = format!("lssc/ours/evidence/{}", id(&file));
    assert_eq!(stub.objects.lock().unwrap().keys().cloned().collect::<Vec<_>>(), [key]);
    assert_eq!(applicant.get(&format!("/evidence/{}", id(&file))).await.bytes, long);
    assert_eq!(check(&app.db, &app.files).await.unwrap(), []);
    // What is refused leaves no part behind.
    let other = [&b"\x89PNG\r\n\x1a\n"[..], &vec![0; 6_000_000]].concat();
    send(&applicant, "Other.pdf", other).await.is_problem(415, "other_kind");
    assert_eq!(stub.objects.lock().unwrap().len(), 1);
    let ready = async || app.anyone().send(TestRequest::get().uri("/health/ready")).await.ok()["files"].clone();
    assert_eq!(ready().await, "ready");
    assert_eq!(applicant.delete(&format!("{PATH}/{}", id(&file))).await.status, 204);
    assert!(stub.objects.lock().unwrap().is_empty());
}
