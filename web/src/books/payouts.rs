//! The gateway's report of what moved by card: chosen as a file, and held against the books.

mod comparison;
mod difference;

use std::rc::Rc;

use shared::books::{PAYOUT_REPORT_BYTES_MAX, PayoutComparison};
use web_sys::File;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use self::comparison::comparison;
use crate::client::{Client, read};
use crate::components::{FileDrop, Page, use_progress};
use crate::form::{NotTaken, not_taken, send_table};
use crate::route::Route;
use crate::session::use_client;

/// What became of the last file.
#[derive(Debug, Clone, PartialEq)]
enum Came {
    Nothing,
    OnItsWay,
    NotTaken(NotTaken),
    Compared(Rc<PayoutComparison>),
}

/// Shows the page.
#[component]
pub fn PayoutsPage() -> Html {
    let client = use_client();
    let came = use_state_eq(|| Came::Nothing);
    let working = use_progress(*came == Came::OnItsWay, "Still holding the report against the books.");
    let take = {
        let came = came.setter();
        Callback::from(move |file: File| {
            let (client, came) = (client.clone(), came.clone());
            came.set(Came::OnItsWay);
            spawn_local(async move { came.set(compared(&client, &file).await.map_or_else(Came::NotTaken, |found| Came::Compared(Rc::new(found)))) });
        })
    };
    html! {
        <Page title="The gateway's report" lead="What the gateway says moved by card, held against the books: day by day, and payment by payment.">
            <p>{ "In Stripe, open the reports, choose “Balance change from activity”, and download it itemized, in the programme's time zone." }</p>
            <p class="hint" id="report-hint">
                { "CSV with the columns " }<code>{ "created" }</code>{ ", " }<code>{ "reporting_category" }</code>{ ", " }<code>{ "currency" }</code>{ " and " }<code>{ "gross" }</code>
                { "; with " }<code>{ "payment_intent_id" }</code>{ ", each payment is compared too. It is only compared: nothing is recorded." }
            </p>
            <FileDrop id="report-file" label="Choose the report" accept=".csv,text/csv" hint="report-hint" {take}>
                <p class="hint">{ "Or drop it here." }</p>
            </FileDrop>
            { working }
            { match &*came {
                Came::Nothing | Came::OnItsWay => Html::default(),
                Came::NotTaken(why) => not_taken(why, "The report was not compared"),
                Came::Compared(found) => comparison(found),
            } }
            <p class="actions no-print"><Link<Route> to={Route::StaffBooks}>{ "Books" }</Link<Route>></p>
        </Page>
    }
}

async fn compared(client: &Client, file: &File) -> Result<PayoutComparison, NotTaken> {
    read(&send_table(client, "/books/payouts", file, PAYOUT_REPORT_BYTES_MAX, "days").await?).map_err(NotTaken::Refused)
}
