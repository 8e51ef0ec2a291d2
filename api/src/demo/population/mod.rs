//! The people of the demonstration besides its accounts: a cast of some sixty in which every status and every turn has
//! its people, and as many more as are asked for. All follow from a seed and the day.

mod cast;
mod chance;
mod chapters;
mod fates;
mod life;
mod many;
mod stage;
mod words;

pub(super) use cast::{correct, settle};
pub(super) use many::grow;
pub(super) use stage::Stage;

#[cfg(test)]
mod tests {
    use shared::standings::Status;

    use super::chance::Chance;
    use super::fates::Fate;
    use super::life::{Life, Order};
    use super::stage::Stage;
    use super::{cast, words};
    use crate::clock::Clock;
    use crate::db::{DatabaseAddress, Db, migrate};
    use crate::demo::seed;
    use crate::ids;
    use crate::record::CourseFacts;
    use crate::standings::standing_of;

    /// Every fate ends where it says, on the last day of February too, whatever chance brings.
    #[test]
    fn lives_end_in_the_status_of_their_fate() {
        for day in ["2026-11-24", "2028-02-29"] {
            let folder = tempfile::tempdir().unwrap();
            let address = DatabaseAddress::Sqlite(folder.path().join("fates.sqlite"));
            migrate::migrate(&address).unwrap();
            let db = Db::open(&address).unwrap();
            let clock = Clock::standing_at(format!("{day}T18:00:00Z").parse().unwrap());
            seed(&db, &clock).unwrap();
            let today = day.parse().unwrap();
            db.write_blocking(|tx| {
                let courses = CourseFacts::load(tx)?;
                let staff = ["staff@demo.example", "second-staff@demo.example"].map(|email| crate::accounts::account_at(tx, email).unwrap().unwrap());
                let stage = Stage::new(today, staff, &courses);
                for (fate, _) in cast::CAST {
                    for round in 0..15 {
                        let number = round * 100 + u64::from(fate as u8);
                        let life = ids::foreseen(number, || {
                            let mut chance = Chance::of(9, number);
                            let (first, last) = fate.begins_days_ago();
                            let begins_on = stage.today.days_earlier(chance.between(first, last));
                            let name = words::name_of_many(&mut chance, number);
                            let mut life = Life::begin(&stage, chance, Order::AsItHappened, begins_on);
                            life.lives(fate);
                            life.written(name, "no password")
                        });
                        let person = life.history.person;
                        cast::record_lives(tx, vec![life], &courses)?;
                        let standing = standing_of(tx, person, today)?.standing;
                        assert_eq!(standing.status, fate.status(), "{fate:?} {number} {day}");
                        let awaits = standing.candidacy.is_some_and(|candidacy| candidacy.awaiting_decision);
                        assert_eq!(awaits && standing.status == Status::Candidate, fate == Fate::Awaiting, "{fate:?} {number} {day}");
                    }
                }
                Ok(())
            })
            .unwrap();
        }
    }
}
