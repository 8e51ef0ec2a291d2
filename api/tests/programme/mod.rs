mod competency_sets;
mod document;
mod get;
mod send_message;
