"""TypeDecorator: a user's class around another type."""

from sqlalchemy import _waist
from sqlalchemy.sql.type_api import ExternalType, TypeEngine, compiler_for, compilers, to_instance


class TypeDecorator(ExternalType, TypeEngine):
    """A user's class around another type, with Python-side conversions."""

    __visit_name__ = "type_decorator"
    _decorates = True
    coerce_to_is_types = (type(None),)
    impl = None

    def __init__(self, *args, **kwargs):
        impl = type(self).impl
        if impl is None:
            raise AssertionError(
                "TypeDecorator implementations require a class-level variable 'impl' which refers to the class of "
                "type being decorated"
            )
        self.impl = to_instance(impl, *args, **kwargs)

    @property
    def impl_instance(self):
        """The type that is stored."""
        return self.impl

    def __getattr__(self, key):
        if key in ("impl", "__setstate__", "__deepcopy__"):
            raise AttributeError(key)
        return getattr(self.impl, key)

    def repr_struct(self):
        """The stored type's, under this class's name."""
        return self.impl.repr_struct().set_class_name(type(self).__name__)

    @property
    def _type_affinity(self):
        return self.impl._type_affinity

    def load_dialect_impl(self, dialect):
        """The type stored on a dialect; classes override this."""
        return self.impl

    def type_engine(self, dialect):
        """The type stored on a dialect."""
        chosen = self.load_dialect_impl(dialect)
        return chosen if isinstance(chosen, TypeDecorator) else to_instance(chosen).dialect_impl(dialect)

    def dialect_impl(self, dialect):
        """The type used on a dialect, decorated as this is."""
        if dialect.name in self._variant_mapping:
            return self._variant_mapping[dialect.name].dialect_impl(dialect)
        new = self.copy()
        new._variant_mapping = {}
        new.impl = self._stored(dialect)
        return new

    def _stored(self, dialect):
        if dialect.name in self._variant_mapping:
            return self._variant_mapping[dialect.name]
        stored = to_instance(self.load_dialect_impl(dialect))
        return stored if isinstance(stored, TypeDecorator) else stored._for_dialect(dialect.name)

    _unwrapped_dialect_impl = _stored

    def process_literal_param(self, value, dialect):
        """Converts a value that is written inline; classes override this."""
        raise NotImplementedError()

    def process_bind_param(self, value, dialect):
        """Converts a value that is sent; classes override this."""
        raise NotImplementedError()

    def process_result_value(self, value, dialect):
        """Converts a value that came back; classes override this."""
        raise NotImplementedError()

    def bind_processor(self, dialect):
        """The conversion of values that are sent."""
        if _overrides(self, "process_bind_param"):
            return lambda value: self.process_bind_param(value, dialect)
        return self.impl.bind_processor(dialect)

    def coerce_compared_value(self, op, value):
        """Values compared with it are of its type."""
        return self

    def copy(self, **kw):
        """Another type just like this."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        return new

    def compare_values(self, x, y):
        """As the stored type does."""
        return self.impl.compare_values(x, y)

    @property
    def sort_key_function(self):
        """As the stored type's."""
        return self.impl.sort_key_function

    def _plain_tree(self):
        dialect = _waist.dialect_name()
        if compilers:
            function = compiler_for(self, dialect)
            if function is not None:
                return self._compiled_tree(function)
        stored = to_instance(self.load_dialect_impl(_waist.current_dialect()))
        tree = stored._tree()
        if type(self)._own and not type(self)._shows_itself:
            return tree
        return _waist.user_type("decorated", self, implementation=tree)

    _shows_itself = True

    def _value(self, value, dialect):
        if _overrides(self, "process_bind_param"):
            value = self.process_bind_param(value, dialect)
        elif _overrides(self, "bind_processor"):
            process = self.bind_processor(dialect)
            if process is not None:
                return _waist.value_tree(process(value))
        return self._stored(dialect)._value(value, dialect)

    def _result(self, value, dialect):
        if _overrides(self, "result_processor"):
            process = self.result_processor(dialect, None)
            return value if process is None else process(value)
        value = self._stored(dialect)._result(value, dialect)
        if _overrides(self, "process_result_value"):
            return self.process_result_value(value, dialect)
        return value

    def _should_evaluate_none(self):
        return self.impl.should_evaluate_none


def _overrides(instance, name):
    return getattr(type(instance), name) is not getattr(TypeDecorator, name)


class Variant(TypeDecorator):
    """Only a name any more; `with_variant` gives the type itself."""

    def __init__(self, *args, **kw):
        raise NotImplementedError(
            "Variant is no longer used in SQLAlchemy; this is a placeholder symbol for backwards compatibility."
        )


from sqlalchemy._lazy import show_as  # noqa: E402

show_as(globals(), "sqlalchemy.sql.type_api")
