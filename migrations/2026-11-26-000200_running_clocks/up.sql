-- The review queue: requests whose clock runs, soonest due first; below them those that wait for the agency.
DROP INDEX authorizations_queue;
CREATE INDEX authorizations_queue
    ON authorizations (status, (clock_started_at IS NOT NULL AND clock_stopped_at IS NULL) DESC, due_at, id);
