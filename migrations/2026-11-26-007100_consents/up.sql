-- A patient's consent to disclosure of records of a substance-use program (42 CFR 2.31), with every element the rule
-- asks for. It is a row of the program: labelled like the others, and seen by whom it lets in.
CREATE TABLE consents (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    client_id uuid NOT NULL REFERENCES clients (id),
    -- Who discloses.
    program_id uuid NOT NULL,
    sensitivity text NOT NULL DEFAULT 'part2' CHECK (sensitivity = 'part2'),
    kind text NOT NULL CHECK (kind IN ('single', 'tpo', 'counselling_notes')),
    what text[] NOT NULL CHECK (cardinality(what) > 0),
    description text NOT NULL CHECK (description <> ''),
    recipient_organization_id uuid REFERENCES organizations (id),
    recipient_class text CHECK (recipient_class IN ('treating_providers', 'payers', 'all_tpo')),
    recipient_name text NOT NULL DEFAULT '',
    purpose text NOT NULL CHECK (purpose IN ('treatment', 'payment', 'operations', 'tpo', 'proceedings')),
    revocation_explained boolean NOT NULL CHECK (revocation_explained),
    expires_on date,
    expires_event text NOT NULL DEFAULT '',
    signed_by text NOT NULL CHECK (signed_by <> ''),
    signed_on date NOT NULL,
    entered_by uuid NOT NULL REFERENCES users (id),
    entered_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by uuid REFERENCES users (id),
    revoked_reason text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, program_id, sensitivity) REFERENCES programs (organization_id, id, label),
    CHECK (num_nonnulls(recipient_organization_id, recipient_class, NULLIF(recipient_name, '')) = 1),
    CHECK ((expires_on IS NULL) <> (expires_event = '')),
    CHECK ((kind = 'tpo') = (purpose = 'tpo')),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX consents_id ON consents (id);
CREATE INDEX consents_client ON consents (client_id, program_id);
CALL wall_own('consents');
GRANT UPDATE (revoked_at, revoked_by, revoked_reason, version) ON consents TO portico_app;

-- Which roles may read what a consent opens to the county. `domain::access` has the same; a test compares them.
CREATE FUNCTION role_reads_part2(role text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT role IN ('county_reviewer') $$;

-- The live consent that lets a recipient of this kind see this kind of record for this purpose. The county pays and does
-- not treat: what it does in the course of its work it does for payment.
CREATE FUNCTION consent_to(program uuid, client uuid, what text, to_organization uuid, to_county boolean, purpose text,
    on_day date) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT c.id FROM consents c
          WHERE c.client_id = client AND c.program_id = program AND c.kind <> 'counselling_notes'
              AND c.revoked_at IS NULL AND c.signed_on <= on_day AND (c.expires_on IS NULL OR c.expires_on >= on_day)
              AND (consent_to.what = 'consents' OR consent_to.what = ANY (c.what))
              AND (c.recipient_organization_id = to_organization OR c.recipient_class = 'all_tpo'
                  OR c.recipient_class = CASE WHEN to_county THEN 'payers' ELSE 'treating_providers' END)
              AND (c.purpose = 'tpo' AND consent_to.purpose IN ('treatment', 'payment', 'operations')
                  OR c.purpose = CASE WHEN to_county AND consent_to.purpose = 'treatment' THEN 'payment'
                      ELSE consent_to.purpose END)
          ORDER BY c.signed_on DESC, c.id LIMIT 1 $$;

-- The consent that opens a row to whoever asks; none for the program's own people, who need none.
CREATE FUNCTION app_consent(label text, owner uuid, program uuid, client uuid, what text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT CASE WHEN label <> 'part2' OR program IS NULL OR client IS NULL OR app_user() IS NULL THEN NULL
            WHEN app_belongs(program) AND app_purpose() <> 'proceedings' THEN NULL
            WHEN app_is_county() AND NOT (SELECT role_reads_part2(u.role) FROM users u WHERE u.id = app_user()) THEN NULL
            WHEN NOT app_is_county() AND owner IS DISTINCT FROM app_organization() THEN NULL
            ELSE consent_to(program, client, what, app_organization(), app_is_county(), app_purpose(), app_day()) END $$;

CREATE OR REPLACE FUNCTION app_sees(label text, owner uuid, program uuid, client uuid, what text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT CASE label
            WHEN 'none' THEN true
            WHEN 'part2' THEN app_user() IS NOT NULL
                -- Against the patient even the program's own people have nothing but what the patient consented to.
                AND (app_purpose() <> 'proceedings'
                        AND CASE WHEN program IS NULL THEN app_belongs_to_part2(owner) ELSE app_belongs(program) END
                    OR app_consent(label, owner, program, client, what) IS NOT NULL)
            ELSE false END $$;

-- Whether the county could see a request of this program for this client: one it cannot see nobody would decide.
CREATE FUNCTION county_may_decide(program uuid, client uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT consent_to(program, client, 'authorizations', o.id, true, 'payment', app_day()) IS NOT NULL
              AND consent_to(program, client, 'attachments', o.id, true, 'payment', app_day()) IS NOT NULL
          FROM organizations o WHERE o.kind = 'county' $$;

-- Entered and revoked by the program's people; read by them and by those it lets in.
CREATE POLICY sensitivity ON consents AS RESTRICTIVE TO portico_app
    USING (app_sees(sensitivity, organization_id, program_id, client_id, 'consents'))
    WITH CHECK (app_belongs(program_id));

-- An answer that is kept for a repeat may hold what a consent opens no longer.
CREATE FUNCTION forget_answers_under_consents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        DELETE FROM idempotency_keys k WHERE k.status IS NOT NULL AND k.user_id IN
            (SELECT u.id FROM users u WHERE NOT EXISTS (SELECT 1 FROM program_members m
                WHERE m.user_id = u.id AND m.program_id = NEW.program_id)
                AND (u.organization_id = NEW.organization_id
                    OR u.organization_id = (SELECT o.id FROM organizations o WHERE o.kind = 'county')));
        RETURN NULL;
    END $$;
CREATE TRIGGER forget AFTER UPDATE OF revoked_at ON consents
    FOR EACH ROW EXECUTE FUNCTION forget_answers_under_consents();
