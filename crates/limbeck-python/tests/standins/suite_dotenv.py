"""`dotenv` against python-dotenv."""

FILES = {
    "plain": "A=1\nB = two \nC=\nD\n# comment\n\nE=five # comment\nF=six#not\nG= #empty\nH=#hash\n",
    "quotes": "A='single'\nB=\"double\"\nC='it\\'s'\nD=\"a\\nb\\tc\\\"d\\\\e\\x\"\nE='a\\nb'\nF=\"multi\nline\"\nG='multi\nline'\nH=\"x\" # c\nI='y'#c\nJ=\"\"\nK=''\nL=\"it's\"\nM='say \"hi\"'\n",
    "export": "export A=1\n  export   B=2\nexported=3\nexport=4\nexport C\nexport\tT=tab\n",
    "broken": "A=1\n=2\n'bad=3\nB 4\nC=\"unclosed\nD=5\n\"quoted\"=6\n''=x\nE='a' b\nF=ok\n",
    "quotedkey": "'my key'=1\n'k'= 2\nmy-key.x=3\n",
    "interpolate": "A=1\nB=${A}x\nC=${MISSING}\nD=${MISSING:-dflt}\nE=${A:-no}\nF='${A}'\nG=\"${B}${A}\"\nH=${A\nI=$A\nJ=${HOME_X}\nK=${A:+x}\nL=${}\nM=${MISSING:-}\nN=${FROMENV}\nFROMENV=file\nO=${FROMENV}\nP=${A}${${A}}\nQ=${MISSING:-a:b}\nR=$${A}\n",
    "crlf": "A=1\r\nB=\"x\r\ny\"\r\n\r\nC=3\rD=4\r\n",
    "bom": "\ufeffA=1\n",
    "unicode": "Ä=ö\nB=\"\u2028x\"\nC=a\u00a0#b\n",
    "spaces": "   A   =   1   \n\tB\t=\t2\t\nC = 'x'   \nD= \"x\" y\n",
    "url": "DATABASE_URL=postgresql+asyncpg://user:p%40ss#word@localhost:5432/db?x=1\nB=postgres://a:b@c/d # prod\nJSON={\"a\": [1, 2]}\nLIST=[\"x\", \"y\"]\n",
    "duplicate": "A=1\nA=2\nB=${A}\nA=3\n",
    "comments": "#A=1\n   # indented\nB=1 #\nC=1\t#tab\nD=a # b # c\nE='a # b' # c\n",
    "nofinalnewline": "A=1\nB=2",
    "empty": "",
    "vt": "A=1\x0bB=2\nC\x0c=3\n",
}

SOURCE = """
import os, logging
os.environ["FROMENV"] = "env"
os.environ["A_ENV"] = "x"
from dotenv import dotenv_values, load_dotenv, find_dotenv, get_key
print(dict(dotenv_values(".env")))
print(dict(dotenv_values(".env", interpolate=False)))
before = dict(os.environ)
print(load_dotenv(".env"))
print({k: v for k, v in os.environ.items() if before.get(k) != v})
print(load_dotenv(".env", override=True))
print({k: v for k, v in os.environ.items() if before.get(k) != v})
print(get_key(".env", "A"), get_key(".env", "nope"))
"""

SNIPPETS = {
    "find": "import os\nfrom dotenv import find_dotenv, load_dotenv\nprint(find_dotenv()); os.makedirs('sub/deep'); os.chdir('sub/deep'); print(find_dotenv(), find_dotenv(usecwd=True)); print(load_dotenv(), os.environ['A'])\nprint(repr(find_dotenv('nope.env')))\ntry: find_dotenv('nope.env', raise_error_if_not_found=True)\nexcept IOError as e: print(repr(e))\n",
    "missing": "from dotenv import load_dotenv, dotenv_values\nprint(load_dotenv('nope'), dict(dotenv_values('nope'))); load_dotenv('nope', verbose=True)\n",
    "stream": "import io\nfrom dotenv import dotenv_values\nprint(dict(dotenv_values(stream=io.StringIO('A=1'))))\n",
    "disabled": "import os\nos.environ['PYTHON_DOTENV_DISABLED']='1'\nfrom dotenv import load_dotenv\nprint(load_dotenv(), 'A' in os.environ)\n",
    "pathlib": "import pathlib\nfrom dotenv import load_dotenv\nprint(load_dotenv(pathlib.Path('.env')), load_dotenv(dotenv_path=pathlib.Path(__file__).parent / '.env'))\n",
    "module": "from dotenv.main import load_dotenv, DotEnv\nprint(dict(DotEnv('.env').dict()), DotEnv('.env').get('A'))\n",
    "submodule": "from sub import mod\n",
    "encoding": "from dotenv import dotenv_values\nprint(dict(dotenv_values('latin.env', encoding='latin-1')))\n",
}

CASES = [(f"file {name}", {".env": text}, SOURCE) for name, text in FILES.items()]
CASES += [
    (
        f"snippet {name}",
        {
            ".env": "A=1\n",
            "latin.env": "A=x",
            "sub/__init__.py": "",
            "sub/.env": "A=sub\n",
            "sub/mod.py": "from dotenv import find_dotenv\nprint(find_dotenv())\n",
        },
        source.replace("os.makedirs('sub/deep')", "os.makedirs('sub/deep', exist_ok=True)"),
    )
    for name, source in SNIPPETS.items()
]
