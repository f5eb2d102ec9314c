-- A database as schema 1 left it: two people, no keys (keys_version 0), no table of removals.
CREATE TABLE docs (
	coll TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL,
	UNIQUE (coll, id));
CREATE TABLE keys (
	coll TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
	PRIMARY KEY (coll, name, value, id)) WITHOUT ROWID;
CREATE INDEX keys_of ON keys (coll, id);
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES ('seq', 7), ('keys_version', 0);
INSERT INTO docs VALUES ('people', 'EE-0001', 3, 6, '{"id":"EE-0001","revision":3,"profile":{"radius_km":15},"candidate":{"first_name":"Samira","last_name":"Vanhoutte"}}');
INSERT INTO docs VALUES ('people', 'EE-0002', 1, 7, '{"id":"EE-0002","revision":1,"profile":{"radius_km":20},"candidate":{"first_name":"Omar","last_name":"Devos"}}');
PRAGMA user_version = 1;
