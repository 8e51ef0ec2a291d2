//! Invoices: what is owed and how it is paid, for people and for staff.

mod download;
mod invoice;
mod mine;
mod pay;
mod record_payment;
mod sheet;
mod staff_invoice;
mod staff_list;
mod state;

pub use invoice::InvoicePage;
pub use mine::MyInvoices;
pub(crate) use sheet::payment_row;
pub use staff_invoice::StaffInvoice;
pub use staff_list::StaffList;
pub use state::{charges, invoice_badge, method_title, payer, state_name, state_title};
