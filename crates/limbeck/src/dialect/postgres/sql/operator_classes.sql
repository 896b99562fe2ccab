-- Operator classes that have to be named.
SELECT o.oid::bigint, o.opcname::text FROM pg_catalog.pg_opclass o WHERE NOT o.opcdefault
