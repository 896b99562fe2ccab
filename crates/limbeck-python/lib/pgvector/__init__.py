"""pgvector's column types for SQLAlchemy models and migrations."""
