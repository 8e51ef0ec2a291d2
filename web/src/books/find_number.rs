//! Finding what has a number: that of an invoice stands on the check that pays it.

use shared::books::{BookedPayment, DocumentNumber, NumberedDocument};
use shared::ids::PaymentId;
use yew::platform::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::payment_card::PaymentCard;
use crate::components::{Field, Form, Kind};
use crate::form::{Errors, use_entry, use_errors};
use crate::remote::use_get;
use crate::route::Route;
use crate::session::use_client;

const MEMBER: &str = "number";

/// What is asked for, and whom to tell.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct FindNumberProps {
    /// Tells the form from the others of its page.
    pub scope: AttrValue,
    /// What is asked for.
    pub label: &'static str,
    /// How such numbers look.
    pub hint: &'static str,
    /// Told what has the number; and nothing, as soon as another one is sought.
    pub found: Callback<Option<NumberedDocument>>,
}

/// The form into which a number is entered.
#[component]
pub(super) fn FindNumber(props: &FindNumberProps) -> Html {
    let client = use_client();
    let number = use_entry("");
    // Which search is the newest: an earlier one that is answered later is not heard.
    let newest = use_mut_ref(|| 0_u32);
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None);
    let (errors, set_errors) = use_errors(failure.as_ref());
    let on_submit = {
        let (number, found, busy, failure) = (number.clone(), props.found.clone(), busy.setter(), failure.setter());
        Callback::from(move |()| {
            let search = newest.replace_with(|newest| newest.wrapping_add(1)).wrapping_add(1);
            found.emit(None);
            failure.set(None);
            let entered = match number.trimmed() {
                "" => Err("is empty: enter the number".to_owned()),
                text => DocumentNumber::entered(text).map_err(|error| error.to_string()),
            };
            set_errors.emit(only(entered.clone().map(|_| ())));
            let Ok(entered) = entered else { return busy.set(false) };
            busy.set(true);
            let (client, newest, found, busy) = (client.clone(), newest.clone(), found.clone(), busy.clone());
            let (failure, set_errors) = (failure.clone(), set_errors.clone());
            spawn_local(async move {
                let answer = client.get(&format!("/books/numbers/{entered}")).await;
                if *newest.borrow() != search {
                    return;
                }
                match answer {
                    Ok(document) => found.emit(Some(document)),
                    Err(why) if why.status() == Some(404) => {
                        set_errors.emit(only(Err(format!("is `{entered}`: nothing has this number, look at its digits again"))));
                    }
                    Err(why) => failure.set(Some(why)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <Form scope={props.scope.clone()} errors={errors.clone()} failure={(*failure).clone()} busy={*busy} submit="Find" {on_submit}>
            <Field member={MEMBER} label={props.label} kind={Kind::Search} hint={props.hint} entry={number} error={errors.on(MEMBER)} />
        </Form>
    }
}

/// What is wrong with the only field.
fn only(judged: Result<(), String>) -> Errors {
    let mut errors = Errors::default();
    errors.check(MEMBER, judged);
    errors
}

/// Finds an invoice, a receipt or a credit note, and leads there.
#[component]
pub fn FindDocument() -> Html {
    let found = use_state_eq(|| None::<NumberedDocument>);
    let take = {
        let found = found.setter();
        Callback::from(move |document| found.set(document))
    };
    html! {
        <section class="one-line" aria-labelledby="find">
            <h2 id="find">{ "Find by number" }</h2>
            <FindNumber scope="find-by" label="Number of an invoice, a receipt or a credit note" hint="Such as 2026-00017, R2026-00031 or C2026-00003." found={take} />
            <div role="status">
                if let Some(document) = &*found {
                    <p>{ document.number }{ ": " }{ place(document) }</p>
                }
            </div>
            // Money of nobody's has no page but the books', where it stands as long as it pays nothing.
            if let Some((id, None, None)) = found.as_ref().and_then(|document| Some((document.payment_id?, document.invoice_id, document.order_id))) {
                <Payment key={id.to_string()} {id} />
            }
        </section>
    }
}

fn place(document: &NumberedDocument) -> Html {
    match (document.invoice_id, document.order_id) {
        (Some(id), _) => html! { <Link<Route> to={Route::StaffInvoice { id }}>{ "open the invoice" }</Link<Route>> },
        (None, Some(id)) => html! { <Link<Route> to={Route::Order { id }}>{ "open the order" }</Link<Route>> },
        (None, None) => html! { "money of which nobody knew what it is for" },
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PaymentProps {
    id: PaymentId,
}

#[component]
fn Payment(props: &PaymentProps) -> Html {
    let payment = use_get::<BookedPayment>(format!("/payments/{}", props.id));
    payment.show(4, |found| html! { <PaymentCard payment={found.clone()} done={payment.reload.clone()} /> })
}
