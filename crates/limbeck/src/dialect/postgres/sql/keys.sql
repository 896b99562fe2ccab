-- Primary keys and unique constraints. The columns are those of the index behind them, which has the
-- columns of INCLUDE last.
SELECT
    c.oid::bigint,
    k.conname::text,
    k.contype::text,
    i.indkey::text,
    {key_count},
    {nulls_not_distinct},
    d.description,
    {inherited}
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ({kinds})
JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
WHERE {scope}
ORDER BY c.oid, k.conname
