"""Schemathesis against a live demonstration, once per role: what it makes of the document, asked of the server.

Every role gets a fresh demonstration, so that what one run leaves behind breaks no other. A role is asked only what it
may do: that the rest is refused is held by a table of its own (api/tests/permissions.rs).
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
# Who asks, by the address of the account; a visitor and a partner have none.
ROLES = {"staff": "staff@demo.example", "person": "candidate@demo.example", "admin": "admin@demo.example", "buyer": "buyer@demo.example", "visitor": None, "partner": None}
START_SECONDS_MAX = 30
# Deterministic and bounded: the aim is under a minute a role.
OPTIONS = ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "4", "--seed", "20261124", "--continue-on-failure",
           "--suppress-health-check", "all", "--checks", "all", "--request-timeout", "20", "--warnings", "off",
           # A candidate may be refused what fits the schema, by a rule; that is not a defect of either.
           "--exclude-checks", "positive_data_acceptance"]
# Of the answers to what fits the document, so many must be successes, or the run looked at refusals only.
SUCCESSES_SHARE_MIN = 1 / 3


def main(program):
    program = str(Path(program).resolve())
    with tempfile.TemporaryDirectory(prefix="lssc-contract-") as folder:
        template = Path(folder) / "template"
        template.mkdir()
        said = subprocess.run([program, "demo"], cwd=template, env=settings(template, 1), check=True, capture_output=True, text=True).stdout
        given = {name: re.search(rf"{name}\s+(\S+?):?\s*$", said, re.I | re.M).group(1) for name in ("password", "client_id", "client_secret")}
        def holds(role):
            own = Path(folder) / role
            shutil.copytree(template, own)
            return one_role(program, own, role, {**given, "email": ROLES[role]})

        # Two at a time: a server and what asks it wait for each other.
        roles = [role for role in ROLES if len(sys.argv) <= 2 or role in sys.argv[2:]]
        with ThreadPoolExecutor(max_workers=2) as workers:
            failed = [role for role, held in zip(roles, workers.map(holds, roles)) if not held]
    if failed:
        sys.exit(f"the server does not keep to its document, asked as {', '.join(failed)}")


def one_role(program, folder, role, given):
    port = free_port()
    started = time.monotonic()
    with open(folder / "log", "w") as log:
        server = subprocess.Popen([program, "serve"], cwd=folder, env=settings(folder, port), stdout=log, stderr=log)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base, server)
        document = ask(base, "GET", "/openapi.json")
        staff = sign_in(base, "staff@demo.example", given["password"])
        email = given["email"]
        token = partner_token(base, given) if role == "partner" else sign_in(base, email, given["password"]) if email else None
        counts = folder / "counts.json"
        ids = real_ids(base, staff)
        if role == "partner":
            ids["courses"] = [course["id"] for course in ask(base, "GET", "/api/v1/partner/courses?limit=200", token)["items"]]
        given = {**given, "base": base, "role": role, "token": token, "ids": ids, "counts": str(counts)}
        (folder / "given.json").write_text(json.dumps(given))
        excluded = not_for(base, document, token)
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{base}/openapi.json", *OPTIONS]
        command += [part for operation in excluded for part in ("--exclude-operation-id", operation)]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "contract_hooks", "PYTHONPATH": str(HERE), "LSSC_CONTRACT": str(folder / "given.json"), "NO_COLOR": "1"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        return judge(role, done, counts, len(document["paths"]), excluded, time.monotonic() - started)
    finally:
        server.terminate()
        server.wait()


def judge(role, done, counts, paths, excluded, seconds):
    if not counts.exists():
        print(done.stdout[-4000:], done.stderr[-4000:])
        return False
    counted = json.loads(counts.read_text())
    fitting = counted["fitting"]
    successes = sum(number for status, number in fitting.items() if status.startswith("2"))
    total = sum(fitting.values())
    share = successes / total if total else 0
    everything = sum(counted["all"].values())
    print(f"  as {role}: {everything} requests, {total} that fit the document, of which {share:.0%} succeeded; {len(excluded)} operations are not for this role; {seconds:.0f} s")
    if done.returncode != 0:
        # A body of ten thousand members would leave no room for what is said of it.
        print("\n".join(line[:300] for line in done.stdout.splitlines())[-20000:], done.stderr[-2000:])
    if share < SUCCESSES_SHARE_MIN:
        print(f"  fewer than {SUCCESSES_SHARE_MIN:.0%} succeeded: {counted['by_operation']}")
    return done.returncode == 0 and share >= SUCCESSES_SHARE_MIN


def not_for(base, document, token):
    """The operations that this role is refused before anything else is looked at."""
    refused = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation["security"] and not token:
                refused.append(operation["operationId"])
            elif token and operation["security"]:
                url = re.sub(r"{[^}]*}", "01930000-0000-7000-8000-000000000000", path)
                # Asked with GET only: a permission is asked before a body is read, but sessions end.
                if operation["operationId"] in ENDS_SESSIONS:
                    continue
                status, problem = raw(base, method.upper(), url, token, b"{" if "requestBody" in operation else None)
                if status == 403 and problem.get("code") == "forbidden":
                    refused.append(operation["operationId"])
    return refused


ENDS_SESSIONS = {"sign_out", "sign_out_everywhere", "delete_account"}


def real_ids(base, token):
    """Ids that are there, by the name of what they are of."""
    def listed(path):
        return ask(base, "GET", f"/api/v1{path}", token).get("items", [])

    found = ask(base, "POST", "/api/v1/people/search", token, {"text": "demo", "limit": 50})
    people = [first(item, "person_id", "person", "id") for item in found.get("items", [])]
    ids = {"people": people}
    for noun in ("applications", "buyers", "completions", "courses", "invoices", "orders", "certificates", "partners", "proposals"):
        try:
            ids[noun] = [first(item, f"{noun[:-1]}_id", noun[:-1], "id") for item in listed(f"/{noun}?limit=50")]
        except urllib.error.HTTPError:
            ids[noun] = []
    numbers, facts, approvals, candidates = [], [], [], []
    for person in people:
        file = ask(base, "GET", f"/api/v1/people/{person}", token)
        numbers += re.findall(r'"number": "([0-9A-Z-]+)"', json.dumps(file))
        candidates.append({"candidate_number": file["candidate_number"], "family_name": file["name"].split()[-1]})
        facts += [fact["id"] for act in file.get("acts", []) for fact in act.get("facts", [])][:2]
    for course in ids["courses"][:10]:
        shown = ask(base, "GET", f"/api/v1/courses/{course}", token)
        approvals += [[course, approval[key]] for approval in shown.get("approvals", []) for key in ("approval_id", "id") if key in approval][:1]
    ids["payments"] = [payment["id"] for invoice in listed("/invoices?limit=50") for payment in invoice["payments"]]
    return {**{key: [value for value in values if value] for key, values in ids.items()}, "numbers": numbers, "facts": facts, "approvals": approvals, "candidates": candidates}


def first(item, *names):
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("id")
        if isinstance(value, str):
            return value
    return None


def settings(folder, port):
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("LSSC_")},
        "LSSC_DATABASE_URL": f"sqlite:{folder}/demo.sqlite",
        "LSSC_LISTEN": f"127.0.0.1:{port}",
        "LSSC_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "LSSC_MAIL": f"folder:{folder}/mail",
        "LSSC_FILES": f"folder:{folder}/files",
        "LSSC_SECRET_FILE": "session-key.pem",
        # One address makes every request here.
        "LSSC_FLOOD_PER_SECOND": "100000",
        "LSSC_FLOOD_BURST": "100000",
        "RUST_LOG": "warn",
    }


def wait_for(base, server):
    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            return ask(base, "GET", "/health/ready")
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def sign_in(base, email, password):
    return ask(base, "POST", "/api/v1/sessions", body={"email": email, "password": password})["access_token"]


def partner_token(base, given):
    form = {"grant_type": "client_credentials", "client_id": given["client_id"], "client_secret": given["client_secret"]}
    with urllib.request.urlopen(f"{base}/oauth/token", urllib.parse.urlencode(form).encode()) as answer:
        return json.load(answer)["access_token"]


def ask(base, method, path, token=None, body=None):
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method)) as answer:
        return json.load(answer)


def raw(base, method, path, token, data):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(base + path, data, headers, method=method)) as answer:
            return answer.status, {}
    except urllib.error.HTTPError as error:
        text = error.read()
        return error.code, json.loads(text) if text.startswith(b"{") else {}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(sys.argv[1])
