"""SQLAlchemy models; importing this package registers all of them."""

from app.models.company import Company
from app.models.job_run import JobRun
from app.models.signal_record import SignalRecord

__all__ = ["Company", "JobRun", "SignalRecord"]
