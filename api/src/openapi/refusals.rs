//! Which operation answers which conflict, and which refusal of a rule: a sentence for each code, as its source makes it.
//! One code may be answered in other words, or with another status, elsewhere. Tests hold the codes and the sentences
//! against the sources, and what they are answered against this.
//!
//! Not here: what befalls a row of many (`decide_completions`, `report_for_candidates`) stands in an answer of 200.

use shared::reasons::{Reason, Refusal};

use crate::error::Error;

/// A conflict, or a refusal of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    code: &'static str,
    why: Why,
    sent_as: fn(Refusal) -> Error,
}

#[derive(Debug, Clone, Copy)]
enum Why {
    /// The FAQ question and the sentence; the rule is the code.
    Itself(u8, &'static str),
    /// Rules with names of their own, each with its question and sentence.
    Rules(&'static [(&'static str, u8, &'static str)]),
}

impl Answer {
    /// What the handler fails with.
    pub(super) fn error(&self) -> Error {
        let refusal = match self.why {
            Why::Itself(question, sentence) => Refusal::new(self.code, question, sentence),
            Why::Rules(rules) => {
                let reasons = rules.iter().map(|&(rule, question, sentence)| Reason::new(rule, question, sentence));
                Refusal { code: self.code, reasons: reasons.collect() }
            }
        };
        (self.sent_as)(refusal)
    }
}

const fn conflict(code: &'static str, question: u8, sentence: &'static str) -> Answer {
    Answer { code, why: Why::Itself(question, sentence), sent_as: Error::Conflict }
}

const fn refusal(code: &'static str, question: u8, sentence: &'static str) -> Answer {
    Answer { code, why: Why::Itself(question, sentence), sent_as: Error::Refused }
}

const fn refusal_by(code: &'static str, rules: &'static [(&'static str, u8, &'static str)]) -> Answer {
    Answer { code, why: Why::Rules(rules), sent_as: Error::Refused }
}

/// What these operations may answer.
type Row = (&'static [&'static str], &'static [Answer]);

const TABLE: &[Row] = &[
    // Accounts. A registration waits for its confirmation, and meanwhile the address becomes an administrator's.
    (&["confirm_account"], &[conflict("account_exists", 20, "This address has an account already.")]),
    (&["begin_second_factor"], &[conflict("second_step_on", 27, "The second step is set up already: remove it first.")]),
    (&["confirm_second_factor"], &[conflict("second_step_not_begun", 27, "Nothing waits for its first code: begin to set up the second step.")]),
    (&["remove_second_factor"], &[conflict("second_step_off", 27, "The second step is not set up: there is nothing to remove.")]),
    (&["delete_account"], &[conflict("duties_open", 27, "You belong to the staff: have an administrator dismiss you from this role first.")]),
    // Applications.
    (
        &["submit_application", "save_application_draft"],
        &[
            refusal("application_open", 7, "You have an application already; withdraw it before you make another."),
            refusal(
                "already_admitted",
                7,
                "You are admitted already; a new application is possible once the candidacy or the certification has ended.",
            ),
            refusal("readmission_needed", 19, "After a revocation you may apply again only when staff allow it; write to the programme."),
            refusal("readmission_tomorrow", 19, "The revocation is of today; you may apply again from tomorrow."),
        ],
    ),
    (
        &["submit_application"],
        &[refusal("fee_changed", 21, "The fee is $375.00 by now, and not $350.00 as you were told; submit again if you go on.")],
    ),
    (
        &["save_application_draft"],
        &[conflict("draft_changed", 7, "The draft was saved elsewhere since, perhaps in another tab; read it again before you go on.")],
    ),
    (
        &["accept_application", "refuse_application", "request_information", "ask_for_confirmation"],
        &[conflict("application_decided", 7, "This application was accepted before.")],
    ),
    (
        &["request_information"],
        &[conflict(
            "information_requested",
            7,
            "The applicant was asked and has not answered yet; strike the question in the person's file to ask another.",
        )],
    ),
    (
        &["mark_membership_unconfirmed"],
        &[
            conflict("already_admitted", 21, "The applicant is admitted, and the fee stays as it was charged."),
            conflict("application_decided", 21, "This application was refused; nothing more is charged for it."),
            conflict("no_member_number", 21, "No membership number was given with this application: the full fee was charged."),
            conflict("membership_unconfirmed", 21, "The membership is marked as not confirmed already, and the difference is invoiced."),
            conflict("no_difference", 21, "Nothing is left to the full fee: the invoice is not below it."),
        ],
    ),
    (&["give_information"], &[conflict("nothing_asked", 7, "Nothing is asked about this application; write to the programme to add something.")]),
    (
        &["accept_application"],
        &[refusal_by("not_eligible", &[("library_hours", 6, "1,213 hours of library work count since 15 October 2021; 1,820 hours are needed.")])],
    ),
    (
        &["withdraw_application"],
        &[
            conflict("already_admitted", 7, "You are admitted by this application; it can no longer be withdrawn."),
            conflict("application_decided", 7, "This application was refused; there is nothing left to withdraw."),
            conflict("application_withdrawn", 7, "This application was withdrawn before."),
        ],
    ),
    (&["ask_for_confirmation"], &[conflict("hours_confirmed", 6, "The hours of this job are confirmed already.")]),
    (&["upload_evidence"], &[conflict("evidence_waiting", 7, "10 files wait for your next application; remove one first.")]),
    (&["remove_evidence"], &[conflict("evidence_attached", 7, "The file belongs to an application that was submitted; it stays with it.")]),
    // Invoices.
    (&["open_checkout", "allocate_payment"], &[conflict("nothing_owed", 21, "This invoice is paid in full; nothing is owed any more.")]),
    (&["open_checkout"], &[conflict("card_not_offered", 21, "Cards are not taken here; pay by check or transfer.")]),
    (
        &["allocate_payment"],
        &[conflict("put_by_order", 22, "This money came for a purchase order and pays those on it; what is left of it is refunded.")],
    ),
    (
        &["record_payment", "record_unassigned_payment"],
        &[conflict("payment_recorded", 21, "A payment of this number is recorded for this invoice already.")],
    ),
    // The books.
    (
        &["reverse_payment"],
        &[
            conflict("card_payment", 22, "Card payments are taken back by the bank, and the gateway tells of it; refund it instead."),
            conflict("payment_reversed", 22, "This payment was reversed before."),
            conflict("payment_refunded", 22, "Something of this payment went back already; strike the refund first if it was none."),
        ],
    ),
    (&["refund_payment"], &[conflict("refund_recorded", 22, "A refund of this payment by a check of this number is recorded already.")]),
    // Buyers and their orders.
    (&["add_buyer_member"], &[conflict("orders_already", 22, "This person orders for a buyer already; remove them there first.")]),
    (&["create_order"], &[conflict("order_drafts", 22, "50 orders of this buyer wait to be issued; issue or discard one of them first.")]),
    (
        &["change_order", "replace_order_lines", "import_order_lines", "issue_order", "discard_order"],
        &[conflict("order_issued", 22, "The order was issued; it cannot be changed any more. Have its lines credited, and issue another one.")],
    ),
    (
        &["change_order", "replace_order_lines", "import_order_lines", "issue_order"],
        &[conflict("order_changed", 22, "The order was changed elsewhere since, perhaps in another tab; read it again before you go on.")],
    ),
    (
        &["issue_order"],
        &[
            refusal("order_empty", 22, "The order has no lines; name the people for whom it pays first."),
            refusal_by(
                "order_held_up",
                &[
                    ("line_admitted", 22, "The person on line 7 is in the programme already; nothing is to be paid: take the line out."),
                    ("line_double", 22, "Line 9 has the address of line 2: take one of them out."),
                ],
            ),
        ],
    ),
    (
        &["release_allocation"],
        &[
            conflict("allocation_released", 22, "This money was taken back from the invoice before."),
            conflict("put_by_order", 22, "This money came for a purchase order; credit the person's line there instead."),
        ],
    ),
    (&["record_order_payment"], &[conflict("payment_recorded", 21, "A payment of this number is recorded for this order already.")]),
    (&["credit_order"], &[conflict("order_void", 22, "All of this order was credited before.")]),
    (
        &["take_invitation"],
        &[
            conflict("invitation_taken", 22, "Somebody else has taken this invitation."),
            conflict("invited_already", 22, "Another line pays for you already; tell who ordered that one is too many."),
            conflict(
                "invitation_of_no_use",
                22,
                "A line pays for one who applies; your fee is settled, or you are admitted. Whoever was invited opens the link with their account.",
            ),
        ],
    ),
    // Courses.
    (
        &["approve_course"],
        &[conflict(
            "already_approved",
            14,
            "The course is approved for Technology from 1 February 2024 until 31 January 2028; a renewal begins on that last day or after it.",
        )],
    ),
    (
        &["end_approval", "withdraw_approval"],
        &[
            conflict("approval_withdrawn", 14, "The approval was withdrawn on 15 October 2026 already."),
            conflict("approval_ended", 14, "The approval ended on 15 October 2026 by itself."),
        ],
    ),
    // Completions.
    (&["report_completion"], &[conflict("completion_reported", 10, "You have reported this course as completed on 15 October 2026 before.")]),
    (
        &["report_completion", "report_for_candidate"],
        &[refusal_by(
            "course_not_approved",
            &[
                ("credit_not_approved", 10, "The course is not approved for any set; only approved courses give credit."),
                ("credit_look_back", 16, "Once it is approved, a completion up to two years before the approval counts; report it then."),
            ],
        )],
    ),
    (
        &["verify_completion", "refuse_completion"],
        &[conflict("completion_decided", 10, "The completion was verified on 15 October 2026 already; correct that decision if it was wrong.")],
    ),
    // People.
    (
        &["correct_fact", "preview_correction"],
        &[
            conflict("refund_under_way", 22, "Money of this payment is on its way back to its card; correct it once that has gone or failed."),
            conflict(
                "difference_invoiced",
                21,
                "The difference to the full fee is invoiced; credit that invoice in full first, and refund what was paid for it.",
            ),
            refusal("not_correctable", 27, "Roles are not corrected: appoint or dismiss the person instead."),
            conflict(
                "completion_reported",
                10,
                "The person has another report of this course for Technology on 15 October 2026; strike one of the two instead.",
            ),
            conflict(
                "books_wrong",
                27,
                "The books would not add up any more: Of payment 01930d5e-7c1a-7c3e-9b1f-2f6d1c0a4e55, $0.00 came and $350.00 went back. \
                 Take back first what rests on this, a refund or money that was put elsewhere.",
            ),
            conflict("application_open", 7, "The person has applied again since; an application that another one has followed is not opened again."),
        ],
    ),
    (&["grant_extension"], &[conflict("no_candidacy", 18, "There is no candidacy to extend: the status is `Certified`.")]),
    (
        &["allow_readmission"],
        &[
            conflict("not_revoked", 19, "Nothing of this person is revoked; no leave to apply again is needed."),
            conflict("readmission_allowed", 19, "The person was allowed to apply again before."),
        ],
    ),
    (
        &["revoke_certification"],
        &[
            refusal("nothing_to_revoke", 19, "There is neither a certification nor a candidacy nor an application to revoke."),
            conflict("already_revoked", 19, "It was revoked already; a revocation is final."),
        ],
    ),
    (&["appoint_role"], &[conflict("role_held", 27, "The person has the role `staff` already.")]),
    (&["dismiss_role"], &[conflict("role_not_held", 27, "The person does not have the role `staff`.")]),
    (&["reset_second_factor"], &[conflict("second_step_off", 27, "The second step of this account is not set up.")]),
    // Notices.
    (
        &["resend_notice", "drop_notice"],
        &[
            conflict("notice_underway", 27, "This notice is on its way; it waits for nobody."),
            conflict("notice_settled", 27, "This notice was delivered or given up; what it said is not kept."),
            conflict("notice_expired", 27, "This notice is too old: a link in it has ended, or what it said is not kept any more."),
        ],
    ),
    // Partners.
    (&["register_partner"], &[conflict("partner_exists", 11, "This provider is a partner already; give it a new secret instead.")]),
    (&["suspend_partner"], &[conflict("partner_suspended", 11, "The partner is suspended already.")]),
    (&["resume_partner"], &[conflict("partner_active", 11, "The partner is not suspended.")]),
    (&["propose_course"], &[conflict("proposals_waiting", 14, "100 of your proposals wait for a decision; propose more once some are decided.")]),
    (&["approve_proposal", "refuse_proposal"], &[conflict("proposal_decided", 14, "The proposal was approved on 15 October 2026 already.")]),
    (
        &["report_for_candidate"],
        &[
            refusal(
                "candidate_unknown",
                10,
                "No candidate has this number together with this family name; ask the candidate for both, as they stand on the candidate's page.",
            ),
            conflict("completion_refused", 10, "The programme refused this completion on 15 October 2026; write to the programme if that was wrong."),
        ],
    ),
];

/// Operations that post and record nothing: of what is recorded they contradict nothing by themselves.
const RECORD_NOTHING: [&str; 5] = ["evaluate_standing", "look_at_confirmation", "look_at_invitation", "preview_correction", "search_people"];

/// What this operation may answer besides what any may.
pub(super) fn of(operation: &str) -> impl Iterator<Item = &'static Answer> {
    TABLE.iter().filter(move |(operations, _)| operations.contains(&operation)).flat_map(|(_, answers)| *answers)
}

/// Whether this operation, which posts or puts, records something.
pub(super) fn records(operation: &str) -> bool {
    !RECORD_NOTHING.contains(&operation)
}

/// Whether this operation, which posts or puts, may contradict what is recorded.
pub(super) fn may_conflict(operation: &str) -> bool {
    records(operation) || of(operation).any(|answer| matches!(answer.error(), Error::Conflict(_)))
}

/// Each operation that a rule may refuse or that may contradict what is recorded, with the status and the code of it.
pub fn refusals() -> impl Iterator<Item = (&'static str, u16, &'static str)> {
    let of_row =
        |(operations, answers): &'static Row| operations.iter().flat_map(move |operation| answers.iter().map(move |answer| (*operation, answer)));
    TABLE.iter().flat_map(of_row).map(|(operation, answer)| (operation, answer.error().problem().status, answer.code))
}
