"""SQLAlchemy models; importing this package registers all twelve tables."""

from src.core.infrastructure.db.models.base import Base
from src.core.infrastructure.db.models.embeddings import SessionEmbedding
from src.core.infrastructure.db.models.multimodal import (
    AssetProvenance,
    MultimodalAsset,
    MultimodalCapability,
    MultimodalExecution,
    MultimodalJobPlan,
    MultimodalOutcome,
)
from src.core.infrastructure.db.models.prompts import Prompt
from src.core.infrastructure.db.models.task_registry import TaskArtifact, TaskRegistry
from src.core.infrastructure.db.models.tools import TenantToolFlag, ToolCatalog

__all__ = [
    "AssetProvenance",
    "Base",
    "MultimodalAsset",
    "MultimodalCapability",
    "MultimodalExecution",
    "MultimodalJobPlan",
    "MultimodalOutcome",
    "Prompt",
    "SessionEmbedding",
    "TaskArtifact",
    "TaskRegistry",
    "TenantToolFlag",
    "ToolCatalog",
]
