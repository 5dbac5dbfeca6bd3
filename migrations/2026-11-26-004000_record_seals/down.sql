DROP FUNCTION identity_organization(uuid);
DROP TABLE record_clients, record_seals;
DROP TRIGGER stands ON audit_events;
DROP TRIGGER stands ON access_records;
DROP PROCEDURE wall_append_only(regclass);
DROP FUNCTION record_stands();
DROP INDEX audit_events_user, access_records_user;
ALTER TABLE audit_events DROP COLUMN written_in;
ALTER TABLE access_records DROP COLUMN written_in;
