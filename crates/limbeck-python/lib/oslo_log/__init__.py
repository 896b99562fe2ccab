"""Stand-in for oslo.log: its loggers are those of `logging`."""
