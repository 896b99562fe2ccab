-- Names of columns by their numbers.
SELECT a.attrelid::bigint, a.attnum::bigint, a.attname::text
FROM pg_catalog.pg_attribute a
WHERE a.attrelid IN ({tables}) AND a.attnum > 0 AND NOT a.attisdropped
