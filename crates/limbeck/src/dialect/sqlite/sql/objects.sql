-- Everything that has a CREATE statement.
SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master
