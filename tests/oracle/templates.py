"""Texts of script.py.mako, in the shape of Alembic's own and in the shapes that projects give it."""

from __future__ import annotations

STOCK = '''\
"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

# identifiers
revision: str = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Up."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Down."""
    ${downgrades if downgrades else "pass"}
'''

#: The names every revision file needs.
HEAD = '''\
"""${message}"""
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}
'''

#: Bodies put behind HEAD: each writes comments, so that the file loads whatever comes out.
BODIES = {
    "conditions": "% if branch_labels:\n# labels\n% elif depends_on:\n# depends\n% else:\n# nothing\n% endif\n",
    "not": "% if not branch_labels:\n# none\n% endif\n",
    "nested conditions": "% if message:\n%   if up_revision:\n# both\n%   else:\n# one\n%   endif\n% endif\n",
    "or": "# ${branch_labels or 'none'} ${message or 'x'}\n",
    "comments": "# a\n## not written\n  ## nor this\n# b ## written\n",
    "joined lines": "# a \\\nb\n",
    "percent": "%% not a control line\n  %%% two\n# 5 % 3 %% 2\n".replace("%% not", "%%# not").replace("  %%% two", "#"),
    "doc and text": "<%doc>\nnothing ${x}\n</%doc># a\n<%text># ${not} % this</%text>\n",
    "loop": "% for name in ['a', 'b']:\n# ${name}\n% endfor\n",
    "while and break": "<% n = 0 %>\\\n% while n < 3:\n# ${n}\n<% n += 1 %>\\\n% endwhile\n",
    "try": "% try:\n# ${1 // 0}\n% except ZeroDivisionError:\n# caught\n% endtry\n",
    "code block": "<%\n    import re\n    words = re.findall(r'\\w+', message)\n    if words:\n        first = words[0]\n%>\n# ${first} ${len(words)}\n",
    "module block": "<%!\nimport re\ndef shout(text):\n    return text.upper()\n%># ${shout(message)}\n",
    "filters": "# ${message | trim} ${message.upper() | n} ${'  x '|trim}|\n<%! shout = str.upper %># ${message | shout}\n",
    "definition": "<%def name=\"entry(name, times=2)\">\\\n# ${name * times}\n</%def>\\\n${entry('ab')}${entry('c', 3)}\n",
    "date": "# ${create_date.year > 2000} ${create_date.strftime('%Y')[:2]} ${isinstance(create_date.month, int)}\n",
    "config": "# ${config.get_main_option('script_location') != ''} ${config.config_ini_section}\n",
    "context": "# ${context.get('message')} ${context.get('nothing', 'else')} ${context['up_revision']}\n",
    "undefined is false": "% if nowhere:\n# never\n% else:\n# undefined\n% endif\n# ${nowhere if nowhere else 'x'}\n",
    "undefined is no text": "# ${nowhere}\n",
    "undefined function": "# ${nowhere()}\n",
    "undefined upgrades": "# ${upgrades if upgrades else 'pass'} ${imports or ''}\n",
    "upgrades without a default": "# ${upgrades}\n",
    "division": "# ${1 / 0}\n",
    "syntax error": "# ${1 +}\n",
    "syntax error in a block": "<% x = %>\n",
    "open condition": "% if message:\n# a\n",
    "wrong end": "% if message:\n# a\n% endfor\n",
    "else without if": "% else:\n",
    "open expression": "# ${message\n",
    "open block": "<% x = 1\n",
    "strings in expressions": "# ${'}' + \"|\" + '''}''' | n} ${{'a': 1}['a']} ${[1, 2][0]} ${'%s' % message}\n",
    "several lines in an expression": "# ${' '.join([\n    'a',\n    'b',  # a comment }\n])}\n",
    "blanks": "# ${  message  } ${message|n}${message |n}\n",
    "windows": "% if message:\r\n# a\r\n% endif\r\n# ${message}\r\n",
    "no newline at the end": "# ${message}",
    "dollar": "# $message $ {x} $$ ${'$'}{\n",
    "unicode": "# é ☃ ${'ü'}\n",
    "numbers": "# ${5} ${5.0} ${None} ${True} ${[1]}\n",
    "filter on no text": "# ${None | n}\n",
    "revision of several": "# ${down_revision} ${down_revision | comma,n} ${depends_on | n,comma}\n",
    "quotes": "# ${repr(message)} ${message!r:>30}\n".replace("${message!r:>30}", "${'%r' % message}"),
    "lambda and comprehension": "# ${(lambda x: x + 1)(2)} ${[c for c in 'ab']}\n",
    "writing": "<% context.write('# written\\n') %>\n",
    "indented code": "% if True:\n    <%\n        y = 3\n        z = y + 1\n    %>\n# ${z}\n% endif\n",
    "long string in a block": "<%\n    text = \"\"\"one\n\n      two\n    three\"\"\"\n    more = 'it\\'s loop'\n%>\n# ${len(text)} ${repr(text)} ${more}\n",
    "comments in a block": "<%\n  # it's a comment\n  x = 1  # self and loop\n\n  y = '#'\n%>\n# ${x} ${y}\n",
    "def sees what a block assigned": "<% x = 5 %>\n<%def name='f()'># ${x}\n</%def>${f()}<% x = 6 %>${f()}\n",
    "def sees nothing before the block": "<%def name='f()'># ${x}\n</%def>${f()}<% x = 5 %>\n",
    "def does not see a loop's variable": "<%def name='f()'># ${x}\n</%def>% for x in [1, 2]:\n${f()}\n% endfor\n".replace("</%def>%", "</%def>\n%"),
    "def sees the block's value in a loop": "<% x = 5 %>\n<%def name='f()'># ${x}\n</%def>\n% for x in [1, 2]:\n${f()}\n% endfor\n# ${x}\n",
    "def sees a block in a loop": "<%def name='f()'># ${y}\n</%def>\n% for x in [1, 2]:\n<% y = x * 10 %>\n${f()}\n% endfor\n",
    "def calls a def": "<% x = 5 %>\n<%def name='g()'>${f()}</%def><%def name='f()'># ${x}\n</%def>${g()}\n",
    "def and a name of the template": "<%def name='f()'># ${message}\n</%def>${f()}\n",
    "name of the template assigned": "<% message = 'other' %>\n<%def name='f()'># ${message}\n</%def>${f()}# ${message}\n",
    "assigned from itself": "<% message = message.upper() %>\n# ${message}\n",
    "assigned in a condition that does not hold": "% if not message:\n<% x = 1 %>\n% endif\n# ${x}\n",
    "assigned in a def from outside": "<% x = 5 %>\n<%def name='f()'><% x = x + 1 %># ${x}\n</%def>${f()}\n",
    "local of a def": "<%def name='g()'># ${z}\n</%def><%def name='f()'><% z = 1 %>${g()}</%def>${f()}\n",
    "import in a block": "<% import re %>\n<%def name='f()'># ${re.sub('a', 'b', 'a')}\n</%def>${f()}\n",
    "function in a block": "<%\n  def twice(value):\n      return value * factor\n  factor = 2\n%>\n<%def name='f()'># ${twice(4)}\n</%def>${f()}# ${twice(5)} ${[twice(n) for n in (1, 2)]}\n",
    "return": "# a\n<% return '' %>\n# b\n",
    "comparison is no assignment": "<% x = 5 %>\n<%def name='f()'># ${x}\n</%def>\n% for x in [1]:\n<% y = x == 1 %>\n${f()}\n% endfor\n",
    "coding": "",
}

#: What Limbeck refuses, with Mako's own use of it.
REFUSED = {
    "include": "<%include file='other.mako'/>\n",
    "inherit": "<%inherit file='base.mako'/>\n",
    "block": "<%block name='x'># a\n</%block>\n",
    "loop variable": "% for x in [1]:\n# ${loop.index}\n% endfor\n",
    "html": "# ${message | h}\n",
    "capture": "<%def name='f()'># a</%def>${capture(f)}\n",
}
