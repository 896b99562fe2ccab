"""Settings of the application."""

PREFIX = "depot_"
