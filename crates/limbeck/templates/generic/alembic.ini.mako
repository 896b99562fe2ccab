# Migrations of one database.

[alembic]
# Where env.py, script.py.mako and the revision files are. %(here)s is the
# directory of this file; slashes are forward slashes on every system.
script_location = ${script_location}

# How revision files are called. The default is %%(rev)s_%%(slug)s. There are
# rev, slug, epoch, year, month, day, hour, minute and second; this puts the
# date first:
# file_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s
# and this makes a directory for each year and month, which takes
# recursive_version_locations = true:
# file_template = %%(year)d/%%(month).2d/%%(day).2d_%%(hour).2d%%(minute).2d_%%(second).2d_%%(rev)s_%%(slug)s

# Directories in which modules are looked for before all others, with the
# separator that path_separator says. "." is where the command is called.
prepend_sys_path = .

# The time zone of the date in a revision file and in its name, such as
# Europe/Berlin. Left out, it is local time.
# timezone =

# How many characters of the message go into a file's name.
# truncate_slug_length = 40

# Run env.py for every `revision`, not with --autogenerate only.
# revision_environment = false

# Take compiled files without their source for revisions too.
# sourceless = false

# Directories of revision files, with the separator below. The default is
# versions/ in script_location. With several, the first revision of each
# needs --version-path.
# version_locations = %(here)s/bar:%(here)s/bat:%(here)s/alembic/versions

# What stands between the paths of version_locations and prepend_sys_path:
# "os" (a colon, on Windows a semicolon), "space", "newline", ":" or ";".
# Without it, commas and blanks do, as in old files.
path_separator = os

# Look for revision files in directories below version_locations too.
# recursive_version_locations = false

# The encoding of new revision files.
# output_encoding = utf-8

# The URL of the database; env.py reads it. A percent sign is written twice.
sqlalchemy.url = driver://user:pass@localhost/dbname


[post_write_hooks]
# Programs that are run on a new revision file. REVISION_SCRIPT_FILENAME in
# the options is its path.

# A program that a Python package installs, here black:
# hooks = black
# black.type = console_scripts
# black.entrypoint = black
# black.options = -l 79 REVISION_SCRIPT_FILENAME

# A Python module, as with `python -m`, here ruff:
# hooks = ruff
# ruff.type = module
# ruff.module = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

# Any program on PATH:
# hooks = ruff
# ruff.type = exec
# ruff.executable = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

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
