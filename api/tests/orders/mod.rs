//! Purchase orders, endpoint by endpoint.

mod settling;
