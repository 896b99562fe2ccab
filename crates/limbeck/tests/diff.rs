//! Comparison of schemas against real Alembic's.

mod diff {
    mod cases;
    mod types;
}
