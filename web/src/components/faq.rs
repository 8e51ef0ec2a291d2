//! The programme's questions and answers, written for this product under the FAQ's numbers. Numbers that are policy
//! stand as `{name}` in a text and are filled in from the policy.

use std::borrow::Cow;

use shared::policies::{Policies, Policy};

/// How many there are.
pub const COUNT: u8 = 27;

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqEntry {
    /// The question.
    pub question: &'static str,
    /// The answer, a paragraph a line, with the numbers that this app was built with.
    pub answer: Cow<'static, str>,
}

/// The entry under this number, 1 to 27.
pub fn entry(number: u8) -> Option<FaqEntry> {
    let &(question, text) = found(number)?;
    let answer = if text.contains('{') {
        Policies::built_in().iter().last().map(|policy| policy.fill_in(text)).unwrap_or_default().into()
    } else {
        text.into()
    };
    Some(FaqEntry { question, answer })
}

/// The answer under this number, by this policy; empty where there is none.
pub fn filled_in(number: u8, policy: &Policy) -> String {
    found(number).map(|(_, text)| policy.fill_in(text)).unwrap_or_default()
}

fn found(number: u8) -> Option<&'static (&'static str, &'static str)> {
    ENTRIES.get(usize::from(number).checked_sub(1)?)
}

const ENTRIES: [(&str, &str); COUNT as usize] = [
    (
        "What is this certification?",
        "A national, voluntary certification that recognises what library support staff have achieved. The American Library Association has approved it, and its Allied Professional Association runs it.",
    ),
    (
        "What is the idea behind it?",
        "Support staff carry good service and sound operation. The certification recognises that by one national set of competencies, for whoever wants it.",
    ),
    (
        "Who counts as library support staff?",
        "Anybody in a library position, paid or volunteer, that does not require a master's degree in library and information science.",
    ),
    (
        "What is it worth?",
        "It proves what you know, to your library and to the next one; it goes with you when you change jobs or move to another state.\nPeople who have it tell of respect, of confidence, of a better understanding of how a library works as a whole, and of an edge when they apply or are to be promoted.",
    ),
    ("Why do people enrol?", "To learn, to serve better, to be recognised for what they do, and to advance or to find a position."),
    (
        "Who is eligible?",
        "Library support staff with a high-school diploma or its equivalent who worked or volunteered {eligibility_hours_min} hours in any type of library in the {eligibility_window_years} years before they apply.\nYou need not prove it, but you should be at ease with a computer: word processing, e-mail, saving and attaching files; and have one at hand on which to keep your work.",
    ),
    ("When can I enrol?", "At any time. There are no deadlines for applications."),
    ("What do I have to do to be certified?", "Achieve six of the ten competency sets: the three required ones and any {electives_min} electives."),
    (
        "What are the competency sets?",
        "Three are required: Foundations of Library Services, Communication and Teamwork, and Technology.\nSeven are electives, of which you choose {electives_min}: Access Services, Adult Readers' Advisory Services, Cataloging and Classification, Collection Management, Reference and Information Services, Supervision and Management, and Youth Services.",
    ),
    (
        "How do I show my competency?",
        "By an approved course, or by a portfolio that subject experts find good. A portfolio takes work like that of a course and suits those who know a set well already. You can mix the two between sets; a set counts once, so nobody needs both for one set.",
    ),
    (
        "Does the programme offer courses?",
        "No. It approves courses of state libraries, state library associations, regional library cooperatives, community colleges, ALA divisions and other units, and individual consultants.",
    ),
    (
        "What is a recognition agreement?",
        "An agreement with a college whose own requirements make its graduates cover three required and three elective sets. Its graduates apply and enrol, and need no further course or portfolio.",
    ),
    (
        "Are there courses near me?",
        "Approved courses are held face to face or online. Search the catalog by state; if nothing is near, ask a library education provider in your area to seek approval.",
    ),
    (
        "Where do I find approved courses?",
        "In the catalog on this site, and the recognition agreements with them. Courses are added as they are approved, so look again from time to time.",
    ),
    (
        "Who helps me with a portfolio?",
        "Staff review a portfolio before you submit it, when you ask; the advice is free and decides nothing. There are webinars on preparing one, and staff speak at state conferences.",
    ),
    (
        "Do courses count that I took before?",
        "An approved course counts when you completed it no earlier than {look_back_years} years before its approval; so does a recognised programme before its agreement. A course that is not approved gives no credit by itself, but you can use what you learned there in a portfolio.",
    ),
    ("Does my work in a library count as a set?", "Not by itself. You can use what you learned there in a portfolio."),
    ("How long do I have?", "{candidacy_years} years from the day of your admission to achieve the six sets."),
    (
        "How long does a certification last?",
        "{term_years} years, and each renewal as long again. You can renew it in the {renewal_window_months} months before it ends and in the {grace_months} months after, with {renewal_hours_min} contact hours of continuing education in the field of the sets, {renewal_technology_hours_min} of them in technology.",
    ),
    (
        "What if I leave library work?",
        "The certification still shows skills that any field values: teamwork, supervision, service to all kinds of people, and the will to learn and to finish what you began.",
    ),
    (
        "What does it cost?",
        "The application fee is {application_fee_cents}, or {application_fee_member_cents} for ALA members. A portfolio costs {portfolio_fee_cents}, or {portfolio_fee_member_cents} for members. Providers set the fees of their courses, and none of that comes to the programme.",
    ),
    (
        "Can my institution pay?",
        "Yes. Apply, and choose to pay by check. Your institution pays by check, or sends a purchase order that names each person with e-mail address and amount; it is invoiced, and they count as paid once the money is received.",
    ),
    ("Do I have to be a member of ALA?", "No."),
    (
        "What about state certifications?",
        "Each state decides for itself. The programme asks states to look at the sets and to adopt the certification, or to adapt their own to it.",
    ),
    (
        "Who developed the programme?",
        "It was developed with a federal grant of the Institute of Museum and Library Services and with an advisory committee of ALA's divisions, round table and committee for cooperative libraries, technical services, public and academic libraries, leadership, reference, support staff and education.",
    ),
    (
        "Who runs the programme?",
        "The ALA Allied Professional Association, a service organisation beside the American Library Association: it certifies library workers and works for better salaries, fair pay and their standing.",
    ),
    ("Where do I find out more?", "On the pages of this site; or write to us, we answer by mail."),
];

#[cfg(test)]
mod tests {
    use super::{COUNT, entry};

    #[test]
    fn every_question_has_an_answer_with_its_numbers() {
        for number in 1..=COUNT {
            let entry = entry(number).unwrap();
            assert!(!entry.answer.is_empty() && !entry.answer.contains(['{', '}']), "{number}: {}", entry.answer);
        }
        assert!(entry(0).is_none() && entry(COUNT + 1).is_none());
    }
}
