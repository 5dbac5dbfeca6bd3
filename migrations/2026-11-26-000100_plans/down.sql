ALTER FUNCTION identity_actor(uuid, bigint, timestamptz) ROWS 1000;
ALTER TABLE enrollments
    DROP CONSTRAINT enrollments_no_overlap,
    ADD CONSTRAINT enrollments_no_overlap EXCLUDE USING gist (organization_id WITH =, program_id WITH =,
        client_id WITH =, daterange(start_date, end_date, '[]') WITH &&);
ALTER TABLE coverage
    DROP CONSTRAINT coverage_no_overlap,
    ADD CONSTRAINT coverage_no_overlap EXCLUDE USING gist (client_id WITH =, payer WITH =,
        daterange(start_date, end_date, '[]') WITH &&);
