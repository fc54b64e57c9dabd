-- Version 4 counted conflicts in SQL, also where there is nothing to settle: in what is deleted, or after an edit that settled it.
-- They are counted anew from the documents, when all steps are done.
DELETE FROM conflict;

-- `remotes` counts the changes of storages: a window that shows them reads them again, and nothing else.
INSERT INTO meta VALUES ('remotes', 0);
