//! Every address of the app and the page it shows, on one screen.

use shared::addresses::Program;
use shared::documents::DocumentName;
use shared::ids::{ApplicationId, CourseId, InvoiceId, OrderId, PersonId};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::session::{Guard, Needs};
use crate::{
    accounts, applications, books, certificates, completions, courses, fees, invoices, notices, orders, partners, people, planner, programme,
    standings, styleguide,
};

/// The addresses.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    #[at("/")]
    Home,
    #[at("/eligibility")]
    Eligibility,
    #[at("/catalog")]
    Catalog,
    #[at("/catalog/:id")]
    Course { id: CourseId },
    #[at("/verify")]
    Verify,
    #[at("/verify/:number")]
    Verification { number: String },
    #[at("/certificates/:number")]
    Certificate { number: String },
    #[at("/competency-sets")]
    CompetencySets,
    #[at("/competency-sets/:set")]
    CompetencySet { set: String },
    #[at("/planner")]
    Planner,
    #[at("/confirm-hours")]
    ConfirmHours,
    #[at("/join")]
    Join,
    #[at("/faq")]
    Faq,
    #[at("/contact")]
    Contact,
    #[at("/privacy")]
    Privacy,
    #[at("/terms")]
    Terms,
    #[at("/register")]
    Register,
    #[at("/confirm")]
    Confirm,
    #[at("/confirm-email")]
    ConfirmEmail,
    #[at("/sign-in")]
    SignIn,
    #[at("/forgot-password")]
    ForgotPassword,
    #[at("/reset-password")]
    ResetPassword,
    #[at("/dashboard")]
    Dashboard,
    #[at("/apply")]
    Apply,
    #[at("/applications/:id")]
    Application { id: ApplicationId },
    #[at("/invoices/:id")]
    Invoice { id: InvoiceId },
    #[at("/orders")]
    Orders,
    #[at("/orders/buyers")]
    Buyers,
    #[at("/orders/:id")]
    Order { id: OrderId },
    #[at("/completions/new")]
    ReportCompletion,
    #[at("/account")]
    Account,
    #[at("/account/documents")]
    Documents,
    #[at("/staff")]
    Staff,
    #[at("/staff/applications")]
    StaffApplications,
    #[at("/staff/applications/:id")]
    StaffApplication { id: ApplicationId },
    #[at("/staff/completions")]
    StaffCompletions,
    #[at("/staff/people")]
    StaffPeople,
    #[at("/staff/people/:id")]
    StaffPerson { id: PersonId },
    #[at("/staff/courses")]
    StaffCourses,
    #[at("/staff/invoices")]
    StaffInvoices,
    #[at("/staff/invoices/:id")]
    StaffInvoice { id: InvoiceId },
    #[at("/staff/books")]
    StaffBooks,
    #[at("/staff/books/payouts")]
    StaffPayouts,
    #[at("/styleguide")]
    Styleguide,
    #[at("/staff/certificates")]
    StaffCertificates,
    #[at("/staff/certificates/check")]
    StaffCertificatesCheck,
    #[at("/staff/roles")]
    StaffRoles,
    #[at("/staff/fees")]
    StaffFees,
    #[at("/staff/partners")]
    StaffPartners,
    #[at("/staff/proposals")]
    StaffProposals,
    #[at("/staff/notices")]
    StaffNotices,
    #[not_found]
    #[at("/not-found")]
    NotFound,
}

impl Route {
    /// The program that holds its page, and that the server gives for its address.
    pub fn program(&self) -> Program {
        Program::of(&self.to_path())
    }
}

/// The page of a route in the program that everybody loads; nothing for those of the other programs.
pub fn public_page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Home => html! { <programme::Home /> },
        Route::Eligibility => html! { <applications::EligibilityCheck /> },
        Route::Catalog => html! { <courses::Catalog /> },
        Route::Course { id } => html! { <courses::CoursePage id={*id} /> },
        Route::Verify => html! { <certificates::Verify /> },
        Route::Verification { number } => html! { <certificates::Verify number={number.clone()} /> },
        Route::Certificate { number } => html! { <certificates::CertificatePage number={number.clone()} /> },
        Route::CompetencySets => html! { <programme::CompetencySets /> },
        Route::CompetencySet { set } => html! { <programme::CompetencySetPage set={set.clone()} /> },
        Route::Faq => html! { <programme::Faq /> },
        Route::Contact => html! { <programme::Contact /> },
        Route::Privacy => html! { <programme::DocumentPage name={DocumentName::Privacy} /> },
        Route::Terms => html! { <programme::DocumentPage name={DocumentName::Terms} /> },
        Route::Register => html! { <accounts::Register /> },
        Route::Confirm => html! { <accounts::Confirm /> },
        Route::ConfirmEmail => html! { <accounts::ConfirmEmail /> },
        Route::SignIn => html! { <accounts::SignIn /> },
        Route::ForgotPassword => html! { <accounts::ForgotPassword /> },
        Route::ResetPassword => html! { <accounts::ResetPassword /> },
        Route::NotFound => html! { <programme::NotFound /> },
        _ => return None,
    })
}

/// The page of a route in the planner's program.
pub fn planner_page(route: &Route) -> Option<Html> {
    match route {
        Route::Planner => Some(html! { <planner::Planner /> }),
        Route::ConfirmHours => Some(html! { <applications::ConfirmHours /> }),
        Route::Join => Some(html! { <orders::Join /> }),
        Route::NotFound => Some(html! { <programme::NotFound /> }),
        _ => None,
    }
}

/// The page of a route in the program for one's own account and invoices, and for the orders of institutions.
pub fn account_page(route: &Route) -> Option<Html> {
    match route {
        Route::Account => Some(guarded(Needs::Account, html! { <accounts::AccountPage /> })),
        Route::Invoice { id } => Some(guarded(Needs::Account, html! { <invoices::InvoicePage id={*id} /> })),
        Route::Documents => Some(guarded(Needs::Account, html! { <accounts::Documents /> })),
        Route::Orders => Some(guarded(Needs::BuyerOrStaff, html! { <orders::Orders /> })),
        Route::Order { id } => Some(guarded(Needs::BuyerOrStaff, html! { <orders::OrderPage key={id.to_string()} id={*id} /> })),
        Route::Buyers => Some(guarded(Needs::Staff, html! { <orders::Buyers /> })),
        _ => page_of_all(route),
    }
}

/// The page of a route in the program for what is one's own.
pub fn member_page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Apply => guarded(Needs::Account, html! { <applications::Apply /> }),
        Route::Application { id } => guarded(Needs::Account, html! { <applications::ApplicationPage id={*id} /> }),
        Route::Dashboard => guarded(Needs::Account, html! { <standings::Dashboard /> }),
        Route::ReportCompletion => guarded(Needs::Account, html! { <completions::Report /> }),
        _ => return page_of_all(route),
    })
}

/// The page of a route in the program of staff.
pub fn staff_page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Staff => guarded(Needs::Staff, html! { <people::Staff /> }),
        Route::StaffApplications => guarded(Needs::Staff, html! { <applications::StaffList /> }),
        Route::StaffApplication { id } => guarded(Needs::Staff, html! { <applications::StaffDecision id={*id} /> }),
        Route::StaffCompletions => guarded(Needs::Staff, html! { <completions::StaffList /> }),
        Route::StaffPeople => guarded(Needs::StaffOrAdmin, html! { <people::Search /> }),
        Route::StaffPerson { id } => guarded(Needs::StaffOrAdmin, html! { <people::File id={*id} /> }),
        Route::StaffCourses => guarded(Needs::Staff, html! { <courses::StaffList /> }),
        Route::Styleguide => html! { <styleguide::Styleguide /> },
        Route::StaffCertificates => guarded(Needs::Staff, html! { <certificates::StaffList /> }),
        Route::StaffCertificatesCheck => guarded(Needs::Staff, html! { <certificates::StaffCheck /> }),
        Route::StaffRoles => guarded(Needs::StaffOrAdmin, html! { <people::Roles /> }),
        Route::StaffPartners => guarded(Needs::Staff, html! { <partners::StaffList /> }),
        Route::StaffProposals => guarded(Needs::Staff, html! { <partners::Proposals /> }),
        Route::StaffNotices => guarded(Needs::Staff, html! { <notices::Undelivered /> }),
        _ => return page_of_all(route),
    })
}

/// The page of a route in the program for everybody's money.
pub fn books_page(route: &Route) -> Option<Html> {
    Some(match route {
        Route::StaffInvoices => guarded(Needs::Staff, html! { <invoices::StaffList /> }),
        Route::StaffInvoice { id } => guarded(Needs::Staff, html! { <invoices::StaffInvoice id={*id} /> }),
        Route::StaffBooks => guarded(Needs::Staff, html! { <books::BooksPage /> }),
        Route::StaffPayouts => guarded(Needs::Staff, html! { <books::PayoutsPage /> }),
        Route::StaffFees => guarded(Needs::StaffOrAdmin, html! { <fees::FeesPage /> }),
        _ => return page_of_all(route),
    })
}

/// What the programs for people who are signed in have besides: a session that ends there is begun again there.
fn page_of_all(route: &Route) -> Option<Html> {
    match route {
        Route::SignIn => Some(html! { <accounts::SignIn /> }),
        Route::NotFound => Some(html! { <programme::NotFound /> }),
        _ => None,
    }
}

fn guarded(needs: Needs, page: Html) -> Html {
    html! { <Guard {needs}>{ page }</Guard> }
}
