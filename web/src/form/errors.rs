//! The errors of a form, each under the member of the request that it is about: found here, or by the service.

use shared::problem::MemberError;
use yew::prelude::*;

use crate::client::Failure;

/// The errors of a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<MemberError>);

impl Errors {
    /// Notes what is wrong with a member, if something is.
    pub fn check(&mut self, member: &str, result: Result<(), String>) {
        if let Err(detail) = result {
            self.0.push(MemberError::new(member, detail));
        }
    }

    /// Notes what a check of `shared` found.
    pub fn extend(&mut self, found: impl IntoIterator<Item = MemberError>) {
        self.0.extend(found);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &MemberError> {
        self.0.iter()
    }

    /// Those of the members that are meant.
    #[must_use]
    pub fn about(&self, is_meant: impl Fn(&str) -> bool) -> Self {
        self.0.iter().filter(|error| is_meant(&error.member)).cloned().collect()
    }

    /// What is wrong with this member.
    pub fn on(&self, member: &str) -> Option<AttrValue> {
        self.0.iter().find(|error| error.member == member).map(|error| AttrValue::from(error.detail.clone()))
    }
}

impl Extend<MemberError> for Errors {
    fn extend<I: IntoIterator<Item = MemberError>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl FromIterator<MemberError> for Errors {
    fn from_iter<I: IntoIterator<Item = MemberError>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

/// The errors to show: those found here at the last attempt or, if there were none, the service's. The callback takes
/// what an attempt found here.
#[hook]
pub fn use_errors(failure: Option<&Failure>) -> (Errors, Callback<Errors>) {
    let found = use_state_eq(Errors::default);
    let setter = found.setter();
    let set = use_callback((), move |errors: Errors, ()| setter.set(errors));
    let shown = if found.is_empty() { Errors(failure.map(|failure| failure.errors().to_vec()).unwrap_or_default()) } else { (*found).clone() };
    (shown, set)
}
