-- How much of a document a person has to settle; no row where there is nothing. Written in the transaction of the change,
-- so that the number on the screen costs no reading of documents. What competes only the model knows: see 0006.
CREATE TABLE conflict (
    doc    INTEGER PRIMARY KEY REFERENCES doc (id) ON DELETE CASCADE,
    number INTEGER NOT NULL
) STRICT;
