"""Schemas to reflect, and the script that says what an Inspector makes of them."""
