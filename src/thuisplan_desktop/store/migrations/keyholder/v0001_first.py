"""The workspace of the second key holder as it was first released.

Written as the statements themselves, so that a later change of the schema can't alter what was released.
"""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = """
CREATE TABLE workspace (
  kind TEXT NOT NULL, register_id TEXT NOT NULL,
  CONSTRAINT pk_workspace PRIMARY KEY (kind)
) STRICT

CREATE TABLE settings (
  "key" TEXT NOT NULL, value TEXT NOT NULL,
  CONSTRAINT pk_settings PRIMARY KEY ("key")
) STRICT

CREATE TABLE logbook (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
  action TEXT NOT NULL, case_ref TEXT NOT NULL
) STRICT

CREATE TRIGGER logbook_no_update BEFORE UPDATE ON logbook
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TRIGGER logbook_no_delete BEFORE DELETE ON logbook
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TRIGGER logbook_no_replace BEFORE INSERT ON logbook
  WHEN EXISTS (SELECT 1 FROM logbook WHERE number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TABLE identities (
  region TEXT NOT NULL, private_keys BLOB NOT NULL, profile BLOB NOT NULL, sequence INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  CONSTRAINT pk_identities PRIMARY KEY (region)
) STRICT

CREATE TABLE enrolments (
  signing BLOB NOT NULL, sealing BLOB NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
  board TEXT NOT NULL, sectors TEXT NOT NULL, enrolled_on TEXT NOT NULL,
  CONSTRAINT pk_enrolments PRIMARY KEY (signing)
) STRICT

CREATE TABLE tellingen (
  id BLOB NOT NULL, region TEXT NOT NULL, peildatum TEXT NOT NULL, opened_on TEXT NOT NULL,
  document BLOB NOT NULL, profile BLOB NOT NULL, closed_on TEXT,
  CONSTRAINT pk_tellingen PRIMARY KEY (id)
) STRICT

CREATE TABLE answers (
  telling_id BLOB NOT NULL, region TEXT NOT NULL, peildatum TEXT NOT NULL, answered_on TEXT NOT NULL,
  request_hash BLOB NOT NULL, document BLOB NOT NULL,
  CONSTRAINT pk_answers PRIMARY KEY (telling_id),
  CONSTRAINT fk_answers_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TRIGGER answers_no_update BEFORE UPDATE ON answers
  BEGIN SELECT RAISE(ABORT, 'answers is unchangeable'); END

CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers
  BEGIN SELECT RAISE(ABORT, 'answers is unchangeable'); END

CREATE TRIGGER answers_no_replace BEFORE INSERT ON answers
  WHEN EXISTS (SELECT 1 FROM answers WHERE telling_id = NEW.telling_id)
  BEGIN SELECT RAISE(ABORT, 'answers is unchangeable'); END
"""


def upgrade() -> None:
    """Make the tables; statements are parted by an empty line."""
    for statement in STATEMENTS.strip().split("\n\n"):
        op.execute(statement)
