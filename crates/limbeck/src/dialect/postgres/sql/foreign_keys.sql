-- Foreign keys.
SELECT
    c.oid::bigint,
    k.conname::text,
    k.conkey::int[],
    r.oid::bigint,
    r.relname::text,
    rn.nspname::text,
    pg_catalog.pg_table_is_visible(r.oid),
    k.confkey::int[],
    k.confupdtype::text,
    k.confdeltype::text,
    {delete_columns},
    k.confmatchtype::text,
    k.condeferrable,
    k.condeferred,
    d.description,
    {inherited}
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
WHERE {scope}
ORDER BY c.oid, k.conname
