use lssc_api::notices::tell_staff;

use super::*;

both! {
    async fn the_programme_is_told_with_the_page_to_look_at(app) {
        // Also where the mailbox has an account: it is nobody's history.
        let staff = app.staff("Demo Staff").await;
        let (now, to) = (app.clock.now(), staff.email.clone());
        let telling = app.db.write(move |tx| Ok(tell_staff(tx, now, &to, "An order waits", "<b>Typed</b> by somebody:\n{{ x }}", "/staff/invoices")?));
        telling.await.unwrap();
        let (to, letter) = app.mails().await.remove(0);
        assert_eq!((to.as_str(), letter.subject.as_str()), (staff.email.as_str(), "An order waits"));
        assert!(letter.text.starts_with(&format!("<b>Typed</b> by somebody:\n{{{{ x }}}}\n\n    {ORIGIN}/staff/invoices\n")), "{}", letter.text);
        assert!(letter.html.contains(&format!("href=\"{ORIGIN}/staff/invoices\"")) && !letter.html.contains("<b>"), "{}", letter.html);
        assert_eq!(staff.get("/me/notices").await.ok()["items"], json!([]));
        // And an account that is opened with the address does not take it along.
        assert_eq!(deliver(&app, &without(&[])).await, [Fate::Delivered]);
    }
}
