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
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20261122
LONG = os.environ.get("PORTICO_FUZZ") == "long"
# Seconds for one role, and how often each has its turn: a session does not outlive the idle limit.
SECONDS, ROUNDS = (240, 5) if LONG else (36, 1)
START_PATIENCE = 120

# The administrator comes last: that role can close accounts and organizations the others need.
ROLES = ["agency_clerk", "agency_clinician", "county_reviewer", "agency_supervisor", "county_administrator"]


def main():
    results = []
    with server() as (base, sign_ins):
        people = {}
        for name, password in sign_ins:
            person = Person(base, name, password)
            people.setdefault(person.role, person)
        for turn in range(ROUNDS):
            for role in ROLES:
                results.append(test_as(people[role], SEED + turn))
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

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"{self.base}/api/v1{path}", method=method)
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

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
        "news": ids(person.items("/news?limit=50")),
        "notifications": ids(person.items("/notifications?limit=50")),
        "drafts": ids(person.items("/drafts?limit=50")),
    }


def configuration(person):
    """The fixed configuration with this person's ids behind it."""
    text = (HERE / "schemathesis.toml").read_text()
    nobody = "00000000-0000-4000-8000-000000000000"
    for name, values in gather(person).items():
        text += f"\n[dictionaries.{name}]\nvalues = {json.dumps(values or [nobody])}\n"
    return text


def test_as(person, seed):
    """One run of Schemathesis as this person: operations that passed, that failed, and whether it ended well."""
    person.sign_in()
    print(f"==> as {person.role} ({person.name}), seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="portico-fuzz-") as folder:
        folder = pathlib.Path(folder)
        (folder / "schemathesis.toml").write_text(configuration(person))
        report = folder / "report.xml"
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", folder / "schemathesis.toml"),
            *("run", f"{person.base}/openapi.yaml", "--url", person.base, "--phases", "examples,coverage,fuzzing,stateful"),
            *("--checks", "all", "--seed", str(seed), "--max-time", str(SECONDS)),
            *("--report", "junit", "--report-junit-path", report, "--no-color"),
        ]
        done = subprocess.run(command, env={**os.environ, "PORTICO_TOKEN": person.token}, cwd=folder)
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
