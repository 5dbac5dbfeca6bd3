CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('county', 'agency', 'health_plan')),
    name text NOT NULL,
    short_name text NOT NULL,
    npi text,
    tin text,
    active boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX organizations_name ON organizations (lower(name));
CREATE UNIQUE INDEX organizations_one_county ON organizations (kind) WHERE kind = 'county';
CALL wall_reference('organizations');
GRANT INSERT, UPDATE ON organizations TO portico_app;

-- Sites: the physical locations where a contracting provider gives authorized services.
CREATE TABLE programs (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    name text NOT NULL,
    code text NOT NULL,
    street text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT 'CA',
    zip text NOT NULL DEFAULT '',
    services text[] NOT NULL DEFAULT '{}',
    part2 boolean NOT NULL DEFAULT false,
    active boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id)
);
CREATE UNIQUE INDEX programs_code ON programs (code);
CALL wall_reference('programs');
GRANT INSERT, UPDATE ON programs TO portico_app;

-- One row: what this installation is set to.
CREATE TABLE settings (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    county_name text NOT NULL,
    time_zone text NOT NULL DEFAULT 'America/Los_Angeles',
    attachment_max_bytes bigint NOT NULL DEFAULT 5242880,
    attachment_warn_bytes bigint NOT NULL DEFAULT 2097152,
    attachment_extensions text[] NOT NULL
        DEFAULT '{doc,docx,odt,pdf,txt,wpd,bmp,gif,jpeg,jpg,png}',
    idle_minutes integer NOT NULL DEFAULT 15 CHECK (idle_minutes BETWEEN 1 AND 60),
    absolute_hours integer NOT NULL DEFAULT 12 CHECK (absolute_hours BETWEEN 1 AND 24),
    version integer NOT NULL DEFAULT 1
);
CALL wall_reference('settings');
GRANT UPDATE ON settings TO portico_app;

CREATE TABLE holidays (
    day date PRIMARY KEY,
    name text NOT NULL
);
CALL wall_reference('holidays');

-- Terms of Security and Authorization Disclaimer; the highest version is the one in force.
CREATE TABLE terms_versions (
    version integer PRIMARY KEY,
    title text NOT NULL,
    body text NOT NULL,
    published_on date NOT NULL
);
CALL wall_reference('terms_versions');
