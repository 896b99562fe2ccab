-- Enumeration types.
SELECT
    t.typname::text,
    n.nspname::text,
    pg_catalog.pg_type_is_visible(t.oid),
    ARRAY(
        SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder
    )
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND {scope}
ORDER BY n.nspname, t.typname
