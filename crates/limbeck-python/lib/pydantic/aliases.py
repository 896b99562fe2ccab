"""Other names of a field in its input."""

from pydantic._refusals import having


class AliasPath:
    """A way into the input: keys and places."""

    def __init__(self, first_arg, *args):
        self.path = [first_arg, *args]

    def convert_to_aliases(self):
        """The path as a list."""
        return self.path

    def search_dict_for_path(self, data):
        """The value there, or PydanticUndefined."""
        for step in self.path:
            if isinstance(data, str):
                return _undefined()
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return _undefined()
        return data

    def __eq__(self, other):
        return isinstance(other, AliasPath) and self.path == other.path

    def __repr__(self):
        return f"AliasPath(path={self.path!r})"


class AliasChoices:
    """Several names; the first that is there counts."""

    def __init__(self, first_choice, *choices):
        self.choices = [first_choice, *choices]

    def convert_to_aliases(self):
        """Every choice as a path."""
        return [[choice] if isinstance(choice, str) else choice.path for choice in self.choices]

    def __eq__(self, other):
        return isinstance(other, AliasChoices) and self.choices == other.choices

    def __repr__(self):
        return f"AliasChoices(choices={self.choices!r})"


def _undefined():
    from pydantic.fields import PydanticUndefined

    return PydanticUndefined


__getattr__ = having("pydantic.aliases")
