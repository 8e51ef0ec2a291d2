//! Whole journeys against the server as a process of its own.

mod crashes;
mod http;
mod path;
mod server;
