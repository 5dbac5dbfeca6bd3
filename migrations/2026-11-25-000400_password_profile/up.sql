ALTER TABLE settings ADD COLUMN password_profile text NOT NULL DEFAULT 'length'
    CHECK (password_profile IN ('length', 'composition'));
