//! The institutions that order for their people, for staff: registered, changed, and who may order for them.

use reqwest::Method;
use serde::de::IgnoredAny;
use shared::orders::{AddBuyerMember, BUYER_ADDRESS_CHARS_MAX, BUYER_CHARS_MAX, Buyer, BuyerMember, BuyerPage, RegisterBuyer};
use shared::text::{Lines, check};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Confirm, DateText, Field, Form, Kind, Page, Pager, ProblemNotice, TextArea, empty, use_place};
use crate::form::{Errors, email, use_entry, use_errors, use_submission};
use crate::remote::use_get;
use crate::route::Route;

/// Shows the page.
#[component]
pub fn Buyers() -> Html {
    let (after, place, go) = use_place();
    let buyers = use_get::<BuyerPage>(format!("/buyers?limit=50{place}"));
    let times = use_state_eq(|| 0_u32);
    let done = {
        let (reload, times) = (buyers.reload.clone(), times.clone());
        Callback::from(move |()| {
            reload.emit(());
            times.set(times.wrapping_add(1));
        })
    };
    html! {
        <Page title="Buyers" lead="Institutions that pay for their people by orders.">
            <p><Link<Route> to={Route::Orders}>{ "All orders" }</Link<Route>></p>
            <details>
                <summary>{ "Register a buyer" }</summary>
                <BuyerForm key={*times} done={done.clone()} />
            </details>
            { buyers.show(4, |page| html! {
                <>
                    if page.items.is_empty() {
                        { empty("No institution is registered. Register one, and say who orders for it.") }
                    }
                    { for page.items.iter().map(|buyer| html! { <BuyerCard key={buyer.id.to_string()} buyer={buyer.clone()} done={done.clone()} /> }) }
                    <Pager after={after.clone()} next={page.next.clone().map(AttrValue::from)} go={go.clone()} />
                </>
            }) }
        </Page>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct BuyerFormProps {
    /// Which one is changed; without it another is registered.
    #[prop_or_default]
    buyer: Option<Buyer>,
    done: Callback<()>,
}

/// The form of what a buyer is called and where it is.
#[component]
fn BuyerForm(props: &BuyerFormProps) -> Html {
    let known = props.buyer.as_ref();
    let name = use_entry(known.map_or("", |buyer| buyer.name.as_str()));
    let address = use_entry(known.map_or("", |buyer| buyer.address.as_str()));
    let method = if known.is_some() { Method::PUT } else { Method::POST };
    let sending = use_submission::<RegisterBuyer, IgnoredAny>(method, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let path = known.map_or_else(|| "/buyers".to_owned(), |buyer| format!("/buyers/{}", buyer.id));
    let on_submit = {
        let (name, address, sending) = (name.clone(), address.clone(), sending.clone());
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.extend(check("name", &name.value, BUYER_CHARS_MAX, Lines::One));
            found.extend(check("address", &address.value, BUYER_ADDRESS_CHARS_MAX, Lines::Many));
            if found.is_empty() {
                sending.emit(path.clone(), RegisterBuyer { name: name.trimmed().to_owned(), address: address.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    let scope = known.map_or_else(|| "register".to_owned(), |buyer| format!("change-{}", buyer.id));
    html! {
        <Form {scope} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} {on_submit}
            submit={if known.is_some() { "Change the buyer" } else { "Register the buyer" }}>
            <Field member="name" label="Name of the institution" hint="It stands on the invoices." entry={name} error={errors.on("name")} />
            <TextArea member="address" label="Postal address" hint="With its lines, as it stands on the invoices." entry={address} error={errors.on("address")} />
        </Form>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct BuyerCardProps {
    buyer: Buyer,
    done: Callback<()>,
}

/// A buyer, with who may order for it.
#[component]
fn BuyerCard(props: &BuyerCardProps) -> Html {
    let BuyerCardProps { buyer, done } = props;
    let heading = format!("buyer-{}", buyer.id);
    html! {
        <section class="payment-card" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ &buyer.name }</h2>
            <p><span class="postal-address">{ &buyer.address }</span></p>
            <p class="hint">{ "Registered " }<DateText date={buyer.registered_on} /></p>
            <h3>{ "Who orders for it" }</h3>
            if buyer.members.is_empty() {
                { empty("Nobody orders for it yet; staff can.") }
            } else {
                <ul class="entries">{ for buyer.members.iter().map(|member| html! {
                    <li key={member.person_id.to_string()}><Member path={format!("/buyers/{}/members/{}", buyer.id, member.person_id)} member={member.clone()} buyer={buyer.name.clone()} done={done.clone()} /></li>
                }) }</ul>
            }
            <details>
                <summary>{ "Let somebody order for it" }</summary>
                <AddMember key={buyer.members.len()} buyer={buyer.clone()} done={done.clone()} />
            </details>
            <details>
                <summary>{ "Change name or address" }</summary>
                <BuyerForm key={format!("{} {}", buyer.name, buyer.address)} buyer={Some(buyer.clone())} done={done.clone()} />
            </details>
        </section>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct MemberProps {
    path: String,
    member: BuyerMember,
    buyer: String,
    done: Callback<()>,
}

/// Somebody who orders, and the way to end that.
#[component]
fn Member(props: &MemberProps) -> Html {
    let MemberProps { path, member, buyer, done } = props.clone();
    let sending = use_submission::<(), ()>(Method::DELETE, done);
    let remove = {
        let sending = sending.clone();
        Callback::from(move |()| sending.emit(path.clone(), ()))
    };
    html! {
        <>
            <Link<Route> to={Route::StaffPerson { id: member.person_id }}>{ &member.name }</Link<Route>>
            if let Some(email) = &member.email {
                <span>{ email }</span>
            }
            <span class="hint">{ "since " }<DateText date={member.since} /></span>
            <Confirm action="No longer" question={format!("{} no longer orders for {buyer}?", member.name)} busy={sending.busy} on_confirm={remove}>
                <p>{ "The orders stay. Who orders can be added again." }</p>
            </Confirm>
            if let Some(failure) = sending.failure.clone() {
                <ProblemNotice {failure} />
            }
        </>
    }
}

/// The form that lets somebody order.
#[component]
fn AddMember(props: &BuyerCardProps) -> Html {
    let address = use_entry("");
    let sending = use_submission::<AddBuyerMember, IgnoredAny>(Method::POST, props.done.reform(|_| ()));
    let (errors, set_errors) = use_errors(sending.failure.as_ref());
    let on_submit = {
        let (address, sending, path) = (address.clone(), sending.clone(), format!("/buyers/{}/members", props.buyer.id));
        Callback::from(move |()| {
            let mut found = Errors::default();
            found.check("email", email(&address.value));
            if found.is_empty() {
                sending.emit(path.clone(), AddBuyerMember { email: address.trimmed().to_owned() });
            }
            set_errors.emit(found);
        })
    };
    html! {
        <Form scope={format!("add-{}", props.buyer.id)} errors={errors.clone()} failure={sending.failure.clone()} busy={sending.busy} submit="Let them order" {on_submit}>
            <Field member="email" label="E-mail address of their account" kind={Kind::Email} hint="Who has no account registers first. Nobody orders for two buyers." entry={address} error={errors.on("email")} />
        </Form>
    }
}
