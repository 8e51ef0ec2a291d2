//! What holds for all operations and so is said once: the problems, the session, the idempotency key, the tags.

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{Components, ComponentsBuilder, ContentBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

use shared::problem::Problem;

use super::refusals;
use crate::error::PROBLEM_JSON;
use crate::request::{BODY_BYTES_MAX, KEY_CHARS_MAX, KEY_HOURS};

/// The name of the security scheme: `security(("session" = []))` on every operation that needs one.
const SESSION: &str = "session";

/// The name of partners' security scheme.
const PARTNER: &str = "partner";

const TAGS: [(&str, &str); 18] = [
    ("accounts", "Registering, confirming, signing in and out."),
    ("applications", "Applying to the programme, and what becomes of it."),
    ("evidence", "Files that go with an application."),
    ("invoices", "What is owed, and how it is paid."),
    ("books", "What has become of money: put to invoices, credited, reversed, sent back; and whether everything adds up."),
    ("orders", "Purchase orders: an institution names the people for whom it pays, and is asked for the sum."),
    ("buyers", "For staff: institutions that pay for people, and who orders for them."),
    ("notices", "What was sent by mail, and what could not be delivered."),
    ("courses", "The catalog of approved courses."),
    ("agreements", "Recognition agreements with colleges."),
    ("completions", "Reporting completed courses, and what credit they give."),
    ("standings", "Where someone stands, and why; the rules as a service."),
    ("certificates", "Certificates, and whether one is real."),
    ("people", "For staff: people and their files."),
    ("exports", "For staff: lists as files for a spreadsheet."),
    ("queues", "For staff: what waits, and since when."),
    ("partners", "Partner institutions: tokens, own courses, proposals, reports; and for staff, who is a partner."),
    ("programme", "The programme itself."),
];

/// Operations that keep no answer for a repetition. A kept request is a hash that is quick to compute, which passwords
/// must not have; a new secret is kept nowhere; a draft would be kept twice, and its version tells a repetition apart;
/// an open checkout is given again by itself, and so are a file of the same content and an invitation that is yours; a search, a
/// preview and a comparison record nothing; an export is sent as it is read.
const TAKE_NO_KEY: [&str; 18] = [
    "begin_second_factor",
    "change_email",
    "change_name",
    "change_password",
    "compare_payouts",
    "confirm_second_factor",
    "delete_account",
    "export_list",
    "export_my_data",
    "issue_partner_secret",
    "open_checkout",
    "preview_correction",
    "put_order_document",
    "remove_second_factor",
    "save_application_draft",
    "search_people",
    "take_invitation",
    "upload_evidence",
];

/// Completes the collected document.
pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(|| ComponentsBuilder::new().build());
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    let mut referred: Vec<(String, RefOr<Schema>)> = Vec::new();
    Problem::schemas(&mut referred);
    components.schemas.extend(referred);
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("The access token from signing in or refreshing the session."));
    components.security_schemes.insert(SESSION.to_owned(), RefOr::T(SecurityScheme::Http(scheme.build())));
    components.security_schemes.insert(PARTNER.to_owned(), RefOr::T(partner_scheme()));
    document.tags = Some(TAGS.iter().map(|(name, description)| TagBuilder::new().name(*name).description(Some(*description)).build()).collect());
    let optional = without_required_members(components);
    for (path, item) in &mut document.paths.paths {
        if let Some(operation) = &mut item.get {
            not_modified(operation);
            complete_operation(operation, path, Writes::No);
        }
        if let Some(operation) = &mut item.delete {
            complete_operation(operation, path, Writes::No);
        }
        for operation in [&mut item.post, &mut item.put].into_iter().flatten() {
            may_be_left_away(operation, &optional);
            complete_operation(operation, path, Writes::Yes);
        }
    }
}

/// The schemas, as they are referred to, of objects none of whose members must be there.
fn without_required_members(components: &Components) -> Vec<String> {
    let is_optional = |schema: &RefOr<Schema>| matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty());
    components.schemas.iter().filter(|(_, schema)| is_optional(schema)).map(|(name, _)| format!("#/components/schemas/{name}")).collect()
}

/// A body that may be empty may be left away: the server reads none as an empty one.
fn may_be_left_away(operation: &mut Operation, optional: &[String]) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    let Some(RefOr::T(json)) = body.content.get("application/json") else { return };
    if matches!(&json.schema, Some(RefOr::Ref(schema)) if optional.contains(&schema.ref_location)) {
        body.required = Some(Required::False);
    }
}

/// Partners ask for tokens with their own credentials (RFC 6749, section 4.4).
fn partner_scheme() -> SecurityScheme {
    let scopes = [("courses", "List one's own courses, propose courses."), ("completions", "Report completions, read what became of them.")];
    let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth/token", Scopes::from_iter(scopes)));
    SecurityScheme::OAuth2(OAuth2::with_description([flow], "A partner's token, from `/oauth/token`."))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Writes {
    Yes,
    No,
}

fn complete_operation(operation: &mut Operation, path: &str, writes: Writes) {
    // Said also of those that need none: an empty list means nothing was forgotten.
    let needs_session = !operation.security.get_or_insert_with(Vec::new).is_empty();
    let takes_key = operation.operation_id.as_deref().is_none_or(|id| !TAKE_NO_KEY.contains(&id));
    if needs_session && writes == Writes::Yes && takes_key {
        operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(idempotency_key()));
    }
    let has_body = operation.request_body.is_some();
    let is_paged = operation.parameters.iter().flatten().any(|said| matches!(said, RefOr::T(parameter) if parameter.name == "limit"));
    let mut problems = vec![("400", "It cannot be read."), ("429", "Too many requests.")];
    // What is wrong with the form of a token is a 400 in the words of RFC 6749. They have none for a body that is too large,
    // for too many requests and for a database that cannot: those are problems there too.
    let is_token = path == "/oauth/token";
    if (has_body || is_paged) && !is_token {
        problems.push(("422", "It is invalid, or a rule refuses it."));
    }
    if needs_session {
        problems.extend([("401", "No session, or it has ended."), ("403", "The roles do not allow it.")]);
    }
    if path.contains('{') {
        problems.push(("404", "There is no such thing, or it is not yours."));
    }
    if writes == Writes::Yes {
        // Also where a body is not needed: one that is sent is looked at.
        problems.push(("413", "The body is too large."));
    }
    if writes == Writes::Yes && !is_token {
        problems.push(("415", "The body has another media type."));
        if operation.operation_id.as_deref().is_none_or(refusals::may_conflict) {
            problems.push(("409", "It contradicts what is recorded."));
        }
    }
    problems.push(("503", "The database cannot just now; nothing was recorded."));
    let responses = &mut operation.responses.responses;
    for (status, description) in problems {
        responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(description, status)));
    }
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(said) = response
            && said.description.is_empty()
        {
            success(status).clone_into(&mut said.description);
        }
    }
    // Where a handler says in its own words why it refuses, what it sends is a problem too.
    for (status, response) in responses.iter_mut().filter(|(status, _)| status.starts_with('4')) {
        if let RefOr::T(said) = response
            && said.content.is_empty()
        {
            *said = problem(&said.description, status);
        }
    }
}

/// Who asks with the tag of the answer before is told where nothing has changed.
fn not_modified(operation: &mut Operation) {
    let response = ResponseBuilder::new().description("Not changed since the answer whose `ETag` is in `If-None-Match`.").build();
    operation.responses.responses.insert("304".to_owned(), RefOr::T(response));
}

/// What a success means where the handler has nothing to add.
fn success(status: &str) -> &'static str {
    match status {
        "201" => "Recorded; this is what there is now.",
        "202" => "It is underway.",
        "204" => "Done.",
        _ => "As asked.",
    }
}

fn problem(description: &str, status: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
    let response = ResponseBuilder::new().description(description).content(PROBLEM_JSON, content);
    if status == "429" {
        let seconds = HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .description(Some("After how many seconds to try again."))
            .build();
        return response.header("Retry-After", seconds).build();
    }
    response.build()
}

fn idempotency_key() -> utoipa::openapi::path::Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(KEY_CHARS_MAX));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(format!(
            "Repeat a request under the same key and it is done once; the first answer comes again. Kept {KEY_HOURS} hours; bodies up to {BODY_BYTES_MAX} bytes."
        )))
        .schema(Some(schema))
        .build()
}
