"""Records what SQLAlchemy's make_url makes of many URLs, odd ones included.

Run with the Python of an environment that has SQLAlchemy: python record.py > cases.json
"""
import json
import random

from sqlalchemy.engine import make_url

URLS = """
postgresql://u:p@h:5432/d|postgresql+psycopg2://u:p%40ss%2Fw%3Ard@h/d|postgresql://h/d|postgresql:///d|postgresql://|
postgresql:///|postgresql://u@h|postgresql://u:@h/d|postgresql://:p@h/d|postgresql://@h/d|postgresql://u@x@h/d|
postgresql://u:p@x@h/d|postgresql://u:p/q@h/d|postgresql://u:p?q#r@h/d|postgresql://h:/d|postgresql://h:abc/d|
postgresql://h:+5/d|postgresql://h: 5 /d|postgresql://h:5_0/d|postgresql://h:5__0/d|postgresql://h:-5/d|
postgresql://[::1]:5432/d|postgresql://[fe80::1%25eth0]/d|postgresql://[::1/d|postgresql://u:p@[::1]/d|
postgresql://[]/d|postgresql://[a]b/d|postgresql://[a]b]/d|postgresql://[a]:7|
postgresql:///d?host=/var/run/postgresql|postgresql:///d?host=a&host=b&port=1|postgresql:///d?a=1&a=2&b=&c|
postgresql:///d?options=-csearch_path%3Dfoo%2Cbar|postgresql:///d?x=a+b%20c%2B|postgresql://h/d?sslmode=require#frag|
postgresql://h/d?a=b=c&&d=e&=f|postgresql://h/d?%61=%zz|postgresql://h?x=1|postgresql://h/?x=1|postgresql://?x=1|
postgresql://h/a/b/c|postgresql://h/a%2Fb%20c|postgresql://h//abs|sqlite://|sqlite:///|sqlite:///a.db|sqlite:////abs/a.db|
sqlite:///:memory:|sqlite:///file:a.db?mode=ro&uri=true|sqlite:///C:\\a\\b.db|sqlite+aiosqlite:///./x y.db|
sqlite:///a.db?timeout=30&uri=1|sqlite://host/a.db|foo|:// |://h|foo:/bar|foo+bar-baz://h|foo.bar://h|a+b+c://h|
p\u00f6stgres://\u00fc:\u00e4@h\u00f6st/d\u00e4t?k\u00e9y=v\u00e4l|postgresql://u:%E4@h/d|postgresql://u:%C3%A4@h/d|postgresql://u%20v:p%2Bq@h/d|
postgresql://u+v:p+q@h/d+e|postgresql://h:5432?x=1|postgresql://h/d?x=1?y=2|postgresql://h/d\n?x=1|postgresql://h/d?x=1\ny=2|
postgresql://a,b,c:1,2/d|postgresql://h:99999999/d|postgresql://h/d?host=h1:1&host=h2:2|mysql+pymysql://u:p@h/d?charset=utf8mb4| sqlite://
""".replace("|\n", "|").strip("\n").split("|")


def outcome(url, keep):
    try:
        u = make_url(url, keep_blank_values=keep)
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}
    return {
        "drivername": u.drivername,
        "username": u.username,
        "password": u.password,
        "host": u.host,
        "port": u.port,
        "database": u.database,
        "query": {k: [v] if isinstance(v, str) else list(v) for k, v in u.query.items()},
        "masked": u.render_as_string(),
        "clear": u.render_as_string(hide_password=False),
    }


def main():
    chance = random.Random(20)
    pieces = ["postgresql", "sqlite+aiosqlite", "://", ":", "/", "@", "?", "&", "=", "[", "]", "::1", "host", "u", "p%40",
              "5432", "db", "a=b", "%2F", "+", " ", "%", "x", ",", "#", "-", "_", "é", "\\", "'", '"']
    urls = list(URLS)
    for _ in range(600):
        body = "".join(chance.choice(pieces) for _ in range(chance.randint(0, 12)))
        urls.append(chance.choice(["postgresql://", "sqlite:///", "", "postgresql://u:p@h/"]) + body)
    cases = [{"url": url, "keep_blank_values": keep, **outcome(url, keep)} for url in urls for keep in (False, True)]
    print("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]")


main()
