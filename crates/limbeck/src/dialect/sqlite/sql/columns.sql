-- Columns, generated ones too.
SELECT m.name, c.name, upper(c.type), c."notnull", c.dflt_value, c.pk, c.hidden
FROM {schema}.sqlite_master AS m, pragma_table_xinfo(m.name, {schema_text}) AS c
WHERE {scope}
ORDER BY m.name, c.cid
