-- The last few texts of a field that were replaced, the newest with the highest number: from which text competing ones were
-- made. `after` lists the writes (replica.counter) of which it is certain that they replaced the text, see model::Earlier.
-- It stays on this device: no document, file or storage has it.
CREATE TABLE earlier (
    number  INTEGER PRIMARY KEY,
    doc     INTEGER NOT NULL REFERENCES doc (id) ON DELETE CASCADE,
    ent     INTEGER NOT NULL REFERENCES name (id),
    field   INTEGER NOT NULL REFERENCES name (id),
    replica INTEGER NOT NULL REFERENCES name (id),
    counter INTEGER NOT NULL,
    text    TEXT NOT NULL,
    after   TEXT NOT NULL
) STRICT;
CREATE INDEX earlier_by_field ON earlier (doc, ent, field, replica, counter);
