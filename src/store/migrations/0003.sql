-- Synchronisation. Spaces, devices, hashes and names of documents on a storage are the 16 bytes that their 32 hexadecimal
-- digits stand for; moments are milliseconds since 1970.

-- The storages that a person set up.
CREATE TABLE remote (
    name                  TEXT PRIMARY KEY,
    address               TEXT NOT NULL,
    space                 TEXT,
    profile               TEXT NOT NULL,
    credentials           TEXT,
    "user"                TEXT,
    certificate_authority TEXT,
    proxy                 TEXT,
    automatic             INTEGER NOT NULL CHECK (automatic IN (0, 1)),
    last_sync             INTEGER,
    last_result           TEXT
) STRICT, WITHOUT ROWID;

-- The number of the latest change of each document, so that what is new for a storage is found without reading the rest.
-- Every change and every merge that brings something notes a write in `seen`.
CREATE TABLE changed (
    doc    INTEGER PRIMARY KEY REFERENCES doc (id) ON DELETE CASCADE,
    number INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX changed_by_number ON changed (number);
INSERT INTO changed (doc, number) SELECT id, row_number() OVER (ORDER BY id) FROM doc;
INSERT INTO meta VALUES ('writes', (SELECT count(*) FROM doc));
CREATE TRIGGER changed_by_first_write AFTER INSERT ON seen BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'writes';
    DELETE FROM changed WHERE doc = NEW.doc;
    INSERT INTO changed SELECT NEW.doc, value FROM meta WHERE key = 'writes';
END;
CREATE TRIGGER changed_by_write AFTER UPDATE ON seen BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'writes';
    DELETE FROM changed WHERE doc = NEW.doc;
    INSERT INTO changed SELECT NEW.doc, value FROM meta WHERE key = 'writes';
END;

-- The sessions of this device that wrote. The journal knows those of the latest changes of an older database.
CREATE TABLE own_replica (
    replica INTEGER PRIMARY KEY REFERENCES name (id)
) STRICT;
INSERT OR IGNORE INTO own_replica
    SELECT name.id FROM journal JOIN name ON name.text = substr(json_extract(step, '$.write'), 1, 16);

-- What this device did in a space: the highest number of a head that it tried, that head's hash, the number of its last head
-- that arrived, the parts of its index as JSON, the state of the members that this head names, and the number of a change up
-- to which nothing waits to be published.
CREATE TABLE space (
    space   BLOB PRIMARY KEY,
    seq     INTEGER NOT NULL,
    head    BLOB NOT NULL,
    arrived INTEGER NOT NULL,
    parts   TEXT NOT NULL,
    roster  TEXT NOT NULL,
    settled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is known of each other device: the head that was taken over whole, the newest one that was seen, and when.
CREATE TABLE peer (
    space   BLOB NOT NULL,
    device  BLOB NOT NULL,
    seq     INTEGER NOT NULL,
    heads   TEXT NOT NULL,
    newest  INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;

-- The copy of a document that a device, this one too, lists on the storage and that this home has joined; `seen` is what
-- that copy has seen: 8 bytes of the replica, 8 bytes of the counter, for each replica.
CREATE TABLE copy (
    space    BLOB NOT NULL,
    document BLOB NOT NULL,
    device   BLOB NOT NULL,
    hash     BLOB NOT NULL,
    pack     BLOB,
    seq      INTEGER NOT NULL,
    seen     BLOB NOT NULL,
    PRIMARY KEY (space, document, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_by_seq ON copy (space, device, seq);
CREATE INDEX copy_by_pack ON copy (space, device, pack) WHERE pack IS NOT NULL;

-- Documents of which everything up to the change `number` is on the storage, or need not be; `document` is the name there.
CREATE TABLE covered (
    space    BLOB NOT NULL,
    doc      INTEGER NOT NULL REFERENCES doc (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (space, doc)
) STRICT, WITHOUT ROWID;
CREATE INDEX covered_by_document ON covered (space, document);

-- Files that this device has put on the storage; `since` is when it stopped to list one, 0 for one to be deleted at once.
CREATE TABLE own_file (
    space BLOB NOT NULL,
    path  TEXT NOT NULL,
    since INTEGER,
    PRIMARY KEY (space, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_file_by_since ON own_file (space, since) WHERE since IS NOT NULL;

-- The versions of documents in these files; `plain` is the hash of the words before they were sealed.
CREATE TABLE version (
    space    BLOB NOT NULL,
    document BLOB NOT NULL,
    hash     BLOB NOT NULL,
    plain    BLOB NOT NULL,
    pack     BLOB,
    path     TEXT NOT NULL,
    PRIMARY KEY (space, document, hash, path),
    FOREIGN KEY (space, path) REFERENCES own_file (space, path) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX version_by_path ON version (space, path);

-- Which device has carried out which erasure: the write that erased, and the head that says so.
CREATE TABLE receipt (
    space    BLOB NOT NULL,
    device   BLOB NOT NULL,
    document BLOB NOT NULL,
    replica  TEXT NOT NULL,
    counter  INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (space, device, document, replica, counter)
) STRICT, WITHOUT ROWID;

-- Which device a replica is a session of, and the head that says so.
CREATE TABLE writer (
    space   BLOB NOT NULL,
    device  BLOB NOT NULL,
    replica TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (space, device, replica)
) STRICT, WITHOUT ROWID;
CREATE INDEX writer_by_replica ON writer (replica);

-- Files of the storage that cannot be used; each is told of once.
CREATE TABLE quarantine (
    space  BLOB NOT NULL,
    path   TEXT NOT NULL,
    reason TEXT NOT NULL,
    bytes  INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (space, path)
) STRICT, WITHOUT ROWID;
