-- Version 4 counted conflicts in SQL, also where there is nothing to settle: in what is deleted, or after an edit that settled it.
-- They are counted anew from the documents, when all steps are done.
DELETE FROM conflict;

-- `remotes` counts the changes of storages: a window that shows them reads them again, and nothing else.
INSERT INTO meta VALUES ('remotes', 0);

-- Of each document the id of the copy that the network would have, which SQL cannot work out: so that it is a lookup whether a
-- copy is one of a document that is here too.
CREATE TABLE source (
    copy TEXT PRIMARY KEY,
    doc  INTEGER NOT NULL UNIQUE REFERENCES doc (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
