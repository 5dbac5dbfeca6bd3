DROP FUNCTION sweep_access(timestamptz);
DROP FUNCTION identity_grant(uuid, uuid, text[], bytea, bytea, timestamptz, bytea, timestamptz);
DROP FUNCTION identity_application(uuid);
DROP FUNCTION identity_used(uuid, uuid, text, timestamptz);
DROP FUNCTION identity_bearer(bytea, text, timestamptz);
DROP TABLE used_assertions;
DROP TABLE access_tokens;
DROP TABLE applications;
DELETE FROM users WHERE user_name LIKE 'application.%' AND password_hash IS NULL;
