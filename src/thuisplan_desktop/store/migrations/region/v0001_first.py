"""The workspace of a samenwerkingsverband as it was first released.

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

CREATE TABLE profiles (
  version INTEGER NOT NULL, document BLOB NOT NULL, issued_on TEXT NOT NULL,
  CONSTRAINT pk_profiles PRIMARY KEY (version)
) STRICT

CREATE TABLE received (
  telling_id BLOB NOT NULL, sender BLOB NOT NULL, sequence INTEGER NOT NULL, file_hash BLOB NOT NULL,
  share_a BLOB NOT NULL, envelope_b BLOB NOT NULL, received_on TEXT NOT NULL,
  CONSTRAINT pk_received PRIMARY KEY (telling_id, sender, sequence),
  CONSTRAINT fk_received_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TABLE sum_answers (
  telling_id BLOB NOT NULL, document BLOB NOT NULL, received_on TEXT NOT NULL,
  CONSTRAINT pk_sum_answers PRIMARY KEY (telling_id),
  CONSTRAINT fk_sum_answers_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TRIGGER sum_answers_no_update BEFORE UPDATE ON sum_answers
  BEGIN SELECT RAISE(ABORT, 'sum_answers is unchangeable'); END

CREATE TRIGGER sum_answers_no_delete BEFORE DELETE ON sum_answers
  BEGIN SELECT RAISE(ABORT, 'sum_answers is unchangeable'); END

CREATE TRIGGER sum_answers_no_replace BEFORE INSERT ON sum_answers
  WHEN EXISTS (SELECT 1 FROM sum_answers WHERE telling_id = NEW.telling_id)
  BEGIN SELECT RAISE(ABORT, 'sum_answers is unchangeable'); END

CREATE TABLE combined (
  telling_id BLOB NOT NULL, report TEXT NOT NULL, report_version INTEGER NOT NULL, definitions TEXT NOT NULL,
  definitions_version TEXT NOT NULL, peildatum TEXT NOT NULL, cells TEXT NOT NULL, totals TEXT NOT NULL,
  incomplete TEXT NOT NULL, registering TEXT NOT NULL, contributing TEXT NOT NULL,
  delivered INTEGER NOT NULL, enrolled INTEGER NOT NULL,
  CONSTRAINT pk_combined PRIMARY KEY (telling_id, report),
  CONSTRAINT fk_combined_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TRIGGER combined_no_update BEFORE UPDATE ON combined
  BEGIN SELECT RAISE(ABORT, 'combined is unchangeable'); END

CREATE TRIGGER combined_no_delete BEFORE DELETE ON combined
  BEGIN SELECT RAISE(ABORT, 'combined is unchangeable'); END

CREATE TRIGGER combined_no_replace BEFORE INSERT ON combined
  WHEN EXISTS (SELECT 1 FROM combined WHERE telling_id = NEW.telling_id AND report = NEW.report)
  BEGIN SELECT RAISE(ABORT, 'combined is unchangeable'); END

CREATE TABLE gaps (
  telling_id BLOB NOT NULL, area TEXT NOT NULL, reason TEXT NOT NULL,
  CONSTRAINT pk_gaps PRIMARY KEY (telling_id, area),
  CONSTRAINT fk_gaps_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT
"""


def upgrade() -> None:
    """Make the tables; statements are parted by an empty line."""
    for statement in STATEMENTS.strip().split("\n\n"):
        op.execute(statement)
