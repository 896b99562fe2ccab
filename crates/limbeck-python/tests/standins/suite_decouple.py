"""`decouple` against python-decouple; the oracle's Python needs that package."""

ENV = "A=1\nB = two \nC='q'\nD=\"x y\"\nE=\n# no\nF=a=b\nG=true\nH=1,2, 3\nJ='\nK=\"a'\nL=5 # c\nEMPTYQ=''\n"

SOURCE = """
import os
from decouple import config, Csv, Config, RepositoryEnv, RepositoryIni, Choices, UndefinedValueError, AutoConfig
os.environ["FROMENV"] = "env"; os.environ["A2"] = "5"
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for k in "ABCDEFGHJKL": t(lambda: config(k))
t(lambda: config("NOPE")); t(lambda: config("NOPE", default=None)); t(lambda: config("NOPE", default="5", cast=int)); t(lambda: config("A", cast=int)); t(lambda: config("G", cast=bool)); t(lambda: config("E", cast=bool)); t(lambda: config("B", cast=bool)); t(lambda: config("H", cast=Csv(int))); t(lambda: config("H", cast=Csv())); t(lambda: config("FROMENV")); t(lambda: config("A2", cast=int)); t(lambda: config("EMPTYQ"))
t(lambda: config("NOPE", default=False, cast=bool)); t(lambda: config("NOPE", default="", cast=Csv())); t(lambda: config("B", cast=Choices(["two", "one"]))); t(lambda: config("A", cast=Choices(["two"]))); t(lambda: config("NOPE", default=True, cast=bool)); t(lambda: config("NOPE", default=1, cast=bool))
c = Config(RepositoryEnv(".env")); t(lambda: c("A")); t(lambda: c.get("B"))
c = Config(RepositoryIni("s.ini")); t(lambda: c("X")); t(lambda: c("NOPE", default=1))
t(lambda: Csv(cast=lambda s: s.upper(), delimiter=";", strip=" %*")("a;%b%; c"))
t(lambda: Csv(post_process=tuple)("a,b")); t(lambda: Csv()(""))
"""

CASES = [
    ("env", {".env": ENV, "s.ini": "[settings]\nX=5\n"}, SOURCE),
    ("ini", {"settings.ini": "[settings]\nA=ini\nB=%%x\n", ".env": "A=env\nC=c\n", "s.ini": "[settings]\nX=1\n"}, SOURCE),
]
