-- How much of a document a person has to settle; no row where there is nothing. Written in the transaction of the change,
-- so that the number on the screen costs no reading of documents.
CREATE TABLE conflict (
    doc    INTEGER PRIMARY KEY REFERENCES doc (id) ON DELETE CASCADE,
    number INTEGER NOT NULL
) STRICT;
INSERT INTO conflict
    SELECT doc, count(*) FROM (
        SELECT doc FROM reg JOIN name ON name.id = field WHERE text NOT IN ('internal', 'order')
        GROUP BY doc, ent, field HAVING count(DISTINCT value) > 1
    ) GROUP BY doc;
