[tool.alembic]

# Where env.py, script.py.mako and the revision files are. %(here)s is the
# directory of this file; slashes are forward slashes on every system.
script_location = "${script_location}"

# How revision files are called. The default is %%(rev)s_%%(slug)s. There are
# rev, slug, epoch, year, month, day, hour, minute and second; this puts the
# date first:
# file_template = "%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s"
# and this makes a directory for each year and month, which takes
# recursive_version_locations = true:
# file_template = "%%(year)d/%%(month).2d/%%(day).2d_%%(hour).2d%%(minute).2d_%%(second).2d_%%(rev)s_%%(slug)s"

# Directories in which modules are looked for before all others. "." is where
# the command is called.
prepend_sys_path = [
    "."
]

# The time zone of the date in a revision file and in its name, such as
# "Europe/Berlin". Left out, it is local time.
# timezone =

# How many characters of the message go into a file's name.
# truncate_slug_length = 40

# Run env.py for every `revision`, not with --autogenerate only.
# revision_environment = false

# Take compiled files without their source for revisions too.
# sourceless = false

# Directories of revision files. The default is versions/ in script_location.
# With several, the first revision of each needs --version-path.
# version_locations = [
#    "%(here)s/alembic/versions",
#    "%(here)s/foo/bar"
# ]

# Look for revision files in directories below version_locations too.
# recursive_version_locations = false

# The encoding of new revision files.
# output_encoding = "utf-8"

# Programs that are run on a new revision file. REVISION_SCRIPT_FILENAME in
# the options is its path.
#
# A program that a Python package installs, here black:
# [[tool.alembic.post_write_hooks]]
# name = "black"
# type = "console_scripts"
# entrypoint = "black"
# options = "-l 79 REVISION_SCRIPT_FILENAME"
#
# A Python module, as with `python -m`, here ruff:
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "module"
# module = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
#
# Any program on PATH:
# [[tool.alembic.post_write_hooks]]
# name = "ruff"
# type = "exec"
# executable = "ruff"
# options = "check --fix REVISION_SCRIPT_FILENAME"
