-- Identity: files that people send with their applications. Erased with the person: then the row is nobody's, until its
-- bytes are gone from the store of files, and goes itself. What no application took goes after ninety days.

CREATE TABLE evidence_files (
    id TEXT COLLATE "C" PRIMARY KEY,
    person_id TEXT COLLATE "C" REFERENCES people (id),
    application_id TEXT COLLATE "C",
    file_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" CHECK (kind IN ('pdf', 'png', 'jpeg', 'docx')),
    bytes BIGINT,
    sha256 TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('uploading', 'stored', 'removing')),
    created_at TEXT COLLATE "C" NOT NULL,
    sent_on TEXT COLLATE "C" NOT NULL,
    CHECK (state <> 'stored' OR (person_id IS NOT NULL AND kind IS NOT NULL AND bytes IS NOT NULL AND sha256 IS NOT NULL))
);
CREATE INDEX evidence_files_by_person ON evidence_files (person_id, state);
CREATE INDEX evidence_files_by_application ON evidence_files (application_id);
CREATE INDEX evidence_files_by_state ON evidence_files (state, created_at);
