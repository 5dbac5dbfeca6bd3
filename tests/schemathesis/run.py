"""Schemathesis over the whole API, as each of the five roles, on a demonstration county of its own.

`cargo xtask test --only schemathesis` runs the quick form. PORTICO_FUZZ=long runs the long one.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261122
LONG = os.environ.get("PORTICO_FUZZ") == "long"
# The quick form sends so many requests to an operation, and walks so many ways through them: the same work with the
# same seed on every machine. The long form goes on for so many seconds a role, in so many rounds.
EXAMPLES, WALKS = (100, 200) if LONG else (4, 12)
SECONDS, ROUNDS = (240, 5) if LONG else (None, 1)
START_PATIENCE = 120

NOBODY = "00000000-0000-4000-8000-000000000000"
# Fields that are ids, and the dictionary that holds such ids.
FIELDS = {
    "client_id": "clients",
    "program_id": "programs",
    "organization_id": "organizations",
    "authorization_id": "authorizations",
}

# The administrator comes last: that role can close organizations the others need.
ROLES = ["agency_clerk", "agency_clinician", "county_reviewer", "agency_supervisor", "county_administrator"]


def main():
    results = []
    for turn in range(ROUNDS):
        # A county of its own for each round: what the last one closed is open again.
        with server() as (base, sign_ins):
            people = {}
            for name, password in sign_ins:
                person = Person(base, name, password)
                people.setdefault(person.role, person)
            administrator = people["county_administrator"]
            for role in ROLES:
                # Sessions begin with the turn: none is renewed or over before its end, whatever the machine.
                person, *leaving = (administrator.stand_in(people[role]) for _ in range(3))
                results.append(test_as(person.settled(), leaving, SEED + turn))
    passed = sum(good for good, _, _ in results)
    failed = sum(bad for _, bad, _ in results)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and all(clean for _, _, clean in results) else 1


class Person:
    """Someone of the demonstration county, signed in."""

    def __init__(self, base, name, password):
        self.base, self.name, self.password = base, name, password
        self.token = ""
        me = self.sign_in()
        self.id, self.role, self.organization = me["user_id"], me["role"], me["organization"]["id"]

    def sign_in(self):
        me = self.ask("POST", "/session", {"user_name": self.name, "password": self.password, "bearer": True})
        self.token = me["token"]
        return me

    def stand_in(self, person):
        """Somebody new beside that person, of the same role, on their first day."""
        name = f"fuzz.{uuid.uuid4().hex[:12]}"
        new = {"user_name": name, "display_name": name, "role": person.role, "organization_id": person.organization}
        return Person(self.base, name, self.ask("POST", "/users", new)["first_password"])

    def settled(self):
        """The same with a password of their own and the terms accepted, as everything else takes for granted."""
        self.ask("PUT", "/session/password", {"current": self.password, "new": f"pier {uuid.uuid4()} lantern"})
        self.ask("POST", "/terms/acceptance", {"version": self.ask("GET", "/terms")["version"]})
        return self

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"{self.base}/api/v1{path}", method=method)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=60) as answer:
            # Past half of its life a token is replaced.
            self.token = answer.headers.get("Portico-Token", self.token)
            return json.loads(answer.read() or "null")

    def items(self, path, body=None):
        """The first page of a list; nothing where the role has no access to it."""
        try:
            answer = self.ask("GET" if body is None else "POST", path, body)
        except urllib.error.HTTPError as refusal:
            if refusal.code in (403, 404, 422):
                return []
            raise
        return answer if isinstance(answer, list) else answer.get("items", [])


@contextlib.contextmanager
def server():
    """A server on a data folder that is gone afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="portico-fuzz-"))
    # Started by root, the server hands its database to another account, which has to pass through here.
    folder.chmod(0o711)
    log = folder / "server.log"
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [os.environ["PORTICO_BIN"], "serve", "--demo", "--data", folder / "data", "--port", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PORTICO_RATE_LIMIT_SCALE": "1000000"},
        )
    try:
        wait_until_ready(process, f"http://localhost:{port}", log)
        yield f"http://localhost:{port}", sign_ins(log.read_text())
        if process.poll() is not None:
            raise SystemExit(f"the server stopped by itself:\n{log.read_text()}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def wait_until_ready(process, base, log):
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the server did not start:\n{log.read_text()}")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{base}/readyz", timeout=5).close()
            return
        time.sleep(0.2)
    raise SystemExit(f"the server was not ready in {START_PATIENCE} s:\n{log.read_text()}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sign_ins(printed):
    """User names and passwords as the server prints them, without the person on their first day."""
    lines = re.findall(r"^  (\S+\.\S+) +(\S+) +\S.*, .*$", printed, re.MULTILINE)
    first_day = set(re.findall(r"^  (\S+) .*\(first sign-in\)$", printed, re.MULTILINE))
    return [(name, password) for name, password in lines if name not in first_day]


def ids(rows, key="id"):
    return [row[key] for row in rows if row.get(key)]


def gather(person):
    """Ids this person can meet, by the name of the dictionary that holds them."""
    requests = person.items("/authorizations?limit=50")
    clients = list(dict.fromkeys(row["client_id"] for row in requests))[:20]
    details = [person.ask("GET", f"/authorizations/{one}") for one in ids(requests)]
    # Whoever has not signed in is nobody under test: their account may be closed and their password taken away.
    colleagues = [row for row in person.items("/users?limit=200") if not row.get("last_sign_in_at")]
    return {
        "clients": clients,
        "programs": ids(person.items("/programs?limit=200")),
        "organizations": ids(person.items("/organizations?limit=200")),
        "users": ids(colleagues),
        "authorizations": ids(requests),
        "change_requests": [one["id"] for detail in details for one in detail.get("change_requests", [])],
        "attachments": [row["id"] for one in ids(requests)[:5] for row in person.items(f"/attachments?authorization_id={one}")],
        "enrollments": [row["id"] for one in clients[:5] for row in person.items(f"/clients/{one}/enrollments")],
        "coverage": [row["id"] for one in clients[:5] for row in person.items(f"/clients/{one}/coverage")],
        "provider_authorizations": ids(person.items("/provider-authorizations?limit=50")),
        "tokens": ids(person.items("/tokens?limit=50")),
        "applications": ids(person.items("/applications?limit=50")),
        "news": ids(person.items("/news?limit=50")),
        "notifications": ids(person.items("/notifications?limit=50")),
        "drafts": ids(person.items("/drafts?limit=50")),
    }


def configuration(found):
    """The fixed configuration with the form's numbers and a person's ids behind it."""
    text = (HERE / "schemathesis.toml").read_text()
    text += f"\n[phases.fuzzing.generation]\nmax-examples = {EXAMPLES}\n"
    text += f"\n[phases.stateful.generation]\nmax-examples = {WALKS}\n"
    for name, values in found.items():
        text += f"\n[dictionaries.{name}]\nvalues = {json.dumps(values or [NOBODY])}\n"
        # What the ids in addresses stand for.
        address = f"^/api/v1/{name.replace('_', '-')}/"
        binding = f'{{ "path.id" = {{ dictionary = "{name}", probability = 0.8 }} }}'
        text += f"\n[[operations]]\ninclude-path-regex = {json.dumps(address)}\nparameters = {binding}\n"
    return text


def document(person, found):
    """The served document with ids of the running county as examples: the phases that enumerate the document know
    dictionaries only by these."""
    with urllib.request.urlopen(f"{person.base}/openapi.json", timeout=60) as answer:
        served = json.load(answer)
    for path, item in served["paths"].items():
        ids = found.get(path.split("/")[3].replace("-", "_"), []) if path.startswith("/api/v1/") else []
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                known = {"id": ids[:3], "If-Match": ['"v1"'], "Last-Event-ID": ["0"]}
                known |= {field: found[name][:2] for field, name in FIELDS.items()}
                if values := known.get(parameter["name"]):
                    parameter["examples"] = {str(value): {"value": value} for value in values}
    for schema in served["components"]["schemas"].values():
        for field, name in FIELDS.items():
            if found[name] and field in schema.get("properties", {}):
                schema["properties"][field]["examples"] = found[name][:2]
    return json.dumps(served)


def test_as(person, leaving, seed):
    """One run of Schemathesis as this person: operations that passed, that failed, and whether it ended well."""
    print(f"==> as {person.role}, seed {seed}", flush=True)
    found = gather(person)
    tokens = {"PORTICO_TOKEN": person.token}
    tokens |= {f"PORTICO_LEAVING_{number}": one.token for number, one in enumerate(leaving)}
    with tempfile.TemporaryDirectory(prefix="portico-fuzz-") as folder:
        folder = pathlib.Path(folder)
        (folder / "schemathesis.toml").write_text(configuration(found))
        (folder / "openapi.json").write_text(document(person, found))
        report = folder / "report.xml"
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", folder / "schemathesis.toml"),
            *("run", folder / "openapi.json", "--url", person.base, "--phases", "examples,coverage,fuzzing,stateful"),
            *("--checks", "all", "--seed", str(seed), *(["--max-time", str(SECONDS)] if SECONDS else [])),
            *("--report", "junit", "--report-junit-path", report, "--no-color"),
        ]
        environment = {**os.environ, **tokens, "SCHEMATHESIS_HOOKS": HERE / "hooks.py"}
        done = subprocess.run(command, env=environment, cwd=folder)
        if not report.exists() or report.stat().st_size == 0:
            raise SystemExit(f"Schemathesis ended with {done.returncode} and left no report")
        good, bad = counts(report)
    return good, bad, done.returncode == 0


def counts(report):
    cases = xml.etree.ElementTree.parse(report).getroot().findall(".//testcase")
    bad = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return len(cases) - bad - skipped, bad


if __name__ == "__main__":
    sys.exit(main())
