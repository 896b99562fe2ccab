"""SQLAlchemy models; importing this package registers all of them."""

from app.db.models.analysis import Analysis
from app.db.models.finding import Finding
from app.db.models.task import Task
from app.db.models.user import User

__all__ = ["Analysis", "Finding", "Task", "User"]
