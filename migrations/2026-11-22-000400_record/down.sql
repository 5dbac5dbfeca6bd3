DROP TABLE news_reads;
DROP TABLE news;
DROP TABLE drafts;
DROP TABLE outbox;
DROP TABLE idempotency_keys;
DROP TABLE access_records;
DROP TABLE audit_events;
