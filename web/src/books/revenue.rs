//! What came, by month and kind: a chart of the last twelve months, and a table of all.

use shared::books::RevenueOfMonth;
use shared::text::dollars;
use yew::prelude::*;

use super::sums::sum;
use crate::components::{empty, list_table};

/// So many months are in the chart.
const MONTHS: usize = 12;
const WIDTH: u64 = 600;
const HEIGHT: u64 = 140;

/// Shows both.
pub(super) fn revenue(rows: &[RevenueOfMonth]) -> Html {
    if rows.is_empty() {
        return empty("What was received stands here by month, once something pays an invoice.");
    }
    let mut newest_first = rows.to_vec();
    newest_first.reverse();
    let body = newest_first.iter().map(|row| {
        html! {
            <tr key={format!("{}{}", row.month, row.kind.title())}>
                <th scope="row">{ &row.month }</th>
                <td data-label="For">{ row.kind.title() }</td>
                <td data-label="Received">{ sum(row.amount_cents) }</td>
            </tr>
        }
    });
    html! {
        <>
            { chart(&by_month(rows)) }
            { list_table(&["Month", "For", "Received"], body.collect()) }
        </>
    }
}

/// The sums of the last months, the oldest first.
fn by_month(rows: &[RevenueOfMonth]) -> Vec<(String, u64)> {
    let mut months: Vec<(String, u64)> = Vec::new();
    for row in rows {
        match months.last_mut() {
            Some((month, cents)) if *month == row.month => *cents = cents.saturating_add(row.amount_cents),
            _ => months.push((row.month.clone(), row.amount_cents)),
        }
    }
    months.split_off(months.len().saturating_sub(MONTHS))
}

/// A bar for each month. Its text says the same; the table below it says all.
fn chart(months: &[(String, u64)]) -> Html {
    let most = months.iter().map(|(_, cents)| *cents).max().unwrap_or(0).max(1);
    let step = WIDTH.checked_div(u64::try_from(months.len()).unwrap_or(1)).unwrap_or(WIDTH);
    let said: Vec<String> = months.iter().map(|(month, cents)| format!("{month} {}", dollars(*cents))).collect();
    let bar = |(place, (month, cents)): (u64, &(String, u64))| {
        let height = cents.saturating_mul(HEIGHT).checked_div(most).unwrap_or(0).max(1);
        let (x, y) = (place.saturating_mul(step), HEIGHT.saturating_sub(height));
        html! {
            <g key={month.clone()}>
                <rect x={x.saturating_add(4).to_string()} y={y.to_string()} width={step.saturating_sub(8).to_string()} height={height.to_string()} />
                <text x={x.saturating_add(step / 2).to_string()} y={HEIGHT.saturating_add(16).to_string()}>{ month.get(2..).unwrap_or_default() }</text>
            </g>
        }
    };
    let view = format!("0 0 {WIDTH} {}", HEIGHT.saturating_add(22));
    html! {
        <svg class="bars" viewBox={view} role="img" aria-label={format!("Received by month: {}", said.join(", "))}>
            { for (0_u64..).zip(months).map(bar) }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use shared::invoices::Charge;

    use super::*;

    #[test]
    fn months_are_summed_and_the_last_twelve_are_shown() {
        let row = |month: &str, kind, amount_cents| RevenueOfMonth { month: month.to_owned(), kind, amount_cents };
        let mut rows: Vec<RevenueOfMonth> = (1..=12).map(|month| row(&format!("2025-{month:02}"), Charge::ApplicationFee, 1)).collect();
        rows.extend([row("2026-01", Charge::ApplicationFee, 10), row("2026-01", Charge::ApplicationFeeMember, 5)]);
        let months = by_month(&rows);
        assert_eq!((months.len(), months.first(), months.last()), (12, Some(&("2025-02".to_owned(), 1)), Some(&("2026-01".to_owned(), 15))));
    }
}
