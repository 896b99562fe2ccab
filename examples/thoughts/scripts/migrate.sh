#!/bin/sh
# Upgrade the database to the newest revision.
set -eu
cd "$(dirname "$0")/.."
exec alembic upgrade head
