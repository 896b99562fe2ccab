-- Indexes but those of primary keys.
SELECT
    c.oid::bigint,
    x.relname::text,
    i.indisunique,
    i.indisvalid,
    k.oid IS NOT NULL,
    x.reloptions::text[],
    CASE WHEN m.amname <> 'btree' THEN m.amname::text END,
    CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END,
    {key_count},
    {nulls_not_distinct},
    i.indkey::text,
    i.indclass::text,
    i.indoption::text,
    CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
        SELECT pg_catalog.pg_get_indexdef(x.oid, e.place, true)
        FROM generate_series(1, i.indnatts) AS e (place)
        ORDER BY e.place
    ) END,
    {attached}
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND NOT i.indisprimary
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_am m ON m.oid = x.relam
LEFT JOIN pg_catalog.pg_constraint k
    ON k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
WHERE {scope}
ORDER BY c.oid, x.relname
