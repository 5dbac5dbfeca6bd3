#!/usr/bin/env python3
"""A vendor's system that follows an authorization in Portico.

It knows openapi.yaml and docs/api-access.md and nothing else. Python's standard library, and PyJWT with its
cryptography: pip install "pyjwt[crypto]"

    register   an administrator's API token registers this system (once)
    token      an assertion, signed with a key of its own, gets an access token for five minutes
    find       a client by the number on their card
    follow     the client's newest authorization, until it is decided

    PORTICO_TOKEN=portico_live_... follow_an_authorization.py https://portico.example.gov register \\
        --organization "North Shore Family Services" --key key.pem
    follow_an_authorization.py https://portico.example.gov follow --client-id ... --key key.pem --client 000123456
"""

import argparse
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

SCOPES = ["read_reference", "read_clients", "read_authorizations"]
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
UNDECIDED = "pending"


class Refused(Exception):
    """Portico said no; the words are Portico's."""


class Portico:
    """The API, with whatever token is at hand."""

    def __init__(self, base, token=None):
        self.base, self.token = base.rstrip("/"), token

    def call(self, method, path, body=None, form=None, headers=None):
        """One request. Too many at once are waited out, as Retry-After says."""
        request = urllib.request.Request(self.base + path, method=method, headers=headers or {})
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        if form is not None:
            request.add_header("Content-Type", "application/x-www-form-urlencoded")
            request.data = urllib.parse.urlencode(form).encode()
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as error:
                if error.code == 429:
                    time.sleep(int(error.headers.get("Retry-After", "1")))
                    continue
                problem = json.loads(error.read() or "{}")
                words = problem.get("detail") or problem.get("error_description") or problem.get("title")
                raise Refused(f"{method} {path}: {error.code} {words}") from None

    def items(self, path):
        """Every row of a list, page after page."""
        cursor = None
        while True:
            mark = "&" if "?" in path else "?"
            page = self.call("GET", path + (f"{mark}cursor={cursor}" if cursor else ""))
            yield from page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return


def own_key(path):
    """This system's private key, made the first time. It never leaves this machine."""
    path = pathlib.Path(path)
    if not path.exists():
        key = ec.generate_private_key(ec.SECP384R1())
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.touch(mode=0o600)
        path.write_bytes(key.private_bytes(*form))
    return serialization.load_pem_private_key(path.read_bytes(), password=None)


def public_keys(key):
    """The public half as a JSON Web Key Set."""
    written = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"keys": [{**written, "kid": "first", "use": "sig", "alg": "ES384"}]}


def register(portico, organization, key):
    """Registers this system for an organization and answers its client id."""
    agencies = [one for one in portico.items("/api/v1/organizations?limit=200") if one["name"] == organization]
    if not agencies:
        raise Refused(f"there is no organization named {organization}")
    new = {
        "name": "Follow an authorization",
        "organization_id": agencies[0]["id"],
        "role": "agency_clerk",
        "scopes": SCOPES,
        "contact": "support@vendor.example",
        "jwks": public_keys(key),
    }
    once = {"Idempotency-Key": str(uuid.uuid4())}
    return portico.call("POST", "/api/v1/applications", body=new, headers=once)["id"]


def access_token(portico, client_id, key):
    """A token for five minutes, for an assertion that is good once."""
    where = portico.call("GET", "/.well-known/oauth-authorization-server")["token_endpoint"]
    now = int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": where, "exp": now + 240, "jti": str(uuid.uuid4())}
    form = {
        "grant_type": "client_credentials",
        "scope": " ".join(SCOPES),
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": jwt.encode(claims, key, algorithm="ES384", headers={"kid": "first"}),
    }
    # The address the server names is reached where this system reaches the server.
    return portico.call("POST", urllib.parse.urlsplit(where).path, form=form)["access_token"]


def find(portico, number):
    """The client with this number, among those the organization has or had."""
    found = portico.call("POST", "/api/v1/clients/lookup", body={"client_number": int(number)})["items"]
    if not found:
        raise Refused(f"no client {number} that {portico.base} would show")
    return found[0]


def follow(portico, client, wait):
    """Says how the client's newest authorization stands, until it is decided or the waiting is over."""
    query = urllib.parse.urlencode({"client_id": client["id"], "limit": 1})
    newest = next(portico.items(f"/api/v1/authorizations?{query}"), None)
    if newest is None:
        raise Refused("this client has no authorization")
    told, until = None, time.monotonic() + wait
    while True:
        one = portico.call("GET", f"/api/v1/authorizations/{newest['id']}")
        stands = f"{one['number']}: {one['status']}, {one['review_status']}"
        if stands != told:
            print(stands, flush=True)
            told = stands
        if one["status"] != UNDECIDED or time.monotonic() >= until:
            return one
        time.sleep(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="where Portico is, for example https://portico.example.gov")
    parser.add_argument("what", choices=["register", "follow"])
    parser.add_argument("--key", default="key.pem", help="the file of this system's private key")
    parser.add_argument("--organization", help="register: the name of the organization to act for")
    parser.add_argument("--client-id", help="follow: as registering printed it")
    parser.add_argument("--client", help="follow: the client's number")
    parser.add_argument("--wait", type=float, default=0, help="follow: seconds to wait for a decision")
    said = parser.parse_args()
    key = own_key(said.key)
    if said.what == "register":
        print(register(Portico(said.base, os.environ.get("PORTICO_TOKEN")), said.organization, key))
        return
    portico = Portico(said.base)
    portico.token = access_token(portico, said.client_id, key)
    follow(portico, find(portico, said.client), said.wait)


if __name__ == "__main__":
    try:
        main()
    except Refused as refusal:
        sys.exit(str(refusal))
