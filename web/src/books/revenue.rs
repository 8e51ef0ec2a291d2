//! What pays invoices, by month and kind: a chart of the last twelve months, and a table of the last twenty-four.

use shared::books::RevenueOfMonth;
use shared::calendar::Date;
use shared::text::dollars;
use yew::prelude::*;

use super::sums::sum;
use crate::components::{empty, list_table};

/// So many months are in the chart, and in the table.
const MONTHS: u32 = 12;
const MONTHS_LISTED: u32 = 24;
const WIDTH: u64 = 600;
const HEIGHT: u64 = 140;
/// Room for the sum above the highest bar.
const TOP: u64 = 18;

/// Shows both, up to this day's month.
pub(super) fn revenue(rows: &[RevenueOfMonth], today: Date) -> Html {
    if rows.is_empty() {
        return empty("What pays invoices stands here by month.");
    }
    let first = today.months_earlier(MONTHS_LISTED.saturating_sub(1)).year_month();
    let listed: Vec<&RevenueOfMonth> = rows.iter().rev().take_while(|row| first <= row.month).collect();
    let earlier = listed.len() < rows.len();
    let body = listed.into_iter().map(|row| {
        html! {
            <tr key={format!("{}{}", row.month, row.kind.title())}>
                <th scope="row">{ &row.month }</th>
                <td data-label="For">{ row.kind.title() }</td>
                <td data-label="Paid">{ sum(row.amount_cents) }</td>
            </tr>
        }
    });
    html! {
        <>
            { chart(&by_month(rows, today)) }
            { list_table(&["Month", "For", "Paid"], body.collect()) }
            if earlier {
                <p class="hint">{ "What was paid before stands in the file." }</p>
            }
        </>
    }
}

/// The sums of the last months, the oldest first; also of those in which nothing came.
fn by_month(rows: &[RevenueOfMonth], today: Date) -> Vec<(String, u64)> {
    let sum = |month: String| {
        let came = rows.iter().filter(|row| row.month == month);
        let cents = came.fold(0, |sum: u64, row| sum.saturating_add(row.amount_cents));
        (month, cents)
    };
    (0..MONTHS).rev().map(|ago| sum(today.months_earlier(ago).year_month())).collect()
}

/// A bar for each month. Its text says the same; the table below it says by kind, too.
fn chart(months: &[(String, u64)]) -> Html {
    let most = months.iter().map(|(_, cents)| *cents).max().unwrap_or(0).max(1);
    let step = WIDTH.checked_div(u64::try_from(months.len()).unwrap_or(1)).unwrap_or(WIDTH);
    let said: Vec<String> = months.iter().map(|(month, cents)| format!("{month} {}", dollars(*cents))).collect();
    let bar = |(place, (month, cents)): (u64, &(String, u64))| {
        let height = cents.saturating_mul(HEIGHT).checked_div(most).unwrap_or(0).max(u64::from(0 < *cents));
        let (x, y) = (place.saturating_mul(step), TOP.saturating_add(HEIGHT).saturating_sub(height));
        html! {
            <g key={month.clone()}>
                <rect x={x.saturating_add(4).to_string()} y={y.to_string()} width={step.saturating_sub(8).to_string()} height={height.to_string()} />
                if 0 < *cents {
                    <text x={x.saturating_add(step / 2).to_string()} y={y.saturating_sub(5).to_string()}>{ whole_dollars(*cents) }</text>
                }
                <text x={x.saturating_add(step / 2).to_string()} y={TOP.saturating_add(HEIGHT).saturating_add(16).to_string()}>{ month.get(2..).unwrap_or_default() }</text>
            </g>
        }
    };
    let view = format!("0 0 {WIDTH} {}", TOP.saturating_add(HEIGHT).saturating_add(22));
    html! {
        <svg class="bars" viewBox={view} role="img" aria-label={format!("Paid by month: {}", said.join(", "))}>
            { for (0_u64..).zip(months).map(bar) }
        </svg>
    }
}

/// A sum as it stands above a bar, rounded down: `$1,050`.
fn whole_dollars(cents: u64) -> String {
    dollars(cents).split('.').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use shared::invoices::Charge;

    use super::*;

    #[test]
    fn months_are_summed_and_the_last_twelve_are_shown() {
        let row = |month: &str, kind, amount_cents| RevenueOfMonth { month: month.to_owned(), kind, amount_cents };
        let mut rows: Vec<RevenueOfMonth> = [1, 2, 4].map(|month| row(&format!("2025-{month:02}"), Charge::ApplicationFee, 1)).to_vec();
        rows.extend([row("2026-01", Charge::ApplicationFee, 10), row("2026-01", Charge::ApplicationFeeMember, 5)]);
        let months = by_month(&rows, "2026-01-31".parse().unwrap());
        let shown: Vec<(&str, u64)> = months.iter().map(|(month, cents)| (month.as_str(), *cents)).collect();
        assert_eq!(shown.len(), 12);
        assert_eq!(shown[..3], [("2025-02", 1), ("2025-03", 0), ("2025-04", 1)], "a month in which nothing came is a gap");
        assert_eq!(shown[10..], [("2025-12", 0), ("2026-01", 15)]);
    }
}
