"""Settings and other things the whole application uses."""
