"""Tables (``…DB``) and the shapes of requests and answers (``…Create`` and so on).

Importing this package registers every table with ``Base.metadata``.
"""

from src.models.analysis import AnalysisType, ClaudeAnalysisResultDB
from src.models.api_key import ApiKeyDB
from src.models.audit_log import AuditLogDB
from src.models.base import Base, utc_now
from src.models.context import ContextCreate, ContextDB, ContextResponse
from src.models.relationship import RelationshipType, ThoughtRelationshipDB
from src.models.task import (
    TaskCreate,
    TaskDB,
    TaskPriority,
    TaskResponse,
    TaskStatus,
    TaskUpdate,
)
from src.models.thought import (
    ThoughtCreate,
    ThoughtDB,
    ThoughtResponse,
    ThoughtStatus,
    ThoughtUpdate,
)
from src.models.user import UserCreate, UserDB, UserResponse, UserUpdate

__all__ = [
    "AnalysisType",
    "ApiKeyDB",
    "AuditLogDB",
    "Base",
    "ClaudeAnalysisResultDB",
    "ContextCreate",
    "ContextDB",
    "ContextResponse",
    "RelationshipType",
    "TaskCreate",
    "TaskDB",
    "TaskPriority",
    "TaskResponse",
    "TaskStatus",
    "TaskUpdate",
    "ThoughtCreate",
    "ThoughtDB",
    "ThoughtRelationshipDB",
    "ThoughtResponse",
    "ThoughtStatus",
    "ThoughtUpdate",
    "UserCreate",
    "UserDB",
    "UserResponse",
    "UserUpdate",
    "utc_now",
]
