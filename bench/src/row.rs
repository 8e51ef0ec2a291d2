//! A row of the table, as a line of text with tabs.

/// What was measured, against what, and whether that is as good as was aimed for.
#[derive(Debug)]
pub(crate) struct Row {
    what: String,
    measured: String,
    floor: String,
    ratio: Option<f64>,
    aim: Option<Aim>,
}

/// What is aimed for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Aim {
    /// The ratio is to be this or more.
    AtLeast(f64),
    /// The ratio is to be this or less.
    AtMost(f64),
    /// The measured figure is to stay under so many milliseconds.
    UnderMs { measured: f64, limit: f64 },
    /// The measured figure is to be over so many a second.
    OverEachSecond { measured: f64, limit: f64 },
}

impl Row {
    pub(crate) fn new(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), floor: String::new(), ratio: None, aim: None }
    }

    pub(crate) fn failed(what: &str, why: &str) -> Self {
        Self::new(what, format!("NOT MEASURED: {}", why.replace(['\t', '\n'], " ")))
    }

    pub(crate) fn against(self, floor: impl Into<String>, ratio: f64) -> Self {
        Self { floor: floor.into(), ratio: Some(ratio), ..self }
    }

    pub(crate) fn beside(self, floor: impl Into<String>) -> Self {
        Self { floor: floor.into(), ..self }
    }

    pub(crate) fn aiming(self, aim: Aim) -> Self {
        Self { aim: Some(aim), ..self }
    }

    /// What, measured, floor, ratio, aim and verdict.
    pub(crate) fn line(&self) -> String {
        let ratio = self.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let reached = self.ratio.unwrap_or_default();
        let (aim, verdict) = match self.aim {
            None => (String::new(), ""),
            Some(Aim::AtLeast(least)) => (format!("at least {least}"), verdict(reached >= least)),
            Some(Aim::AtMost(most)) => (format!("at most {most}"), verdict(reached <= most)),
            Some(Aim::OverEachSecond { measured, limit }) => (format!("over {limit}/s"), verdict(measured > limit)),
            Some(Aim::UnderMs { measured, limit }) => (format!("under {limit} ms"), verdict(measured < limit)),
        };
        [&self.what, &self.measured, &self.floor, &ratio, &aim, verdict].join("\t")
    }
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "missed" }
}
