"""What every part of the agent uses."""
