"""The whole case: exemptions as a list, the plan, talks, escalation, hand-overs, rights, and obstacles about nobody.

Nothing of revision 0001 is lost: the one exemption of a case becomes the first of its list, and the days of one
without a ground are written into the note.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

ADDED = {
    "cases": (
        "school_municipality TEXT DEFAULT '' NOT NULL", "swv TEXT DEFAULT '' NOT NULL", "diploma TEXT",
        "diploma_on TEXT", "vso_profile TEXT", "stagnation TEXT DEFAULT '' NOT NULL", "confirmed_category TEXT",
        "confirmed_on TEXT", "override_reason TEXT DEFAULT '' NOT NULL", "closing_reason TEXT",
        "list_reviewed_on TEXT", "list_review TEXT", "removal_reason TEXT DEFAULT '' NOT NULL",
        "director TEXT DEFAULT '' NOT NULL", "timetable_minutes INTEGER DEFAULT 0 NOT NULL",
        "offer_note TEXT DEFAULT '' NOT NULL",
    ),
    "consents": (
        "withdrawn_by TEXT DEFAULT '' NOT NULL", "purpose_note TEXT DEFAULT '' NOT NULL", "informed_on TEXT",
        "pupil_heard_on TEXT", "paper_place TEXT DEFAULT '' NOT NULL",
    ),
    "discussions": ("recognised INTEGER DEFAULT 0 NOT NULL", "left_out TEXT DEFAULT '' NOT NULL"),
    "sharings": (
        "rule TEXT DEFAULT '' NOT NULL",
        "meeting_id TEXT CONSTRAINT fk_sharings_meeting_id_meetings REFERENCES meetings (id)",
        "note TEXT DEFAULT '' NOT NULL",
    ),
}  # fmt: skip

MOVED = """
INSERT INTO exemptions (
  id, case_id, kind, duration, starts_on, ends_on, grounds, offer_considered, declared_on, independent,
  no_development, swv_asked_on, swv_advised_on, swv_advice, parents_wish, discussed_on
)
SELECT lower(hex(randomblob(8))), id, exemption, exemption_duration, exempt_from, exempt_until, '', NULL, NULL,
  NULL, NULL, NULL, NULL, NULL, '', NULL
FROM cases WHERE exemption IS NOT NULL ORDER BY rowid

UPDATE cases SET note = trim(note || char(10) || 'Vrijstelling zonder soort'
  || coalesce(' (' || replace(exemption_duration, 'temporary', 'tijdelijk') || ')', '')
  || coalesce(', vanaf ' || strftime('%d-%m-%Y', exempt_from), '')
  || coalesce(', tot en met ' || strftime('%d-%m-%Y', exempt_until), '') || '.', char(10))
WHERE exemption IS NULL AND coalesce(exemption_duration, exempt_from, exempt_until) IS NOT NULL

ALTER TABLE cases DROP COLUMN exemption

ALTER TABLE cases DROP COLUMN exemption_duration

ALTER TABLE cases DROP COLUMN exempt_from

ALTER TABLE cases DROP COLUMN exempt_until
"""

TABLES = """
DROP INDEX ix_absences_case_id

CREATE INDEX ix_absences_case_id ON absences (case_id, starts_on, ends_on, kind, minutes)

CREATE TABLE knelpunten (
  id TEXT NOT NULL, noted_on TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, area TEXT NOT NULL,
  CONSTRAINT pk_knelpunten PRIMARY KEY (id)
) STRICT

CREATE TABLE agreements (
  id TEXT NOT NULL, case_id TEXT NOT NULL, meeting_id TEXT, text TEXT NOT NULL, owner TEXT NOT NULL,
  due_on TEXT NOT NULL, done_on TEXT,
  CONSTRAINT pk_agreements PRIMARY KEY (id),
  CONSTRAINT fk_agreements_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT fk_agreements_meeting_id_meetings FOREIGN KEY(meeting_id) REFERENCES meetings (id)
) STRICT

CREATE INDEX ix_agreements_case_id ON agreements (case_id)

CREATE TABLE duo_reports (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, reported_on TEXT NOT NULL, starts_on TEXT,
  ends_on TEXT,
  CONSTRAINT pk_duo_reports PRIMARY KEY (id),
  CONSTRAINT fk_duo_reports_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_duo_reports_case_id ON duo_reports (case_id)

CREATE TABLE escalations (
  id TEXT NOT NULL, case_id TEXT NOT NULL, step TEXT NOT NULL, "trigger" TEXT NOT NULL,
  addressee TEXT NOT NULL, escalated_on TEXT NOT NULL, requested_on TEXT, extended_days INTEGER NOT NULL,
  extension_reason TEXT NOT NULL, extended_on TEXT, decided_on TEXT, decision TEXT NOT NULL,
  decided_by TEXT NOT NULL, accounted_on TEXT,
  CONSTRAINT pk_escalations PRIMARY KEY (id),
  CONSTRAINT fk_escalations_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_escalations_case_id ON escalations (case_id)

CREATE TABLE exemptions (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, duration TEXT, starts_on TEXT, ends_on TEXT,
  grounds TEXT NOT NULL, offer_considered TEXT, declared_on TEXT, independent TEXT, no_development TEXT,
  swv_asked_on TEXT, swv_advised_on TEXT, swv_advice TEXT, parents_wish TEXT NOT NULL, discussed_on TEXT,
  CONSTRAINT pk_exemptions PRIMARY KEY (id),
  CONSTRAINT fk_exemptions_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_exemptions_case_id ON exemptions (case_id)

CREATE TABLE handovers (
  id TEXT NOT NULL, case_id TEXT NOT NULL, "to" TEXT NOT NULL, receiver TEXT NOT NULL,
  handed_on TEXT NOT NULL, warm INTEGER NOT NULL, note TEXT NOT NULL,
  CONSTRAINT pk_handovers PRIMARY KEY (id),
  CONSTRAINT fk_handovers_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_handovers_case_id ON handovers (case_id)

CREATE TABLE in_view (
  id TEXT NOT NULL, case_id TEXT NOT NULL, party TEXT NOT NULL, since TEXT NOT NULL,
  CONSTRAINT pk_in_view PRIMARY KEY (id),
  CONSTRAINT fk_in_view_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT uq_in_view_case_id UNIQUE (case_id, party)
) STRICT

CREATE INDEX ix_in_view_case_id ON in_view (case_id)

CREATE TABLE measures (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT,
  parents_told_on TEXT, inspectorate_told_on TEXT, other_school_on TEXT,
  CONSTRAINT pk_measures PRIMARY KEY (id),
  CONSTRAINT fk_measures_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_measures_case_id ON measures (case_id)

CREATE TABLE plans (
  id TEXT NOT NULL, case_id TEXT NOT NULL, perspective TEXT NOT NULL, owner TEXT NOT NULL,
  made_on TEXT NOT NULL, evaluate_on TEXT NOT NULL, evaluated_on TEXT, evaluation TEXT NOT NULL,
  CONSTRAINT pk_plans PRIMARY KEY (id),
  CONSTRAINT fk_plans_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT uq_plans_case_id UNIQUE (case_id)
) STRICT

CREATE INDEX ix_plans_case_id ON plans (case_id)

CREATE TABLE requests (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, asked_by TEXT NOT NULL, asked_on TEXT NOT NULL,
  subject TEXT NOT NULL, extended_until TEXT, decided_on TEXT, outcome TEXT, reason TEXT NOT NULL,
  told_on TEXT, ended_on TEXT,
  CONSTRAINT pk_requests PRIMARY KEY (id),
  CONSTRAINT fk_requests_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_requests_case_id ON requests (case_id)

CREATE TABLE school_periods (
  id TEXT NOT NULL, case_id TEXT NOT NULL, school_name TEXT NOT NULL, brin TEXT NOT NULL,
  branch TEXT NOT NULL, starts_on TEXT, ends_on TEXT,
  CONSTRAINT pk_school_periods PRIMARY KEY (id),
  CONSTRAINT fk_school_periods_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_school_periods_case_id ON school_periods (case_id)

CREATE TABLE signal_marks (
  id TEXT NOT NULL, case_id TEXT NOT NULL, signal TEXT NOT NULL, about_on TEXT NOT NULL,
  subject TEXT NOT NULL, handled_on TEXT NOT NULL, note TEXT NOT NULL,
  CONSTRAINT pk_signal_marks PRIMARY KEY (id),
  CONSTRAINT fk_signal_marks_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_signal_marks_case_id ON signal_marks (case_id)

CREATE TABLE talks (
  id TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, held_on TEXT NOT NULL, present TEXT NOT NULL,
  voice_how TEXT, voice TEXT NOT NULL, voice_used TEXT NOT NULL, note TEXT NOT NULL, next_step TEXT NOT NULL,
  CONSTRAINT pk_talks PRIMARY KEY (id),
  CONSTRAINT fk_talks_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
) STRICT

CREATE INDEX ix_talks_case_id ON talks (case_id)

CREATE TABLE corrections (
  id TEXT NOT NULL, case_id TEXT NOT NULL, request_id TEXT, corrected_on TEXT NOT NULL, field TEXT NOT NULL,
  reason TEXT NOT NULL, corrected_by TEXT NOT NULL,
  CONSTRAINT pk_corrections PRIMARY KEY (id),
  CONSTRAINT fk_corrections_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT fk_corrections_request_id_requests FOREIGN KEY(request_id) REFERENCES requests (id)
) STRICT

CREATE INDEX ix_corrections_case_id ON corrections (case_id)

CREATE TABLE papers (
  id TEXT NOT NULL, case_id TEXT NOT NULL, consent_id TEXT, kind TEXT NOT NULL, name TEXT NOT NULL,
  media_type TEXT NOT NULL, added_on TEXT NOT NULL, content BLOB NOT NULL,
  CONSTRAINT pk_papers PRIMARY KEY (id),
  CONSTRAINT fk_papers_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
  CONSTRAINT fk_papers_consent_id_consents FOREIGN KEY(consent_id) REFERENCES consents (id)
) STRICT

CREATE INDEX ix_papers_case_id ON papers (case_id)
"""


def upgrade() -> None:
    """New tables, new columns, then what moves; statements are parted by an empty line."""
    _run(TABLES)
    for table, columns in ADDED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _run(MOVED)


def _run(statements: str) -> None:
    for statement in statements.strip().split("\n\n"):
        op.execute(statement)
