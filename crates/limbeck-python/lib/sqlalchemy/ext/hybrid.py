"""Attributes that are computed in Python for objects and as expressions for classes."""

from sqlalchemy.orm.base import ORMDescriptor
from sqlalchemy.orm.properties import PropComparator


class HybridExtensionType:
    """What kind of extension an attribute is."""

    HYBRID_METHOD, HYBRID_PROPERTY = "HYBRID_METHOD", "HYBRID_PROPERTY"


class hybrid_property(ORMDescriptor):  # noqa: N801 - the class is called so
    """A computed attribute."""

    # Listed by `Mapper.all_orm_descriptors`.
    _limbeck_extension = True

    is_attribute = True

    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None, update_expr=None, **kw):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = getattr(expr, "__func__", expr)
        self.custom_comparator = custom_comparator
        self.update_expr = update_expr
        self.__doc__ = getattr(fget, "__doc__", None)
        self.__name__ = getattr(fget, "__name__", None)

    def __get__(self, instance, owner):
        if owner is None or instance is not None:
            return self.fget(instance)
        if owner.__dict__.get("__mapper__") is None and not hasattr(owner, "__mapper__"):
            return self
        if self.custom_comparator is not None:
            return self.custom_comparator(owner)
        return (self.expr or self.fget)(owner)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _changed(self, **kw):
        values = {"fget": self.fget, "fset": self.fset, "fdel": self.fdel, "expr": self.expr,
                  "custom_comparator": self.custom_comparator, "update_expr": self.update_expr}
        values.update(kw)
        return type(self)(**values)

    def setter(self, fset):
        """Sets the value on an object"""
        return self._changed(fset=fset)

    def getter(self, fget):
        """Computes the value of an object"""
        return self._changed(fget=fget)

    def deleter(self, fdel):
        """Deletes the value of an object"""
        return self._changed(fdel=fdel)

    def expression(self, expr):
        """Computes the expression of a class"""
        return self._changed(expr=expr)

    def comparator(self, comparator):
        """Gives a comparator for a class"""
        return self._changed(custom_comparator=comparator)

    def update_expression(self, meth):
        """Gives the values of an UPDATE"""
        return self._changed(update_expr=meth)

    @property
    def inplace(self):
        """Changes this one and not a copy"""
        return _InPlace(self)

    @property
    def overrides(self):
        """Itself"""
        return self


class _InPlace:
    def __init__(self, attribute):
        self.attribute = attribute

    def _set(name):
        def change(self, function):
            setattr(self.attribute, name, getattr(function, "__func__", function))
            return self.attribute

        return change

    getter, setter, deleter = _set("fget"), _set("fset"), _set("fdel")
    expression, comparator, update_expression = _set("expr"), _set("custom_comparator"), _set("update_expr")


class hybrid_method:  # noqa: N801 - the class is called so
    """A method that is an expression for classes."""

    # Listed by `Mapper.all_orm_descriptors`.
    _limbeck_extension = True

    def __init__(self, func, expr=None):
        self.func = func
        self.expr = expr or func
        self.__doc__ = getattr(func, "__doc__", None)

    def __get__(self, instance, owner):
        function, bound = (self.expr, owner) if instance is None else (self.func, instance)
        return lambda *args, **kw: function(bound, *args, **kw)

    def expression(self, expr):
        """Computes the expression of a class"""
        return hybrid_method(self.func, expr)

    @property
    def inplace(self):
        """Itself"""
        return self


class Comparator(PropComparator):
    """Operators of the user's own for a computed attribute."""

    def __init__(self, expression):
        self.expression = expression

    @property
    def _column(self):
        return self.__clause_element__()

    def __clause_element__(self):
        expression = self.expression
        return getattr(expression, "__clause_element__", lambda: expression)()


def __getattr__(name):
    from sqlalchemy._lazy import missing

    return missing(__name__, name)
