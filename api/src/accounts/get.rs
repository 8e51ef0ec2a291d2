//! Who is signed in.

use actix_web::get;
use actix_web::web::{Data, Json};
use shared::accounts::Account;

use super::store;
use crate::auth::permissions::ReadOwnAccount;
use crate::auth::{Require, StaffTotp};
use crate::db::Db;
use crate::error::Error;

/// Who is signed in, with the roles as they are now.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Account)), security(("session" = [])))]
#[get("/me")]
pub(super) async fn get_account(requester: Require<ReadOwnAccount>, staff_totp: Data<StaffTotp>, db: Data<Db>) -> Result<Json<Account>, Error> {
    let (id, staff_totp) = (requester.account, **staff_totp);
    let account =
        db.read(move |conn| store::by_id(conn, id)?.map(|kept| store::shown(conn, kept, staff_totp)).transpose().map_err(Error::from)).await?;
    account.map(Json).ok_or(Error::NotFound("account"))
}
