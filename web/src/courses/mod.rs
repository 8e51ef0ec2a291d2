//! Courses: the public catalog, a course's page, and what staff add and approve.

mod catalog;
mod course;
mod listing;
mod staff_list;

pub use catalog::Catalog;
pub use course::CoursePage;
pub use staff_list::StaffList;
