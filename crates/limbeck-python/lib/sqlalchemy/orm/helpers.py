"""Names of the ORM that only concern loaded objects."""


def validates(*names, include_removes=False, include_backrefs=True):
    """Decorates a function that checks values; objects are not written here"""
    return lambda fn: fn


def reconstructor(fn):
    """Decorates a function that is called for loaded objects; none are loaded here"""
    return fn


def _collection(*args, **kw):
    return dict


attribute_keyed_dict = attribute_mapped_collection = column_keyed_dict = _collection
column_mapped_collection = keyfunc_mapping = mapped_collection = _collection


class MappedCollection(dict):
    """Objects by a key."""


KeyFuncDict = MappedCollection


class _Name:
    pass


AliasOption = AttributeEvents = CascadeOptions = InstanceEvents = InstrumentationEvents = LoaderCallableStatus = _Name
MapperEvents = PassiveFlag = QueryEvents = RelationshipDirection = SessionEvents = UserDefinedOption = _Name
MANYTOMANY, MANYTOONE, ONETOMANY = "MANYTOMANY", "MANYTOONE", "ONETOMANY"
NO_KEY, NO_VALUE, EXT_CONTINUE, EXT_SKIP, EXT_STOP = (_Name() for _ in range(5))
