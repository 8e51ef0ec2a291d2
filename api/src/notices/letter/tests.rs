use serde_json::{Value, json};
use shared::ids::{ApplicationId, InvoiceId};

use super::*;
use crate::notices::{PaymentOutcome, Telling, WhyCredited};

const HOUSE: House<'static> = House { public_url: "https://a.example", contact_email: "help@a.example" };
/// What somebody may type.
const HOSTILE: &str = "<script>alert(1)</script> & \"{{ token }}\" {% raw %} {public_url} <a href='https://evil.example'>x</a>";

fn letter_of(telling: &Telling) -> Letter {
    letter(telling.kind(), &serde_json::to_value(telling).unwrap(), HOUSE, None).unwrap()
}

/// Everything that is told, in each of its shapes, with this where people type.
fn tellings(typed: &str) -> Vec<Telling> {
    let (application, invoice) = (ApplicationId(uuid::Uuid::nil()), InvoiceId(uuid::Uuid::nil()));
    let (name, token) = (typed.to_owned(), "abc-123_".to_owned());
    let (day, amount) = ("1 December 2026".to_owned(), "$325.00".to_owned());
    let mut all = vec![
        Telling::AddressConfirmation { token: token.clone() },
        Telling::AlreadyRegistered { name: name.clone() },
        Telling::PasswordReset { name: name.clone(), token: token.clone() },
        Telling::PasswordChanged { name: name.clone() },
        Telling::NameChanged { name: name.clone() },
        Telling::EmailChangeAsked { name: name.clone() },
        Telling::EmailChangeConfirmation { name: name.clone(), token },
        Telling::EmailChanged { name: name.clone() },
        Telling::SecondStepOn { name: name.clone() },
        Telling::CodesTried { name: name.clone() },
        Telling::SecondStepOff { name: name.clone() },
        Telling::AccountDeleted {},
        Telling::Certified { name: name.clone(), number: "7K3M-9QX2".to_owned() },
        Telling::ApplicationReceived { name: name.clone(), application, invoice, fee: amount.clone() },
        Telling::ApplicationRefused { name: name.clone(), application, reason: format!("{typed}\n\nand\n{typed}") },
        Telling::ContactMessage { name: name.clone(), email: "r@b.example".to_owned(), subject: typed.to_owned(), message: typed.to_owned() },
        Telling::StaffNotice { subject: "Look".to_owned(), words: typed.to_owned(), path: "/staff".to_owned() },
    ];
    all.push(Telling::InformationRequested { name: name.clone(), application, question: typed.to_owned() });
    all.push(Telling::MembershipUnconfirmed { name: name.clone(), invoice, amount: amount.clone(), reason: typed.to_owned() });
    all.push(Telling::HoursAsked { supervisor: typed.to_owned(), applicant: name.clone(), token: "abc-123_".to_owned(), answer_by: day.clone() });
    for (owed, is_admitted) in [(None, false), (Some(amount.clone()), false), (Some(amount.clone()), true)] {
        all.push(Telling::PaymentReversed { name: name.clone(), invoice, owed: owed.clone(), is_admitted });
        all.push(Telling::AllocationReleased { name: name.clone(), invoice, amount: amount.clone(), owed: owed.clone(), is_admitted });
        all.push(Telling::PaymentAllocated { name: name.clone(), invoice, amount: amount.clone(), owed: owed.clone() });
        all.push(Telling::InvoiceCredited { name: name.clone(), invoice, amount: amount.clone(), owed });
    }
    all.push(Telling::RefundFailed { name: name.clone(), amount: amount.clone() });
    for check_number in [None, Some(typed.to_owned())] {
        all.push(Telling::PaymentReturned { name: name.clone(), amount: amount.clone(), check_number });
    }
    for admitted_on in [None, Some(day.clone())] {
        all.push(Telling::ApplicationAccepted { name: name.clone(), invoice, admitted_on });
    }
    for outcome in [PaymentOutcome::Refused, PaymentOutcome::Over, PaymentOutcome::Admitted, PaymentOutcome::Paid, PaymentOutcome::Owed] {
        let (amount, received_on, rest) = (amount.clone(), day.clone(), "$5.00".to_owned());
        all.push(Telling::PaymentReceived { name: name.clone(), amount, received_on, invoice, outcome, rest });
    }
    for (owed, is_admitted) in [(None, false), (Some(amount.clone()), false), (Some(amount.clone()), true)] {
        all.push(Telling::PaymentTakenBack { name: name.clone(), invoice, owed, is_admitted });
    }
    for is_last in [false, true] {
        let (owed, issued_on) = (amount.clone(), day.clone());
        all.push(Telling::InvoiceReminder { name: name.clone(), invoice, application, owed, issued_on, is_last });
    }
    let (order, number, people) = (shared::ids::OrderId(uuid::Uuid::nil()), "2026-00017".to_owned(), 20);
    let (buyer, token, apply_by) = (typed.to_owned(), "abc-123_".to_owned(), day.clone());
    all.push(Telling::OrderInvitation {
        name: name.clone(),
        buyer: buyer.clone(),
        amount: amount.clone(),
        token,
        apply_by: apply_by.clone(),
        days: 180,
    });
    for is_last in [false, true] {
        let (buyer, number, owed, issued_on) = (buyer.clone(), number.clone(), amount.clone(), day.clone());
        all.push(Telling::OrderReminder { name: name.clone(), buyer, order, number, owed, issued_on, is_last });
    }
    for people in [1, 20] {
        let (number, amount) = (number.clone(), amount.clone());
        all.push(Telling::OrderIssued { name: name.clone(), buyer: buyer.clone(), order, number, amount, people, apply_by: apply_by.clone() });
    }
    for owed in [None, Some("$5.00".to_owned())] {
        let amount = amount.clone();
        all.push(Telling::OrderPaid { name: name.clone(), order, number: number.clone(), amount: amount.clone(), over: owed.clone() });
        all.push(Telling::OrderPaymentReversed { name: name.clone(), order, number: number.clone(), amount: amount.clone(), owed: owed.clone() });
        let check_number = typed.to_owned();
        all.push(Telling::OrderPaymentReturned { name: name.clone(), order, number: number.clone(), amount, check_number, owed });
    }
    for (why, owed, reason) in [
        (WhyCredited::ByStaff, None, Some(format!("{typed}\n\nand\n{typed}"))),
        (WhyCredited::Refused, Some("$5.00".to_owned()), None),
        (WhyCredited::NotApplied, Some("$5.00".to_owned()), None),
    ] {
        let (number, note, amount) = (number.clone(), "C2026-00003".to_owned(), amount.clone());
        all.push(Telling::OrderCredited { name: name.clone(), order, number, note, people, amount, owed, why, reason });
    }
    all
}

/// The tags of a piece of HTML, and the addresses of its links.
fn markup(html: &str) -> (Vec<&str>, Vec<&str>) {
    let tags = html.split('<').skip(1).map(|rest| rest.split(|at: char| !at.is_ascii_alphanumeric() && at != '/').next().unwrap());
    let links = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    (tags.collect(), links.collect())
}

#[test]
fn every_kind_has_its_template_and_is_told() {
    let told: Vec<NoticeKind> = tellings("Demo Reader").iter().map(Telling::kind).collect();
    for kind in NoticeKind::ALL {
        assert!(TEMPLATES.iter().any(|(named, _)| named == kind), "{kind:?} has no template");
        assert!(told.contains(kind) || *kind == NoticeKind::Earlier, "{kind:?} is never told");
    }
    assert_eq!(TEMPLATES.len(), NoticeKind::ALL.len());
}

#[test]
fn every_variable_stands_in_both_forms() {
    for telling in tellings("Demo Reader") {
        let Letter { subject, text, html } = letter_of(&telling);
        assert!(!subject.is_empty() && subject.len() < 70, "{subject}");
        assert!(!text.contains("{{") && !text.contains("{%") && !text.contains("\n\n\n") && !text.contains("  ,"), "{text}");
        assert!(!html.contains("{{") && !html.contains("{%") && !html.contains("<p></p>"), "{html}");
        assert!(text.contains("You get this because ") && text.contains("help@a.example"), "{text}");
        assert!(html.contains("You get this because ") && html.contains("mailto:help@a.example") && html.contains("prefers-color-scheme: dark"));
        for (name, value) in serde_json::to_value(&telling).unwrap().as_object().unwrap() {
            let (Value::String(value), false) = (value, ["outcome", "rest", "path", "why"].contains(&name.as_str())) else { continue };
            let is_said = text.contains(value.trim_start_matches('/')) || subject.contains(value.as_str());
            // An accepted applicant who is admitted needs the invoice no more.
            assert!(is_said || (name == "invoice" && text.contains("you are admitted as of")), "`{name}` is missing in {text}");
        }
    }
}

#[test]
fn what_is_enclosed_is_said_in_both_forms_between_the_letter_and_its_foot() {
    for telling in tellings(HOSTILE) {
        let variables = serde_json::to_value(&telling).unwrap();
        let without = letter_of(&telling);
        for (enclosed, words) in [
            (Enclosed::Invoice, "The invoice is attached as a PDF file."),
            (Enclosed::Receipt, "The receipt is attached as a PDF file."),
            (Enclosed::TooLarge, "The PDF file is too large to be attached; download it from the page to which the link leads."),
        ] {
            let Letter { subject, text, html } = letter(telling.kind(), &variables, HOUSE, Some(enclosed)).unwrap();
            assert_eq!(subject, without.subject);
            assert_eq!(text.replace(&format!("\n\n{words}\n\n-- \n"), "\n\n-- \n"), without.text);
            assert_eq!(html.replace(&format!("\n<p>{words}</p>\n<p class=\"foot\""), "\n<p class=\"foot\""), without.html);
            assert!(text.contains(words) && html.contains(words));
        }
    }
}

#[test]
fn what_people_typed_is_neither_markup_nor_a_link_nor_a_template_nor_a_header() {
    for telling in tellings(HOSTILE) {
        let Letter { subject, text, html } = letter_of(&telling);
        let (tags, links) = markup(html.split_once("</h1>").unwrap().1);
        assert!(tags.iter().all(|tag| ["p", "/p", "a", "/a", "br", "blockquote", "/blockquote", "/div", "/body", "/html"].contains(tag)), "{tags:?}");
        assert!(links.iter().all(|link| link.starts_with("https://a.example/") || *link == "mailto:help@a.example"), "{links:?}");
        assert!(!html.contains("<script") && !html.contains("'>x"), "{html}");
        // As text it stands as it was typed.
        if serde_json::to_value(&telling).unwrap().get("name").is_some() {
            assert!(text.contains(HOSTILE), "{text}");
        }
        assert!(!subject.contains('\n'));
    }
    let folded = json!({"subject": "Hello\r\nBcc: all@b.example", "words": "", "path": "/"});
    assert_eq!(subject(NoticeKind::StaffNotice, &folded).unwrap(), "Hello Bcc: all@b.example");
}

#[test]
fn no_variable_leads_to_another_house() {
    let variables = json!({"name": "x", "public_url": "https://evil.example", "contact_email": "evil@evil.example"});
    let Letter { text, html, .. } = letter(NoticeKind::PasswordChanged, &variables, HOUSE, None).unwrap();
    assert!(!text.contains("evil") && !html.contains("evil"), "{text}");
    let elsewhere = Telling::StaffNotice { subject: "x".to_owned(), words: "x".to_owned(), path: ".evil.example".to_owned() };
    assert!(letter_of(&elsewhere).text.contains("https://a.example/.evil.example"));
}

#[test]
fn what_a_template_needs_and_does_not_get_is_an_error() {
    let error = letter(NoticeKind::Certified, &json!({"name": "Demo Reader"}), HOUSE, None).unwrap_err();
    assert!(error.to_string().contains("undefined") && !error.to_string().contains("Demo Reader"), "{error}");
    assert!(letter(NoticeKind::Other, &json!({}), HOUSE, None).is_err());
}

#[test]
fn a_mail_of_an_earlier_version_is_filled_in_as_it_was() {
    for name in ["Demo Reader", "{public_url}", "{{public_url}}", "{{}", "{", "}{{}public_url}"] {
        let body = format!("{},\n\n{{public_url}}/sign-in\n", name.replace('{', "{{}"));
        let text = letter(NoticeKind::Earlier, &json!({"subject": "x", "body": body}), HOUSE, None).unwrap().text;
        assert!(text.starts_with(&format!("{name},\n\nhttps://a.example/sign-in\n")), "{text}");
    }
}
