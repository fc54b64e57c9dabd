-- Records of the catalogue that centres share: of each document the version that is shown, for reading without a merge.
-- A record that was also imported here is read as it was imported.
CREATE TABLE cur_record (
    doc       INTEGER PRIMARY KEY REFERENCES doc (id) ON DELETE CASCADE,
    record    TEXT NOT NULL UNIQUE,
    kind      TEXT NOT NULL,
    json      TEXT NOT NULL,
    shared_by TEXT NOT NULL,
    shared_on TEXT NOT NULL,
    others    INTEGER NOT NULL
) STRICT;

-- Whoever has read the records hears that there are others now, as after an import.
INSERT OR IGNORE INTO meta VALUES ('imports', 0);
CREATE TRIGGER imports_by_sharing AFTER INSERT ON cur_record BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'imports';
END;
CREATE TRIGGER imports_by_new_sharing AFTER UPDATE ON cur_record BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'imports';
END;
CREATE TRIGGER imports_by_withdrawal AFTER DELETE ON cur_record BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'imports';
END;
