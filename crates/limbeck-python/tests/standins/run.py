"""Runs the differential suites; see `differential`."""

import importlib
import sys

import differential

if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if ":" not in name] or ["logging", "dotenv", "pydantic", "settings"]
    wanted = [name[1:] for name in sys.argv[1:] if name.startswith(":")]
    sys.exit(1 if sum(differential.main(importlib.import_module(f"suite_{name}"), wanted) for name in names) else 0)
