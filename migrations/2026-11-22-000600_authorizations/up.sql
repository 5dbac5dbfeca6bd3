CREATE TABLE funding_sources (
    id integer PRIMARY KEY,
    name text NOT NULL,
    marker text NOT NULL CHECK (marker IN ('medi_cal', 'non_medi_cal', 'either'))
);
CALL wall_reference('funding_sources');

CREATE TABLE benefit_plans (
    id integer PRIMARY KEY,
    funding_source_id integer NOT NULL REFERENCES funding_sources (id),
    name text NOT NULL,
    service text NOT NULL CHECK (service IN ('IHBS', 'TBS'))
);
CALL wall_reference('benefit_plans');

CREATE TABLE procedures (
    -- Code and modifiers as people write them, for example H2015:HK:HX.
    code text PRIMARY KEY,
    service text NOT NULL CHECK (service IN ('IHBS', 'TBS')),
    medi_cal boolean NOT NULL
);
CALL wall_reference('procedures');

CREATE SEQUENCE provider_authorization_numbers START 10001;
GRANT USAGE ON SEQUENCE provider_authorization_numbers TO portico_app;

-- P-Auth: an organization's money from one funding source in one fiscal year.
CREATE TABLE provider_authorizations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    number bigint NOT NULL UNIQUE DEFAULT nextval('provider_authorization_numbers'),
    funding_source_id integer NOT NULL REFERENCES funding_sources (id),
    -- The year the fiscal year begins in: 2026 runs from 2026-07-01 to 2027-06-30.
    fiscal_year smallint NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2100),
    amount numeric(14, 2) NOT NULL CHECK (amount >= 0),
    drawn numeric(14, 2) NOT NULL DEFAULT 0 CHECK (drawn >= 0),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, funding_source_id, fiscal_year),
    -- The last guard: whatever races, the balance is never below zero.
    CONSTRAINT provider_authorizations_not_overdrawn CHECK (drawn <= amount)
);
CREATE INDEX provider_authorizations_id ON provider_authorizations (id);
CALL wall_own('provider_authorizations');
GRANT UPDATE (amount, drawn, version) ON provider_authorizations TO portico_app;

CREATE TABLE provider_authorization_ledger (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    provider_authorization_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('initial', 'amendment', 'draw', 'return')),
    amount numeric(14, 2) NOT NULL,
    balance_after numeric(14, 2) NOT NULL CHECK (balance_after >= 0),
    reason text NOT NULL,
    at timestamptz NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    -- The order in which the lock was held: of two entries at once, the earlier request may well post second.
    position bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, provider_authorization_id) REFERENCES provider_authorizations (organization_id, id)
);
CREATE INDEX provider_authorization_ledger_of
    ON provider_authorization_ledger (organization_id, provider_authorization_id, position);
CALL wall_own('provider_authorization_ledger');

CREATE SEQUENCE authorization_numbers START 700001;
GRANT USAGE ON SEQUENCE authorization_numbers TO portico_app;

CREATE TABLE authorizations (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    number bigint NOT NULL UNIQUE DEFAULT nextval('authorization_numbers'),
    client_id uuid NOT NULL REFERENCES clients (id),
    program_id uuid NOT NULL,
    provider_authorization_id uuid NOT NULL,
    funding_source_id integer NOT NULL REFERENCES funding_sources (id),
    plan_id integer NOT NULL REFERENCES benefit_plans (id),
    procedure_code text NOT NULL REFERENCES procedures (code),
    urgency text NOT NULL CHECK (urgency IN ('standard', 'expedited')),
    -- What was asked; frozen at submission, changed only by an accepted change request.
    start_date date NOT NULL,
    end_date date NOT NULL,
    units integer NOT NULL CHECK (units BETWEEN 1 AND 9999),
    overlap_reason text NOT NULL DEFAULT '',
    -- What was granted; empty until approved.
    granted_start date,
    granted_end date,
    granted_units integer,
    status text NOT NULL,
    review_status text NOT NULL,
    submitted_at timestamptz NOT NULL,
    submitted_by uuid NOT NULL REFERENCES users (id),
    -- The decision clock: runs from complete information (empty while a required form is missing), stands still
    -- while information is requested. Until it runs, the due time is the one it would have had from the submission:
    -- only for the order of the queue.
    clock_started_at timestamptz,
    clock_stopped_at timestamptz,
    due_at timestamptz NOT NULL,
    review_at timestamptz,
    reviewed_by uuid REFERENCES users (id),
    denial_reason text,
    missing_documents_reason text NOT NULL DEFAULT '',
    claimed_by uuid REFERENCES users (id),
    claimed_at timestamptz,
    missing_documents smallint NOT NULL,
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, program_id) REFERENCES programs (organization_id, id),
    FOREIGN KEY (organization_id, provider_authorization_id) REFERENCES provider_authorizations (organization_id, id),
    CHECK (end_date >= start_date),
    CHECK (granted_end IS NULL OR granted_end >= granted_start)
);
CREATE INDEX authorizations_id ON authorizations (id);
CREATE INDEX authorizations_client ON authorizations (client_id, organization_id, submitted_at);
CREATE INDEX authorizations_agency ON authorizations (organization_id, submitted_at DESC, id);
CREATE INDEX authorizations_agency_review ON authorizations (organization_id, review_status, submitted_at DESC, id);
CREATE INDEX authorizations_county ON authorizations (submitted_at DESC, id);
CREATE INDEX authorizations_county_review ON authorizations (review_status, submitted_at DESC, id);
CREATE INDEX authorizations_agency_status ON authorizations (organization_id, status, submitted_at DESC, id);
CREATE INDEX authorizations_county_status ON authorizations (status, submitted_at DESC, id);
-- Not partial: the words of a prepared statement's parameters are not known when it is planned.
CREATE INDEX authorizations_queue ON authorizations (status, due_at, id);
-- Turnaround counts by the day of the decision, over all agencies.
CREATE INDEX authorizations_decided ON authorizations (review_at) WHERE review_at IS NOT NULL;
CALL wall_own('authorizations');
GRANT UPDATE ON authorizations TO portico_app;

CREATE TABLE authorization_history (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    authorization_id uuid NOT NULL,
    at timestamptz NOT NULL,
    -- Empty where nobody did it: the last day passed.
    user_id uuid REFERENCES users (id),
    action text NOT NULL,
    from_status text NOT NULL DEFAULT '',
    from_review_status text NOT NULL DEFAULT '',
    to_status text NOT NULL,
    to_review_status text NOT NULL,
    why text NOT NULL DEFAULT '',
    -- What was asked and granted before and after, where an accepted change or a decision altered it.
    changes jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id)
);
CREATE INDEX authorization_history_of ON authorization_history (organization_id, authorization_id, at);
CREATE INDEX authorization_history_withdrawn ON authorization_history (at) WHERE action = 'withdraw';
CALL wall_own('authorization_history');

CREATE TABLE authorization_notes (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    authorization_id uuid NOT NULL,
    at timestamptz NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    visibility text NOT NULL CHECK (visibility IN ('agency_and_county', 'internal')),
    body text NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id)
);
CREATE INDEX authorization_notes_of ON authorization_notes (organization_id, authorization_id, at);
CALL wall_basics('authorization_notes', 'own');
-- Internal notes are the county's; the agency's wall hides them even from a query that forgets to.
CREATE POLICY tenant ON authorization_notes TO portico_app
    USING ((organization_id = (SELECT app_organization()) AND visibility = 'agency_and_county')
        OR (SELECT app_is_county()))
    WITH CHECK ((organization_id = (SELECT app_organization()) AND visibility = 'agency_and_county')
        OR (SELECT app_is_county()));
GRANT SELECT, INSERT ON authorization_notes TO portico_app;

CREATE TABLE change_requests (
    id uuid NOT NULL,
    organization_id uuid NOT NULL,
    authorization_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'accepted', 'refused')),
    start_date date,
    end_date date,
    units integer CHECK (units BETWEEN 1 AND 9999),
    program_id uuid,
    reason text NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by uuid NOT NULL REFERENCES users (id),
    decided_at timestamptz,
    decided_by uuid REFERENCES users (id),
    decision_note text NOT NULL DEFAULT '',
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, authorization_id) REFERENCES authorizations (organization_id, id)
);
CREATE INDEX change_requests_id ON change_requests (id);
CREATE UNIQUE INDEX change_requests_one_pending ON change_requests (organization_id, authorization_id)
    WHERE state = 'pending';
CALL wall_own('change_requests');
GRANT UPDATE (state, decided_at, decided_by, decision_note) ON change_requests TO portico_app;

-- Ends what was granted for days that are over by the county's calendar. Nobody asks for it, so it runs as the owner,
-- and leaves the same traces a person's step would: history, audit event, word to open pages.
CREATE FUNCTION authorizations_end(now timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public
    AS $$
        WITH over AS (
            UPDATE authorizations SET status = 'ended', version = version + 1
            WHERE status = 'active' AND granted_end < (now AT TIME ZONE (SELECT s.time_zone FROM settings s))::date
            RETURNING id, organization_id, client_id, review_status
        ), history AS (
            INSERT INTO authorization_history (id, organization_id, authorization_id, at, action, from_status,
                from_review_status, to_status, to_review_status, why)
            SELECT gen_random_uuid(), organization_id, id, now, 'end', 'active', review_status, 'ended', review_status,
                'The last day has passed.' FROM over
        ), events AS (
            INSERT INTO audit_events (id, at, request_id, organization_id, action, subject_kind, subject_id, client_id,
                outcome)
            SELECT gen_random_uuid(), now, gen_random_uuid(), organization_id, 'authorizations.end', 'authorization',
                id, client_id, 'done' FROM over
        ), told AS (
            INSERT INTO outbox (organization_id, kind, subject_id, client_id)
            SELECT organization_id, 'authorization', id, client_id FROM over
        )
        SELECT count(*) FROM over
    $$;
