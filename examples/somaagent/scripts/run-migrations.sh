#!/bin/sh
# Bring the database to the newest revision before the service starts.
# The exit status is that of the migration: the service must not start after a
# failure.
set -eu

if [ -z "${SA01_DB_DSN:-}" ]; then
    echo "run-migrations: SA01_DB_DSN is not set" >&2
    exit 2
fi

cd "$(dirname "$0")/.."

status=0
alembic upgrade head || status=$?

if [ "$status" -ne 0 ]; then
    echo "run-migrations: migration failed with status $status; the service must not start" >&2
    echo "run-migrations: see CONTRIBUTING.md for how to go on" >&2
    exit "$status"
fi

echo "run-migrations: the database is up to date"
