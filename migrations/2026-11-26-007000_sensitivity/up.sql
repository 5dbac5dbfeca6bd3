-- Sensitivity inside a tenant: which rows by themselves say that somebody is or was a patient of a substance-use program
-- (42 CFR Part 2), who belongs to such a program, and the wall that hides these rows from everybody else.
--
-- A label follows from the row's program and is held there by a foreign key that carries it: the database refuses a row
-- whose label is not its program's, whoever writes it. `domain::sensitivity` has the same rule as a table; a test walks
-- both side by side.

-- When and why somebody asks, beside who: consents and memberships have days, and the clock is the server's. Unset is
-- NULL, and NULL is no member of anything.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('portico.now', true), '')::timestamptz $$;
CREATE FUNCTION app_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT COALESCE(current_setting('portico.purpose', true), '') $$;
CREATE FUNCTION app_day() RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT (app_now() AT TIME ZONE s.time_zone)::date FROM settings s $$;

-- Told on the way to `identity_actor`, whose last argument it is.
CREATE FUNCTION app_asks(at timestamptz, purpose text) RETURNS timestamptz LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM set_config('portico.now', at::text, true), set_config('portico.purpose', purpose, true);
        RETURN at;
    END $$;

ALTER TABLE programs
    ADD COLUMN label text NOT NULL GENERATED ALWAYS AS (CASE WHEN part2 THEN 'part2' ELSE 'none' END) STORED,
    ADD CONSTRAINT programs_label UNIQUE (organization_id, id, label);

-- Who works in which program, from when to when. The last day still counts; access that has to end at once ends with
-- the day before.
CREATE TABLE program_members (
    id uuid NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    program_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    start_date date NOT NULL,
    end_date date,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    version integer NOT NULL DEFAULT 1,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, program_id) REFERENCES programs (organization_id, id),
    CHECK (end_date IS NULL OR end_date >= start_date - 1),
    CONSTRAINT program_members_no_overlap EXCLUDE USING gist (uuid_hash_extended(user_id, 0) WITH =,
        (user_id::text) WITH =, (program_id::text) WITH =, daterange(start_date, end_date + 1) WITH &&)
);
CREATE INDEX program_members_id ON program_members (id);
CREATE INDEX program_members_person ON program_members (user_id, program_id);
CALL wall_own('program_members');
GRANT UPDATE (end_date, version) ON program_members TO portico_app;

-- Whether whoever asks belongs to a program today. Membership ends with the organization it was given in.
CREATE FUNCTION app_belongs(program uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT EXISTS (SELECT 1 FROM program_members m WHERE m.user_id = app_user() AND m.program_id = program
            AND m.organization_id = app_organization() AND m.start_date <= app_day()
            AND (m.end_date IS NULL OR m.end_date >= app_day())) $$;

-- The same for any substance-use program of an organization: what rows without a program of their own ask.
CREATE FUNCTION app_belongs_to_part2(owner uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT EXISTS (SELECT 1 FROM program_members m JOIN programs p ON p.id = m.program_id
            WHERE m.user_id = app_user() AND p.part2 AND p.organization_id = owner AND app_belongs(p.id)) $$;

-- The rule: whether whoever asks may know of a row with this label. `what` is the kind of record, for consents.
CREATE FUNCTION app_sees(label text, owner uuid, program uuid, client uuid, what text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT CASE label
            WHEN 'none' THEN true
            WHEN 'part2' THEN app_user() IS NOT NULL
                AND CASE WHEN program IS NULL THEN app_belongs_to_part2(owner) ELSE app_belongs(program) END
            ELSE false END $$;

-- A substance-use program the client is or was in and whoever asks belongs to; none for anybody else. What has no
-- program of its own yet (a staged document, a draft, a payer) takes this one.
CREATE FUNCTION app_part2_program_of(client uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT e.program_id FROM enrollments e JOIN programs p ON p.id = e.program_id
          WHERE e.client_id = client AND p.part2 AND app_belongs(e.program_id)
          ORDER BY e.start_date DESC, e.id LIMIT 1 $$;

-- This transaction wrote something labelled: what it has to tell open pages without saying of which row is kept back.
CREATE FUNCTION labelled(label text) RETURNS text LANGUAGE plpgsql
    AS $$
    BEGIN
        IF label <> 'none' THEN PERFORM set_config('portico.labelled', 'yes', true); END IF;
        RETURN label;
    END $$;

CREATE FUNCTION label_of_program() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        NEW.sensitivity := labelled(COALESCE((SELECT p.label FROM programs p
            WHERE p.organization_id = NEW.organization_id AND p.id = NEW.program_id), 'none'));
        RETURN NEW;
    END $$;

CREATE FUNCTION label_of_authorization() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        NEW.sensitivity := labelled(COALESCE((SELECT a.sensitivity FROM authorizations a
            WHERE a.organization_id = NEW.organization_id AND a.id = NEW.authorization_id), 'none'));
        RETURN NEW;
    END $$;

-- Admissions and requests: the label is the program's.
ALTER TABLE enrollments ADD COLUMN sensitivity text NOT NULL DEFAULT 'none';
UPDATE enrollments e SET sensitivity = p.label FROM programs p WHERE p.id = e.program_id AND p.part2;
ALTER TABLE enrollments
    DROP CONSTRAINT enrollments_organization_id_program_id_fkey,
    ADD CONSTRAINT enrollments_label FOREIGN KEY (organization_id, program_id, sensitivity)
        REFERENCES programs (organization_id, id, label) ON UPDATE CASCADE;
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF organization_id, program_id, sensitivity ON enrollments
    FOR EACH ROW EXECUTE FUNCTION label_of_program();
CREATE POLICY sensitivity ON enrollments AS RESTRICTIVE TO portico_app USING (sensitivity = 'none'
    OR app_sees(sensitivity, organization_id, program_id, client_id, 'enrollments'));

ALTER TABLE authorizations ADD COLUMN sensitivity text NOT NULL DEFAULT 'none';
UPDATE authorizations a SET sensitivity = p.label FROM programs p WHERE p.id = a.program_id AND p.part2;
ALTER TABLE authorizations
    DROP CONSTRAINT authorizations_organization_id_program_id_fkey,
    ADD CONSTRAINT authorizations_label FOREIGN KEY (organization_id, program_id, sensitivity)
        REFERENCES programs (organization_id, id, label) ON UPDATE CASCADE,
    ADD CONSTRAINT authorizations_labelled UNIQUE (organization_id, id, sensitivity);
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF organization_id, program_id, sensitivity ON authorizations
    FOR EACH ROW EXECUTE FUNCTION label_of_program();
CREATE POLICY sensitivity ON authorizations AS RESTRICTIVE TO portico_app USING (sensitivity = 'none'
    OR app_sees(sensitivity, organization_id, program_id, client_id, 'authorizations'));

-- What belongs to a request has its label, and is seen by whoever sees the request.
CREATE PROCEDURE label_with_authorization(tbl regclass, former_key text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN sensitivity text NOT NULL DEFAULT ''none''', tbl);
    EXECUTE format('UPDATE %s t SET sensitivity = a.sensitivity FROM authorizations a
        WHERE a.organization_id = t.organization_id AND a.id = t.authorization_id AND a.sensitivity <> ''none''', tbl);
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I
        FOREIGN KEY (organization_id, authorization_id, sensitivity)
        REFERENCES authorizations (organization_id, id, sensitivity) ON UPDATE CASCADE', tbl, former_key, tbl || '_label');
    EXECUTE format('CREATE POLICY sensitivity ON %1$s AS RESTRICTIVE TO portico_app USING (sensitivity = ''none''
        OR EXISTS (SELECT 1 FROM authorizations a WHERE a.organization_id = %1$s.organization_id
            AND a.id = %1$s.authorization_id))', tbl);
END $$;
CALL label_with_authorization('authorization_history', 'authorization_history_organization_id_authorization_id_fkey');
CALL label_with_authorization('authorization_notes', 'authorization_notes_organization_id_authorization_id_fkey');
CALL label_with_authorization('change_requests', 'change_requests_organization_id_authorization_id_fkey');
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF authorization_id, sensitivity ON authorization_history
    FOR EACH ROW EXECUTE FUNCTION label_of_authorization();
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF authorization_id, sensitivity ON authorization_notes
    FOR EACH ROW EXECUTE FUNCTION label_of_authorization();
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF authorization_id, sensitivity ON change_requests
    FOR EACH ROW EXECUTE FUNCTION label_of_authorization();

-- Documents: the request's label once there is one; before, the program of whoever staged it for a client in it.
ALTER TABLE attachments ADD COLUMN program_id uuid;
CALL label_with_authorization('attachments', 'attachments_organization_id_authorization_id_fkey');
DROP POLICY sensitivity ON attachments;
CREATE POLICY sensitivity ON attachments AS RESTRICTIVE TO portico_app USING (sensitivity = 'none'
    OR CASE WHEN authorization_id IS NULL THEN app_sees(sensitivity, organization_id, program_id, client_id, 'attachments')
        ELSE EXISTS (SELECT 1 FROM authorizations a WHERE a.organization_id = attachments.organization_id
            AND a.id = attachments.authorization_id
            AND app_sees(a.sensitivity, a.organization_id, a.program_id, a.client_id, 'attachments')) END);
-- `program_id` speaks for a staged document alone: a request may move to another program.
ALTER TABLE attachments ADD CONSTRAINT attachments_labelled_for_a_program
    CHECK (sensitivity = 'none' OR authorization_id IS NOT NULL OR program_id IS NOT NULL);
CREATE FUNCTION label_of_attachment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF NEW.authorization_id IS NULL THEN
            NEW.program_id := app_part2_program_of(NEW.client_id);
            NEW.sensitivity := labelled(CASE WHEN NEW.program_id IS NULL THEN 'none' ELSE 'part2' END);
        ELSE
            NEW.program_id := NULL;
            NEW.sensitivity := labelled(COALESCE((SELECT a.sensitivity FROM authorizations a
                WHERE a.organization_id = NEW.organization_id AND a.id = NEW.authorization_id), 'none'));
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF authorization_id, sensitivity ON attachments
    FOR EACH ROW EXECUTE FUNCTION label_of_attachment();

-- Payers of substance-use treatment say it by themselves. Two organizations may each have such a span for the same
-- days: a refusal would tell the second of the first.
ALTER TABLE coverage ADD COLUMN sensitivity text NOT NULL DEFAULT 'none', ADD COLUMN program_id uuid;
UPDATE coverage SET sensitivity = 'part2' WHERE payer IN ('medi_cal_dmc', 'ads_dmc_r_match');
ALTER TABLE coverage
    ADD CONSTRAINT coverage_label
        CHECK (sensitivity = CASE WHEN payer IN ('medi_cal_dmc', 'ads_dmc_r_match') THEN 'part2' ELSE 'none' END),
    DROP CONSTRAINT coverage_no_overlap,
    ADD CONSTRAINT coverage_no_overlap EXCLUDE USING gist (uuid_hash_extended(client_id, 0) WITH =,
        (client_id::text) WITH =, payer WITH =,
        (CASE WHEN sensitivity = 'none' THEN '' ELSE entered_by_organization::text || COALESCE(program_id::text, '') END)
            WITH =, daterange(start_date, end_date, '[]') WITH &&);
CREATE FUNCTION label_of_coverage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        NEW.sensitivity := labelled(CASE WHEN NEW.payer IN ('medi_cal_dmc', 'ads_dmc_r_match') THEN 'part2' ELSE 'none' END);
        IF TG_OP = 'INSERT' AND NEW.sensitivity <> 'none' THEN
            NEW.program_id := COALESCE(NEW.program_id, app_part2_program_of(NEW.client_id));
        END IF;
        RETURN NEW;
    END $$;
-- Every update of a labelled span is a labelled write.
CREATE TRIGGER label BEFORE INSERT OR UPDATE ON coverage FOR EACH ROW EXECUTE FUNCTION label_of_coverage();
CREATE POLICY sensitivity ON coverage AS RESTRICTIVE TO portico_app USING (sensitivity = 'none'
    OR app_sees(sensitivity, entered_by_organization, program_id, client_id, 'coverage'));

-- That an organization knows a client is as sensitive as the least sensitive reason for it.
ALTER TABLE client_organizations ADD COLUMN sensitivity text NOT NULL DEFAULT 'none'
    CHECK (sensitivity IN ('none', 'part2'));
UPDATE client_organizations l SET sensitivity = 'part2'
    WHERE EXISTS (SELECT 1 FROM enrollments e WHERE e.client_id = l.client_id AND e.organization_id = l.organization_id)
        AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.client_id = l.client_id
            AND e.organization_id = l.organization_id AND e.sensitivity = 'none');
CREATE FUNCTION app_sees_link(owner uuid, client uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT EXISTS (SELECT 1 FROM enrollments e WHERE e.client_id = client AND e.organization_id = owner
            AND app_sees(e.sensitivity, e.organization_id, e.program_id, e.client_id, 'enrollments')) $$;
CREATE POLICY sensitivity ON client_organizations AS RESTRICTIVE TO portico_app
    USING (sensitivity = 'none' OR app_sees_link(organization_id, client_id));
CREATE FUNCTION label_of_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF NEW.sensitivity = 'none' THEN
            -- An ordinary reason opens the link, from that reason's day: the earlier day would tell of another.
            UPDATE client_organizations SET sensitivity = 'none', since = NEW.start_date
                WHERE organization_id = NEW.organization_id AND client_id = NEW.client_id AND sensitivity <> 'none';
        ELSE
            UPDATE client_organizations SET sensitivity = NEW.sensitivity
                WHERE organization_id = NEW.organization_id AND client_id = NEW.client_id AND sensitivity = 'none'
                    AND NOT EXISTS (SELECT 1 FROM enrollments e WHERE e.client_id = NEW.client_id
                        AND e.organization_id = NEW.organization_id AND e.sensitivity = 'none');
        END IF;
        RETURN NULL;
    END $$;
CREATE TRIGGER label_link AFTER INSERT OR UPDATE OF sensitivity ON enrollments
    FOR EACH ROW EXECUTE FUNCTION label_of_link();

-- The county sees every client but those it can only know of through what it may not see: a record without a single
-- admission would say which kind is hidden.
CREATE PROCEDURE wall_client_sensitivity(tbl regclass, client_column text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY known ON %s AS RESTRICTIVE TO portico_app
        USING (NOT (SELECT app_is_county()) OR EXISTS (SELECT 1 FROM client_organizations link
            WHERE link.client_id = %s.%I OFFSET 0))', tbl, tbl, client_column);
END $$;
CALL wall_client_sensitivity('clients', 'id');
CALL wall_client_sensitivity('client_names', 'client_id');
CALL wall_client_sensitivity('coverage', 'client_id');
CALL wall_client_sensitivity('client_index', 'client_id');

-- One's own drafts about a client of a substance-use program go with the membership.
ALTER TABLE drafts ADD COLUMN sensitivity text NOT NULL DEFAULT 'none' CHECK (sensitivity IN ('none', 'part2')),
    ADD COLUMN program_id uuid, ADD CONSTRAINT drafts_label CHECK ((sensitivity = 'none') = (program_id IS NULL));
CREATE FUNCTION label_of_draft() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        NEW.program_id := app_part2_program_of(NEW.client_id);
        NEW.sensitivity := labelled(CASE WHEN NEW.program_id IS NULL THEN 'none' ELSE 'part2' END);
        RETURN NEW;
    END $$;
CREATE TRIGGER label BEFORE INSERT OR UPDATE OF client_id ON drafts FOR EACH ROW EXECUTE FUNCTION label_of_draft();
CREATE POLICY sensitivity ON drafts AS RESTRICTIVE TO portico_app USING (sensitivity = 'none'
    OR app_sees(sensitivity, NULL, program_id, client_id, 'authorizations'));

-- Notifications: about a request, its label; about a client, that of the transaction that wrote it. Only reading is
-- walled: an agency tells the county what it did, whoever there may read it.
ALTER TABLE notifications ADD COLUMN sensitivity text NOT NULL DEFAULT 'none' CHECK (sensitivity IN ('none', 'part2')),
    ADD COLUMN program_id uuid;
UPDATE notifications n SET sensitivity = a.sensitivity, program_id = a.program_id FROM authorizations a
    WHERE a.id = n.authorization_id AND a.sensitivity <> 'none';
CREATE FUNCTION label_of_notification() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF NEW.authorization_id IS NOT NULL THEN
            SELECT a.sensitivity, a.program_id INTO NEW.sensitivity, NEW.program_id FROM authorizations a
                WHERE a.id = NEW.authorization_id AND a.sensitivity <> 'none';
        ELSIF NEW.client_id IS NOT NULL AND current_setting('portico.labelled', true) = 'yes' THEN
            NEW.sensitivity := 'part2';
            NEW.program_id := app_part2_program_of(NEW.client_id);
        END IF;
        NEW.sensitivity := COALESCE(NEW.sensitivity, 'none');
        RETURN NEW;
    END $$;
CREATE TRIGGER label BEFORE INSERT ON notifications FOR EACH ROW EXECUTE FUNCTION label_of_notification();
CREATE POLICY sensitivity ON notifications AS RESTRICTIVE FOR SELECT TO portico_app USING (sensitivity = 'none'
    OR app_sees(sensitivity, organization_id, program_id, client_id, 'authorizations'));

-- Open pages hear by organization, so of labelled rows they hear nothing: not even that something happened.
CREATE FUNCTION keep_labelled_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    DECLARE
        hidden boolean := false;
    BEGIN
        CASE NEW.kind
            WHEN 'authorization' THEN
                SELECT a.sensitivity <> 'none' INTO hidden FROM authorizations a WHERE a.id = NEW.subject_id;
            WHEN 'enrollment' THEN
                SELECT e.sensitivity <> 'none' INTO hidden FROM enrollments e WHERE e.id = NEW.subject_id;
            WHEN 'coverage' THEN
                SELECT c.sensitivity <> 'none' INTO hidden FROM coverage c WHERE c.id = NEW.subject_id;
            WHEN 'notification' THEN
                SELECT n.sensitivity <> 'none' INTO hidden FROM notifications n WHERE n.id = NEW.subject_id;
            WHEN 'client' THEN
                hidden := COALESCE(current_setting('portico.labelled', true) = 'yes', false);
            ELSE NULL;
        END CASE;
        RETURN CASE WHEN COALESCE(hidden, false) THEN NULL ELSE NEW END;
    END $$;
CREATE TRIGGER labelled BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_labelled_back();

-- An answer that is kept for a repeat may hold what its reader sees no longer.
CREATE FUNCTION forget_answers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        DELETE FROM idempotency_keys WHERE user_id = NEW.user_id AND status IS NOT NULL;
        RETURN NULL;
    END $$;
CREATE TRIGGER forget AFTER UPDATE ON program_members FOR EACH ROW EXECUTE FUNCTION forget_answers();

-- A program stops being one under Part 2 only while nothing was ever written in it: its rows would lie open.
CREATE FUNCTION part2_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$
    BEGIN
        IF OLD.part2 AND NOT NEW.part2 AND (
            EXISTS (SELECT 1 FROM enrollments e WHERE e.organization_id = OLD.organization_id AND e.program_id = OLD.id)
            OR EXISTS (SELECT 1 FROM authorizations a
                WHERE a.organization_id = OLD.organization_id AND a.program_id = OLD.id))
        THEN
            RAISE EXCEPTION 'rows of this program are under 42 CFR Part 2'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_part2_stays';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER part2_stays BEFORE UPDATE OF part2 ON programs FOR EACH ROW EXECUTE FUNCTION part2_stays();
