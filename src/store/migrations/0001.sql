-- «pora» in ASCII: the file is porada's.
PRAGMA application_id = 1886351969;

-- `changes` counts the transactions that other windows have to hear of.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('changes', 0);

-- One row for each process that has the database open; a row that nobody took away means an unclean exit.
CREATE TABLE session (
    replica TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What was saved, by the rule of model::Document: each value with the write that made it.
-- Ids of documents, entities, replicas and names of fields are kept once and referred to by number.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE doc (
    id   INTEGER PRIMARY KEY REFERENCES name (id),
    kind TEXT NOT NULL
) STRICT;
CREATE INDEX doc_by_kind ON doc (kind);

CREATE TABLE ent (
    doc  INTEGER NOT NULL REFERENCES doc (id) ON DELETE CASCADE,
    ent  INTEGER NOT NULL REFERENCES name (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (doc, ent)
) STRICT, WITHOUT ROWID;

-- Counters and stamps are unsigned in the model; here they are the same 64 bits. Values are JSON.
CREATE TABLE reg (
    doc     INTEGER NOT NULL,
    ent     INTEGER NOT NULL,
    field   INTEGER NOT NULL REFERENCES name (id),
    replica INTEGER NOT NULL REFERENCES name (id),
    counter INTEGER NOT NULL,
    stamp   INTEGER NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (doc, ent, field, replica, counter),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    doc     INTEGER NOT NULL REFERENCES doc (id) ON DELETE CASCADE,
    replica INTEGER NOT NULL REFERENCES name (id),
    counter INTEGER NOT NULL,
    PRIMARY KEY (doc, replica)
) STRICT, WITHOUT ROWID;

-- The values that are shown first, for lists: written in the transaction of the change, never read for a merge.
-- Moments are milliseconds since 1970. Deleted entities have no row; a deleted consultation keeps its rows and says so.

CREATE TABLE cur_consultation (
    doc            INTEGER PRIMARY KEY REFERENCES doc (id) ON DELETE CASCADE,
    kind           TEXT NOT NULL,
    title          TEXT NOT NULL,
    municipalities TEXT NOT NULL,
    "start"        TEXT,
    "end"          TEXT,
    place          TEXT NOT NULL,
    status         TEXT NOT NULL,
    visibility     TEXT NOT NULL,
    sample         INTEGER NOT NULL,
    deleted        INTEGER NOT NULL,
    last_write     INTEGER NOT NULL
) STRICT;

CREATE TABLE cur_participant (
    doc          INTEGER NOT NULL,
    ent          INTEGER NOT NULL,
    name         TEXT NOT NULL,
    office       TEXT NOT NULL,
    organisation TEXT NOT NULL,
    email        TEXT NOT NULL,
    phone        TEXT NOT NULL,
    excused      INTEGER NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cur_need (
    doc        INTEGER NOT NULL,
    ent        INTEGER NOT NULL,
    written    INTEGER NOT NULL,
    text       TEXT NOT NULL,
    detail     TEXT NOT NULL,
    components TEXT NOT NULL,
    priority   TEXT NOT NULL,
    status     TEXT NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cur_note (
    doc     INTEGER NOT NULL,
    ent     INTEGER NOT NULL,
    written INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cur_decision (
    doc     INTEGER NOT NULL,
    ent     INTEGER NOT NULL,
    written INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cur_task (
    doc     INTEGER NOT NULL,
    ent     INTEGER NOT NULL,
    written INTEGER NOT NULL,
    text    TEXT NOT NULL,
    side    TEXT NOT NULL,
    owner   TEXT NOT NULL,
    due     TEXT,
    done    INTEGER NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE cur_link (
    doc     INTEGER NOT NULL,
    ent     INTEGER NOT NULL,
    need    TEXT NOT NULL,
    record  TEXT NOT NULL,
    title   TEXT NOT NULL,
    verdict TEXT NOT NULL,
    why     TEXT NOT NULL,
    written INTEGER NOT NULL,
    PRIMARY KEY (doc, ent),
    FOREIGN KEY (doc, ent) REFERENCES ent (doc, ent) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Changes that can be taken back. `step` is a change as JSON: what takes the entry back while `undone` is 0, what brings
-- it again while it is 1.
CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    doc     INTEGER NOT NULL REFERENCES doc (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    step    TEXT NOT NULL,
    undone  INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX journal_by_doc ON journal (doc);

-- Unfinished lines, so that a crash loses at most half a second of typing.
CREATE TABLE draft (
    key   TEXT PRIMARY KEY,
    text  TEXT NOT NULL,
    caret INTEGER NOT NULL,
    extra TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Records that were imported beside the catalogue that ships.
CREATE TABLE catalogue_row (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Where the person was: the last screen, the last consultation.
CREATE TABLE state (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
