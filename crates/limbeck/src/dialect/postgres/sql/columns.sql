-- Columns with their types, defaults, comments and what makes their values. Ordered on our side: the
-- server would sort 100,000 rows on disk.
SELECT
    c.oid::bigint,
    a.attname::text,
    pg_catalog.format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.atthasdef THEN (
        SELECT pg_catalog.pg_get_expr(f.adbin, f.adrelid)
        FROM pg_catalog.pg_attrdef f
        WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum
    ) END,
    a.attnotnull,
    d.description,
    {generated},
    {identity},
    {identity_options},
    CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN (
        SELECT l.collname::text FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation
    ) END,
    -- The sequence that the default reads, where a column of this column's name owns it. Only
    -- integer and bigint: SERIAL is made of these.
    CASE WHEN a.atthasdef AND a.atttypid IN (20, 23) THEN (
        SELECT q.relname::text
        FROM pg_catalog.pg_attrdef f
        JOIN pg_catalog.pg_depend u
            ON u.classid = 'pg_catalog.pg_attrdef'::regclass
            AND u.objid = f.oid
            AND u.refclassid = 'pg_catalog.pg_class'::regclass
        JOIN pg_catalog.pg_class q ON q.oid = u.refobjid AND q.relkind = 'S'
        JOIN pg_catalog.pg_depend o
            ON o.classid = 'pg_catalog.pg_class'::regclass
            AND o.objid = q.oid
            AND o.refclassid = 'pg_catalog.pg_class'::regclass
        JOIN pg_catalog.pg_attribute w ON w.attrelid = o.refobjid AND w.attnum = o.refobjsubid
        WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum AND w.attname = a.attname
        LIMIT 1
    ) END,
    a.attnum::bigint
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.objsubid = a.attnum AND d.classoid = 'pg_catalog.pg_class'::regclass
WHERE {scope}
