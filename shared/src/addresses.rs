//! The addresses of the browser app, as far as server and browser both have to know them. The app is six programs,
//! so that nobody loads what they do not use; the server gives each address the program that holds its page.

/// One of the browser app's programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// What everybody may see.
    Public,
    /// What anybody may try out: it holds the rules of a standing, which weigh as much as all else of the public's.
    Planner,
    /// What people see of their own.
    Member,
    /// What people settle with the programme: their account (name, address, password, sessions, the second step), invoices and orders.
    Account,
    /// What staff see of everybody.
    Staff,
    /// What staff see of everybody's money: invoices, the books, the fees.
    Books,
}

/// What holds more than the public's pages: how their paths begin, the longer before the shorter. `docker/nginx.conf` has the same
/// list in the same order.
const PLACES: [(&str, Program); 15] = [
    ("dashboard", Program::Member),
    ("apply", Program::Member),
    ("applications", Program::Member),
    ("invoices", Program::Account),
    // Also for staff, whose own program has no room for them.
    ("orders", Program::Account),
    ("completions", Program::Member),
    ("account", Program::Account),
    ("planner", Program::Planner),
    // Pages for strangers who come by a mailed link; the public's program has no room for them.
    ("confirm-hours", Program::Planner),
    ("join", Program::Planner),
    ("staff/invoices", Program::Books),
    ("staff/books", Program::Books),
    ("staff/fees", Program::Books),
    ("staff", Program::Staff),
    ("styleguide", Program::Staff),
];

impl Program {
    /// The program that holds the page of this path.
    ///
    /// ```
    /// use shared::addresses::Program;
    ///
    /// assert_eq!(Program::of("/staff/people"), Program::Staff);
    /// assert_eq!(Program::of("/staffing"), Program::Public);
    /// assert_eq!(Program::of("/account"), Program::Account);
    /// assert_eq!(Program::of("/staff/books/payouts"), Program::Books);
    /// assert_eq!(Program::of("/staff/bookshelf"), Program::Staff);
    /// ```
    pub fn of(path: &str) -> Self {
        let path = path.trim_start_matches('/');
        let begins = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        PLACES.iter().find(|(place, _)| begins(place)).map_or(Self::Public, |&(_, program)| program)
    }

    /// The file of the page that loads it.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Public => "index.html",
            Self::Planner => "planner/index.html",
            Self::Member => "member/index.html",
            Self::Account => "account/index.html",
            Self::Staff => "staff/index.html",
            Self::Books => "books/index.html",
        }
    }

    /// How the paths of its pages begin; none for the public's, which has all others.
    pub fn places(self) -> Vec<&'static str> {
        PLACES.into_iter().filter(|(_, program)| *program == self).map(|(place, _)| place).collect()
    }
}
