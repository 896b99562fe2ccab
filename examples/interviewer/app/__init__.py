"""The backend of the AI interviewer."""
