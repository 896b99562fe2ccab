"""A stand-in for Limbeck's native module: it records what the facade asks for."""

calls = []
answers = {}


class Refusal(BaseException):
    """What `refuse` raises."""


def refuse(feature, help):
    raise Refusal(f"{feature}: {help}")


def context_info():
    return answers.get("context_info", {"dialect": answers.get("dialect", "default")})


def compile(kind, tree, dialect, options):
    calls.append(("compile", (kind, tree, dialect, options)))
    return f"<{kind} for {dialect}>"


def _recorded(name):
    def call(*args):
        calls.append((name, args))
        answer = answers.get(name)
        return answer(*args) if callable(answer) else answer

    return call


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _recorded(name)
