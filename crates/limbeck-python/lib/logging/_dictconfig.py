"""`dictConfig`: logging from a dict, with `ext://` and `cfg://` references and `()` factories."""

import logging
from logging.config import _clear_handlers, _handle_existing, _resolve, _take


def configure(config):
    """Sets logging up."""
    _Configuration(config).apply()


class _Configuration:
    def __init__(self, config):
        self.config = config

    def apply(self):
        config = self.config
        if "version" not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config["version"] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        if config.pop("incremental", False):
            self._change_levels(config)
            return
        disable_existing = config.pop("disable_existing_loggers", True)
        _clear_handlers()
        self.formatters = self._each("formatters", "formatter", self._formatter)
        self.filters = self._each("filters", "filter", self._filter)
        self.handlers = self._all_handlers(config.get("handlers", {}))
        self._loggers(config.get("loggers", {}), disable_existing)
        root = config.get("root")
        if root:
            try:
                self._logger(logging.root, root)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _each(self, key, kind, make):
        made = {}
        for name, options in self.config.get(key, {}).items():
            try:
                made[name] = make(dict(options))
            except Exception as error:
                raise ValueError(f"Unable to configure {kind} {name!r}") from error
        return made

    def _change_levels(self, config):
        for name, options in config.get("handlers", {}).items():
            if name not in logging._handlers:
                raise ValueError(f"No handler found with name {name!r}")
            try:
                level = options.get("level")
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as error:
                raise ValueError(f"Unable to configure handler {name!r}") from error
        for name, options in config.get("loggers", {}).items():
            try:
                self._logger(logging.getLogger(name), options, incremental=True)
            except Exception as error:
                raise ValueError(f"Unable to configure logger {name!r}") from error
        root = config.get("root")
        if root:
            try:
                self._logger(logging.root, root, incremental=True)
            except Exception as error:
                raise ValueError("Unable to configure root logger") from error

    def _value(self, value):
        """A value with its references followed."""
        if isinstance(value, dict):
            if "()" in value:
                return self._custom(dict(value))
            return {key: self._value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(self._value(item) for item in value)
        if isinstance(value, str):
            if value.startswith("ext://"):
                return self._import(value.removeprefix("ext://"))
            if value.startswith("cfg://"):
                return self._inside(value.removeprefix("cfg://"))
        return value

    def _import(self, name):
        try:
            return _resolve(name)
        except ImportError as error:
            raise ValueError(f"Cannot resolve {name!r}: {error}") from error

    def _inside(self, path):
        found = self.config
        for part in path.replace("[", ".").replace("]", "").split("."):
            if not part:
                continue
            try:
                found = found[part]
            except (KeyError, TypeError):
                found = found[int(part)]
        return self._value(found)

    def _custom(self, options):
        factory = options.pop("()")
        if not callable(factory):
            factory = self._import(factory.removeprefix("ext://"))
        attributes = options.pop(".", None)
        made = factory(**{key: self._value(value) for key, value in options.items() if key.isidentifier()})
        for name, value in (attributes or {}).items():
            setattr(made, name, self._value(value))
        return made

    def _formatter(self, options):
        if "()" in options:
            factory = options["()"]
            try:
                return self._custom(dict(options))
            except TypeError as error:
                if "'format'" not in str(error):
                    raise
                options["fmt"] = options.pop("format")
                options["()"] = factory
                return self._custom(options)
        maker = self._import(options["class"]) if options.get("class") else logging.Formatter
        keywords = {} if options.get("defaults") is None else {"defaults": options["defaults"]}
        positional = [self._value(options.get("format")), options.get("datefmt"), options.get("style", "%")]
        if "validate" in options:
            positional.append(options["validate"])
        return maker(*positional, **keywords)

    def _filter(self, options):
        return self._custom(options) if "()" in options else logging.Filter(options.get("name", ""))

    def _all_handlers(self, described):
        made, postponed = {}, []
        for final in (False, True):
            for name in sorted(described) if not final else postponed:
                try:
                    handler = self._handler(dict(described[name]), made)
                    handler.name = name
                    made[name] = handler
                except _NotYet as error:
                    if final:
                        raise ValueError(f"Unable to configure handler {name!r}") from error
                    postponed.append(name)
                except Exception as error:
                    raise ValueError(f"Unable to configure handler {name!r}") from error
        return made

    def _handler(self, options, made):
        formatter = options.pop("formatter", None)
        if formatter:
            try:
                formatter = self.formatters[formatter]
            except Exception as error:
                raise ValueError(f"Unable to set formatter {formatter!r}") from error
        level = options.pop("level", None)
        filters = options.pop("filters", None)
        if "()" in options:
            handler = self._custom(options)
        else:
            handler = self._of_class(options, made)
        if formatter:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(logging._checkLevel(level))
        if filters:
            self._add_filters(handler, filters)
        return handler

    def _of_class(self, options, made):
        maker = options.pop("class")
        if not callable(maker):
            maker = self._import(maker)
        if "target" in options and hasattr(maker, "setTarget"):
            target = options["target"]
            if target not in made:
                raise _NotYet(f"Unable to set target handler {target!r}")
            options["target"] = made[target]
        attributes = options.pop(".", None)
        keywords = {key: self._value(value) for key, value in options.items() if key.isidentifier()}
        try:
            handler = maker(**keywords)
        except TypeError as error:
            # An old name of the argument.
            if "'stream'" not in str(error):
                raise
            keywords["strm"] = keywords.pop("stream")
            handler = maker(**keywords)
        for name, value in (attributes or {}).items():
            setattr(handler, name, self._value(value))
        return handler

    def _add_filters(self, target, filters):
        for name in filters:
            try:
                own = name if callable(name) or callable(getattr(name, "filter", None)) else self.filters[name]
                target.addFilter(own)
            except Exception as error:
                raise ValueError(f"Unable to add filter {name!r}") from error

    def _loggers(self, described, disable_existing):
        remaining = sorted(logging.root.manager.loggerDict)
        children = []
        for name, options in described.items():
            _take(name, remaining, children)
            try:
                self._logger(logging.getLogger(name), options)
                logging.getLogger(name).disabled = False
                propagate = options.get("propagate")
                if propagate is not None:
                    logging.getLogger(name).propagate = propagate
            except Exception as error:
                raise ValueError(f"Unable to configure logger {name!r}") from error
        _handle_existing(remaining, children, disable_existing)

    def _logger(self, logger, options, incremental=False):
        level = options.get("level")
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            propagate = options.get("propagate")
            if propagate is not None and logger is not logging.root:
                logger.propagate = propagate
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for name in options.get("handlers") or ():
            try:
                logger.addHandler(self.handlers[name])
            except Exception as error:
                raise ValueError(f"Unable to add handler {name!r}") from error
        if options.get("filters"):
            self._add_filters(logger, options["filters"])


class _NotYet(Exception):
    """A handler that another one needs has not been made yet."""
