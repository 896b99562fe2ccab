"""Models; Epic 2 adds the first ones, and alembic/env.py imports them."""
