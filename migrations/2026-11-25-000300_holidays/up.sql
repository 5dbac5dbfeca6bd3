-- The county keeps its own list of closed days.
GRANT INSERT, DELETE ON holidays TO portico_app;

-- The last year whose computed holidays were loaded: what the county takes away afterwards does not come back.
ALTER TABLE settings ADD COLUMN holidays_through smallint NOT NULL DEFAULT 0;
