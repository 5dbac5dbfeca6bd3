CREATE SEQUENCE client_numbers START 800440001;
GRANT USAGE ON SEQUENCE client_numbers TO portico_app;

-- Which organizations know a client: made by an admission or enrolment, never by hand.
CREATE TABLE client_organizations (
    client_id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    since date NOT NULL,
    PRIMARY KEY (organization_id, client_id)
);
CREATE INDEX client_organizations_client ON client_organizations (client_id);
CALL wall_own('client_organizations');

CREATE TABLE clients (
    id uuid PRIMARY KEY,
    client_number bigint NOT NULL UNIQUE DEFAULT nextval('client_numbers'),
    last_name text NOT NULL,
    first_name text NOT NULL,
    middle_name text NOT NULL DEFAULT '',
    suffix text NOT NULL DEFAULT '',
    preferred_name text NOT NULL DEFAULT '',
    birth_date date NOT NULL,
    sex text NOT NULL,
    cin text UNIQUE,
    -- AES-256-GCM; found by a keyed hash, shown by its last four.
    ssn_sealed bytea,
    ssn_blind bytea UNIQUE,
    ssn_last4 text,
    preferred_language text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    street text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT '',
    zip text NOT NULL DEFAULT '',
    homeless boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1
);
CALL wall_client_shared('clients', 'id');

CREATE TABLE client_names (
    id uuid PRIMARY KEY,
    client_id uuid NOT NULL REFERENCES clients (id),
    last_name text NOT NULL,
    first_name text NOT NULL
);
CREATE INDEX client_names_client ON client_names (client_id);
CALL wall_client_shared('client_names', 'client_id');

-- The one county-wide table: minimum fields, a row per name a client has or had. Keys are compared byte by byte
-- so that a prefix is a plain range on a btree.
CREATE TABLE client_index (
    client_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    last_key text COLLATE "C" NOT NULL,
    first_key text COLLATE "C" NOT NULL,
    last_name text NOT NULL,
    first_name text NOT NULL,
    birth_date date NOT NULL,
    sex text NOT NULL,
    client_number bigint NOT NULL,
    cin text,
    ssn_blind bytea,
    PRIMARY KEY (client_id, ordinal)
);
CREATE INDEX client_index_name ON client_index (last_key, first_key, client_id);
CREATE INDEX client_index_first ON client_index (first_key, last_key, client_id);
CREATE INDEX client_index_birth ON client_index (birth_date, last_key, first_key);
CREATE INDEX client_index_number ON client_index (client_number);
CREATE INDEX client_index_cin ON client_index (cin) WHERE cin IS NOT NULL;
CREATE INDEX client_index_ssn ON client_index (ssn_blind) WHERE ssn_blind IS NOT NULL;
CALL wall_basics('client_index', 'county-index');
CREATE POLICY everyone ON client_index TO portico_app USING ((SELECT app_user()) IS NOT NULL)
    WITH CHECK ((SELECT app_user()) IS NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON client_index TO portico_app;

-- Admissions. The same table the client-record work will enrol in.
CREATE TABLE enrollments (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    client_id uuid NOT NULL REFERENCES clients (id),
    program_id uuid NOT NULL,
    start_date date NOT NULL,
    end_date date,
    end_reason text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, program_id) REFERENCES programs (organization_id, id),
    CHECK (end_date IS NULL OR end_date >= start_date),
    CONSTRAINT enrollments_no_overlap EXCLUDE USING gist (organization_id WITH =, program_id WITH =,
        client_id WITH =, daterange(start_date, end_date, '[]') WITH &&)
);
CREATE INDEX enrollments_id ON enrollments (id);
CREATE INDEX enrollments_client ON enrollments (client_id, organization_id);
CALL wall_own('enrollments');
GRANT UPDATE (end_date, end_reason, version) ON enrollments TO portico_app;

-- Financial eligibility: who pays from when to when. Belongs to the client, not to a program.
CREATE TABLE coverage (
    id uuid PRIMARY KEY,
    client_id uuid NOT NULL REFERENCES clients (id),
    payer text NOT NULL,
    plan_name text NOT NULL,
    medi_cal boolean NOT NULL,
    member_id text NOT NULL DEFAULT '',
    subscriber text NOT NULL DEFAULT '',
    start_date date NOT NULL,
    end_date date,
    entered_by_organization uuid NOT NULL REFERENCES organizations (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    version integer NOT NULL DEFAULT 1,
    CHECK (end_date IS NULL OR end_date >= start_date),
    CONSTRAINT coverage_no_overlap EXCLUDE USING gist (client_id WITH =, payer WITH =,
        daterange(start_date, end_date, '[]') WITH &&)
);
CREATE INDEX coverage_client ON coverage (client_id, start_date);
CALL wall_client_shared('coverage', 'client_id');
