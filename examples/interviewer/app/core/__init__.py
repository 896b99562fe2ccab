"""Configuration and the database."""
