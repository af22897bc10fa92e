"""The list from which a second answer is refused stands on its own, with who was summed, so that it survives a restore.

Written as the statements themselves, so that a later change of the schema can't alter what was released.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = """
CREATE TABLE given (
  telling_id BLOB NOT NULL, region TEXT NOT NULL, peildatum TEXT NOT NULL, answered_on TEXT NOT NULL,
  request_hash BLOB NOT NULL, totals_only TEXT NOT NULL, senders TEXT NOT NULL,
  CONSTRAINT pk_given PRIMARY KEY (telling_id)
) STRICT

CREATE TRIGGER given_no_update BEFORE UPDATE ON given
  BEGIN SELECT RAISE(ABORT, 'given is unchangeable'); END

CREATE TRIGGER given_no_delete BEFORE DELETE ON given
  BEGIN SELECT RAISE(ABORT, 'given is unchangeable'); END

CREATE TRIGGER given_no_replace BEFORE INSERT ON given
  WHEN EXISTS (SELECT 1 FROM given WHERE telling_id = NEW.telling_id)
  BEGIN SELECT RAISE(ABORT, 'given is unchangeable'); END

INSERT INTO given
  SELECT telling_id, region, peildatum, answered_on, request_hash, '', '' FROM answers ORDER BY rowid
"""


def upgrade() -> None:
    """Make the table and fill it with the answers there are; statements are parted by an empty line."""
    for statement in STATEMENTS.strip().split("\n\n"):
        op.execute(statement)
