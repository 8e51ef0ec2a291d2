//! The tables, as diesel knows them: the same for both databases. Times, dates and ids are text (see `db::text`).

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    people (id) {
        id -> Text,
        name -> Text,
        name_folded -> Text,
        created_at -> Text,
        erased_at -> Nullable<Text>,
    }
}

table! {
    accounts (id) {
        id -> Text,
        person_id -> Text,
        email -> Text,
        email_key -> Text,
        email_folded -> Text,
        password_hash -> Text,
        created_at -> Text,
    }
}

table! {
    notes (id) {
        id -> Text,
        person_id -> Nullable<Text>,
        body -> Text,
    }
}

table! {
    application_details (application_id) {
        application_id -> Text,
        person_id -> Text,
        position_title -> Text,
        ala_member_number -> Nullable<Text>,
        jobs -> Nullable<Text>,
    }
}

table! {
    application_drafts (person_id) {
        person_id -> Text,
        version -> Integer,
        saved_at -> Text,
        body -> Text,
    }
}

table! {
    evidence_files (id) {
        id -> Text,
        person_id -> Nullable<Text>,
        application_id -> Nullable<Text>,
        file_name -> Text,
        kind -> Nullable<Text>,
        bytes -> Nullable<BigInt>,
        sha256 -> Nullable<Text>,
        state -> Text,
        created_at -> Text,
        sent_on -> Text,
    }
}

table! {
    hour_confirmations (id) {
        id -> Text,
        application_id -> Text,
        person_id -> Text,
        job -> Integer,
        from_on -> Text,
        until_on -> Nullable<Text>,
        minutes_per_week -> Integer,
        supervisor_name -> Text,
        supervisor_email -> Nullable<Text>,
        token_hash -> Nullable<Text>,
        comment -> Nullable<Text>,
        asked_at -> Text,
        asked_on -> Text,
        answer_by -> Text,
    }
}

table! {
    acts (id) {
        id -> Text,
        account_id -> Nullable<Text>,
        operation -> Text,
        recorded_at -> Text,
        on_date -> Text,
        note_id -> Nullable<Text>,
        idempotency_key -> Nullable<Text>,
        partner_id -> Nullable<Text>,
    }
}

table! {
    facts (id) {
        id -> Text,
        act_id -> Text,
        person_id -> Nullable<Text>,
        kind -> Text,
        subject -> Nullable<Text>,
        refers_to -> Nullable<Text>,
        on_date -> Text,
        recorded_at -> Text,
        body -> Text,
        unique_key -> Nullable<Text>,
    }
}

table! {
    registrations (id) {
        id -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        password_hash -> Text,
        created_at -> Text,
        expires_at -> Text,
        privacy_version -> Nullable<Text>,
        terms_version -> Nullable<Text>,
    }
}

table! {
    mailed_tokens (hash) {
        hash -> Text,
        registration_id -> Nullable<Text>,
        account_id -> Nullable<Text>,
        expires_at -> Text,
    }
}

table! {
    sessions (id) {
        id -> Text,
        account_id -> Text,
        created_at -> Text,
        expires_at -> Text,
        ended_at -> Nullable<Text>,
        device -> Text,
        used_at -> Nullable<Text>,
    }
}

table! {
    refresh_tokens (hash) {
        hash -> Text,
        session_id -> Text,
        parent_hash -> Nullable<Text>,
        created_at -> Text,
        spent_at -> Nullable<Text>,
    }
}

table! {
    attempts (id) {
        id -> Text,
        kind -> Text,
        subject -> Text,
        at -> Text,
    }
}

table! {
    idempotency_keys (requester_id, operation, idempotency_key) {
        requester_id -> Text,
        operation -> Text,
        idempotency_key -> Text,
        digest -> Text,
        status -> Integer,
        answer -> Text,
        created_at -> Text,
    }
}

table! {
    outbox (id) {
        id -> Text,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        variables -> Nullable<Text>,
        reply_to -> Nullable<Text>,
        account_id -> Nullable<Text>,
        kept -> Text,
        once_key -> Nullable<Text>,
        created_at -> Text,
        state -> Text,
        attempts -> Integer,
        not_before -> Text,
        useful_until -> Nullable<Text>,
        delivered_at -> Nullable<Text>,
        failed_at -> Nullable<Text>,
        failure -> Nullable<Text>,
    }
}

table! {
    second_factors (account_id) {
        account_id -> Text,
        secret -> Text,
        created_at -> Text,
        confirmed_at -> Nullable<Text>,
        last_step -> BigInt,
    }
}

table! {
    recovery_codes (hash) {
        hash -> Text,
        account_id -> Text,
    }
}

table! {
    invoice_payers (invoice_id) {
        invoice_id -> Text,
        person_id -> Text,
        name -> Text,
        keep_until -> Text,
    }
}

table! {
    email_changes (hash) {
        hash -> Text,
        account_id -> Text,
        email -> Text,
        expires_at -> Text,
    }
}

table! {
    sign_in_challenges (hash) {
        hash -> Text,
        account_id -> Text,
        expires_at -> Text,
    }
}

table! {
    standings (person_id, from_on) {
        person_id -> Text,
        from_on -> Text,
        until_on -> Nullable<Text>,
        status -> Text,
        policy -> Text,
        engine -> Text,
    }
}

table! {
    certificates (number_compact) {
        number_compact -> Text,
        certificate_id -> Text,
        person_id -> Text,
        application_id -> Text,
        fact_id -> Text,
        timeline -> Nullable<Text>,
    }
}

table! {
    course_listings (course_id) {
        course_id -> Text,
        title -> Text,
        provider -> Text,
        provider_kind -> Text,
        delivery -> Text,
        city -> Nullable<Text>,
        state -> Nullable<Text>,
        title_folded -> Text,
        text_folded -> Text,
        shown -> Nullable<Text>,
    }
}

table! {
    course_listing_sets (approval_id) {
        approval_id -> Text,
        course_id -> Text,
        set_code -> Text,
        from_on -> Text,
        until_on -> Nullable<Text>,
        title_folded -> Text,
        withdrawn_on -> Nullable<Text>,
    }
}

table! {
    matters (fact_id) {
        fact_id -> Text,
        kind -> Text,
        subject -> Text,
        person_id -> Text,
        state -> Text,
        since_on -> Text,
    }
}

table! {
    gateway_events (id) {
        id -> Text,
        payment_intent -> Text,
        turn -> Text,
        turn_id -> Text,
        amount_cents -> BigInt,
        received_at -> Text,
    }
}

table! {
    number_series (series, year) {
        series -> Text,
        year -> Integer,
        last -> BigInt,
    }
}

table! {
    refund_orders (id) {
        id -> Text,
        payment_id -> Text,
        person_id -> Text,
        payment_intent -> Nullable<Text>,
        amount_cents -> BigInt,
        state -> Text,
        attempts -> Integer,
        due_at -> Text,
        gateway_id -> Nullable<Text>,
        failure -> Nullable<Text>,
        on_date -> Text,
        created_at -> Text,
    }
}

table! {
    payment_sessions (id) {
        id -> Text,
        invoice_id -> Text,
        amount_cents -> BigInt,
        state -> Text,
        created_at -> Text,
        settled_at -> Nullable<Text>,
    }
}

table! {
    programme (key) {
        key -> Text,
        value -> Text,
    }
}

table! {
    partners (id) {
        id -> Text,
        provider -> Text,
        provider_kind -> Text,
        provider_folded -> Text,
        created_at -> Text,
    }
}

table! {
    candidate_numbers (number_compact) {
        number_compact -> Text,
        person_id -> Text,
    }
}

table! {
    partner_secrets (id) {
        id -> Text,
        partner_id -> Text,
        hash -> Text,
        created_at -> Text,
        ends_at -> Nullable<Text>,
    }
}

table! {
    partner_batches (id) {
        id -> Text,
        partner_id -> Text,
        idempotency_key -> Text,
        digest -> Text,
        created_at -> Text,
    }
}

table! {
    partner_batch_rows (batch_id, row_number) {
        batch_id -> Text,
        row_number -> BigInt,
        person_id -> Nullable<Text>,
        answer -> Text,
    }
}

table! {
    partner_reports (completion_id) {
        completion_id -> Text,
        partner_id -> Text,
        person_id -> Text,
        sequence -> BigInt,
    }
}

table! {
    buyers (id) {
        id -> Text,
        name -> Text,
        name_folded -> Text,
        address -> Text,
        created_at -> Text,
    }
}

table! {
    orders (id) {
        id -> Text,
        buyer_id -> Text,
        reference -> Text,
        apply_by -> Nullable<Text>,
        version -> Integer,
        state -> Text,
        created_on -> Text,
        changed_at -> Text,
        issued_at -> Nullable<Text>,
        due_at -> Nullable<Text>,
        document_id -> Nullable<Text>,
        document_name -> Nullable<Text>,
        document_kind -> Nullable<Text>,
        document_bytes -> Nullable<BigInt>,
    }
}

table! {
    order_lines (id) {
        id -> Text,
        order_id -> Text,
        position -> Integer,
        name -> Text,
        email -> Nullable<Text>,
        email_key -> Nullable<Text>,
        ala_member_number -> Nullable<Text>,
        amount_cents -> BigInt,
        person_id -> Nullable<Text>,
        state -> Text,
        invitation_hash -> Nullable<Text>,
        invited_at -> Nullable<Text>,
        ended_at -> Nullable<Text>,
    }
}

joinable!(accounts -> people (person_id));
joinable!(notes -> people (person_id));
joinable!(application_details -> people (person_id));
joinable!(application_drafts -> people (person_id));
joinable!(hour_confirmations -> people (person_id));
joinable!(evidence_files -> people (person_id));
joinable!(acts -> accounts (account_id));
joinable!(acts -> notes (note_id));
joinable!(acts -> partners (partner_id));
joinable!(candidate_numbers -> people (person_id));
joinable!(partner_batch_rows -> partner_batches (batch_id));
joinable!(partner_batches -> partners (partner_id));
joinable!(partner_reports -> partners (partner_id));
joinable!(partner_reports -> people (person_id));
joinable!(partner_secrets -> partners (partner_id));
joinable!(facts -> acts (act_id));
joinable!(facts -> people (person_id));
joinable!(mailed_tokens -> registrations (registration_id));
joinable!(mailed_tokens -> accounts (account_id));
joinable!(sessions -> accounts (account_id));
joinable!(refresh_tokens -> sessions (session_id));
joinable!(outbox -> accounts (account_id));
joinable!(second_factors -> accounts (account_id));
joinable!(recovery_codes -> accounts (account_id));
joinable!(email_changes -> accounts (account_id));
joinable!(sign_in_challenges -> accounts (account_id));
joinable!(invoice_payers -> people (person_id));
joinable!(standings -> people (person_id));
joinable!(certificates -> people (person_id));
joinable!(certificates -> facts (fact_id));
joinable!(matters -> facts (fact_id));
joinable!(matters -> people (person_id));
joinable!(course_listing_sets -> course_listings (course_id));
joinable!(orders -> buyers (buyer_id));
joinable!(order_lines -> orders (order_id));
joinable!(order_lines -> people (person_id));

allow_tables_to_appear_in_same_query!(
    accounts,
    acts,
    application_details,
    application_drafts,
    attempts,
    buyers,
    candidate_numbers,
    certificates,
    course_listing_sets,
    course_listings,
    email_changes,
    evidence_files,
    facts,
    hour_confirmations,
    idempotency_keys,
    invoice_payers,
    mailed_tokens,
    matters,
    notes,
    number_series,
    order_lines,
    orders,
    outbox,
    partner_batch_rows,
    partner_batches,
    partner_reports,
    gateway_events,
    partner_secrets,
    partners,
    payment_sessions,
    people,
    programme,
    recovery_codes,
    refresh_tokens,
    refund_orders,
    registrations,
    second_factors,
    sessions,
    sign_in_challenges,
    standings,
);
