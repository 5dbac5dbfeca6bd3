DROP FUNCTION sweep_expired(timestamptz);
DROP TABLE notification_reads;
DROP TABLE notifications;
DROP TABLE stored_files;
DROP TABLE attachments;
