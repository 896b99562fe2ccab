# What env.py needs to reach the database, and logging. Settings of the source tree are
# in pyproject.toml.

[alembic]

# The URL of the database; env.py reads it. A percent sign is written twice.
sqlalchemy.url = driver://user:pass@localhost/dbname

# Logging, which env.py sets up from here.
[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
