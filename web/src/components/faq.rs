//! The programme's questions and answers, written for this product under the FAQ's numbers.

/// A question and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaqEntry {
    /// The question.
    pub question: &'static str,
    /// The answer, in a sentence or two.
    pub answer: &'static str,
}

/// The entry under this number, 1 to 27.
pub fn entry(number: u8) -> Option<FaqEntry> {
    ENTRIES.get(usize::from(number).checked_sub(1)?).map(|&(question, answer)| FaqEntry { question, answer })
}

const ENTRIES: [(&str, &str); 27] = [
    ("What is this certification?", "A national, voluntary certification that recognises what library support staff have achieved."),
    (
        "What is the idea behind it?",
        "Support staff carry good service and sound operation; the certification recognises that by one national set of competencies.",
    ),
    (
        "Who counts as library support staff?",
        "Anybody in a library position, paid or volunteer, that does not require a master's degree in library science.",
    ),
    ("What is it worth?", "It proves what you know, to your library and to the next one; it goes with you when you change jobs or move."),
    ("Why do people enrol?", "To learn, to serve better, to be recognised for what they do, and to advance."),
    (
        "Who is eligible?",
        "Library support staff with a high-school diploma or its equivalent who worked or volunteered 1,820 hours in any type of library in the five years before they apply.",
    ),
    ("When can I enrol?", "At any time. There are no deadlines for applications."),
    ("What do I have to do to be certified?", "Achieve six of the ten competency sets: the three required ones and any three electives."),
    (
        "What are the competency sets?",
        "Three are required: Foundations of Library Services, Communication and Teamwork, and Technology. Seven are electives, of which you choose three.",
    ),
    (
        "How do I show my competency?",
        "By an approved course, or by a portfolio that subject experts find good. You can mix the two between sets; a set counts once.",
    ),
    (
        "Does the programme offer courses?",
        "No. It approves courses of state libraries, state library associations, regional cooperatives, community colleges, ALA units and consultants.",
    ),
    (
        "What is a recognition agreement?",
        "An agreement with a college whose graduates have covered six sets: they apply and enrol, and need no further course or portfolio.",
    ),
    (
        "Are there courses near me?",
        "Approved courses are held face to face or online. Search the catalog by state; if nothing is near, ask a local provider to seek approval.",
    ),
    ("Where do I find approved courses?", "In the catalog on this site. Courses are added as they are approved, so look again from time to time."),
    ("Who helps me with a portfolio?", "Staff review a portfolio before you submit it, when you ask; the advice is free and decides nothing."),
    (
        "Do courses count that I took before?",
        "An approved course counts when you completed it no earlier than two years before its approval. A course that is not approved gives no credit.",
    ),
    ("Does my work in a library count as a set?", "Not by itself. You can use what you learned there in a portfolio."),
    ("How long do I have?", "Four years from the day of your admission."),
    (
        "How long does a certification last?",
        "Four years. You can renew it in the 12 months before it ends and in the two months after, with 32 contact hours of continuing education, four of them in technology.",
    ),
    ("What if I leave library work?", "The certification still shows skills that any field values, such as teamwork and supervision."),
    (
        "What does it cost?",
        "The application fee is $350, or $325 for ALA members. A portfolio costs $60, or $50 for members. Providers set the fees of their courses, and none of that comes to the programme.",
    ),
    (
        "Can my institution pay?",
        "Yes. It can pay by check or by a purchase order that names each person with e-mail address and amount; they count as paid once the money is received.",
    ),
    ("Do I have to be a member of ALA?", "No."),
    ("What about state certifications?", "Each state decides for itself whether to adopt the programme or adapt it."),
    ("Who developed the programme?", "It was developed with a federal grant and an advisory committee of library associations."),
    (
        "Who runs the programme?",
        "A service organisation beside the American Library Association, created to certify library workers and improve their standing.",
    ),
    ("Where do I find out more?", "Write to the address at the foot of this page."),
];

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn every_question_has_an_entry() {
        assert!((1..=27).all(|number| entry(number).is_some_and(|entry| !entry.answer.is_empty())));
        assert!(entry(0).is_none() && entry(28).is_none());
    }
}
