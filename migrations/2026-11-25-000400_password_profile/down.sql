ALTER TABLE settings DROP COLUMN password_profile;
