use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::error::PayloadError;
use futures_util::future::join;
use futures_util::stream::{self as streams, StreamExt};

use super::*;

/// A body that comes as it is sent through the channel.
fn coming() -> (tokio::sync::mpsc::UnboundedSender<Chunk>, impl Stream<Item = Chunk>) {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    (sender, streams::unfold(receiver, |mut receiver| async move { receiver.recv().await.map(|chunk| (chunk, receiver)) }))
}

both! {
    async fn a_file_is_kept_under_its_name_as_what_it_is(app) {
        let applicant = app.person("Demo Candidate").await;
        let before = app.counts().await;
        let reply = send(&applicant, " Ze\u{301}zeugnis (1).PDF ", pdf("diploma")).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut file = reply.body;
        let id = file["id"].take();
        assert_eq!(file, json!({"id": null, "name": "Zézeugnis (1).PDF", "kind": "pdf", "bytes": pdf("diploma").len(), "sent_on": "2026-11-22"}));
        assert_eq!(stored(&app).await, [format!("evidence/{}", id.as_str().unwrap())]);
        // Nothing happened to anyone's standing, and nobody is written to.
        assert_eq!(app.counts().await, before);
        for (name, bytes, kind) in [("a.png", &b"\x89PNG\r\n\x1a\n0000"[..], "png"), ("a.JPG", b"\xff\xd8\xff\xe0", "jpeg"), ("b.jpeg", b"\xff\xd8\xff\xe1", "jpeg")] {
            assert_eq!(send(&applicant, name, bytes).await.ok()["kind"], kind, "{name}");
        }
    }

    async fn the_same_content_again_is_the_file_that_is_there(app) {
        let (applicant, other) = (app.person("Demo Candidate").await, app.person("Demo Other").await);
        let file = sent(&applicant, "Diploma.pdf", "diploma").await;
        let again = send(&applicant, "Another name.pdf", pdf("diploma")).await;
        assert_eq!((again.status, &again.body), (200, &file));
        // Another's is another's.
        assert_ne!(sent(&other, "Diploma.pdf", "diploma").await["id"], file["id"]);
        assert_eq!((states(&app).await.len(), stored(&app).await.len()), (2, 2));
    }

    async fn what_lies_about_its_kind_is_told_what_it_is(app) {
        let applicant = app.person("Demo Candidate").await;
        for (name, bytes, said) in [
            ("Diploma.pdf", &b"\x89PNG\r\n\x1a\n0000"[..], "a PNG picture by its content"),
            ("Diploma.png", b"%PDF-1.7\n", "a PDF document by its content"),
            ("Diploma.html", b"%PDF-1.7\n", "does not end in `.pdf`"),
            ("Diploma", b"%PDF-1.7\n", "does not end in `.pdf`"),
            ("Diploma.pdf", b"GIF89a0000", "`image/gif`"),
            ("Diploma.docx", b"PK\x03\x04", "a ZIP archive"),
            ("Diploma.pdf", b"<script>", "`text/html`"),
            ("Diploma.pdf", b"just words", "a kind that is not known"),
            ("Diploma.pdf", b"", "empty"),
        ] {
            let reply = send(&applicant, name, bytes).await;
            let problem = reply.is_problem(415, "other_kind");
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains(said) && detail.contains("or a Word document (.docx), under a name that ends so"), "{name}: {}", reply.text);
        }
        let claimed = applicant.send(named("Diploma.pdf").insert_header(("Content-Type", "image/png")).set_payload(pdf("diploma"))).await;
        claimed.is_problem(415, "other_kind");
        assert!(states(&app).await.is_empty() && stored(&app).await.is_empty());
    }

    async fn a_name_leads_nowhere_and_is_not_too_long(app) {
        let applicant = app.person("Demo Candidate").await;
        let long = |chars: usize| format!("{}.pdf", "ж".repeat(chars - 4));
        assert_eq!(send(&applicant, &long(200), pdf("a")).await.status, 201);
        for name in [long(201).as_str(), "../a.pdf", "a\\b.pdf", "a\u{1}b.pdf", " ", "fdp.\u{202E}exe"] {
            let reply = send(&applicant, name, pdf("b")).await;
            reply.is_problem(422, "invalid");
            assert_eq!(reply.members(), ["file_name"], "{name:?}");
        }
        for header in ["", "attachment", "attachment; filename*=UTF-8''%FF.pdf"] {
            let reply = applicant.send(TestRequest::post().uri("/api/v1/me/evidence").insert_header(("Content-Disposition", header)).set_payload(pdf("b"))).await;
            reply.is_problem(400, "unreadable");
            assert_eq!(reply.members(), ["Content-Disposition"], "{header}");
        }
        assert_eq!(states(&app).await.len(), 1);
    }

    async fn ten_files_wait_and_no_more(app) {
        let applicant = app.person("Demo Candidate").await;
        for number in 0..10 {
            sent(&applicant, "a.pdf", &number.to_string()).await;
        }
        send(&applicant, "a.pdf", pdf("10")).await.is_problem(409, "evidence_waiting");
        assert_eq!((states(&app).await.len(), stored(&app).await.len()), (10, 10));
        // The same content takes no place.
        assert_eq!(send(&applicant, "a.pdf", pdf("3")).await.status, 200);
    }

    async fn sixty_files_an_hour_and_no_more(app) {
        let applicant = app.person("Demo Candidate").await;
        for number in 0..60 {
            assert_eq!(send(&applicant, "a.pdf", pdf("a")).await.status, if number == 0 { 201 } else { 200 });
        }
        send(&applicant, "a.pdf", pdf("a")).await.is_problem(429, "too_many");
        app.wait(3_601);
        assert_eq!(app.again(&applicant).await.get(PATH).await.ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(send(&app.again(&applicant).await, "a.pdf", pdf("a")).await.status, 200);
    }

    async fn while_it_comes_it_is_not_there(app) {
        let applicant = app.person("Demo Candidate").await;
        let (sender, body) = coming();
        sender.send(Ok(Bytes::from_static(b"%PDF-"))).unwrap();
        let meanwhile = async {
            while states(&app).await.is_empty() {
                tokio::task::yield_now().await;
            }
            assert_eq!((states(&app).await, stored(&app).await), (vec!["uploading".to_owned()], vec![]));
            assert_eq!(applicant.get(PATH).await.ok()["items"], json!([]));
            sender.send(Ok(Bytes::from_static(b"1.7\n%%EOF"))).unwrap();
            drop(sender);
        };
        let ((status, _), ()) = join(stream(&app, &applicant, named("a.pdf"), body), meanwhile).await;
        assert_eq!((status, states(&app).await), (201, vec!["stored".to_owned()]));
    }

    async fn who_goes_away_leaves_nothing(app) {
        let applicant = app.person("Demo Candidate").await;
        let (sender, body) = coming();
        sender.send(Ok(Bytes::from(pdf("a")))).unwrap();
        sender.send(Err(PayloadError::Incomplete(None))).unwrap();
        assert_eq!(stream(&app, &applicant, named("a.pdf"), body).await, (400, "unreadable".to_owned()));
        assert!(states(&app).await.is_empty() && stored(&app).await.is_empty());
    }

    async fn one_must_be_signed_in_to_send(app) {
        app.anyone().send(named("a.pdf").set_payload(pdf("a"))).await.is_problem(401, "signed_out");
    }
}

/// Megabytes without an end, counted as they are taken.
fn endless(taken: &Arc<AtomicUsize>) -> impl Stream<Item = Chunk> + use<> {
    let taken = Arc::clone(taken);
    streams::repeat_with(move || {
        let first = taken.fetch_add(1, Ordering::SeqCst) == 0;
        let mut megabyte = vec![b' '; 1_000_000];
        if first {
            megabyte[..8].copy_from_slice(b"%PDF-1.7");
        }
        Ok(Bytes::from(megabyte))
    })
}

#[actix_web::test]
async fn ten_million_bytes_are_taken_part_by_part_and_no_more() {
    let store = FaultyStore::default();
    let app = App::with_store(Arc::new(store.clone())).await;
    let applicant = app.person("Demo Candidate").await;
    let taken = Arc::new(AtomicUsize::new(0));
    assert_eq!(stream(&app, &applicant, named("a.pdf"), endless(&taken).take(10)).await.0, 201);
    assert_eq!(store.longest_part(), 256 * 1024);
    let one_more = streams::once(async { Ok(Bytes::from_static(b"x")) });
    taken.store(0, Ordering::SeqCst);
    assert_eq!(stream(&app, &applicant, named("a.pdf"), endless(&taken).take(10).chain(one_more)).await, (413, "too_large".to_owned()));
    // Whoever goes on and on is heard to ten megabytes.
    taken.store(0, Ordering::SeqCst);
    assert_eq!(stream(&app, &applicant, named("a.pdf"), endless(&taken)).await, (413, "too_large".to_owned()));
    assert_eq!(taken.load(Ordering::SeqCst), 11);
    // What says how long it is is believed where it is too long, and nowhere else.
    taken.store(0, Ordering::SeqCst);
    let said = |length: &str| named("a.pdf").insert_header(("Content-Length", length.to_owned()));
    assert_eq!(stream(&app, &applicant, said("10000001"), endless(&taken)).await, (413, "too_large".to_owned()));
    assert_eq!(taken.load(Ordering::SeqCst), 0);
    assert_eq!(stream(&app, &applicant, said("5"), endless(&taken)).await, (413, "too_large".to_owned()));
    // What cannot be a file of ours is not heard to its end.
    let film = streams::repeat_with(|| Ok(Bytes::from(b"\x1aE\xdf\xa3".repeat(200))));
    assert_eq!(stream(&app, &applicant, named("a.pdf"), film).await, (415, "other_kind".to_owned()));
    assert_eq!((states(&app).await, store.names().await.len()), (vec!["stored".to_owned()], 1));
}

#[actix_web::test]
async fn a_store_that_fails_keeps_nothing_half() {
    let store = FaultyStore::default();
    let app = App::with_store(Arc::new(store.clone())).await;
    let applicant = app.person("Demo Candidate").await;
    let long = pdf(&"x".repeat(600_000));
    for fault in [Fault::Begin, Fault::Part(1), Fault::Part(2), Fault::Finish] {
        store.fails(Some(fault));
        let reply = send(&applicant, "a.pdf", long.clone()).await;
        reply.is_problem(503, "files_unreachable");
        assert!(!reply.header("retry-after").is_empty() && !reply.text.contains("os error"), "{}", reply.text);
        assert!(states(&app).await.is_empty() && store.names().await.is_empty(), "{fault:?}");
    }
    // Nor does it matter that it cannot be removed just now: it is later.
    store.fails(Some(Fault::Remove));
    send(&applicant, "a.gif", &b"GIF89a"[..]).await.is_problem(415, "other_kind");
    assert_eq!(states(&app).await, ["removing"]);
    store.fails(None);
    lssc_api::evidence::tidy::tidy(&app.db, &app.files, app.clock.now()).await.unwrap();
    assert_eq!(send(&applicant, "a.pdf", long).await.status, 201);
    assert_eq!((states(&app).await, store.names().await.len()), (vec!["stored".to_owned()], 1));
}

#[actix_web::test]
async fn a_request_that_ends_in_the_middle_is_tidied_away() {
    let store = FaultyStore::default();
    let app = App::with_store(Arc::new(store.clone())).await;
    let applicant = app.person("Demo Candidate").await;
    let (sender, body) = coming();
    sender.send(Ok(Bytes::from(pdf("a")))).unwrap();
    let begun = async {
        // Its row is there before its file is.
        while store.begun() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        answer = stream(&app, &applicant, named("a.pdf"), body) => panic!("it was answered: {answer:?}"),
        () = begun => {}
    }
    app.wait(3_601);
    assert_eq!(lssc_api::evidence::tidy::tidy(&app.db, &app.files, app.clock.now()).await.unwrap(), 1);
    assert!(states(&app).await.is_empty() && store.names().await.is_empty());
    // A task of its own gives it up.
    let given_up = async {
        while store.given_up() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), given_up).await.unwrap();
    drop(sender);
}
