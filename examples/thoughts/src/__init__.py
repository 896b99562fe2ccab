"""Thoughts: write things down, connect them, act on them."""
