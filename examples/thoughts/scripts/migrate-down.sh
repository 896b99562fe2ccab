#!/bin/sh
# Take back the newest revision.
set -eu
cd "$(dirname "$0")/.."
exec alembic downgrade -1
