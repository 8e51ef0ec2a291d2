"""What schemathesis cannot know: which ids are there, what a request looks like that a rule grants, and that a session
which was ended on purpose begins anew. Loaded by schemathesis itself."""

import atexit
import csv
import io
import json
import os
import random
import re
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from pathlib import Path

import schemathesis

given = json.loads(Path(os.environ["LSSC_CONTRACT"]).read_text())
ids = given["ids"]
token = given["token"]
chance = random.Random(20261124)
everything, fitting, by_operation = Counter(), Counter(), defaultdict(Counter)

# Paths whose `{id}` is one of these.
NOUNS = ("applications", "completions", "courses", "invoices", "people", "facts", "certificates", "partners", "proposals", "payments", "buyers", "orders")


# Of the bodies that fit the schema, so many are an example of the document.
EXAMPLES_SHARE = 9 / 10


class Session:
    """The role's own, as it is now: a header of the command line would go on after the session was ended on purpose."""

    def get(self, case, context):
        return token

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}


if token:
    schemathesis.auth()(Session)


@schemathesis.hook
def before_call(context, case, **kwargs):
    if not is_fitting(case):
        case.body = with_own_password(case.body)
        return
    parameters = case.path_parameters or {}
    noun = next((noun for noun in NOUNS if f"/{noun}/{{id}}" in case.path), None)
    if "approval_id" in parameters and ids["approvals"]:
        parameters["id"], parameters["approval_id"] = chance.choice(ids["approvals"])
    elif noun and ids.get(noun) and "id" in parameters:
        parameters["id"] = chance.choice(ids[noun])
    if "number" in parameters and ids["numbers"]:
        parameters["number"] = chance.choice(ids["numbers"])
    if case.query and "after" in case.query:
        # A place in a list comes from the list; any other text is refused.
        del case.query["after"]
    if operation_of(case) == "upload_evidence":
        # Each a file of its own: what waits is little, and soon there is no more room.
        case.headers["Content-Disposition"] = "attachment; filename*=UTF-8''Diploma.pdf"
    body = body_of(case)
    # What a rule grants comes from the document's examples; what else the schema allows is tried too.
    if body is not None and (operation_of(case) == "issue_token" or chance.random() < EXAMPLES_SHARE):
        case.body = body
    case.body = with_own_password(case.body)


def with_own_password(body):
    """The role's password where one's own is asked for. Guesses would end signing in for a quarter of an hour, and once a
    session is ended on purpose nothing could be asked as this role any more. The account stays, with its password."""
    if given["email"] is None or not isinstance(body, dict) or not isinstance(body.get("current_password"), str):
        return body
    kept = {"current_password": given["password"], "new_password": given["password"], "confirmation": "keep my account"}
    return {**body, **{name: value for name, value in kept.items() if name in body}}


@schemathesis.hook
def after_call(context, case, response):
    global token
    operation = operation_of(case)
    status = str(response.status_code)
    everything[status] += 1
    if is_fitting(case):
        fitting[status] += 1
        by_operation[operation][status] += 1
    # A wrong password is 401 too; only a session that has ended begins anew.
    if token and status == "401" and b"session_ended" in response.content:
        token = sign_in()
    if operation in ("sign_out", "sign_out_everywhere") and status.startswith("2"):
        token = sign_in()


def operation_of(case):
    return case.operation.definition.raw.get("operationId", case.path)


def is_fitting(case):
    return case.meta is None or case.meta.generation.mode.is_positive


def body_of(case):
    """The document's own example of a request, with ids that are there."""
    if operation_of(case) == "issue_token":
        return {"grant_type": "client_credentials", "client_id": given["client_id"], "client_secret": given["client_secret"]}
    content = case.operation.definition.raw.get("requestBody", {}).get("content", {})
    examples = content.get(case.media_type or "application/json", {}).get("examples") or {}
    if not examples:
        return None
    value = chance.choice(list(examples.values())).get("value")
    if case.media_type == "text/csv":
        columns, example = csv.reader(io.StringIO(value))
        row = with_ids(dict(zip(columns, example)))
        return f"{','.join(columns)}\r\n{','.join(row[column] for column in columns)}\r\n"
    return with_ids(value)


@schemathesis.serializer("application/x-ndjson")
def rows(context, value):
    """One value is one row."""
    return json.dumps(value).encode() + b"\n"


@schemathesis.deserializer("application/x-ndjson")
def first_row(context, response):
    """Each line is a JSON by itself; the document has the schema of one."""
    return [json.loads(line) for line in response.content.splitlines()][0]


@schemathesis.serializer("application/octet-stream")
def file(context, value):
    """Whatever is tried, a file is bytes."""
    if isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.serializer("text/csv")
def table(context, value):
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def with_ids(value, name=""):
    if isinstance(value, dict):
        if "candidate_number" in value and ids["candidates"]:
            # The number and the name of one and the same.
            value = {**value, **chance.choice(ids["candidates"])}
        return {key: with_ids(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_ids(inner, name) for inner in value]
    plural = {"person": "people", "completion": "completions", "completions": "completions"}.get(name.removesuffix("_id"), name.removesuffix("_id") + "s")
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) and ids.get(plural):
        return chance.choice(ids[plural])
    if isinstance(value, str) and name == "email":
        return given["email"] if value.startswith("known") else f"contract-{chance.randrange(10**9)}@demo.example"
    return value


def sign_in():
    if given["role"] == "partner":
        # Its token outlives the run; only staff end it.
        return token
    body = json.dumps({"email": given["email"], "password": given["password"]}).encode()
    request = urllib.request.Request(given["base"] + "/api/v1/sessions", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["access_token"]
    except urllib.error.HTTPError:
        # Guessed at too often: what is asked from here on is refused, and the share of successes says so.
        return token


@atexit.register
def write():
    counted = {"all": everything, "fitting": fitting, "by_operation": by_operation}
    Path(given["counts"]).write_text(json.dumps(counted))
