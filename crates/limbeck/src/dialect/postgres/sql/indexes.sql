-- Indexes but those of primary keys, one row for each element.
SELECT
    c.oid::bigint,
    x.oid::bigint,
    x.relname::text,
    i.indisunique,
    i.indisvalid,
    k.oid IS NOT NULL,
    x.reloptions::text[],
    CASE WHEN m.amname <> 'btree' THEN m.amname::text END,
    CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END,
    {key_count},
    {nulls_not_distinct},
    CASE WHEN e.number = 0 THEN pg_catalog.pg_get_indexdef(x.oid, e.place::int, true) ELSE a.attname::text END,
    e.number = 0,
    CASE WHEN NOT o.opcdefault THEN o.opcname::text END,
    coalesce(i.indoption[e.place - 1], 0)::bigint
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND NOT i.indisprimary
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_am m ON m.oid = x.relam
LEFT JOIN pg_catalog.pg_constraint k
    ON k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS e (number, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = e.number
LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[e.place - 1]
WHERE {scope}
ORDER BY c.oid, x.relname, e.place
