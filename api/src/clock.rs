//! The clock: the only place that reads the time. `now` is an instant, `today` the civil day in the programme's time
//! zone. A demonstration may move `today`; nothing moves `now`.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use chrono_tz::America::Chicago;
use shared::calendar::{Date, DateError};

use crate::error::Error;

/// The name of the programme's time zone.
pub const TIME_ZONE: &str = "America/Chicago";

/// Where the time comes from.
#[derive(Debug, Clone)]
pub struct Clock {
    source: Source,
    days_ahead: i64,
}

#[derive(Debug, Clone)]
enum Source {
    System,
    /// Stands still at so many microseconds until it is set anew.
    Set(Arc<AtomicI64>),
}

/// When a request is handled: taken once, so that all it does has one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant, in whole microseconds: what PostgreSQL and SQLite both keep.
    pub now: DateTime<Utc>,
    /// The civil day in the programme's time zone.
    pub today: Date,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self { source: Source::System, days_ahead: 0 }
    }

    /// A clock that stands at this instant until [`Self::set`] moves it.
    pub fn standing_at(instant: DateTime<Utc>) -> Self {
        Self { source: Source::Set(Arc::new(AtomicI64::new(instant.timestamp_micros()))), days_ahead: 0 }
    }

    /// Moves a standing clock, and all its copies. The system's clock is left alone.
    pub fn set(&self, instant: DateTime<Utc>) {
        if let Source::Set(micros) = &self.source {
            micros.store(instant.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// The same clock with `today` moved to this day; it goes on from there.
    ///
    /// # Errors
    /// [`DateError`] where the clock stands outside the calendar.
    pub fn on(&self, today: Date) -> Result<Self, DateError> {
        let unmoved = Self { source: self.source.clone(), days_ahead: 0 }.moment()?.today;
        // `days_through` counts both ends: the same day is 1.
        Ok(Self { source: self.source.clone(), days_ahead: unmoved.days_through(today).saturating_sub(1) })
    }

    /// The moment that it is.
    ///
    /// # Errors
    /// [`DateError`] where the day lies outside the calendar.
    pub fn moment(&self) -> Result<Moment, DateError> {
        let now = self.now();
        let local = now.with_timezone(&Chicago).date_naive();
        let moved = local.checked_add_signed(TimeDelta::days(self.days_ahead)).ok_or_else(|| DateError::OutOfRange(local.to_string()))?;
        Ok(Moment { now, today: moved.to_string().parse()? })
    }

    /// The instant, in whole microseconds.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.source {
            Source::System => Utc::now().trunc_subsecs(6),
            Source::Set(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default(),
        }
    }
}

/// The civil day of an instant in the programme's time zone.
///
/// # Errors
/// [`DateError`] where it lies outside the calendar.
pub fn civil_day(instant: DateTime<Utc>) -> Result<Date, DateError> {
    instant.with_timezone(&Chicago).date_naive().to_string().parse()
}

impl FromRequest for Moment {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Moment {
    /// The moment of this request.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where the application has no clock.
    pub fn of(request: &HttpRequest) -> Result<Self, Error> {
        let clock = request.app_data::<web::Data<Clock>>().ok_or(Error::Interrupted)?;
        clock.moment().map_err(|_| Error::Interrupted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Clock {
        Clock::standing_at(text.parse().unwrap())
    }

    #[test]
    fn the_day_changes_at_midnight_in_chicago() {
        for (instant, day) in [
            ("2026-11-22T05:59:59Z", "2026-11-21"),
            ("2026-11-22T06:00:00Z", "2026-11-22"),
            ("2026-07-01T04:59:59Z", "2026-06-30"),
            ("2026-07-01T05:00:00Z", "2026-07-01"),
        ] {
            assert_eq!(at(instant).moment().unwrap().today.to_string(), day, "{instant}");
        }
    }

    #[test]
    fn a_moved_day_goes_on_from_there() {
        let clock = at("2026-11-22T12:00:00Z");
        let moved = clock.on("2029-06-01".parse().unwrap()).unwrap();
        assert_eq!(moved.moment().unwrap().today.to_string(), "2029-06-01");
        assert_eq!(moved.moment().unwrap().now, clock.now());
        clock.set("2026-11-24T12:00:00Z".parse().unwrap());
        assert_eq!(moved.moment().unwrap().today.to_string(), "2029-06-03");
        assert_eq!(moved.on("2020-01-01".parse().unwrap()).unwrap().moment().unwrap().today.to_string(), "2020-01-01");
    }

    #[test]
    fn an_instant_has_whole_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
