-- Every feature of a SQLite schema that reflection tells, overlooks, or stumbles over.
CREATE TABLE plain (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, note TEXT);
CREATE TABLE rowids (id INTEGER PRIMARY KEY AUTOINCREMENT, value INT);
CREATE TABLE nothing_named (a, b BLOB, c "", "d e" INTEGER);
CREATE TABLE types_known (
    a BIGINT, b BLOB, c BOOL, d BOOLEAN, e CHAR(3), f DATE, g DATE_CHAR, h DATETIME, i DATETIME_CHAR, j DOUBLE,
    k DECIMAL(10, 2), l FLOAT, m INT, n INTEGER, o JSON, p JSONB, q NUMERIC(5), r REAL, s SMALLINT, t TEXT,
    u TIME, v TIME_CHAR, w TIMESTAMP, x VARCHAR(255), y NVARCHAR(20), z NCHAR(2)
);
CREATE TABLE types_guessed (
    a TINYINT, b UNSIGNED BIG INT, c INT8, d CHARACTER(20), e VARYING CHARACTER(255), f NATIVE CHARACTER(70), g CLOB,
    h DOUBLE PRECISION, i MONEY, j UUID, k LONGBLOB, l FLOATING, m serial, n varchar, o "character varying"(30),
    p INT(11), q BIGINT(20), r DATE(3), s TIME(1, 2), t BLOB(16), u NUMERIC(10,-2), v BOOLEAN(0), w BLOBBY(3),
    x TEXT(100), y FLOAT(10), z DOUBLE(7)
);
CREATE TABLE defaults (
    a INTEGER DEFAULT 5, b INTEGER DEFAULT -1, c TEXT DEFAULT 'it''s', d TEXT DEFAULT "double", e REAL DEFAULT 1.5,
    f TIMESTAMP DEFAULT CURRENT_TIMESTAMP, g TEXT DEFAULT (lower('X')), h BOOLEAN DEFAULT 0 NOT NULL,
    i TEXT DEFAULT '', j TEXT DEFAULT NULL, k BLOB DEFAULT x'00ff', l INTEGER DEFAULT (1 + 2), m INTEGER DEFAULT +7
);
CREATE TABLE keys_named (a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk_keys PRIMARY KEY (b, a));
CREATE TABLE keys_quoted ("a b" TEXT, CONSTRAINT "pk of keys" PRIMARY KEY ("a b"));
CREATE TABLE keys_inline (a TEXT CONSTRAINT pk_inline PRIMARY KEY, b TEXT);
CREATE TABLE keys_unnamed (a TEXT, b TEXT, PRIMARY KEY (a, b));
CREATE TABLE uniques (
    a INTEGER UNIQUE, b INTEGER, c INTEGER, d INTEGER CONSTRAINT named_inline UNIQUE, e VARCHAR(10) NOT NULL UNIQUE,
    "f g" TEXT UNIQUE, [h] TEXT UNIQUE, `i` TEXT UNIQUE,
    UNIQUE (b, c), CONSTRAINT uq_c_b UNIQUE (c, b), CONSTRAINT "uq spaced" UNIQUE ("f g", c)
);
CREATE TABLE unique_conflict (a INTEGER UNIQUE ON CONFLICT REPLACE, b INTEGER, UNIQUE (b) ON CONFLICT IGNORE);
CREATE TABLE parents (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, UNIQUE (x, y));
CREATE TABLE "odd parents" ("odd id" INTEGER PRIMARY KEY);
CREATE TABLE children (
    id INTEGER PRIMARY KEY,
    inline_parent INTEGER REFERENCES parents (id) ON DELETE CASCADE,
    inline_implicit INTEGER REFERENCES parents,
    p1 INTEGER, p2 INTEGER, p3 INTEGER, p4 INTEGER, p5 INTEGER, p6 INTEGER, px INTEGER, py INTEGER, odd INTEGER,
    FOREIGN KEY (p1) REFERENCES parents (id),
    CONSTRAINT fk_named FOREIGN KEY (p2) REFERENCES parents (id) ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT fk_deferred FOREIGN KEY (p3) REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_not FOREIGN KEY(p4) REFERENCES parents(id) ON UPDATE NO ACTION NOT DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT fk_newline FOREIGN KEY (p5) REFERENCES parents (id) ON DELETE
        SET DEFAULT,
    FOREIGN KEY (p6) REFERENCES parents,
    CONSTRAINT fk_two FOREIGN KEY (px, py) REFERENCES parents (x, y) ON DELETE RESTRICT,
    CONSTRAINT "fk odd" FOREIGN KEY (odd) REFERENCES "odd parents" ("odd id")
);
CREATE TABLE orphans (id INTEGER PRIMARY KEY, gone INTEGER REFERENCES nowhere (id), also INTEGER REFERENCES nowhere);
CREATE TABLE twins (a INTEGER, FOREIGN KEY (a) REFERENCES parents (id), FOREIGN KEY (a) REFERENCES parents (id));
CREATE TABLE bracketed ([a] INTEGER, `b` INTEGER, FOREIGN KEY ([a]) REFERENCES [parents] ([id]));
CREATE TABLE self_referring (id INTEGER PRIMARY KEY, up INTEGER, CONSTRAINT fk_up FOREIGN KEY (up) REFERENCES self_referring (id));
CREATE TABLE checks (
    a INTEGER CHECK (a > 0), b INTEGER CONSTRAINT ck_b CHECK (b IN (1, 2)), c TEXT,
    CONSTRAINT ck_text CHECK (c <> ')' AND (c <> '(')), CHECK (a < b),
    CONSTRAINT "quoted ck" CHECK (a + (b * 2) > 3), CONSTRAINT [br ck] CHECK (a <> 9), CONSTRAINT `bt` CHECK(b<>9),
    CONSTRAINT ck_lines CHECK (
        a > 1
        OR b > 1
    )
);
CREATE TABLE precheck (a INTEGER, mycheck INTEGER DEFAULT (1));
CREATE TABLE indexed (a INTEGER, b TEXT, c TEXT, d TEXT COLLATE NOCASE);
CREATE INDEX ix_a ON indexed (a);
CREATE UNIQUE INDEX uq_b ON indexed (b);
CREATE INDEX ix_c_a ON indexed (c DESC, a ASC);
CREATE INDEX ix_partial ON indexed (a) WHERE b IS NOT NULL AND c <> ')';
CREATE INDEX ix_expression ON indexed (lower(b));
CREATE INDEX ix_mixed ON indexed (a, lower(c)) WHERE a > 0;
CREATE INDEX ix_collated ON indexed (d COLLATE RTRIM);
CREATE INDEX "ix odd" ON indexed ("a", "b");
CREATE INDEX ix_lines ON indexed (a)
where
b = 'x'
;
CREATE TABLE generated (
    a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL, c TEXT GENERATED ALWAYS AS (lower(b) || '(') STORED,
    d INTEGER AS (a + 1)
);
CREATE TABLE generated_oneline (a INTEGER, b INTEGER GENERATED ALWAYS AS (a + 1) STORED, c INTEGER GENERATED ALWAYS AS (a + 2));
CREATE TABLE without_rowid (a TEXT PRIMARY KEY, b INTEGER) WITHOUT ROWID;
CREATE TABLE strictly (a TEXT, b INTEGER, c ANY) STRICT;
CREATE TABLE both_options (a TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE commented ( -- a comment, with UNIQUE (words)
    a INTEGER, /* CONSTRAINT ghost PRIMARY KEY */ b INTEGER
);
CREATE TABLE collated (a TEXT COLLATE NOCASE, b VARCHAR(10) COLLATE "RTRIM" NOT NULL, c TEXT COLLATE BINARY);
create table lower_case (id integer primary key, name varchar (20) not null unique, parent integer, constraint fk_lower foreign key (parent) references parents (id) on delete cascade);
CREATE TABLE "select" ("from" INTEGER, "group by" TEXT, "it's" TEXT, "say ""hi""" TEXT);
CREATE TABLE circle_a (id INTEGER PRIMARY KEY, b INTEGER, CONSTRAINT fk_ab FOREIGN KEY (b) REFERENCES circle_b (id));
CREATE TABLE circle_b (id INTEGER PRIMARY KEY, a INTEGER, CONSTRAINT fk_ba FOREIGN KEY (a) REFERENCES circle_a (id));
CREATE TABLE ünïcode (ä INTEGER CHECK (ä > 0), "日本" TEXT UNIQUE);
CREATE VIEW a_view AS SELECT id, name, 1 AS one FROM plain;
CREATE TRIGGER a_trigger AFTER INSERT ON plain BEGIN UPDATE plain SET note = 'x' WHERE id = new.id; END;
CREATE VIRTUAL TABLE searchable USING fts5(title, body);
