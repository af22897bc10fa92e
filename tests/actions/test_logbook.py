"""Who did what: every action that changes or shows something of a person writes exactly one line, without content."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from apart import Apart, agree_apart
from exits import MADE_BY_A_SCHOOL, ways_out
from factories import SCANNED_JPEG, make_absence, make_case, make_consent, make_contact
from regions import CODE, TODAY, Maker, Region, agree, keep_pupil, log_of, school
from thuisplan_desktop import actions
from thuisplan_desktop.actions import (
    absence_lists,
    adding,
    agreeing,
    agreements,
    cases,
    consents,
    counted_once,
    counting,
    dataset,
    deciding,
    delivering,
    directory,
    enrolling,
    gaps,
    goals,
    handing,
    importing,
    joining,
    jumping,
    keyholding,
    knelpunten,
    letters,
    lists,
    meetings,
    papers,
    participants,
    published_before,
    publishing,
    receiving,
    releasing,
    reporting,
    retaining,
    rights,
    ruling,
    sheets,
    worklist,
)
from thuisplan_desktop.actions.importing import PupilChoices
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.pairing import Decision
from thuisplan_desktop.actions.rights import Given
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import ImplausibleSum, InvalidTarget
from thuisplan_desktop.exchange import handover_v1, receiving_key_v1
from thuisplan_desktop.region import combine as combining
from thuisplan_desktop.region.targets import Target, TargetKind
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import (
    ClosingReason,
    HandoverTo,
    KnelpuntKind,
    ListReview,
    PaperKind,
    RequestKind,
)
from thuisplan_desktop.register.codes import (
    DataCategory,
    GiverRole,
    LegalBasis,
    MeetingKind,
    Party,
    Purpose,
    Role,
    Route,
    Sector,
)
from thuisplan_desktop.register.handing import Handed
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.store import logbook

FOLDER = Path(str(actions.__file__)).parent
CATEGORIES = frozenset({DataCategory.ABSENCE})
EDEXML = (Path(__file__).parents[1] / "data" / "edexml" / "EDEXML.Voorbeeld.2.1.xml").read_bytes()
SCAN = SCANNED_JPEG
ABSENCES = b"leerlingnummer;datum;code\r\n40001;23-03-2026;A\r\n"

OFFICER = Professional(id="p1", party=Party.LEERPLICHT, name="Ruud Regelaar")

Step = tuple[str, Callable[[], object]]


def school_steps(register: OpenRegister) -> Iterator[Step]:
    """Each action of a school or consulent, once."""
    case = make_case(pupil_key="40001", first_absent_on=None)
    yield "case_saved", lambda: cases.save_case(register, case)
    parent = make_contact(case)
    yield "contact_saved", lambda: cases.save_contact(register, parent)
    mistaken = make_contact(case)
    cases.save_contact(register, mistaken)
    yield "contact_deleted", lambda: cases.delete_contact(register, mistaken)
    absence = make_absence(case, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))
    yield "absence_saved", lambda: cases.save_absence(register, absence)
    yield "absence_deleted", lambda: cases.delete_absence(register, absence)
    yield "absences_imported", lambda: absence_lists.import_absences(register, ABSENCES)
    keys = {pupil.key for pupil in importing.preview_pupils(register, EDEXML).pupils}
    yield "pupils_imported", lambda: importing.import_pupils(register, EDEXML, keys)
    yield from changed_pupil_steps(register)
    yield "codes_edited", lambda: lists.keep_codes(register, {"QX": "sick"})
    consent = make_consent(case, parent)
    yield "consent_recorded", lambda: consents.record_consent(register, consent)
    yield "consent_form", lambda: consents.consent_form_pdf(register, case.id, (Party.LEERPLICHT,), CATEGORIES)
    yield "leaflet", lambda: consents.leaflet_pdf(register, case.id)
    yield from paper_steps(register, case.id, consent.id)
    yield from knelpunt_steps(register)
    yield from meeting_steps(register, case.id)
    yield from rights_steps(register, case.id)
    yield from handover_steps(register, case.id)
    yield "consent_withdrawn", lambda: consents.withdraw_consent(register, consent, TODAY)
    yield "professional_saved", lambda: directory.keep(register, OFFICER)
    yield "professional_deleted", lambda: directory.remove(register, OFFICER)
    yield "cases_listed", lambda: cases.list_cases(register)
    yield "case_opened", lambda: cases.open_case(register, case.id)
    yield "snapshot_taken", lambda: counting.take_snapshot(register, TODAY)
    snapshot = counting.list_snapshots(register)[0]
    yield "counts_shown", lambda: publishing.show_snapshot(register, snapshot.id)
    yield "counting_party_set", lambda: counted_once.let_count(register, case.id, case.counted_by)
    yield "nothing_published", lambda: published_before.nothing_published_since(register)
    yield "telling_published", lambda: publishing.publish(register, (publishing.Pick(snapshot.id),))


def paper_steps(register: OpenRegister, case_id: str, consent_id: str) -> Iterator[Step]:
    """A signed form comes in, is looked at and taken away."""
    yield "paper_kept", lambda: papers.keep_paper(register, case_id, consent_id, PaperKind.CONSENT, SCAN)
    (line,) = rights.view(register, case_id).papers
    yield "paper_opened", lambda: papers.open_paper(register, line.id)
    yield "paper_removed", lambda: papers.remove_paper(register, line.id)


def knelpunt_steps(register: OpenRegister) -> Iterator[Step]:
    """What hindered is noted, told to the region and taken away."""
    line = Knelpunt(id="k1", noted_on=TODAY, kind=KnelpuntKind.WAITING_LIST, text="De wachtlijst duurt een half jaar.")
    yield "knelpunt_saved", lambda: knelpunten.keep(register, line)
    yield "knelpunten_exported", lambda: knelpunten.export_pdf(register)
    yield "knelpunt_deleted", lambda: knelpunten.remove(register, line)


def changed_pupil_steps(register: OpenRegister) -> Iterator[Step]:
    """A pupil whose birth date a newer file has otherwise: what a person decided has a line beside the import's own."""
    pupil = next(one for one in importing.preview_pupils(register, EDEXML).pupils if one.birth_date)
    newer = EDEXML.replace(str(pupil.birth_date).encode(), b"2006-06-22")
    for replaced, line in ((False, "identity_kept"), (True, "identity_replaced")):
        decision = {(pupil.key, What.BIRTH_DATE): Decision(replaced, "paspoort gezien")}
        choices = PupilChoices(decisions=decision)
        yield (
            f"{line} pupils_imported",
            lambda choices=choices: importing.import_pupils(register, newer, {pupil.key}, choices),
        )


def rights_steps(register: OpenRegister, case_id: str) -> Iterator[Step]:
    """A request, a correction, inzage, and what was decided about the bewaartermijn."""
    request = Request(
        id="r1", case_id=case_id, kind=RequestKind.ERASURE, asked_by=GiverRole.PARENT, asked_on=date(2026, 3, 2)
    )
    given = Given(GiverRole.PARENT, TODAY, "paspoort gezien")
    yield "request_saved", lambda: rights.keep_request(register, request)
    yield "case_corrected", lambda: rights.correct(register, case_id, "class_name", "8c", "verkeerde groep")
    yield "access_given", lambda: rights.give_access(register, case_id, given)
    until = TODAY + timedelta(days=90)
    yield "retention_postponed", lambda: retaining.postpone(register, case_id, until, "wacht op beslissing")
    group = cases.open_case(register, case_id).status.category
    yield "category_confirmed", lambda: deciding.confirm_category(register, case_id, group, "zo is het")
    yield "list_reviewed", lambda: deciding.review_list(register, case_id, ListReview.RIGHTLY)
    yield from closing_steps(register)
    yield "retention_term_set", lambda: retaining.keep_as_referred(register, case_id, referred=True)


def closing_steps(register: OpenRegister) -> Iterator[Step]:
    """A case is closed and, on a later day, opened again: beside the line of the save there is one of its own."""
    case = make_case(first_absent_on=None)
    closed = replace(case, closed_on=TODAY, closing_reason=ClosingReason.BACK)
    yield "case_closed case_saved", lambda: cases.save_case(register, closed)
    yield "case_reopened case_saved", lambda: later(register, lambda: cases.save_case(register, case))


def later(register: OpenRegister, work: Callable[[], object]) -> object:
    """What somebody does the next day."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(register, "today", lambda: TODAY + timedelta(days=1))
        return work()


def handover_steps(register: OpenRegister, case_id: str) -> Iterator[Step]:
    """A case goes to another school, told and sealed, and one comes in from there."""
    told = Handover(id="h1", case_id=case_id, to=HandoverTo.SCHOOL, handed_on=TODAY)
    yield "handover_saved", lambda: handing.record(register, told, CATEGORIES)
    own = handing.receiving_key(register).value.data
    yield "receiving_key", lambda: handing.receiving_key(register)
    other, keys = Identity.generate(), receiving_key_v1.decode(own).keys
    theirs = receiving_key_v1.encode("De Andere School", other)
    yield "case_handed_over", lambda: handing.seal(register, told, CATEGORIES, theirs)
    handed = Handed(
        sender="De Andere School", made_on=TODAY, purpose=Purpose.HANDOVER, basis=LegalBasis.EDUCATION_REPORT,
        categories=CATEGORIES, note="", file=CaseFile(make_case()),
    )  # fmt: skip
    arrived = handover_v1.encode(handed, other, keys)
    yield "handover_looked_at", lambda: handing.look(register, arrived)
    yield "handover_received", lambda: handing.take_in(register, arrived)


def meeting_steps(register: OpenRegister, case_id: str) -> Iterator[Step]:
    yield (
        "meeting_planned",
        lambda: meetings.plan_meeting(
            register, MeetingKind.SUPPORT_TEAM, TODAY + timedelta(days=1), (Party.LEERPLICHT,)
        ),
    )
    (meeting,) = meetings.list_meetings(register)
    yield "agenda_by_name", lambda: meetings.put_on_agenda(register, meeting.id, case_id, CATEGORIES, Route.BY_NAME)
    yield "meeting_opened", lambda: meetings.open_meeting(register, meeting.id)
    (discussion,) = cases.open_case(register, case_id).discussions
    yield "discussion_opened", lambda: meetings.open_discussion(register, discussion.id)
    yield "agreements_draft_kept", lambda: agreements.keep_draft(register, discussion.id, "bell")
    yield "agreements_recorded", lambda: agreements.record(register, discussion.id, "bellen")
    yield "sheet_by_name", lambda: meetings.sheet_by_name_pdf(register, discussion.id)
    yield "agenda", lambda: meetings.agenda_pdf(register, meeting.id)
    yield "agreements_list", lambda: meetings.agreements_pdf(register, meeting.id)
    yield "taken_off_agenda", lambda: meetings.take_off_agenda(register, discussion.id)
    learning = meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, (Party.CONSULENT,)).value
    found: list[str] = []
    yield (
        "agenda_learning",
        lambda: found.append(
            meetings.put_on_agenda(register, learning.id, case_id, CATEGORIES, Route.LEARNING).value.id
        ),
    )
    yield "draft_kept", lambda: meetings.keep_draft(register, found[0], "Femke is")
    draft = sheets.find(register, case_id, "Femke is thuis.")
    review = Review.accepting(draft.findings)
    everything = frozenset({"sex", "together"})
    yield "sheet_learning", lambda: sheets.make_sheet(register, found[0], draft, review, everything)
    yield "recognised", lambda: meetings.mark_recognised(register, found[0])


GOAL = Target(
    id="", report="nk-po-2017", cell="langdurig_ziek", kind=TargetKind.ABSOLUTE, value=0, due_on=TODAY,
)  # fmt: skip


def refuse(region: OpenRegister, telling: bytes, answer: bytes) -> None:
    """A sum that can't be right, as one sender's false half would make it."""
    with pytest.MonkeyPatch.context() as bent:
        bent.setattr(combining, "_in_range", lambda _cell, _delivered: False)
        with pytest.raises(ImplausibleSum):
            receiving.add_up(region, telling, answer)


def ask_schools(region: OpenRegister, telling: bytes) -> None:
    """As where a line had jumped."""
    with pytest.MonkeyPatch.context() as bent:
        bent.setattr(jumping, "_unasked", lambda *_: ("een regel",))
        jumping.jump_asked(region, telling)


def aim_at_a_hidden_number(region: OpenRegister) -> None:
    """A nulmeting that is the number of a line nobody reads."""
    with pytest.MonkeyPatch.context() as bent:
        bent.setattr(goals, "readable", lambda *_: False)
        with pytest.raises(InvalidTarget):
            goals.set_target(region, replace(GOAL, kind=TargetKind.DOWN, baseline=0, baseline_source="blz. 3"))


def region_steps(five: Region) -> Iterator[tuple[OpenRegister, str, Callable[[], object]]]:
    """Each action of a region, its key holder and a sender, once."""
    sender, region, keyholder = five.senders[0], five.region, five.keyholder
    own = joining.enrolment_file(keyholder, CODE).value.data
    made: dict[str, bytes] = {}

    def keep(name: str, work: Callable[[], object]) -> Callable[[], bytes]:
        def kept() -> bytes:
            made[name] = work().value
            return made[name]

        return kept

    enrolment = joining.enrolment_file(sender, CODE).value.data
    yield sender, "enrolment", lambda: joining.enrolment_file(sender, CODE)
    yield region, "sender_enrolled", lambda: agreeing.enrol(region, enrolment)
    yield region, "profile_issued", lambda: participants.profile_file(region)
    yield region, "telling_proposed", keep("proposal", lambda: receiving.propose_telling(region, TODAY))
    yield keyholder, "telling_cosigned", keep("telling", lambda: keyholding.cosign(keyholder, made["proposal"]))
    yield region, "telling_opened", lambda: receiving.open_telling(region, made["telling"])
    yield sender, "counts_sealed", lambda: counting.seal_for_region(sender, made["telling"])
    files = five.seal(made["telling"])
    telling = receiving.find_telling(region, TODAY)
    yield region, "counts_received", lambda: five.receive(TODAY, files[:1])
    five.receive(TODAY, files[1:])
    again = counting.seal_for_region(sender, made["telling"]).value.data
    yield region, "sender_readmitted", lambda: delivering.readmit(region, telling, again)
    yield region, "sum_requested", keep("request", lambda: receiving.request_sum(region, telling))
    yield region, "leesbrief", lambda: letters.letter_for(region, made["request"], TODAY)
    yield keyholder, "sum_answered", keep("answer", lambda: keyholding.answer(keyholder, made["request"]))
    yield region, "sum_refused", lambda: refuse(region, telling, made["answer"])
    yield region, "summed", lambda: receiving.add_up(region, telling, made["answer"])
    yield region, "exact_sums_shown", lambda: receiving.exact_sums(region, telling)
    yield region, "sums_compared", lambda: receiving.equals(region, telling, {})
    yield region, "gap_noted", lambda: gaps.note_gap(region, telling, "Langedijk", "onbekend")
    yield region, "jump_asked", lambda: ask_schools(region, telling)
    yield region, "counts_shown", lambda: releasing.publish(region, telling)
    yield region, "region_report", lambda: reporting.report_pdf(region, telling)
    yield region, "dataset_made", lambda: dataset.dataset(region)
    yield region, "target_set", lambda: made.update(goal=goals.set_target(region, GOAL).value.id.encode())
    yield region, "target_refused", lambda: aim_at_a_hidden_number(region)
    yield region, "effect_noted", lambda: goals.note_effect(region, telling, GOAL.report, "", "anders geteld")
    yield region, "target_removed", lambda: goals.remove_target(region, made["goal"].decode())
    yield region, "sender_struck", lambda: agreeing.strike(region, agreeing.list_senders(region)[0].signing)
    chosen = {"name": "V", "definitions_name": "landelijk", "min_senders": 5, "sectors": (Sector.PO, Sector.VO)}
    issue = partial(agreeing.make_profile, region, region=CODE, keyholder_file=own, **chosen)
    yield region, "profile_issued", keep("profile", issue)
    yield region, "profile_issued", keep("profile", partial(agreeing.renew_profile, region, **chosen))
    yield sender, "profile_pinned", lambda: joining.pin_profile(sender, made["profile"])


def apart_steps(there: Apart) -> Iterator[tuple[OpenRegister, str, Callable[[], object]]]:
    """What only an enrolling officer does, and the region that gets his list."""
    lists: list[bytes] = []
    yield there.officer, "pseudonyms_listed", lambda: lists.append(enrolling.pseudonym_file(there.officer).value)
    yield there.region, "pseudonyms_taken_over", lambda: enrolling.take_over(there.region, lists[0])
    yield there.region, "telling_opened", lambda: adding.open_alone(there.region, TODAY)
    yield there.officer, "counts_passed_on", lambda: there.pass_on([b""])


def work_steps(register: OpenRegister) -> Iterator[tuple[str, Callable[[], object]]]:
    """The worklist and the rules of a register."""
    keep_pupil(register)
    yield "worklist_seen", lambda: worklist.worklist(register)
    lines = worklist.worklist(register)
    waiting = next(one for one in lines if one.case_id and one.kind != "retention")
    check = next(one for one in lines if one.kind == "verzuimcheck")
    yield "signal_handled", lambda: worklist.mark_handled(register, waiting)
    yield "task_done", lambda: worklist.mark_handled(register, check)
    yield "rules_changed", lambda: ruling.choose_definitions(register, "zuid-limburg-2018")


def test_one_line_each(maker: Maker, homes: dict[str, str], tmp_path: Path) -> None:
    """Every action writes its own line and no other. No name is afterwards in plain text in a register, home,
    temporary folder or log, nor in a file that travels; with what a school's own test makes that is every way out."""
    del homes
    register = maker.make(Role.SCHOOL)
    told, sent = set(), []
    for action, work in chain(school_steps(register), work_steps(register)):
        before = log_of(register)
        sent.append(work())
        assert log_of(register) == [*before, *action.split()]
        told.update(action.split())
    five, apart = (make(maker, [school(number) for number in range(5)]) for make in (agree, agree_apart))
    for register, action, work in chain(region_steps(five), apart_steps(apart)):
        before = log_of(register)
        sent.append(work())
        assert log_of(register) == [*before, action]
        told.add(action)
    for number, one in enumerate(sent):
        (tmp_path / f"bestand-{number}").write_bytes(travelling(one))
    assert found_plain(tmp_path) == []
    assert ways_out() - told <= MADE_BY_A_SCHOOL
    elsewhere = {"register_created", "register_opened", "agenda_", "sheet_"}
    assert set(logged()) - elsewhere == told - {"agenda_by_name", "agenda_learning", "sheet_learning"}


NAMES = ("Zandloper", "Femke", "Roelof", "Bedacht", "Regelaar", "Optelsom", "Sleutelman", "Schrijver", "Doedel")
"""Of the pupils and parents, and of who works in these registers."""


def travelling(given: object) -> bytes:
    """The bytes of a sealed or signed file that an action gave; nothing of a paper, which is for reading."""
    value = getattr(given, "value", given)
    data = getattr(value, "data", value)
    return data if isinstance(data, bytes) and not data.startswith(b"%PDF") else b""


def found_plain(folder: Path) -> list[Path]:
    """The files in which one of these names can be read."""
    needles = [name.encode(code) for name in NAMES for code in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 100
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


LOGS = {"log": 1, "log_each": 1, "log_reading": 0}
"""The three ways to write a line, and which argument says what was done."""


def logged() -> Iterator[str]:
    """The text of every `register.log(connection, …)` in `actions/`; of a composed one its beginning.

    Keys, backups and destruction have their own lines and their own tests in `safety/`; the parts of a case take
    theirs from a table.
    """
    own = {
        "opening.py",
        "access.py",
        "set_aside.py",
        "backups.py",
        "putting_back.py",
        "destroying.py",
        "pruning.py",
        "salvaging.py",
        "parts.py",
        "sharing.py",
        "inspecting.py",
    }
    for path in sorted(set(FOLDER.rglob("*.py")) - {FOLDER / name for name in own}):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGS:
                action = node.args[LOGS[node.func.attr]]
                first = action.values[0] if isinstance(action, ast.JoinedStr) else action
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}"
                yield str(first.value)


def test_every_change_is_logged() -> None:
    """No function of `actions/` opens a transaction without writing a line in it."""
    silent = []
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            source = ast.unparse(node)
            if "register.change()" in source and "register.log" not in source:
                silent.append(f"{path.name}:{node.name}")
    assert silent == []


def test_lines_hold_no_content(register: OpenRegister, canary: str) -> None:
    """A line has a time, an owner, a fixed text and a random reference; nothing of the pupil, nor the case's id."""
    file = keep_pupil(register, nickname=canary, surname=canary, note=canary)
    cases.open_case(register, file.case.id)
    register.flush_log()
    with register.read() as connection:
        entries = logbook.load_log(connection)
        own = logbook.load_log_of_case(connection, file.case.id)
    assert len(own) == 5
    for entry in entries:
        assert canary not in f"{entry.action}{entry.who}{entry.case_ref}{entry!r}"
        assert entry.case_ref != file.case.id
    assert len({entry.case_ref for entry in own}) == 1
