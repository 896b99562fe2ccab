"""`Rewriter`: a `process_revision_directives` made of one function for each kind of operation."""

from alembic._refusals import refusing
from alembic.operations.ops import MigrationScript, OpContainer
from alembic.util.langhelpers import Dispatcher, to_list


class Rewriter:
    """Passes every operation through the function registered for its class.

    A function returns an operation, a list, or None to drop it; what a rewriter returned it is
    not asked again.
    """

    _chained = ()

    def __init__(self):
        self.dispatch = Dispatcher()

    def chain(self, other):
        """A rewriter that lets `other` follow this one."""
        chained = self.__class__.__new__(self.__class__)
        chained.__dict__.update(self.__dict__)
        chained._chained += (other,)
        return chained

    def rewrites(self, operator):
        """A decorator: the function for operations of a class."""
        return self.dispatch.dispatch_for(operator)

    def __call__(self, context, revision, directives):
        self.process_revision_directives(context, revision, directives)
        for following in self._chained:
            following(context, revision, directives)

    def process_revision_directives(self, context, revision, directives):
        """Rewrites in place."""
        directives[:] = [
            result for directive in directives for result in self._results(context, revision, directive)
        ]

    def _results(self, context, revision, directive):
        results = list(self._rewritten(context, revision, directive))
        for result in results:
            if isinstance(result, MigrationScript):
                for attribute in ("upgrade_ops", "downgrade_ops"):
                    bodies = getattr(result, attribute + "_list")
                    setattr(result, attribute, [self._body(context, revision, body) for body in bodies])
            elif isinstance(result, OpContainer):
                self.process_revision_directives(context, revision, result.ops)
        return results

    def _body(self, context, revision, body):
        results = self._results(context, revision, body)
        if len(results) != 1:
            raise ValueError(f"Can only return single object for {type(body).__name__} traverse")
        return results[0]

    def _rewritten(self, context, revision, directive):
        try:
            function = self.dispatch.dispatch(directive)
        except ValueError:
            function = None
        if function is None or self in directive._mutations:
            yield directive
            return
        for result in to_list(function(context, revision, directive), []):
            result._mutations = result._mutations.union([self])
            yield result

__getattr__ = refusing("alembic.autogenerate.rewriter")
