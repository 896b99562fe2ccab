"""Helpers of the application's migrations."""
