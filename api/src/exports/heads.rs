//! The names of the columns of each list.

use shared::exports::ExportList;

/// The names of the columns.
pub(super) fn head(list: &ExportList) -> &'static [&'static str] {
    match list {
        ExportList::Applications { .. } => &[
            "application",
            "person",
            "name",
            "submitted_on",
            "state",
            "decided_on",
            "admitted_on",
            "position_title",
            "ala_member_number",
            "eligible",
        ],
        ExportList::Invoices { .. } => {
            &["invoice", "person", "name", "issued_on", "state", "total_dollars", "paid_dollars", "owed_dollars", "number"]
        }
        ExportList::Payments { .. } => &[
            "payment",
            "number",
            "received_on",
            "method",
            "reference",
            "person",
            "name",
            "invoice",
            "order",
            "order_number",
            "buyer",
            "sent_by",
            "amount_dollars",
            "allocated_dollars",
            "returned_dollars",
            "unallocated_dollars",
            "reversed_on",
        ],
        ExportList::Refunds {} => &["refund", "payment", "person", "name", "amount_dollars", "state", "begun_on", "failure"],
        ExportList::Orders { .. } => &[
            "order",
            "number",
            "buyer",
            "buyer_name",
            "reference",
            "state",
            "created_on",
            "issued_on",
            "apply_by",
            "lines",
            "total_dollars",
            "credited_dollars",
            "received_dollars",
            "owed_dollars",
            "unallocated_dollars",
        ],
        ExportList::Revenue {} => &["month", "kind", "received_dollars"],
        ExportList::Completions { .. } => {
            &["completion", "person", "name", "course", "provider", "set", "completed_on", "state", "decided_on", "decision_reason"]
        }
        ExportList::Courses { .. } => {
            &["course", "title", "provider", "provider_kind", "delivery", "city", "state", "set", "approved_from", "approved_until", "withdrawn_on"]
        }
        ExportList::Standings { .. } => &["person", "name", "email", "status", "since", "until"],
        ExportList::Certificates { .. } => &["number", "person", "name", "certified_on", "route", "sets", "state", "expires_on"],
        ExportList::Partners {} => &["partner", "provider", "provider_kind", "state", "registered_on", "courses"],
        ExportList::Proposals { .. } => &[
            "proposal",
            "provider",
            "title",
            "delivery",
            "city",
            "state",
            "sets",
            "proposed_on",
            "decision",
            "decided_on",
            "decision_reason",
            "course",
        ],
        ExportList::Roles {} => &["person", "name", "email", "roles"],
    }
}
