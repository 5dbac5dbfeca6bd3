CREATE OR REPLACE FUNCTION app_sees(label text, owner uuid, program uuid, client uuid, what text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
    AS $$ SELECT CASE label
            WHEN 'none' THEN true
            WHEN 'part2' THEN app_user() IS NOT NULL
                AND CASE WHEN program IS NULL THEN app_belongs_to_part2(owner) ELSE app_belongs(program) END
            ELSE false END $$;
DROP TABLE consents;
DROP FUNCTION forget_answers_under_consents();
DROP FUNCTION county_may_decide(uuid, uuid);
DROP FUNCTION app_consent(text, uuid, uuid, uuid, text);
DROP FUNCTION consent_to(uuid, uuid, text, uuid, boolean, text, date);
DROP FUNCTION role_reads_part2(text);
