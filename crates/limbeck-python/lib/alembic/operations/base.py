"""`Operations`: the object behind `op`, and `BatchOperations`, the one behind `batch_op`.

The directives themselves are class methods of the classes in `ops`; they are registered here by
name, the same way in which a plug-in registers its own.
"""

from alembic._refusals import refusing
from alembic.util.langhelpers import Dispatcher, immutabledict

_NOTHING = immutabledict()
# Directives as they were registered: the class and the name of its method.
REGISTERED = {}

# What the project or a plug-in has registered: with it a migration may do anything. The package's own
# registrations are taken out when it is loaded.
_plugged = []


class AbstractOperations:
    """What `op` and `batch_op` share."""

    _to_impl = Dispatcher()

    def __init__(self, migration_context, impl=None):
        self.migration_context = migration_context
        self.impl = migration_context.impl if impl is None else impl

    @property
    def schema_obj(self):
        """Makes schema objects that follow the project's naming convention."""
        from alembic.operations.schemaobj import SchemaObjects

        return SchemaObjects(self.migration_context)

    @classmethod
    def register_operation(cls, name, sourcename=None):
        """A class decorator: makes a class method of an operation class a directive."""

        def register(operation_class):
            source = sourcename or name
            _plugged.append(name)
            getattr(operation_class, source)  # an AttributeError belongs here, not into a migration

            def directive(self, *arguments, **keywords):
                function = getattr(operation_class, source)
                try:
                    return function(self, *arguments, **keywords)
                except TypeError as error:
                    speak_of_directive(error, function, name)
                    raise

            directive.__name__ = directive.__qualname__ = name
            directive.__doc__ = getattr(operation_class, source).__doc__
            # Whose signature it has.
            directive.__wrapped__ = getattr(operation_class, source)
            setattr(cls, name, directive)
            REGISTERED[directive] = operation_class, source
            return operation_class

        return register

    @classmethod
    def implementation_for(cls, op_cls, replace=False):
        """A decorator: the function that carries out an operation class."""

        def decorate(function):
            _plugged.append(op_cls)
            cls._to_impl.dispatch_for(op_cls, replace=replace)(function)
            return function

        return decorate

    @classmethod
    def context(cls, migration_context):
        """A block in which `alembic.op` works on this context."""
        return _Installed(Operations(migration_context))

    def batch_alter_table(
        self,
        table_name,
        schema=None,
        recreate="auto",
        partial_reordering=None,
        copy_from=None,
        table_args=(),
        table_kwargs=_NOTHING,
        reflect_args=(),
        reflect_kwargs=_NOTHING,
        naming_convention=None,
    ):
        """A block that collects changes to one table and carries them out at its end."""
        from alembic.operations.batch import BatchBlock

        return BatchBlock(
            self,
            table_name,
            schema,
            recreate,
            copy_from,
            table_args,
            table_kwargs,
            reflect_args,
            reflect_kwargs,
            naming_convention,
            partial_reordering,
        )

    def get_context(self):
        """The migration context."""
        return self.migration_context

    def invoke(self, operation):
        """Carries out an operation object."""
        to_impl, dialect = self._to_impl, self.migration_context.impl.__dialect__
        found = to_impl._found.get((type(operation), dialect)) or to_impl.dispatch(operation, dialect)
        return found(self, operation)

    def f(self, name):
        """Marks a name as final: no naming convention changes it."""
        from sqlalchemy.sql.elements import conv

        return conv(name)

    def inline_literal(self, value, type_=None):
        """A value that is written into the statement in every mode."""
        from alembic.operations.inline import inline_literal

        return inline_literal(value, type_)

    def get_bind(self):
        """The connection; in `--sql` mode one that writes to the script."""
        return self.migration_context.impl.bind

    def run_async(self, async_function, *args, **kw_args):
        """Calls an async function with the async side of the connection."""
        connection = self.get_bind()
        if connection is None:
            raise NotImplementedError("Cannot call run_async in SQL mode")
        if not connection.dialect.is_async:
            raise ValueError("Cannot call run_async with a sync engine")
        from alembic._refusals import refuse_name

        refuse_name("op", "run_async", "Use op.get_bind() and a synchronous call.")


def speak_of_directive(error, function, name):
    """Let the complaint about a call's arguments name the directive that was called, and count without the class."""
    start = f"{function.__qualname__}() "
    text = str(error)
    # Raised by the call itself, not by something inside.
    if not text.startswith(start) or error.__traceback__.tb_next is not None:
        return
    text = text[len(start):]
    if text.startswith("takes "):
        words = [str(int(word) - 1) if word.isdigit() else word for word in text.split(" ")]
        text = " ".join(words).replace("takes 1 positional arguments", "takes 1 positional argument")
        text = text.replace("but 1 were given", "but 1 was given")
    error.args = (f"{name}() {text}",)


class Operations(AbstractOperations):
    """The directives of a migration script."""


class BatchOperations(AbstractOperations):
    """The directives inside `op.batch_alter_table`."""


class _Installed:
    """Puts an `Operations` behind `alembic.op` for a block, and takes it away after it."""

    def __init__(self, operations):
        self.operations = operations

    def __enter__(self):
        from alembic import op

        self.before, op._proxy = op._proxy, self.operations
        return self.operations

    def __exit__(self, kind, error, traceback):
        from alembic import op

        op._proxy = self.before
        return False


def directive_names():
    """The names of all directives that `alembic.op` has."""
    return [name for name in dir(Operations) if not name.startswith("_") and callable(getattr(Operations, name))]

__getattr__ = refusing("alembic.operations.base")
