-- CHECK constraints of tables.
SELECT
    c.oid::bigint,
    k.conname::text,
    pg_catalog.pg_get_constraintdef(k.oid, true),
    d.description,
    k.coninhcount > 0
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c'
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
WHERE {scope}
ORDER BY c.oid, k.conname
