-- Tables that virtual tables consist of.
SELECT name FROM pragma_table_list WHERE schema = {schema_text} AND type = 'shadow'
