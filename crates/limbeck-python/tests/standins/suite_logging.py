"""`logging` against CPython's."""

STOCK = """
[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
"""

USE = """
import logging
from logging.config import fileConfig
before = logging.getLogger("app.before")
child = logging.getLogger("alembic.runtime.migration")
fileConfig("log.ini")
for name in ("", "alembic", "alembic.runtime.migration", "sqlalchemy.engine", "sqlalchemy.engine.Engine", "app.before", "app.after", "alembic.x.y"):
    logger = logging.getLogger(name)
    for level in (10, 20, 25, 30, 40, 50):
        logger.log(level, "hello %s at %d", name, level)
    print(name, logger, logger.disabled, logger.propagate, logger.handlers, logger.getEffectiveLevel(), logger.parent)
print(before.isEnabledFor(50), child.disabled, logging.root.handlers)
"""


def variant(*changes):
    text = STOCK
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


INIS = {
    "stock": STOCK,
    "info": variant(("[logger_root]\nlevel = WARNING", "[logger_root]\nlevel = DEBUG")),
    "rootinfo": variant(("level = WARNING\nhandlers = console", "level = INFO\nhandlers = console")),
    "file": variant(("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = ('out.log', 'w')")),
    "kwargs": variant(("args = (sys.stderr,)", "args = ()\nkwargs = {'stream': sys.stdout}")),
    "rotating": variant(("class = StreamHandler\nargs = (sys.stderr,)", "class = handlers.RotatingFileHandler\nargs = ('out.log', 'a', 100, 2)")),
    "rotating2": variant(("class = StreamHandler\nargs = (sys.stderr,)", "class = logging.handlers.RotatingFileHandler\nargs = ('out.log', 'a', 100, 2)")),
    "colon": variant(("keys = generic", "keys: generic"), ("level = NOTSET", "level: ERROR")),
    "upper": variant(("level = INFO", "LEVEL = INFO")),
    "propagate": variant(("handlers =\nqualname = alembic", "handlers = console\nqualname = alembic\npropagate = 0")),
    "twice": variant(("handlers =\nqualname = alembic", "handlers = console\nqualname = alembic")),
    "comments": "# a comment\n; another\n" + STOCK.replace("[handlers]", "# [handlers]\n[handlers]\n  # indented"),
    "multiline": variant(("keys = root,sqlalchemy,alembic", "keys = root,\n  sqlalchemy,\n  alembic")),
    "spaces": variant(("root,sqlalchemy,alembic", " root , sqlalchemy ,alembic ")),
    "crlf": STOCK.replace("\n", "\r\n"),
    "levelname_only": variant(("%(levelname)-5.5s [%(name)s] %(message)s", "%(message)s")),
    "pathname": variant(("%(levelname)-5.5s [%(name)s] %(message)s", "%(filename)s:%(lineno)d %(funcName)s %(module)s %(process)d>0 %(threadName)s %(processName)s %(levelno)s %(message)s"), ),
    "brace": variant(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = {levelname:<8} {name} {message}\nstyle = {")),
    "dollar": variant(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = ${levelname} $name $message\nstyle = $")),
    "badstyle": variant(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = %(message)s\nstyle = !")),
    "badformat": variant(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = no fields")),
    "missingfield": variant(("%(levelname)-5.5s [%(name)s] %(message)s", "%(nothing)s")),
    "noformatters": STOCK.split("[formatters]")[0],
    "nohandlers": variant(("[handlers]\nkeys = console\n", "")),
    "noroot": variant(("keys = root,", "keys = ")),
    "norootsection": variant(("[logger_root]", "[logger_other]")),
    "nohandlersoption": variant(("handlers =\nqualname = alembic", "qualname = alembic")),
    "noqualname": variant(("qualname = alembic", "")),
    "badlevel": variant(("level = INFO", "level = LOUD")),
    "lowerlevel": variant(("level = INFO", "level = info")),
    "numericlevel": variant(("level = INFO", "level = 20")),
    "badclass": variant(("class = StreamHandler", "class = nothing.here.Handler")),
    "badname": variant(("class = StreamHandler", "class = Nothing")),
    "badargs": variant(("args = (sys.stderr,)", "args = (sys.nothing,)")),
    "argsname": variant(("args = (sys.stderr,)", "args = (whatever,)")),
    "unknownhandler": variant(("handlers = console", "handlers = other")),
    "unknownformatter": variant(("formatter = generic", "formatter = other")),
    "duplicatesection": STOCK + "\n[handlers]\nkeys = x\n",
    "duplicateoption": variant(("level = NOTSET", "level = NOTSET\nlevel = INFO")),
    "nosection": "keys = a\n" + STOCK,
    "garbage": STOCK + "\ngarbage line\n",
    "empty": "",
    "blank": "\n\n",
    "interpolation": variant(("args = (sys.stderr,)", "args = (%(where)s,)\nwhere = sys.stdout")),
    "interpolationdefault": "[DEFAULT]\nwhere = sys.stdout\n" + variant(("args = (sys.stderr,)", "args = (%(where)s,)")),
    "interpolationerror": variant(("args = (sys.stderr,)", "args = (%(nowhere)s,)")),
    "interpolationpercent": variant(("args = (sys.stderr,)", "args = ('100%%.log',)\nclass = FileHandler"), ("class = StreamHandler\n", "")),
    "interpolationbad": variant(("level = NOTSET", "level = %x")),
    "customformatter": variant(("datefmt = %H:%M:%S", "datefmt = %H:%M:%S\nclass = logging.Formatter")),
    "alembicsection": "[alembic]\nscript_location = %(here)s/x\nfile_template = %%(rev)s\nsqlalchemy.url = postgres://a:b%40c@x/y\n" + STOCK,
    "memory": variant(("keys = console", "keys = console,memory"), ("handlers = console", "handlers = memory")) + "\n[handler_memory]\nclass = handlers.MemoryHandler\nargs = (100, ERROR)\ntarget = console\n",
    "nullhandler": variant(("class = StreamHandler\nargs = (sys.stderr,)", "class = NullHandler\nargs = ()")),
    "emptykeys": variant(("[formatters]\nkeys = generic", "[formatters]\nkeys ="), ("formatter = generic", "formatter =")),
    "valueless": variant(("level = NOTSET", "level")),
    "bom": "\ufeff" + STOCK,
    "unicode": variant(("%(levelname)-5.5s", "é%(levelname)-5.5s")),
    "otherseps": variant(("level = INFO", "level=INFO")),
    "defaultsopt": variant(("datefmt = %H:%M:%S", "datefmt = %H:%M:%S\ndefaults = {'a': 1}")),
}

SHOW_FILES = """
import os
for name in sorted(os.listdir(".")):
    if ".log" in name:
        logging.shutdown()
        print(name, open(name).read())
"""

SNIPPETS = {
    "lastresort": "import logging\nl=logging.getLogger('a')\nl.warning('w %s', 1)\nl.info('i')\nlogging.getLogger().error('e')\n",
    "basic": "import logging\nlogging.basicConfig()\nlogging.info('x')\nlogging.warning('y %s', 3)\nlogging.getLogger('q.r').error('z')\n",
    "basiclevel": "import logging, sys\nlogging.basicConfig(level=logging.DEBUG, format='%(name)s|%(levelname)s|%(message)s', stream=sys.stdout)\nlogging.debug('x')\nlogging.getLogger('a').debug('y')\nlogging.basicConfig(level=50)\nlogging.debug('still')\nlogging.basicConfig(level=50, force=True)\nlogging.debug('gone')\n",
    "basicstyles": "import logging, sys\nlogging.basicConfig(style='{', stream=sys.stdout)\nlogging.warning('x')\n",
    "basicdollar": "import logging, sys\nlogging.basicConfig(style='$', stream=sys.stdout)\nlogging.warning('x')\n",
    "basicerror": "import logging\nfor kw in ({'stream': 1, 'filename': 'x'}, {'stream': 1, 'handlers': []}, {'nope': 1}, {'style': '!'}):\n  try: logging.basicConfig(**kw)\n  except ValueError as e: print(e)\n  logging.root.handlers.clear()\n",
    "basicfile": "import logging\nlogging.basicConfig(filename='x.log', filemode='w', encoding='utf-8')\nlogging.warning('h\u00e9')\nlogging.shutdown()\nprint(open('x.log', encoding='utf-8').read())\n",
    "strlevel": "import logging, sys\nlogging.basicConfig(level='INFO', stream=sys.stdout)\nlogging.info('x')\ntry: logging.getLogger('a').setLevel('LOUD')\nexcept ValueError as e: print(e)\ntry: logging.getLogger('a').setLevel(1.5)\nexcept TypeError as e: print(e)\n",
    "exception": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\ntry: 1/0\nexcept ZeroDivisionError: logging.exception('oops'); logging.getLogger('a').error('again', exc_info=True); logging.getLogger('b').warning('none', exc_info=False)\ntry: {}['x']\nexcept KeyError as e: logging.error('given', exc_info=e)\nlogging.error('tuple', exc_info=(None, None, None))\n",
    "stack": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\ndef f(): logging.getLogger('a').warning('w', stack_info=True)\nf()\n",
    "caller": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(filename)s %(lineno)d %(funcName)s %(module)s %(message)s')\nl=logging.getLogger('a')\ndef f(): l.warning('w'); l.warning('up', stacklevel=2); logging.warning('root')\nf()\n",
    "extra": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(ip)s %(message)s')\nlogging.warning('w', extra={'ip': '1.2'})\ntry: logging.warning('w', extra={'message': 1, 'ip': 2})\nexcept KeyError as e: print(e)\ntry: logging.warning('w', extra={'name': 1, 'ip': 2})\nexcept KeyError as e: print(e)\n",
    "adapter": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, format='%(who)s %(message)s', level=10)\na=logging.LoggerAdapter(logging.getLogger('x'), {'who': 'me'})\na.info('hi %s', 1)\na.debug('d'); a.critical('c')\nprint(a, a.name, a.isEnabledFor(10), a.hasHandlers(), a.getEffectiveLevel())\nclass P(logging.LoggerAdapter):\n  def process(self, msg, kw): return '[%s] %s' % (self.extra['who'], msg), {**kw, 'extra': self.extra}\nP(logging.getLogger('y'), {'who': 'p'}).warning('w')\ntry: 1/0\nexcept Exception: a.exception('ex')\n",
    "dictarg": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\nlogging.warning('%(a)s and %(b)d', {'a': 1, 'b': 2})\nlogging.warning('%s', {})\nlogging.warning('%s', {'a': 1})\nlogging.warning('100%')\nlogging.warning({'not': 'str'})\nlogging.warning('%s %s', (1, 2), 3)\n",
    "filter": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\nclass F(logging.Filter):\n  def filter(self, r):\n    r.msg = r.msg.upper(); return 'no' not in str(r.msg).lower()\nlogging.getLogger('a').addFilter(F())\nlogging.getLogger('a').warning('yes'); logging.getLogger('a').warning('no'); logging.getLogger('a.b').warning('child')\nlogging.root.handlers[0].addFilter(logging.Filter('a'))\nlogging.getLogger('a.c').warning('passes'); logging.getLogger('ab').warning('not'); logging.getLogger('a').addFilter(lambda r: False); logging.getLogger('a').warning('never')\n",
    "hierarchy": "import logging\nx=logging.getLogger('a.b.c.d'); y=logging.getLogger('a.b'); z=logging.getLogger('a')\nprint(x.parent, y.parent, z.parent, x.getChild('e').name, logging.root.getChild('q').name, logging.getLogger('root') is logging.root)\nprint(type(logging.root.manager.loggerDict['a.b.c']).__name__, sorted(logging.root.manager.loggerDict))\nprint(logging.getLogger('a.b.c').parent, x.parent)\n",
    "disable": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=1)\nlogging.disable(logging.WARNING)\nlogging.warning('no'); logging.error('yes')\nlogging.disable(logging.NOTSET); logging.warning('yes'); logging.disable(); logging.critical('no'); print(logging.root.manager.disable)\n",
    "levels": "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level=1)\nlogging.addLevelName(25, 'NOTICE')\nlogging.log(25, 'x'); logging.log(26, 'y')\nprint(logging.getLevelName(25), logging.getLevelName('NOTICE'), logging.getLevelName(99), logging.getLevelName('zz'), logging.getLevelNamesMapping())\ntry: logging.log('x', 'y')\nexcept TypeError as e: print(e)\n",
    "warnings": "import logging, warnings, sys\nlogging.basicConfig(stream=sys.stdout)\nlogging.captureWarnings(True)\nwarnings.warn('careful')\nlogging.captureWarnings(False)\nwarnings.warn('loud')\n",
    "repr": "import logging, sys\nprint(logging.root, logging.getLogger('x'), logging.StreamHandler(), logging.NullHandler(), logging.StreamHandler(sys.stdout), logging.FileHandler('x.log', delay=True))\nr=logging.makeLogRecord({'name': 'n', 'msg': 'm', 'levelno': 3, 'pathname': 'p', 'lineno': 5}); print(r, logging.Formatter('%(message)s').format(r))\nprint(logging.lastResort, logging.CRITICAL, logging.FATAL, logging.WARN)\n",
    "formatter": "import logging\nf=logging.Formatter('%(asctime)s %(msecs)d %(message)s', datefmt='%Y')\nr=logging.makeLogRecord({'msg':'m','created': 86400.5, 'msecs': 500.0, 'args': ()})\nprint(f.format(r), f.usesTime()); g=logging.Formatter('%(asctime)s|%(message)s'); print(g.format(r)); print(logging.Formatter('{asctime} {message!r:>10}', style='{').format(r)); print(logging.Formatter('$asctime $message', style='$').format(r)); print(logging.Formatter('%(a)s %(message)s', defaults={'a': 7}).format(r)); print(logging.Formatter().format(r)); print(logging.BufferingFormatter().format([r, r]))\nfor args in (('x',), ('{', None, '{'), ('{a b}', None, '{'), ('$', None, '$'), ('x', None, '$'), ('x', None, '?'), ('%(a)y',), ('%(x)5.3d',), ('%(x)-5.5s',), ('%(x)*.*s',), ('{a:zz}', None, '{'), ('{a!z}', None, '{'), ('{a.b[c]:>{w}}', None, '{'), ('{}', None, '{'), ('%()s',), ('%(x).s',)):\n  try: print(args, logging.Formatter(*args)._fmt)\n  except ValueError as e: print(args, e)\nprint(logging.Formatter('nothing', validate=False).format(r))\n",
    "msecsfmt": "import logging\nclass F(logging.Formatter):\n  default_msec_format=None\n  converter=__import__('time').gmtime\nr=logging.makeLogRecord({'msg':'m','created': 86400.5, 'msecs': 500.0, 'args': ()})\nprint(F('%(asctime)s %(message)s').format(r))\n",
    "badformat": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\nlogging.raiseExceptions=False\nlogging.warning('%d', 'x')\nlogging.warning('ok')\n",
    "handlers": "import logging, logging.handlers, sys\nh=logging.handlers.MemoryHandler(3, target=logging.StreamHandler(sys.stdout))\nl=logging.getLogger('a'); l.addHandler(h); l.propagate=False; l.setLevel(10)\nfor i in range(5): l.info(i)\nprint('--')\nl.error('now')\nh.close()\n",
    "handlerlevel": "import logging, sys\nh=logging.StreamHandler(sys.stdout); h.setLevel('ERROR'); l=logging.getLogger('a'); l.addHandler(h); l.addHandler(h); l.warning('no'); l.error('one'); l.removeHandler(h); l.error('last resort'); print(h.level, h.name, h.get_name()); h.name='x'; print(h.name)\n",
    "handlernames": "import logging\nh=logging.NullHandler(); h.set_name('n'); print(logging._handlers.get('n') is h)\n",
    "custom": "import logging, sys\nclass H(logging.Handler):\n  def emit(self, r): print('H', r.getMessage(), r.levelname, r.name)\nlogging.getLogger('z').addHandler(H()); logging.getLogger('z.y').warning('hi %s', 'you')\nclass L(logging.Logger):\n  def shout(self, m): self.warning(m.upper())\nlogging.setLoggerClass(L); logging.getLogger('newone').shout('x'); print(logging.getLoggerClass().__name__)\ntry: logging.setLoggerClass(int)\nexcept TypeError as e: print(e)\ntry: logging.Handler().emit(None)\nexcept NotImplementedError as e: print(e)\ntry: logging.getLogger(5)\nexcept TypeError as e: print(e)\n",
    "factory": "import logging, sys\nold=logging.getLogRecordFactory()\ndef f(*a, **k):\n  r=old(*a, **k); r.custom='C'; return r\nlogging.setLogRecordFactory(f)\nlogging.basicConfig(stream=sys.stdout, format='%(custom)s %(message)s')\nlogging.warning('x')\n",
    "fileconfig_missing": "from logging.config import fileConfig\nfileConfig('nope.ini')\n",
    "fileconfig_missing_path": "from logging.config import fileConfig\nimport pathlib\nfileConfig(pathlib.Path('nope.ini'))\n",
    "fileconfig_none": "from logging.config import fileConfig\nfileConfig(None)\n",
    "keep_existing": "import logging\nfrom logging.config import fileConfig\nl=logging.getLogger('app'); k=logging.getLogger('alembic.old'); k.setLevel(50); k.addHandler(logging.NullHandler())\nfileConfig('log.ini', disable_existing_loggers=False)\nl.warning('still'); print(l.disabled, k.level, k.handlers)\n",
    "defaults": "import logging\nfrom logging.config import fileConfig\nfileConfig('d.ini', defaults={'logfile': 'y.log'})\nlogging.warning('x')\n" + SHOW_FILES,
    "parser": "import logging, configparser\nfrom logging.config import fileConfig\nc=configparser.ConfigParser(); c.read('log.ini'); fileConfig(c); logging.warning('x')\n",
    "fileobject": "import logging\nfrom logging.config import fileConfig\nfileConfig(open('log.ini')); logging.warning('x')\n",
    "pathobject": "import logging, pathlib\nfrom logging.config import fileConfig\nfileConfig(pathlib.Path('log.ini')); logging.warning('x')\n",
    "twicefile": "import logging\nfrom logging.config import fileConfig\nfileConfig('log.ini'); l=logging.getLogger('between'); fileConfig('log.ini'); l.warning('x'); logging.warning('y'); print(len(logging.root.handlers))\n",
    "modattrs": "import logging\nprint(logging.BASIC_FORMAT, logging.raiseExceptions, logging.logThreads)\nprint(hasattr(logging, 'nope'))\n",
    "recordattrs": "import logging\nclass H(logging.Handler):\n  def emit(self, r): print(sorted(k for k in r.__dict__ if k != 'taskName'))\nlogging.getLogger('a').addHandler(H()); logging.getLogger('a').warning('x')\n",
    "nopropagate": "import logging, sys\nlogging.basicConfig(stream=sys.stdout)\nl=logging.getLogger('a'); l.propagate=False; l.warning('lastresort?'); print(l.hasHandlers())\n",
    "warnmethod": "import logging, sys, warnings\nlogging.basicConfig(stream=sys.stdout)\nwarnings.simplefilter('ignore')\nlogging.getLogger('a').warn('x'); logging.warn('y'); logging.getLogger('a').fatal('f')\n",
    "setstream": "import logging, sys\nh=logging.StreamHandler(); print(h.setStream(sys.stdout) is sys.stderr, h.setStream(sys.stdout)); logging.getLogger('q').addHandler(h); logging.getLogger('q').error('e')\n",
    "terminator": "import logging, sys\nh=logging.StreamHandler(sys.stdout); h.terminator='|\\n'; logging.getLogger('q').addHandler(h); logging.getLogger('q').error('e')\n",
    "rotate": "import logging, logging.handlers, os\nh=logging.handlers.RotatingFileHandler('r.log', maxBytes=40, backupCount=2)\nl=logging.getLogger('r'); l.addHandler(h)\nfor i in range(12): l.warning('message %d', i)\nh.close()\nfor n in sorted(os.listdir('.')):\n  if n.startswith('r.log'): print(n, repr(open(n).read()))\n",
    "queue": "import logging, logging.handlers, queue\nq=queue.Queue(); l=logging.getLogger('q'); l.addHandler(logging.handlers.QueueHandler(q)); l.warning('a %s', 1); r=q.get(); print(r.msg, r.args, r.getMessage())\n",
}

DICTS = {
    "plain": "{'version': 1, 'formatters': {'f': {'format': '%(name)s %(message)s'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout', 'level': 'INFO'}}, 'root': {'handlers': ['h'], 'level': 'DEBUG'}, 'loggers': {'a': {'level': 'ERROR'}, 'b': {'handlers': ['h'], 'propagate': False}}}",
    "noversion": "{}",
    "version2": "{'version': 2}",
    "badhandler": "{'version': 1, 'handlers': {'h': {'class': 'nope.Nope'}}}",
    "badformatter": "{'version': 1, 'formatters': {'f': {'format': 'x'}}}",
    "badref": "{'version': 1, 'root': {'handlers': ['q']}}",
    "badlevel": "{'version': 1, 'root': {'level': 'LOUD'}}",
    "unknownformatter": "{'version': 1, 'handlers': {'h': {'class': 'logging.NullHandler', 'formatter': 'zz'}}}",
    "custom": "{'version': 1, 'formatters': {'f': {'()': 'logging.Formatter', 'fmt': 'C %(message)s'}}, 'filters': {'x': {'name': 'a'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout', 'filters': ['x']}}, 'root': {'handlers': ['h']}}",
    "customformat": "{'version': 1, 'formatters': {'f': {'()': 'logging.Formatter', 'format': 'C %(message)s'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['h']}}",
    "style": "{'version': 1, 'formatters': {'f': {'format': '{name} {message}', 'style': '{'}}, 'handlers': {'h': {'class': 'logging.StreamHandler', 'formatter': 'f'}}, 'root': {'handlers': ['h'], 'level': 20}}",
    "keep": "{'version': 1, 'disable_existing_loggers': False}",
    "incremental": "{'version': 1, 'incremental': True, 'root': {'level': 'DEBUG'}, 'loggers': {'a': {'level': 'ERROR', 'propagate': False}}}",
    "file": "{'version': 1, 'handlers': {'h': {'class': 'logging.FileHandler', 'filename': 'f.log'}}, 'root': {'handlers': ['h']}}",
    "memory": "{'version': 1, 'handlers': {'a': {'class': 'logging.handlers.MemoryHandler', 'capacity': 10, 'target': 'z'}, 'z': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['a']}}",
    "cfg": "{'version': 1, 'where': 'ext://sys.stdout', 'handlers': {'z': {'class': 'logging.StreamHandler', 'stream': 'cfg://where'}}, 'root': {'handlers': ['z']}}",
}

DICT_USE = """
import logging
from logging.config import dictConfig
old = logging.getLogger("old")
dictConfig({})
for name in ("", "a", "a.b", "b", "old"):
    logger = logging.getLogger(name)
    for level in (10, 20, 30, 40):
        logger.log(level, "m %s", level)
    print(name, logger, logger.disabled, logger.propagate)
print(len(logging.root.handlers))
"""

CASES = [(f"ini {name}", {"log.ini": text}, USE + SHOW_FILES) for name, text in INIS.items()]
CASES += [
    (
        f"snippet {name}",
        {
            "log.ini": STOCK,
            "d.ini": STOCK.replace("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = ('%(logfile)s',)"),
        },
        source,
    )
    for name, source in SNIPPETS.items()
]
CASES += [(f"dict {name}", {}, DICT_USE.replace("dictConfig({})", f"dictConfig({text})") + SHOW_FILES) for name, text in DICTS.items()]


def NORMALIZE(text):
    """Process and thread numbers, and the frames of tracebacks inside the library."""
    import re

    text = re.sub(r"\d+>0", "PID", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}", "TIME", text)
