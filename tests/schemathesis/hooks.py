"""What Schemathesis cannot tell from the document by itself."""

import uuid

import schemathesis
from hypothesis import strategies

# Entity tags: it writes no header with quotation marks in it unless the format is known.
schemathesis.openapi.format("etag", strategies.integers(0, 9).map('"v{}"'.format))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Every request is one of its own: the second with a valid key of the first would only be told so (422)."""
    key = (case.headers or {}).get("Idempotency-Key", "")
    if isinstance(key, str) and 8 <= len(key) <= 255 and key.isascii() and key.isprintable() and " " not in key:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
