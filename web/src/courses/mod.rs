//! Courses: the public catalog, a course's page, and what staff add and approve.

mod agreements;
mod catalog;
mod course;
mod listing;
mod staff_list;

pub use catalog::Catalog;
pub use course::CoursePage;
pub use listing::listing;
pub use staff_list::StaffList;
