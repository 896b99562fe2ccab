"""The revision graph, which is native; its classes are refused by name."""

from alembic._refusals import refusing

__getattr__ = refusing(
    "alembic.script.revision",
    "Revision RevisionMap RevisionError RangeNotAncestorError MultipleHeads ResolutionError CycleDetected "
    "DependencyCycleDetected LoopDetected DependencyLoopDetected _RevIdType _GetRevArg tuple_rev_as_scalar",
)
