"""Whole commands: real Alembic and Limbeck run the same project, and everything observable is compared."""
