-- Foreign keys, one row for each column.
SELECT m.name, f.id, f."table", f."from", f."to"
FROM {schema}.sqlite_master AS m, pragma_foreign_key_list(m.name, {schema_text}) AS f
WHERE {scope}
ORDER BY m.name, f.id, f.seq
