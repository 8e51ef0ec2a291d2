use crate::support::*;

both! {
    async fn the_picture_is_of_the_public_page(app) {
        let reply = app.anyone().get("/verify/05afmsy38djqw16bgntz4k/qr").await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "image/svg+xml"));
        assert!(reply.text.starts_with("<?xml") && reply.text.contains("<svg"), "{}", reply.text);
        // However it is written, it is the same number, and so the same picture.
        assert_eq!(app.anyone().get("/verify/05AFMS-Y38DJQ-W16BGN-TZ4K/qr").await.text, reply.text);
    }

    async fn what_cannot_be_a_number_has_none(app) {
        let refused = app.anyone().get("/verify/05AFMS-Y38DJQ-W16BGN-TZ4L/qr").await;
        refused.is_problem(422, "invalid");
        assert_eq!(refused.members(), ["number"]);
    }
}
