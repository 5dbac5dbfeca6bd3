ALTER TABLE idempotency_keys DROP COLUMN body_id;
ALTER TABLE idempotency_keys DROP COLUMN body_sealed;
