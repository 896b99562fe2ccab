"""Attributes of related objects; nothing is loaded, so they are taken and left alone."""


class AssociationProxy:
    """An attribute of related objects."""

    # Listed by `Mapper.all_orm_descriptors`.
    _limbeck_extension = True

    def __class_getitem__(cls, item):
        from sqlalchemy.orm.base import MappedAnnotation, ORMDescriptor

        return MappedAnnotation(ORMDescriptor, (item,))

    def __init__(self, target_collection, attr, **kw):
        self.target_collection = target_collection
        self.value_attr = attr

    def __set_name__(self, owner, name):
        self.key = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(getattr(self, "key", ""))

    def __set__(self, instance, value):
        instance.__dict__[getattr(self, "key", "")] = value


def association_proxy(target_collection, attr, **kw):
    """An attribute of related objects"""
    return AssociationProxy(target_collection, attr, **kw)


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
