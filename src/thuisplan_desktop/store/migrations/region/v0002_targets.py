"""A sender can start a new chain after a restore; targets, notes on a trend and releases are kept.

Written as the statements themselves, so that a later change of the schema can't alter what was released.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = """
ALTER TABLE received RENAME TO received_before

CREATE TABLE received (
  telling_id BLOB NOT NULL, sender BLOB NOT NULL, epoch INTEGER NOT NULL, sequence INTEGER NOT NULL,
  file_hash BLOB NOT NULL, share_a BLOB NOT NULL, envelope_b BLOB NOT NULL, received_on TEXT NOT NULL,
  CONSTRAINT pk_received PRIMARY KEY (telling_id, sender, epoch, sequence),
  CONSTRAINT fk_received_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

INSERT INTO received
  SELECT telling_id, sender, 0, sequence, file_hash, share_a, envelope_b, received_on
  FROM received_before ORDER BY rowid

DROP TABLE received_before

CREATE INDEX ix_received_sender ON received (sender)

CREATE TABLE targets (
  id TEXT NOT NULL, report TEXT NOT NULL, cell TEXT NOT NULL, kind TEXT NOT NULL, baseline INTEGER,
  baseline_on TEXT, baseline_source TEXT NOT NULL, value INTEGER, percent INTEGER, due_on TEXT, note TEXT NOT NULL,
  CONSTRAINT pk_targets PRIMARY KEY (id)
) STRICT

CREATE TABLE annotations (
  telling_id BLOB NOT NULL, report TEXT NOT NULL, cell TEXT NOT NULL, text TEXT NOT NULL, noted_on TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  CONSTRAINT pk_annotations PRIMARY KEY (telling_id, report, cell),
  CONSTRAINT fk_annotations_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TABLE releases (
  telling_id BLOB NOT NULL, document TEXT NOT NULL, published_sha256 TEXT NOT NULL, released_on TEXT NOT NULL,
  CONSTRAINT pk_releases PRIMARY KEY (telling_id),
  CONSTRAINT fk_releases_telling_id_tellingen FOREIGN KEY(telling_id) REFERENCES tellingen (id)
) STRICT

CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases
  BEGIN SELECT RAISE(ABORT, 'releases is unchangeable'); END

CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
  BEGIN SELECT RAISE(ABORT, 'releases is unchangeable'); END

CREATE TRIGGER releases_no_replace BEFORE INSERT ON releases
  WHEN EXISTS (SELECT 1 FROM releases WHERE telling_id = NEW.telling_id)
  BEGIN SELECT RAISE(ABORT, 'releases is unchangeable'); END
"""


def upgrade() -> None:
    """Change and make the tables; statements are parted by an empty line."""
    for statement in STATEMENTS.strip().split("\n\n"):
        op.execute(statement)
