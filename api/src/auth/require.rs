//! Who may: the one table of permissions and roles, and the extractor by which a handler states the one it needs.
//! A permission says too what asks: an account's session, or a partner's token. Nobody decides anything of their own:
//! [`Requester::not_own`].

use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::{DateTime, Utc};
use shared::accounts::{Role, SecondStep};
use shared::ids::{AccountId, PersonId};

use super::principal::{Principal, bearer};
use super::{Keys, PartnerRequester, SessionId, documents_due_of, second_factors, sessions};
use crate::clock::Moment;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::{Error, SignedOut};
use crate::record::Actor;
use crate::request::Extracting;

/// A permission: which roles have it, and what must stand.
pub trait Permission: 'static {
    /// What asks.
    type Who: Principal;
    /// Its name.
    const NAME: &'static str;
    /// The roles that have it; one of them suffices.
    const ROLES: &'static [Role];
    /// What must stand.
    const TRUST: Trust;
}

/// What must stand besides the access token. The session is looked up every time, so that signing out, dismissal and
/// erasure work at once, for reading too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The session. For reading what is one's own, and for keeping one's account.
    Session,
    /// The session, and that the documents are accepted in the version that holds. For writing, and for all that staff do.
    Database,
}

/// Whether staff and administrators do what they do only with the second step of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StaffTotp {
    /// Until they have set it up they can do nothing of it.
    Required,
    /// As they like.
    Optional,
}

macro_rules! table {
    ($($(#[doc = $doc:literal])+ $name:ident: $who:ident [$($role:ident),+], $trust:ident;)+) => {
        /// The permissions, one type each.
        pub mod permissions {
            use super::{PartnerRequester, Permission, Requester, Role, Trust};
            $(
                $(#[doc = $doc])+
                #[derive(Debug)]
                pub enum $name {}

                impl Permission for $name {
                    type Who = $who;
                    const NAME: &'static str = stringify!($name);
                    const ROLES: &'static [Role] = &[$(Role::$role),+];
                    const TRUST: Trust = Trust::$trust;
                }
            )+
        }

        /// All permissions, with the roles that have them.
        pub const PERMISSIONS: &[(&str, &[Role])] = &[$((stringify!($name), &[$(Role::$role),+])),+];
    };
}

table! {
    /// Reads one's own account.
    ReadOwnAccount: Requester [Person, Buyer, Staff, Admin], Session;
    /// Signs out, changes password, name, address and second step, accepts documents, takes its data, leaves.
    KeepOwnAccount: Requester [Person, Buyer, Staff, Admin], Session;
    /// Reads what is one's own: applications, invoices, completions, standing, certificates.
    ReadOwn: Requester [Person], Session;
    /// Submits and withdraws one's own application.
    Apply: Requester [Person], Database;
    /// Pays one's own invoice by card.
    Pay: Requester [Person], Database;
    /// Reports one's own completed courses.
    ReportCompletions: Requester [Person], Database;
    /// Reads one application, invoice or completion: one's own, or as staff anyone's.
    ReadOwnOrAny: Requester [Person, Staff], Database;
    /// Reads the lists of applications, invoices and completions.
    ReadLists: Requester [Staff], Database;
    /// Accepts and refuses applications.
    DecideApplications: Requester [Staff], Database;
    /// Records checks and transfers.
    RecordPayments: Requester [Staff], Database;
    /// Reads the books: what adds up, what came of each payment.
    ReadBooks: Requester [Staff], Database;
    /// Reverses, allocates, credits and refunds.
    KeepBooks: Requester [Staff], Database;
    /// Adds courses, approves them, withdraws approvals.
    ManageCourses: Requester [Staff], Database;
    /// Verifies and refuses completions.
    DecideCompletions: Requester [Staff], Database;
    /// Reads anyone's standing and certificates, and the lists by status.
    ReadStandings: Requester [Staff], Database;
    /// Revokes certifications.
    RevokeCertifications: Requester [Staff], Database;
    /// Searches people and reads their files.
    ReadPeople: Requester [Staff, Admin], Database;
    /// Exports lists as files.
    ExportLists: Requester [Staff], Database;
    /// Reads what was sent to people, sends again and gives up what could not be delivered.
    ManageNotices: Requester [Staff], Database;
    /// Writes notes into people's files.
    WriteNotes: Requester [Staff], Database;
    /// Grants extensions, allows to apply again.
    GrantExtensions: Requester [Staff], Database;
    /// Corrects facts.
    CorrectFacts: Requester [Staff], Database;
    /// Appoints and dismisses staff and administrators.
    ChangeRoles: Requester [Admin], Database;
    /// Reads who set which fees, and why.
    ReadFees: Requester [Staff, Admin], Database;
    /// Sets what is charged.
    SetFees: Requester [Admin], Database;
    /// Registers buyers, and says who orders for them.
    ManageBuyers: Requester [Staff], Database;
    /// Orders for the institution that one orders for, or as staff for any.
    Order: Requester [Buyer, Staff], Database;
    /// Registers, suspends and resumes partners, gives them secrets.
    ManagePartners: Requester [Staff], Database;
    /// Reads partners and what they propose.
    ReadPartners: Requester [Staff], Database;
    /// Approves and refuses proposed courses.
    DecideProposals: Requester [Staff], Database;
    /// Reads what a partner is, its courses and its proposals.
    ReadOwnCourses: PartnerRequester [Partner], Database;
    /// Proposes courses.
    ProposeCourses: PartnerRequester [Partner], Database;
    /// Reports completions of a partner's own courses.
    ReportForCandidates: PartnerRequester [Partner], Database;
    /// Reads what a partner reported.
    ReadOwnReports: PartnerRequester [Partner], Database;
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requester {
    /// The account.
    pub account: AccountId,
    /// The person that it belongs to.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    /// The roles.
    pub roles: Vec<Role>,
}

impl Requester {
    /// Whether the requester has this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Nobody decides anything of their own.
    ///
    /// # Errors
    /// [`Error::OwnMatter`] where the matter is the requester's own.
    pub fn not_own(&self, person: PersonId) -> Result<(), Error> {
        if person == self.person { Err(Error::OwnMatter) } else { Ok(()) }
    }

    /// Own things are for oneself alone; to others they are not there.
    ///
    /// # Errors
    /// [`Error::NotFound`] where `what` belongs to another person.
    pub fn own(&self, person: PersonId, what: &'static str) -> Result<(), Error> {
        if person == self.person { Ok(()) } else { Err(Error::NotFound(what)) }
    }

    /// Own things, or as staff anyone's; to others they are not there.
    ///
    /// # Errors
    /// [`Error::NotFound`] where `what` belongs to another person.
    pub fn own_or_staff(&self, person: PersonId, what: &'static str) -> Result<(), Error> {
        if self.is(Role::Staff) { Ok(()) } else { self.own(person, what) }
    }
}

impl Principal for Requester {
    async fn admitted<P: Permission>(request: &HttpRequest) -> Result<Self, Error> {
        let keys = request.app_data::<web::Data<Keys>>().ok_or(Error::Interrupted)?;
        let db = request.app_data::<web::Data<Db>>().ok_or(Error::Interrupted)?;
        let now = Moment::of(request)?.now;
        let token = bearer(request)?;
        let staff_totp = ***request.app_data::<web::Data<StaffTotp>>().ok_or(Error::Interrupted)?;
        let session = match keys.read(token, now) {
            // A partner is somebody, and no account.
            Err(_) if keys.read_partner(token, now).is_ok() => return Err(Error::Forbidden),
            claims => claims?.session,
        };
        db.read(move |conn| admitted::<P>(conn, session, staff_totp, now)).await
    }

    fn actor(&self) -> Actor {
        self.account.into()
    }
}

/// A requester who has the permission `P`.
#[derive(Debug, Clone)]
pub struct Require<P: Permission> {
    requester: P::Who,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> Deref for Require<P> {
    type Target = P::Who;

    fn deref(&self) -> &P::Who {
        &self.requester
    }
}

impl<P: Permission> Require<P> {
    /// Finds out who asks, and refuses those without the permission.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::Forbidden`].
    pub async fn extract(request: &HttpRequest) -> Result<Self, Error> {
        Ok(Self { requester: P::Who::admitted::<P>(request).await?, permission: PhantomData })
    }

    /// The requester alone.
    pub fn into_inner(self) -> P::Who {
        self.requester
    }
}

impl<P: Permission> FromRequest for Require<P> {
    type Error = Error;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::extract(&request).await })
    }
}

/// Who asks in this session, where it has the permission `P` and nothing else is missing.
fn admitted<P: Permission>(conn: &mut DbConnection, session: SessionId, staff_totp: StaffTotp, now: DateTime<Utc>) -> Result<Requester, Error> {
    let mut requester = sessions::look_up(conn, session, now)?.ok_or(Error::SignedOut(SignedOut::Ended))?;
    let may = |roles: &[Role]| P::ROLES.iter().any(|role| roles.contains(role));
    if !may(&requester.roles) {
        return Err(Error::Forbidden);
    }
    // Staff without the second step are people like others.
    if second_step(conn, requester.account, &requester.roles, staff_totp)? == SecondStep::Needed && P::TRUST == Trust::Database {
        requester.roles.retain(|role| !NEED_SECOND_STEP.contains(role));
        if !may(&requester.roles) {
            return Err(Error::SecondStepNeeded);
        }
    }
    if P::TRUST == Trust::Database && !documents_due_of(conn, requester.person)?.is_empty() {
        return Err(Error::DocumentsDue);
    }
    Ok(requester)
}

/// The roles that do nothing without the second step, where it is required.
const NEED_SECOND_STEP: [Role; 2] = [Role::Staff, Role::Admin];

/// Where an account with these roles stands with the second step.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn second_step(conn: &mut DbConnection, account: AccountId, roles: &[Role], staff_totp: StaffTotp) -> Result<SecondStep, StoreError> {
    if second_factors::is_on(conn, account)? {
        return Ok(SecondStep::On);
    }
    let needs = staff_totp == StaffTotp::Required && NEED_SECOND_STEP.iter().any(|role| roles.contains(role));
    Ok(if needs { SecondStep::Needed } else { SecondStep::Off })
}
