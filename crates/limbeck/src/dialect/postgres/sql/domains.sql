-- Domains. Their checks are tested in the order of their names.
SELECT
    t.typname::text,
    n.nspname::text,
    pg_catalog.pg_type_is_visible(t.oid),
    pg_catalog.format_type(t.typbasetype, t.typtypmod),
    t.typnotnull,
    t.typdefault,
    l.collname::text,
    ARRAY(
        SELECT k.conname::text FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid ORDER BY k.conname
    ),
    ARRAY(
        SELECT pg_catalog.pg_get_constraintdef(k.oid, true)
        FROM pg_catalog.pg_constraint k
        WHERE k.contypid = t.oid
        ORDER BY k.conname
    )
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation
WHERE t.typtype = 'd' AND {scope}
ORDER BY n.nspname, t.typname
