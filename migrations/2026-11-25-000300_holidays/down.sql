ALTER TABLE settings DROP COLUMN holidays_through;
REVOKE INSERT, DELETE ON holidays FROM portico_app;
