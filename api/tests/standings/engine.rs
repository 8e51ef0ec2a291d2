//! The cache after the rules were written anew: another engine's stamp is seen, and the cache rebuilt.

use diesel::prelude::*;
use lssc_api::db::schema::standings;
use lssc_api::db::{DbConnection, StoreError};
use lssc_api::record::{Difference, check, rebuild_where_foreign};
use shared::standings::ENGINE_VERSION;

use crate::support::*;

/// Makes the cache another engine's, which said of everyone that they applied.
fn overwrite(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::update(standings::table).set((standings::engine.eq("0"), standings::status.eq("applicant"))).execute(tx)?;
    Ok(())
}

both! {
    async fn the_cache_of_another_engine_is_rebuilt(app) {
        let holder = app.person("Demo Holder").await;
        app.certify(holder.person(), "2026-03-01").await;
        let today = app.today();
        let rebuild = async || app.db.write(move |tx| rebuild_where_foreign(tx, today)).await.unwrap();
        assert_eq!(rebuild().await, None);
        app.db.write(|tx| Ok(overwrite(tx)?)).await.unwrap();
        let found = app.read(move |conn| check(conn, today).unwrap()).await;
        assert_eq!(found, [Difference::Engine("0".to_owned()), Difference::Cache(holder.person())]);
        assert_eq!(found[0].to_string(), format!("engine `0` wrote the cache of standings, and this one is `{ENGINE_VERSION}`"));
        assert_eq!(rebuild().await, Some(1));
        assert_eq!(app.read(move |conn| check(conn, today).unwrap()).await, []);
        assert_eq!(rebuild().await, None);
    }
}
