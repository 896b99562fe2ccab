"""SignalForge: finds companies that need a CTO from what they publish."""
