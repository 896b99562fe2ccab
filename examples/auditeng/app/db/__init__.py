"""The database: base class, models, sessions."""
