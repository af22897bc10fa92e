"""Make one small register of each kind, to keep: later versions must still open it.

    python tools/make_register_vectors.py tests/vectors/v1/registers

Run once for every released revision of the schema. It refuses to overwrite what is there: a kept file that is made
again proves nothing. Every person in it is invented, the schools have BRIN 99XX, and the key is no secret.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from thuisplan_desktop.counts.table import CountTable, Told, Total
from thuisplan_desktop.region.membership import Member
from thuisplan_desktop.region.targets import Target, TargetKind
from thuisplan_desktop.region.telling import CombinedTable, Enrolment, PartyKeys
from thuisplan_desktop.register import case_codes, codes
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Correction, Paper, Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk
from thuisplan_desktop.store import (
    cases,
    consents,
    given,
    identities,
    logbook,
    meetings,
    parts,
    region_books,
    register_file,
    schema,
    settings,
    snapshots,
    target_books,
    telling_books,
)
from thuisplan_desktop.store.schema import WorkspaceKind

KEY = bytes(range(32))
REGISTER_ID = "bewaard-register"
DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
CATEGORIES = frozenset({codes.DataCategory.ABSENCE, codes.DataCategory.EDUCATION})
TELLING = b"\x11" * 32
_C: dict[str, Any] = {"case_id": "c1"}
PARTS = (
    Exemption(id="v1", **_C, kind=codes.Vrijstelling.ART5_ONDER_A, duration=codes.ExemptionDuration.TEMPORARY,
              starts_on=DAY, ends_on=date(2027, 6, 30), grounds="Verzonnen grond.", declared_on=DAY,
              offer_considered=case_codes.Answer.YES, independent=case_codes.Answer.YES, swv_asked_on=DAY,
              no_development=case_codes.Answer.NO, swv_advised_on=DAY, swv_advice=case_codes.Advice.FOR_A_TIME,
              parents_wish="Een paar uur les.", discussed_on=DAY),
    SchoolPeriod(id="s1", **_C, school_name="De Bedachte Berk", brin="99XB", starts_on=date(2018, 8, 1),
                 ends_on=date(2024, 7, 31)),
    DuoReport(id="d1", **_C, kind=case_codes.DuoKind.LRV, reported_on=DAY, starts_on=DAY, ends_on=DAY),
    Measure(id="x1", **_C, kind=case_codes.MeasureKind.SUSPENSION, starts_on=DAY, ends_on=DAY, parents_told_on=DAY,
            inspectorate_told_on=DAY, other_school_on=DAY),
    SignalMark(id="g1", **_C, signal="16-uur", about_on=DAY, handled_on=DAY, note="Verzonnen."),
    Plan(id="l1", **_C, perspective="Weer hele dagen naar school.", made_on=DAY, evaluate_on=date(2026, 12, 15),
         evaluated_on=DAY, evaluation="Verzonnen."),
    Agreement(id="f1", **_C, meeting_id="m1", text="Elke dag bellen.", owner="Anja Voorbeeld", due_on=DAY, done_on=DAY),
    Talk(id="k1", **_C, held_on=DAY, note="Verzonnen.",
         present=frozenset({case_codes.TalkPartner.PUPIL, case_codes.TalkPartner.PARENTS}),
         voice_how=case_codes.VoiceHow.BEFOREHAND, voice="Ik wil een kleine klas.", voice_used="Opgenomen in het plan.",
         next_step="Nog een gesprek."),
    InView(id="b1", **_C, party=case_codes.Organisation.LEERPLICHT, since=DAY),
    Escalation(id="o1", **_C, step="bestuur", trigger=case_codes.EscalationTrigger.NO_DECISION, escalated_on=DAY,
               addressee=case_codes.Addressee.SCHOOL_BOARD, requested_on=DAY, extended_days=28,
               extension_reason="Verzonnen reden.", extended_on=DAY, decided_on=DAY, decision="Geplaatst.",
               decided_by="twee bestuursleden en de directeur", accounted_on=DAY),
    Handover(id="h1", **_C, to=case_codes.HandoverTo.RMC, receiver="Dora Verzonnen", handed_on=DAY, warm=True,
             note="Verzonnen."),
    Request(id="r1", **_C, kind=case_codes.RequestKind.CORRECTION, asked_by=codes.GiverRole.PARENT, asked_on=DAY,
            subject="De postcode.", extended_until=DAY, decided_on=DAY, outcome=case_codes.RequestOutcome.GRANTED,
            reason="Klopt.", told_on=DAY, ended_on=DAY),
    Correction(id="y1", **_C, request_id="r1", corrected_on=DAY, field="postcode4", reason="Verhuisd.",
               corrected_by="Anja Voorbeeld"),
    Paper(id="z1", **_C, consent_id="t1", kind=case_codes.PaperKind.CONSENT, name="formulier",
          media_type="application/pdf", added_on=DAY, content=b"%PDF-1.7 verzonnen"),
)  # fmt: skip
KNELPUNT = Knelpunt(
    id="n1", noted_on=DAY, kind=case_codes.KnelpuntKind.WAITING_LIST, text="Wachtlijst van een half jaar.", area="Noord"
)


def fill_coordinator(connection: Connection) -> None:
    """Two pupils, one with everything around him."""
    role = settings.Settings(owner="Anja Voorbeeld", school_name="De Verzonnen Boom", brin="99XA")
    settings.save_settings(connection, role)
    _fill_case(connection)
    _fill_meeting(connection)
    for part in PARTS:
        parts.save(connection, part)
    parts.save_knelpunt(connection, KNELPUNT)
    cases.save_case(connection, Case(id="c2", nickname="Łukasz", surname="Verzinsel", pupil_key="1002", brin="99XA"))
    totals = (Total("totaal", ("dreigend", "langdurig")),)
    counts = {"dreigend": 1, "langdurig": 0, "totaal": 1, "niet_geregistreerd": None}
    told = Told(5, frozenset({"langdurig_ziek"}), frozenset({"langdurig"}))
    table = replace(_table(counts, totals), told=told)
    snapshot = snapshots.Snapshot(id="s1", taken_on=DAY, taken_by="Anja Voorbeeld", table=table)
    snapshots.save_snapshot(connection, snapshot)
    _fill_common(connection)
    logbook.add(connection, NOW, "Anja Voorbeeld", "casus_geopend", "c1")


def _fill_case(connection: Connection) -> None:
    case = Case(
        id="c1", nickname="Femke", first_names="Femke Antje", infix="van der", surname="Zandloper",
        birth_date=date(2014, 9, 3), pupil_key="1001", brin="99XA", school_name="De Verzonnen Boom",
        first_absent_on=date(2026, 9, 14), owner="Anja Voorbeeld", waits_for_mbo=True, note="Eén zin, verzonnen.",
        obstacles=frozenset({codes.ObstaclePlace.SCHOOL, codes.ObstaclePlace.HOME}), swv="PO2703",
        school_municipality="Alkmaar", timetable_minutes=150, offer_note="Verzonnen.",
        diploma=case_codes.Diploma.VMBO, diploma_on=DAY, director="Cor Bedacht",
        vso_profile=case_codes.VsoProfile.WORK, stagnation=frozenset(case_codes.StagnationCause),
        confirmed_category=codes.Category.DREIGEND, confirmed_on=DAY, override_reason="Verzonnen reden.",
        closing_reason=case_codes.ClosingReason.BACK, list_reviewed_on=DAY, removal_reason="Verzonnen reden.",
        list_review=case_codes.ListReview.RIGHTLY,
    )  # fmt: skip
    cases.save_case(connection, case)
    kind = codes.AbsenceKind.UNAUTHORISED
    absence = Absence(id="a1", case_id="c1", kind=kind, starts_on=date(2026, 9, 14), minutes=330)
    cases.save_absence(connection, absence)
    parent = Contact(id="p1", case_id="c1", role=codes.ContactRole.PARENT, first_name="Roelof", surname="Zandloper")
    cases.save_contact(connection, parent)


def _fill_meeting(connection: Connection) -> None:
    parties = (codes.Party.LEERPLICHT, codes.Party.CONSULENT)
    meetings.save_meeting(
        connection, Meeting(id="m1", kind=codes.MeetingKind.SUPPORT_TEAM, held_on=DAY, participants=parties)
    )
    consent = Consent(
        id="t1", case_id="c1", giver=codes.GiverRole.PARENT, contact_id="p1", meeting_id="m1", asked_on=DAY,
        decision=codes.Decision.GIVEN, decided_on=DAY, parties=frozenset(parties), categories=CATEGORIES,
        withdrawn_on=DAY, withdrawn_by="Roelof Zandloper", purpose_note="Verzonnen doel.", informed_on=DAY,
        pupil_heard_on=DAY, paper_place="kast 3",
    )  # fmt: skip
    consents.save_consent(connection, consent)
    discussion = Discussion(
        id="d1", meeting_id="m1", case_id="c1", route=codes.Route.BY_NAME, sheet_code="K7Q2", categories=CATEGORIES,
        recognised=True, left_out=frozenset({codes.Party.YOUTH_TEAM}),
    )  # fmt: skip
    meetings.save_discussion(connection, discussion)
    sharing = Sharing(
        id="v1", case_id="c1", shared_on=DAY, recipients=parties, categories=CATEGORIES,
        purpose=codes.Purpose.DISCUSS, basis=codes.LegalBasis.CONSENT, route=codes.Route.BY_NAME,
        rule="verzonnen-regel", meeting_id="m1", note="Eén zin.",
    )  # fmt: skip
    meetings.save_sharing(connection, sharing)


def fill_region(connection: Connection) -> None:
    """One telling from enrolment to sum."""
    settings.save_settings(connection, settings.Settings(role=codes.Role.REGION, owner="Bas Verzonnen"))
    _fill_telling(connection)
    region_books.save_profile(connection, region_books.KeptProfile(version=1, document=b"profiel", issued_on=DAY))
    received = region_books.Received(
        telling_id=TELLING, sender=b"\x01" * 32, sequence=1, file_hash=b"\x22" * 32, share_a=b"\x33" * 24,
        envelope_b=b"ongeopend", received_on=DAY,
    )  # fmt: skip
    region_books.add_received(connection, [received])
    answer = region_books.SumAnswer(telling_id=TELLING, document=b"antwoord", received_on=DAY)
    region_books.save_sum_answer(connection, answer)
    table = _table({"dreigend": 12, "langdurig": None}, ())
    combined = CombinedTable(table, {"dreigend": 6, "langdurig": 0}, {"dreigend": 5, "langdurig": 0}, 6, 7)
    region_books.save_combined(connection, TELLING, [combined])
    region_books.save_gap(connection, region_books.Gap(telling_id=TELLING, area="Verzonnendam", reason="geen opgave"))
    _fill_targets(connection)
    _fill_common(connection)


def _fill_targets(connection: Connection) -> None:
    """A target, a note on the trend and a release."""
    target = Target(
        id="d1", report="landelijk-po", cell="langdurig_ziek", kind=TargetKind.FIXED, baseline=40, baseline_on=DAY,
        baseline_source="Verzonnen jaarverslag, bladzijde 3", percent=-10, due_on=date(2027, 12, 31), note="",
    )  # fmt: skip
    target_books.save_target(connection, target)
    note = target_books.Annotation(
        telling_id=TELLING, report="landelijk-po", cell="", text="Eén school telde voor het eerst mee.", noted_on=DAY,
        noted_by="Bas Verzonnen",
    )  # fmt: skip
    target_books.save_annotation(connection, note)
    release = target_books.Release(telling_id=TELLING, document="{}", published_sha256="0" * 64, released_on=DAY)
    target_books.save_release(connection, release)


def fill_keyholder(connection: Connection) -> None:
    """One telling, answered."""
    settings.save_settings(connection, settings.Settings(role=codes.Role.KEYHOLDER, owner="Cor Bedacht"))
    _fill_telling(connection)
    answer = telling_books.Answered(
        telling_id=TELLING, region="verzonnen", peildatum=DAY, answered_on=DAY, request_hash=b"\x44" * 32,
        document=b"antwoord",
    )  # fmt: skip
    telling_books.save_answer(connection, answer)
    summed = given.Given(
        telling_id=TELLING, region="verzonnen", peildatum=DAY, answered_on=DAY, request_hash=b"\x44" * 32,
        totals_only=frozenset({"landelijk-po"}), senders=(Member(b"\x01" * 32, "Bestuur A", frozenset({"po"})),),
    )  # fmt: skip
    given.save_given(connection, summed)
    _fill_common(connection)


def _fill_telling(connection: Connection) -> None:
    sender = Enrolment(
        region="verzonnen", keys=PartyKeys(b"\x01" * 32, b"\x02" * 32), name="De Verzonnen Boom", board="Bestuur A",
        sectors=frozenset({"po", "vo"}),
    )  # fmt: skip
    telling_books.save_enrolment(connection, telling_books.KeptEnrolment(enrolment=sender, enrolled_on=DAY))
    telling = telling_books.KeptTelling(
        id=TELLING,
        region="verzonnen",
        peildatum=DAY,
        opened_on=DAY,
        document=b"verzoek",
        profile=b"profiel",
        closed_on=DAY,
    )
    telling_books.save_telling(connection, telling)


def _fill_common(connection: Connection) -> None:
    identity = identities.OwnIdentity(region="verzonnen", private_keys=b"\x05" * 64, profile=b"profiel")
    identities.save_identity(connection, identity)
    identities.record_sent(connection, "verzonnen", 1, b"\x06" * 32)
    logbook.add(connection, NOW, "Anja Voorbeeld", "register_geopend")


def _table(cells: dict[str, int | None], totals: tuple[Total, ...]) -> CountTable:
    return CountTable(
        report="landelijk-po", report_version=1, definitions="landelijk", definitions_version="2026",
        peildatum=DAY, cells=cells, totals=totals, incomplete=("Verzonnendam",),
    )  # fmt: skip


FILL = {
    WorkspaceKind.COORDINATOR: fill_coordinator,
    WorkspaceKind.REGION: fill_region,
    WorkspaceKind.KEYHOLDER: fill_keyholder,
}


def make(kind: WorkspaceKind, folder: Path) -> None:
    """Make and fill one workspace, and write beside it what it must always hold."""
    workspace = register_file.create(folder, kind, KEY, REGISTER_ID)
    try:
        with workspace.change() as connection:
            FILL[kind](connection)
        with workspace.read() as connection:
            content = dump(connection, kind)
    finally:
        workspace.close()
    (folder / "backups").rmdir()
    (folder / "reserve.bin").unlink()
    text = json.dumps({"key": KEY.hex(), "register_id": REGISTER_ID, "kind": kind, "tables": content}, indent=1)
    (folder / "expected.json").write_text(text + "\n", "utf-8")


def dump(connection: Connection, kind: WorkspaceKind) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, bytes as hexadecimal text."""
    tables = [table for table in schema.TABLES[kind].sorted_tables if table.name != "alembic_version"]
    found = {table.name: connection.execute(table.select()).mappings().all() for table in tables}
    return {name: [{key: _plain(value) for key, value in row.items()} for row in rows] for name, rows in found.items()}


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def main() -> None:
    """Make those kinds whose newest revision isn't kept yet."""
    target = Path(sys.argv[1])
    for kind, revision in schema.REVISIONS.items():
        folder = target / f"{kind}-{schema.revision_name(revision)}"
        if folder.exists():
            print(f"{folder.name}: kept")
            continue
        make(kind, folder)
        print(f"{folder.name}: made")


if __name__ == "__main__":
    main()
