-- The record of who did and saw what, the keys that make a retry harmless, and the outbox.

CREATE TABLE audit_events (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    request_id uuid NOT NULL,
    user_id uuid,
    session_id uuid,
    organization_id uuid,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid,
    client_id uuid,
    outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
    -- Names of fields and codes only, never their values.
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_organization ON audit_events (organization_id, at);
CREATE INDEX audit_events_client ON audit_events (client_id, at) WHERE client_id IS NOT NULL;
CALL wall_basics('audit_events', 'record');
-- Appended for every actor (a refused sign-in has none); read by one's own organization and the county.
CREATE POLICY append ON audit_events FOR INSERT TO portico_app WITH CHECK (true);
CREATE POLICY tenant ON audit_events FOR SELECT TO portico_app
    USING (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()));
GRANT SELECT, INSERT ON audit_events TO portico_app;

CREATE TABLE access_records (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    request_id uuid NOT NULL,
    user_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    operation text NOT NULL,
    -- Why, in a word: treatment, payment, operations.
    purpose text NOT NULL,
    client_ids uuid[] NOT NULL,
    -- Which kinds of criteria a search used, never their values.
    shape text NOT NULL DEFAULT ''
);
CREATE INDEX access_records_organization ON access_records (organization_id, at);
CALL wall_basics('access_records', 'record');
-- Records of several organizations share one commit, so the way in is open and the way out is not.
CREATE POLICY append ON access_records FOR INSERT TO portico_app WITH CHECK (true);
CREATE POLICY tenant ON access_records FOR SELECT TO portico_app
    USING (organization_id = (SELECT app_organization()) OR (SELECT app_is_county()));
GRANT SELECT, INSERT ON access_records TO portico_app;

CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint,
    body jsonb,
    etag text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, operation, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
CALL wall_personal('idempotency_keys');
GRANT UPDATE (status, body, etag) ON idempotency_keys TO portico_app;

-- What open pages should hear of: kinds and ids, sent on after the commit.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    -- The organization whose pages are told, besides the county's; NULL tells everybody.
    organization_id uuid,
    kind text NOT NULL,
    subject_id uuid,
    client_id uuid,
    published boolean NOT NULL DEFAULT false
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE NOT published;
CALL wall_basics('outbox', 'record');
-- Ids and kinds only; the stream filters by organization before anything leaves.
CREATE POLICY everyone ON outbox TO portico_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON outbox TO portico_app;
GRANT UPDATE (published) ON outbox TO portico_app;
GRANT DELETE ON outbox TO portico_app;

CREATE TABLE drafts (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    kind text NOT NULL,
    client_id uuid,
    -- Title and body are sealed: a half-written request may hold anything about a client.
    sealed bytea NOT NULL,
    updated_at timestamptz NOT NULL,
    version integer NOT NULL DEFAULT 1
);
CREATE INDEX drafts_person ON drafts (user_id, kind, updated_at);
CALL wall_personal('drafts');
GRANT UPDATE, DELETE ON drafts TO portico_app;

CREATE TABLE news (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    important boolean NOT NULL DEFAULT false,
    published_on date NOT NULL,
    expires_on date,
    version integer NOT NULL DEFAULT 1
);
CALL wall_reference('news');
GRANT INSERT, UPDATE ON news TO portico_app;

CREATE TABLE news_reads (
    user_id uuid NOT NULL REFERENCES users (id),
    news_id uuid NOT NULL REFERENCES news (id),
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, news_id)
);
CALL wall_personal('news_reads');
