-- Primary keys and unique constraints. The columns are those of the index behind them, which has the
-- columns of INCLUDE last.
SELECT
    c.oid::bigint,
    k.conname::text,
    k.contype::text,
    array_agg(a.attname::text ORDER BY e.place),
    min({key_count}),
    bool_and({nulls_not_distinct}),
    min(d.description)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype IN ({kinds})
JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS e (number, place)
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = e.number
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
WHERE {scope}
GROUP BY c.oid, k.conname, k.contype
ORDER BY c.oid, k.conname
