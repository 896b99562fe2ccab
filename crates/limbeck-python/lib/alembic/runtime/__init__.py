"""The run of a command: its environment and its migration context."""
