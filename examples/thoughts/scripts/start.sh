#!/bin/sh
# What the container runs: first the migrations, then the service.
set -eu
cd "$(dirname "$0")/.."
scripts/migrate.sh
exec uvicorn src.api.main:app --host 0.0.0.0 --port 8000
