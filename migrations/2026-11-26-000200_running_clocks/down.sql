DROP INDEX authorizations_queue;
CREATE INDEX authorizations_queue ON authorizations (status, due_at, id);
