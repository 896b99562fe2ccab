//! PostgreSQL driver (being written).
