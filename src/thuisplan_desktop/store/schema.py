"""The tables of the three kinds of workspace, one MetaData each.

A field of a case is one column here with the same name; `tests/store/test_schema.py` proves that they agree, and
that the migrations build exactly these tables. Cells are text, whole numbers or bytes: `rows.py` does the rest.
"""

from enum import StrEnum

from sqlalchemy import (
    BLOB,
    INTEGER,
    TEXT,
    Column,
    Connection,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    event,
    text,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class WorkspaceKind(StrEnum):
    """Whose workspace a folder is."""

    COORDINATOR = "coordinator"
    REGION = "region"
    KEYHOLDER = "keyholder"


def _id() -> Column[str]:
    return Column("id", TEXT, primary_key=True)


def _text(name: str) -> Column[str]:
    return Column(name, TEXT, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, TEXT, nullable=True)


def _number(name: str) -> Column[int]:
    return Column(name, INTEGER, nullable=False)


def _maybe_number(name: str) -> Column[int]:
    return Column(name, INTEGER, nullable=True)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, BLOB, nullable=False)


def _added(name: str) -> Column[str]:
    """Text that a later revision added to a table with rows in it."""
    return Column(name, TEXT, nullable=False, server_default="")


def _added_number(name: str) -> Column[int]:
    return Column(name, INTEGER, nullable=False, server_default=text("0"))


def _refers(name: str, to: str, *, dies_with: bool, required: bool = True) -> Column[str]:
    """A reference: the row dies with what it refers to, or keeps it from being removed.

    Not RESTRICT: that refuses at once, also where the same statement removes both.
    """
    target = ForeignKey(to, ondelete="CASCADE" if dies_with else None)
    return Column(name, TEXT, target, nullable=not required)


def _table(metadata: MetaData, name: str, *parts: Column[str] | Column[int] | Column[bytes]) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _case_of() -> Column[str]:
    return _refers("case_id", "cases.id", dies_with=True)


# --- what every workspace has


def _common(metadata: MetaData) -> None:
    Table("alembic_version", metadata, Column("version_num", String(32), nullable=False),
          PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))  # fmt: skip
    _table(metadata, "workspace", Column("kind", TEXT, primary_key=True), _text("register_id"))
    _table(metadata, "settings", Column("key", TEXT, primary_key=True), _text("value"))
    log = Table(
        "logbook", metadata, Column("number", INTEGER, primary_key=True), _text("at"), _text("who"),
        _text("action"), _text("case_ref"), _bytes("hash"), sqlite_strict=True, sqlite_autoincrement=True,
    )  # fmt: skip
    pruned = _table(metadata, "log_checkpoints", Column("number", INTEGER, primary_key=True, autoincrement=False),
                    _bytes("hash"), _text("at"), _number("removed"))  # fmt: skip
    _table(metadata, "identities", Column("region", TEXT, primary_key=True), _bytes("private_keys"),
           _bytes("profile"), _number("sequence"), _bytes("last_hash"))  # fmt: skip
    _unchangeable(log, unless="OLD.number > (SELECT coalesce(max(number), 0) FROM log_checkpoints)")
    _unchangeable(pruned)


def _unchangeable(table: Table, unless: str = "") -> None:
    """Triggers that refuse to change, remove or replace a row. (REPLACE deletes without firing a delete trigger.)

    With `unless`, only a row for which that is true may not be removed.
    """
    statements = frozen_rows(table.name, [column.name for column in table.primary_key], unless)

    def make(_table: Table, connection: Connection, **_: object) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    event.listen(table, "after_create", make)


def frozen_rows(table: str, key: list[str], unless: str = "") -> tuple[str, ...]:
    """The statements that make the rows of a table unchangeable."""
    same = " AND ".join(f"{name} = NEW.{name}" for name in key)
    known = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  (names of our own tables)
    condition = f"WHEN {unless} " if unless else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is unchangeable'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {condition}{refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} {refuse}",
    )


# --- the register of a coordinator or consulent

COORDINATOR = MetaData(naming_convention=NAMES)
_common(COORDINATOR)

cases = _table(
    COORDINATOR, "cases", _id(),
    _text("nickname"), _text("first_names"), _text("infix"), _text("surname"), _maybe("birth_date"),
    _text("pupil_key"), _text("postcode4"), _text("home_municipality"),
    _text("school_name"), _text("brin"), _text("branch"), _text("school_type"), _text("year_group"),
    _text("class_name"), _added("school_municipality"), _added("swv"), _added_number("timetable_minutes"),
    _text("enrolment"), _maybe("enrolled_on"), _maybe("left_on"),
    _maybe("diploma"), _maybe("diploma_on"), _maybe("vso_profile"),
    _maybe("first_absent_on"), _maybe("signalled_on"), _maybe("reported_on"), _text("obstacles"), _text("note"),
    _added("stagnation"), _maybe("confirmed_category"), _maybe("confirmed_on"), _added("override_reason"),
    _maybe("not_counted"), _number("waits_for_mbo"),
    _maybe("offer_kind"), _added("offer_note"), _maybe("offered_on"), _maybe("place_available_on"), _text("bridging"),
    _maybe("aftercare_from"), _maybe("aftercare_until"), _maybe("closed_on"), _maybe("closing_reason"),
    _maybe("list_reviewed_on"), _maybe("list_review"), _added("removal_reason"),
    _text("owner"), _added("director"), _text("counted_by"),
)  # fmt: skip
Index(None, cases.c.pupil_key)

absences = _table(
    COORDINATOR, "absences", _id(), _case_of(),
    _text("kind"), _text("starts_on"), _maybe("ends_on"), _number("minutes"), _maybe("listed_until"),
)  # fmt: skip
Index(None, *(absences.c[name] for name in ("case_id", "starts_on", "ends_on", "kind", "minutes")))  # see `judging`

contacts = _table(
    COORDINATOR, "contacts", _id(), _case_of(), _text("role"),
    _text("first_name"), _text("infix"), _text("surname"), _text("phone"), _text("email"),
    _maybe("gezag_checked_on"), _text("gezag_checked_how"),
)  # fmt: skip
Index(None, contacts.c.case_id)

log_cases = _table(
    COORDINATOR, "log_cases",
    Column("case_id", TEXT, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True), _text("case_ref"),
)  # fmt: skip

meetings = _table(
    COORDINATOR, "meetings", _id(), _text("kind"), _text("held_on"), _text("name"), _text("participants"),
)  # fmt: skip

consents = _table(
    COORDINATOR, "consents", _id(), _case_of(), _text("giver"),
    _refers("contact_id", "contacts.id", dies_with=False, required=False),
    _text("decision"), _text("asked_on"), _maybe("decided_on"), _text("purposes"), _text("parties"),
    _text("categories"), _text("form"), _text("recorded_by"), _text("text_version"), _text("language"),
    _maybe("valid_until"), _refers("meeting_id", "meetings.id", dies_with=False, required=False),
    _maybe("withdrawn_on"), _added("withdrawn_by"), _added("purpose_note"), _maybe("informed_on"),
    _maybe("pupil_heard_on"), _added("paper_place"), _number("objection"),
)  # fmt: skip
Index(None, consents.c.case_id)

discussions = _table(
    COORDINATOR, "discussions", _id(), _refers("meeting_id", "meetings.id", dies_with=False), _case_of(),
    _text("route"), _text("sheet_code"), _text("categories"), _text("grave_concern"), _text("agreements"),
    _added_number("recognised"), _added("left_out"),
)  # fmt: skip
discussions.append_constraint(UniqueConstraint("sheet_code"))
Index(None, discussions.c.case_id)
Index(None, discussions.c.meeting_id)

sharings = _table(
    COORDINATOR, "sharings", _id(), _case_of(), _text("shared_on"), _text("recipients"), _text("categories"),
    _text("purpose"), _text("basis"), _text("route"), _added("rule"),
    _refers("meeting_id", "meetings.id", dies_with=False, required=False), _added("note"),
)  # fmt: skip
Index(None, sharings.c.case_id)


def _part(name: str, *parts: Column[str] | Column[int] | Column[bytes]) -> Table:
    """Something that hangs on a case and goes with it."""
    table = _table(COORDINATOR, name, _id(), _case_of(), *parts)
    Index(None, table.c.case_id)
    return table


exemptions = _part(
    "exemptions", _text("kind"), _maybe("duration"), _maybe("starts_on"), _maybe("ends_on"), _text("grounds"),
    _maybe("offer_considered"), _maybe("declared_on"), _maybe("independent"), _maybe("no_development"),
    _maybe("swv_asked_on"), _maybe("swv_advised_on"), _maybe("swv_advice"), _text("parents_wish"),
    _maybe("discussed_on"),
)  # fmt: skip

school_periods = _part(
    "school_periods", _text("school_name"), _text("brin"), _text("branch"), _maybe("starts_on"), _maybe("ends_on"),
)  # fmt: skip

duo_reports = _part("duo_reports", _text("kind"), _text("reported_on"), _maybe("starts_on"), _maybe("ends_on"))

measures = _part(
    "measures", _text("kind"), _text("starts_on"), _maybe("ends_on"), _maybe("parents_told_on"),
    _maybe("inspectorate_told_on"), _maybe("other_school_on"),
)  # fmt: skip

signal_marks = _part(
    "signal_marks", _text("signal"), _text("about_on"), _text("subject"), _text("handled_on"), _text("note")
)

plans = _part(
    "plans", _text("perspective"), _text("owner"), _text("made_on"), _text("evaluate_on"), _maybe("evaluated_on"),
    _text("evaluation"),
)  # fmt: skip
plans.append_constraint(UniqueConstraint("case_id"))

agreements = _part(
    "agreements", _refers("meeting_id", "meetings.id", dies_with=False, required=False), _text("text"),
    _text("owner"), _text("due_on"), _maybe("done_on"),
)  # fmt: skip

talks = _part(
    "talks", _text("kind"), _text("held_on"), _text("present"), _maybe("voice_how"), _text("voice"),
    _text("voice_used"), _text("note"), _text("next_step"),
)  # fmt: skip

in_view = _part("in_view", _text("party"), _text("since"))
in_view.append_constraint(UniqueConstraint("case_id", "party"))

escalations = _part(
    "escalations", _text("step"), _text("trigger"), _text("addressee"), _text("escalated_on"), _maybe("requested_on"),
    _number("extended_days"), _text("extension_reason"), _maybe("extended_on"), _maybe("decided_on"),
    _text("decision"), _text("decided_by"), _maybe("accounted_on"),
)  # fmt: skip

handovers = _part(
    "handovers", _text("to"), _text("receiver"), _text("handed_on"), _number("warm"), _text("note"),
)  # fmt: skip

requests = _part(
    "requests", _text("kind"), _text("asked_by"), _text("asked_on"), _text("subject"), _maybe("extended_until"),
    _maybe("decided_on"), _maybe("outcome"), _text("reason"), _maybe("told_on"), _maybe("ended_on"),
)  # fmt: skip

corrections = _part(
    "corrections", _refers("request_id", "requests.id", dies_with=False, required=False), _text("corrected_on"),
    _text("field"), _text("reason"), _text("corrected_by"),
)  # fmt: skip

papers = _part(
    "papers", _refers("consent_id", "consents.id", dies_with=False, required=False), _text("kind"), _text("name"),
    _text("media_type"), _text("added_on"), _bytes("content"),
)  # fmt: skip

knelpunten = _table(
    COORDINATOR, "knelpunten", _id(), _text("noted_on"), _text("kind"), _text("text"), _text("area"),
)  # fmt: skip

snapshots = _table(
    COORDINATOR, "snapshots", _id(), _text("taken_on"), _text("taken_by"), _text("report"),
    _number("report_version"), _text("definitions"), _text("definitions_version"), _text("peildatum"),
    _text("cells"), _text("totals"), _text("incomplete"), _added("told"),
)  # fmt: skip
_unchangeable(snapshots)


# --- what the region and the second key holder share


def _telling_books(metadata: MetaData) -> None:
    _table(metadata, "enrolments", Column("signing", BLOB, primary_key=True), _bytes("sealing"), _text("region"),
           _text("name"), _text("board"), _text("sectors"), _text("enrolled_on"))  # fmt: skip
    _table(metadata, "tellingen", Column("id", BLOB, primary_key=True), _text("region"), _text("peildatum"),
           _text("opened_on"), _bytes("document"), _bytes("profile"), _maybe("closed_on"))  # fmt: skip


REGION = MetaData(naming_convention=NAMES)
_common(REGION)
_telling_books(REGION)
enrolments, tellingen = REGION.tables["enrolments"], REGION.tables["tellingen"]

profiles = _table(REGION, "profiles", Column("version", INTEGER, primary_key=True, autoincrement=False),
                  _bytes("document"), _text("issued_on"))  # fmt: skip


def _telling_of() -> Column[bytes]:
    return Column("telling_id", BLOB, ForeignKey("tellingen.id"), primary_key=True)


received = _table(
    REGION, "received", _telling_of(), Column("sender", BLOB, primary_key=True),
    Column("epoch", INTEGER, primary_key=True, autoincrement=False),
    Column("sequence", INTEGER, primary_key=True, autoincrement=False), _bytes("file_hash"),
    _bytes("share_a"), _bytes("envelope_b"), _text("received_on"),
)  # fmt: skip
Index(None, received.c.sender)

sum_answers = _table(REGION, "sum_answers", _telling_of(), _bytes("document"), _text("received_on"))

combined = _table(
    REGION, "combined", _telling_of(), Column("report", TEXT, primary_key=True), _number("report_version"),
    _text("definitions"), _text("definitions_version"), _text("peildatum"), _text("cells"), _text("totals"),
    _text("incomplete"), _text("registering"), _text("contributing"), _number("delivered"), _number("enrolled"),
)  # fmt: skip
_unchangeable(sum_answers)
_unchangeable(combined)

gaps = _table(REGION, "gaps", _telling_of(), Column("area", TEXT, primary_key=True), _text("reason"))

targets = _table(
    REGION, "targets", _id(), _text("report"), _text("cell"), _text("kind"), _maybe_number("baseline"),
    _maybe("baseline_on"), _text("baseline_source"), _maybe_number("value"), _maybe_number("percent"),
    _maybe("due_on"), _text("note"),
)  # fmt: skip

annotations = _table(
    REGION, "annotations", _telling_of(), Column("report", TEXT, primary_key=True),
    Column("cell", TEXT, primary_key=True), _text("text"), _text("noted_on"), _text("noted_by"),
)  # fmt: skip

releases = _table(
    REGION, "releases", _telling_of(), _text("document"), _text("published_sha256"), _text("released_on"),
)  # fmt: skip
_unchangeable(releases)


KEYHOLDER = MetaData(naming_convention=NAMES)
_common(KEYHOLDER)
_telling_books(KEYHOLDER)

answers = _table(
    KEYHOLDER, "answers", _telling_of(), _text("region"), _text("peildatum"), _text("answered_on"),
    _bytes("request_hash"), _bytes("document"),
)  # fmt: skip
_unchangeable(answers)

given = _table(
    KEYHOLDER, "given", Column("telling_id", BLOB, primary_key=True), _text("region"), _text("peildatum"),
    _text("answered_on"), _bytes("request_hash"), _text("totals_only"), _text("senders"),
)  # fmt: skip
_unchangeable(given)


# --- which tables a workspace has, and how new they are

TABLES = {
    WorkspaceKind.COORDINATOR: COORDINATOR,
    WorkspaceKind.REGION: REGION,
    WorkspaceKind.KEYHOLDER: KEYHOLDER,
}

REVISIONS = {WorkspaceKind.COORDINATOR: 3, WorkspaceKind.REGION: 2, WorkspaceKind.KEYHOLDER: 2}
"""The newest revision of each kind; `migrations/` holds the way there."""


def revision_name(revision: int) -> str:
    """A revision as `migrations/` and the table `alembic_version` write it."""
    return f"{revision:04d}"


# Tables of the same form in every kind: the SQL is the same, so one Table object serves all three.
workspace, settings = COORDINATOR.tables["workspace"], COORDINATOR.tables["settings"]
logbook, identities = COORDINATOR.tables["logbook"], COORDINATOR.tables["identities"]
log_checkpoints = COORDINATOR.tables["log_checkpoints"]
