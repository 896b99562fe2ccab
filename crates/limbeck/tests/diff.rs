//! Comparison of schemas against real Alembic's.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests are tests too")]

mod diff {
    mod cases;
    mod types;
}
