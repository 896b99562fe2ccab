//! Deep trees: how deep one may be that comes from outside, and how it goes away.
//!
//! Chains of one operator (`a OR b OR …` built in a loop) are deep on the left. They are compiled
//! and dropped in loops; cloning and comparing them recurses, as derived code does.

use super::{Binary, Connective, Expr};
use serde::{Deserialize, Deserializer, de::Error};
use std::cell::Cell;

/// How many operators may be nested in a tree that is deserialized.
///
/// Reading a level takes some kilobytes of stack in an unoptimized build.
pub const MAXIMUM_READ_DEPTH: u32 = 1000;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Deserializes an operand, and refuses one that is nested too deep.
pub(super) fn nested<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    let depth = DEPTH.get();
    if depth >= MAXIMUM_READ_DEPTH {
        return Err(D::Error::custom(format_args!(
            "an expression is nested more than {MAXIMUM_READ_DEPTH} deep"
        )));
    }
    DEPTH.set(depth + 1);
    let result = T::deserialize(deserializer);
    DEPTH.set(depth);
    result
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only what makes chains is taken apart")]
fn dismantle(mut pending: Vec<Expr>) {
    while let Some(expression) = pending.pop() {
        match expression {
            Expr::Binary(mut binary) => {
                pending.push(std::mem::replace(&mut binary.left, Expr::Null));
                pending.push(std::mem::replace(&mut binary.right, Expr::Null));
            }
            Expr::Connective(mut connective) => pending.append(&mut connective.terms),
            Expr::Not(inner) => pending.push(*inner),
            _ => {}
        }
    }
}

fn is_leaf(expression: &Expr) -> bool {
    !matches!(expression, Expr::Binary(_) | Expr::Connective(_) | Expr::Not(_))
}

impl Drop for Binary {
    fn drop(&mut self) {
        if !is_leaf(&self.left) || !is_leaf(&self.right) {
            let left = std::mem::replace(&mut self.left, Expr::Null);
            let right = std::mem::replace(&mut self.right, Expr::Null);
            dismantle(vec![left, right]);
        }
    }
}

impl Drop for Connective {
    fn drop(&mut self) {
        if !self.terms.iter().all(is_leaf) {
            dismantle(std::mem::take(&mut self.terms));
        }
    }
}
