-- Ids as text in the two keys that forbid overlaps. A GiST index over uuid columns of this PostgreSQL is a bad tree:
-- each insertion and each look costs a hundred times a btree's, and the planner takes it for reads by client all the
-- same. The hash in front splits the tree well; the texts decide, so two clients with one hash are not mistaken.
ALTER TABLE coverage
    DROP CONSTRAINT coverage_no_overlap,
    ADD CONSTRAINT coverage_no_overlap EXCLUDE USING gist (uuid_hash_extended(client_id, 0) WITH =,
        (client_id::text) WITH =, payer WITH =, daterange(start_date, end_date, '[]') WITH &&);
ALTER TABLE enrollments
    DROP CONSTRAINT enrollments_no_overlap,
    ADD CONSTRAINT enrollments_no_overlap EXCLUDE USING gist (uuid_hash_extended(client_id, 0) WITH =,
        (client_id::text) WITH =, (program_id::text) WITH =, (organization_id::text) WITH =,
        daterange(start_date, end_date, '[]') WITH &&);
-- One row or none. Where this is joined to a read, the usual guess of a thousand makes a plan for the very parameters
-- look so much cheaper that the statement is planned anew each time.
ALTER FUNCTION identity_actor(uuid, bigint, timestamptz) ROWS 1;
