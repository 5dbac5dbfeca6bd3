-- Each stored file is sealed under a key of its own; that key, sealed under one of the installation's, lies in the row
-- that names the file. Files of older servers have none and lie there as they came until `portico keys rotate`.
ALTER TABLE stored_files ADD COLUMN wrapped_key bytea;

-- The number of the key a sealed value hangs on: after `PSV1`, in four bytes. What has no such header is key 1's.
CREATE FUNCTION sealing_key(sealed bytea) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT CASE WHEN substring(sealed FROM 1 FOR 4) = '\x50535631'::bytea AND length(sealed) > 8
        THEN (get_byte(sealed, 4)::bigint << 24) | (get_byte(sealed, 5) << 16) | (get_byte(sealed, 6) << 8)
            | get_byte(sealed, 7)
        ELSE 1 END $$;

-- The same for a blind index: key 1's has 32 bytes, later ones begin with their key's number.
CREATE FUNCTION blinding_key(blind bytea) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT CASE WHEN length(blind) = 36
        THEN (get_byte(blind, 0)::bigint << 24) | (get_byte(blind, 1) << 16) | (get_byte(blind, 2) << 8)
            | get_byte(blind, 3)
        ELSE 1 END $$;
