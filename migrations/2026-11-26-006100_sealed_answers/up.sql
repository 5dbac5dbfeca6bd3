-- What a request with an idempotency key was answered is kept for a day, and may hold anything about a client, a draft's
-- text included. It is sealed from now on; `body` is read for what an older server wrote, and empty after a day. The id
-- is for the rotation of keys, which goes from row to row by it.
ALTER TABLE idempotency_keys ADD COLUMN body_sealed bytea;
ALTER TABLE idempotency_keys ADD COLUMN body_id uuid;
GRANT UPDATE (body_sealed, body_id) ON idempotency_keys TO portico_app;
