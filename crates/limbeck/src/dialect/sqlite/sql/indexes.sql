-- Indexes, those that implement constraints too, one row for each element.
SELECT m.name, i.name, i."unique", i.partial, e.name
FROM {schema}.sqlite_master AS m, pragma_index_list(m.name, {schema_text}) AS i
LEFT JOIN pragma_index_info(i.name, {schema_text}) AS e
WHERE {scope}
ORDER BY m.name, i.name, e.seqno
