"""The register of a coordinator or consulent as it was first released.

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
  action TEXT NOT NULL, case_ref TEXT NOT NULL, hash BLOB NOT NULL
) STRICT

CREATE TABLE log_checkpoints (
  number INTEGER NOT NULL, hash BLOB NOT NULL, at TEXT NOT NULL, removed INTEGER NOT NULL,
  CONSTRAINT pk_log_checkpoints PRIMARY KEY (number)
) STRICT

CREATE TRIGGER log_checkpoints_no_update BEFORE UPDATE ON log_checkpoints
  BEGIN SELECT RAISE(ABORT, 'log_checkpoints is unchangeable'); END

CREATE TRIGGER log_checkpoints_no_delete BEFORE DELETE ON log_checkpoints
  BEGIN SELECT RAISE(ABORT, 'log_checkpoints is unchangeable'); END

CREATE TRIGGER log_checkpoints_no_replace BEFORE INSERT ON log_checkpoints
  WHEN EXISTS (SELECT 1 FROM log_checkpoints WHERE number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'log_checkpoints is unchangeable'); END

CREATE TRIGGER logbook_no_update BEFORE UPDATE ON logbook
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TRIGGER logbook_no_delete BEFORE DELETE ON logbook
  WHEN OLD.number > (SELECT coalesce(max(number), 0) FROM log_checkpoints)
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TRIGGER logbook_no_replace BEFORE INSERT ON logbook
  WHEN EXISTS (SELECT 1 FROM logbook WHERE number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'logbook is unchangeable'); END

CREATE TABLE identities (
  region TEXT NOT NULL, private_keys BLOB NOT NULL, profile BLOB NOT NULL, sequence INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  CONSTRAINT pk_identities PRIMARY KEY (region)
) STRICT

CREATE TABLE cases (
  id TEXT NOT NULL, nickname TEXT NOT NULL, first_names TEXT NOT NULL, infix TEXT NOT NULL,
  surname TEXT NOT NULL, birth_date TEXT, pupil_key TEXT NOT NULL, postcode4 TEXT NOT NULL,
  home_municipality TEXT NOT NULL, school_name TEXT NOT NULL, brin TEXT NOT NULL, branch TEXT NOT NULL,
  school_type TEXT NOT NULL, year_group TEXT NOT NULL, class_name TEXT NOT NULL, enrolment TEXT NOT NULL,
  enrolled_on TEXT, left_on TEXT, first_absent_on TEXT, signalled_on TEXT, reported_on TEXT,
  obstacles TEXT NOT NULL, note TEXT NOT NULL, exemption TEXT, exemption_duration TEXT, exempt_from TEXT,
  exempt_until TEXT, not_counted TEXT, waits_for_mbo INTEGER NOT NULL, offer_kind TEXT, offered_on TEXT,
  place_available_on TEXT, bridging TEXT NOT NULL, aftercare_from TEXT, aftercare_until TEXT, closed_on TEXT,
  owner TEXT NOT NULL, counted_by TEXT NOT NULL,
  CONSTRAINT pk_cases PRIMARY KEY (id)
) STRICT

CREATE INDEX ix_cases_pupil_key ON cases (pupil_key)

CREATE TABLE meetings (
  id TEXT NOT NULL, kind TEXT NOT NULL, held_on TEXT NOT NULL, name TEXT NOT NULL,
  participants TEXT NOT NULL,
  CONSTRAINT pk_meetings PRIMARY KEY (id)
) STRICT

CREATE TABLE snapshots (
  id TEXT NOT NULL, taken_on TEXT NOT NULL, taken_by TEXT NOT NULL, report TEXT NOT NULL,
  report_version INTEGER NOT NULL, definitions TEXT NOT NULL, definitions_version TEXT NOT NULL,
  peildatum TEXT NOT NULL, cells TEXT NOT NULL, totals TEXT NOT NULL, incomplete TEXT NOT NULL,
  CONSTRAINT pk_snapshots PRIMARY KEY (id)
) STRICT

CREATE TRIGGER snapshots_no_update BEFORE UPDATE ON snapshots
  BEGIN SELECT RAISE(ABORT, 'snapshots is unchangeable'); END

CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots
  BEGIN SELECT RAISE(ABORT, 'snapshots is unchangeable'); END

CREATE TRIGGER snapshots_no_replace BEFORE INSERT ON snapshots
  WHEN EXISTS (SELECT 1 FROM snapshots WHERE id = NEW.id)
  BEGIN SELECT RAISE(ABORT, 'snapshots is unchangeable'); END

CREATE TABLE absences (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT,
  minutes INTEGER NOT NULL, listed_until TEXT,
  CONSTRAINT pk_absences PRIMARY KEY (id),
  CONSTRAINT fk_absences_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_absences_case_id ON absences (case_id)

CREATE TABLE contacts (
  id TEXT NOT NULL, case_id TEXT NOT NULL, role TEXT NOT NULL, first_name TEXT NOT NULL, infix TEXT NOT NULL,
  surname TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, gezag_checked_on TEXT,
  gezag_checked_how TEXT NOT NULL,
  CONSTRAINT pk_contacts PRIMARY KEY (id),
  CONSTRAINT fk_contacts_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_contacts_case_id ON contacts (case_id)

CREATE TABLE log_cases (
  case_id TEXT NOT NULL, case_ref TEXT NOT NULL,
  CONSTRAINT pk_log_cases PRIMARY KEY (case_id),
  CONSTRAINT fk_log_cases_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE TABLE discussions (
  id TEXT NOT NULL, meeting_id TEXT NOT NULL, case_id TEXT NOT NULL, route TEXT NOT NULL,
  sheet_code TEXT NOT NULL, categories TEXT NOT NULL, grave_concern TEXT NOT NULL, agreements TEXT NOT NULL,
  CONSTRAINT pk_discussions PRIMARY KEY (id),
  CONSTRAINT fk_discussions_meeting_id_meetings FOREIGN KEY(meeting_id) REFERENCES meetings (id),
  CONSTRAINT fk_discussions_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT uq_discussions_sheet_code UNIQUE (sheet_code)
) STRICT

CREATE INDEX ix_discussions_case_id ON discussions (case_id)

CREATE INDEX ix_discussions_meeting_id ON discussions (meeting_id)

CREATE TABLE sharings (
  id TEXT NOT NULL, case_id TEXT NOT NULL, shared_on TEXT NOT NULL, recipients TEXT NOT NULL,
  categories TEXT NOT NULL, purpose TEXT NOT NULL, basis TEXT NOT NULL, route TEXT NOT NULL,
  CONSTRAINT pk_sharings PRIMARY KEY (id),
  CONSTRAINT fk_sharings_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_sharings_case_id ON sharings (case_id)

CREATE TABLE consents (
  id TEXT NOT NULL, case_id TEXT NOT NULL, giver TEXT NOT NULL, contact_id TEXT, decision TEXT NOT NULL,
  asked_on TEXT NOT NULL, decided_on TEXT, purposes TEXT NOT NULL, parties TEXT NOT NULL,
  categories TEXT NOT NULL, form TEXT NOT NULL, recorded_by TEXT NOT NULL, text_version TEXT NOT NULL,
  language TEXT NOT NULL, valid_until TEXT, meeting_id TEXT, withdrawn_on TEXT, objection INTEGER NOT NULL,
  CONSTRAINT pk_consents PRIMARY KEY (id),
  CONSTRAINT fk_consents_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT fk_consents_contact_id_contacts FOREIGN KEY(contact_id) REFERENCES contacts (id),
  CONSTRAINT fk_consents_meeting_id_meetings FOREIGN KEY(meeting_id) REFERENCES meetings (id)
) STRICT

CREATE INDEX ix_consents_case_id ON consents (case_id)
"""


def upgrade() -> None:
    """Make the tables; statements are parted by an empty line."""
    for statement in STATEMENTS.strip().split("\n\n"):
        op.execute(statement)
