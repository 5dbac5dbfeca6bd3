DROP FUNCTION blinding_key(bytea);
DROP FUNCTION sealing_key(bytea);
-- Without its key a sealed file can never be read again.
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM stored_files WHERE wrapped_key IS NOT NULL) THEN
        RAISE EXCEPTION 'sealed files would be lost: their keys are in stored_files.wrapped_key';
    END IF;
END $$;
ALTER TABLE stored_files DROP COLUMN wrapped_key;
