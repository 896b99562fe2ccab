-- Tables, views and what else has columns.
SELECT
    c.oid::bigint,
    c.relname::text,
    c.relkind::text,
    d.description,
    c.reloptions::text[],
    CASE WHEN m.amname <> current_setting('default_table_access_method', true) THEN m.amname::text END,
    s.spcname::text,
    ARRAY(
        SELECT p.relname::text
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
        WHERE i.inhrelid = c.oid
        ORDER BY i.inhseqno
    ),
    (
        SELECT e.extname::text
        FROM pg_catalog.pg_depend o
        JOIN pg_catalog.pg_extension e ON e.oid = o.refobjid
        WHERE o.classid = 'pg_catalog.pg_class'::regclass
            AND o.objid = c.oid
            AND o.refclassid = 'pg_catalog.pg_extension'::regclass
            AND o.deptype = 'e'
        LIMIT 1
    ),
    {partition_of},
    {partition_of_schema},
    {partition_by}
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_class'::regclass
LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
WHERE {scope}
