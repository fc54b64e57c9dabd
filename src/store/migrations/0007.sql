-- Copies for the network have other pseudonyms: one for each person, and not one for each place of a name. What was published by the
-- older rule is looked at again, and found not to cover the copy of today. The rows stay: they say what was ever shared.
UPDATE covered SET number = 0
    WHERE space IN (SELECT unhex(space) FROM remote WHERE profile = 'network' AND space IS NOT NULL);
UPDATE space SET settled = 0
    WHERE space IN (SELECT unhex(space) FROM remote WHERE profile = 'network' AND space IS NOT NULL);
