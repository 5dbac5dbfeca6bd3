"""Runs the example of docs/api-access.md as a vendor would, against a demonstration county of its own.

`cargo xtask test --only third-party` runs it. What the vendor's script is given is what an administrator would hand
over: an API token, the name of an organization, the number of a client.
"""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent.parent / "examples" / "follow_an_authorization.py"


def neighbour():
    """The server and the people of the fuzzing tests."""
    spec = importlib.util.spec_from_file_location("fuzzing", HERE.parent / "schemathesis" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example(*words, token=None):
    environment = {name: value for name, value in os.environ.items() if name != "PORTICO_TOKEN"}
    if token:
        environment["PORTICO_TOKEN"] = token
    return subprocess.run([sys.executable, EXAMPLE, *words], env=environment, capture_output=True, text=True, timeout=120)


def printed(done):
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make_token(administrator, scopes):
    last = administrator.ask("GET", "/session")["today"]
    last = f"{int(last[:4])}-12-31" if last[5:7] != "12" else f"{int(last[:4]) + 1}-06-30"
    new = {"name": "Registers the example", "scopes": scopes, "expires_on": last}
    return administrator.ask("POST", "/tokens", new)


def main():
    fuzzing = neighbour()
    with fuzzing.server() as (base, sign_ins), tempfile.TemporaryDirectory() as folder:
        people = {}
        for name, password in sign_ins:
            person = fuzzing.Person(base, name, password)
            people.setdefault(person.role, person)
        administrator = people["county_administrator"]
        row = administrator.items("/authorizations?limit=1")[0]
        key = ("--key", str(pathlib.Path(folder) / "key.pem"))

        made = make_token(administrator, ["manage_applications", "read_reference"])
        told = ("register", "--organization", row["organization_name"], *key)
        client_id = printed(example(base, *told, token=made["secret"]))

        follow = ("follow", "--client-id", client_id, "--client", str(row["client_number"]), *key)
        lines = printed(example(base, *follow)).splitlines()
        assert len(lines) == 1 and ": " in lines[0], lines

        # A client of nobody the organization knows is not there.
        stranger = example(base, *follow[:4], "999999999", *key)
        assert stranger.returncode != 0 and "no client" in stranger.stderr, stranger.stderr

        # What is taken away is gone at once: the token, then the application.
        administrator.ask("DELETE", f"/tokens/{made['token']['id']}")
        refused = example(base, *told, token=made["secret"])
        assert refused.returncode != 0 and "401" in refused.stderr, refused.stderr
        suspend(base, administrator, client_id)
        refused = example(base, *follow)
        assert refused.returncode != 0 and "401" in refused.stderr, refused.stderr
    print("a vendor registered, got a token, found a client and followed an authorization")
    return 0


def suspend(base, administrator, client_id):
    request = urllib.request.Request(f"{base}/api/v1/applications/{client_id}", method="PATCH")
    request.add_header("Authorization", f"Bearer {administrator.token}")
    request.add_header("If-Match", '"v1"')
    request.add_header("Content-Type", "application/json")
    request.data = json.dumps({"state": "suspended"}).encode()
    urllib.request.urlopen(request, timeout=30).close()


if __name__ == "__main__":
    sys.exit(main())
