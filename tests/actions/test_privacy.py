"""A name that must turn up nowhere: not in the log, a repr, an error, a suggested text or a file that leaves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import make_absence, make_case, make_consent, make_contact, make_exemption
from regions import TODAY, Maker, Region, folder_of, give_consent, keep_pupil
from thuisplan_desktop import logs
from thuisplan_desktop.actions import (
    absence_lists,
    cases,
    consents,
    counting,
    importing,
    meetings,
    naming,
    parts,
    receiving,
    reporting,
    sheets,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import ContactRole, DataCategory, MeetingKind, Party, Role, Route

CATEGORIES = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


@pytest.fixture
def named(register: OpenRegister, canary: str) -> CaseFile:
    """A pupil who is called the canary in every field that takes text."""
    file = keep_pupil(
        register, nickname=canary, first_names=canary, surname=canary, pupil_key=canary, class_name=canary,
        note=canary, bridging=canary, first_absent_on=date(2026, 1, 12),
    )  # fmt: skip
    cases.save_contact(register, make_contact(file.case, surname=canary, phone=canary, email=canary))
    return cases.open_case(register, file.case.id).file


def test_what_actions_return_names_nobody_in_its_repr(register: OpenRegister, named: CaseFile, canary: str) -> None:
    """A repr ends up in logs and crash reports, so it shows ids and numbers alone."""
    give_consent(register, named)
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.LEERPLICHT,)).value
    discussion = meetings.put_on_agenda(register, meeting.id, named.case.id, CATEGORIES, Route.BY_NAME).value
    draft = sheets.find(register, named.case.id, f"{canary} is thuis.")
    shown = [
        named, named.case, named.contacts, named.absences, cases.list_cases(register), draft, discussion, meeting,
        cases.open_case(register, named.case.id), meetings.open_meeting(register, meeting.id),
        meetings.judge(register, meeting.id, named.case.id, CATEGORIES),
        sheets.preview(draft, Review.accepting(draft.findings)), meetings.open_discussion(register, discussion.id),
        counting.take_snapshot(register, TODAY), counting.list_snapshots(register), register, register.settings,
        naming.known_of(register, named, ()),
    ]  # fmt: skip
    for one in shown:
        assert canary not in repr(one)


def refusals(register: OpenRegister, file: CaseFile) -> Iterator[Callable[[], object]]:
    """Everything that can go wrong with this pupil."""
    case = file.case
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.LEERPLICHT,)).value
    yield lambda: cases.save_case(register, replace(case, birth_date=TODAY + timedelta(days=1)))
    yield lambda: parts.keep(register, make_exemption(case, starts_on=TODAY, ends_on=date(2020, 1, 1)))
    yield lambda: cases.save_absence(register, make_absence(case, starts_on=TODAY + timedelta(days=9)))
    yield lambda: cases.save_contact(register, make_contact(make_case(nickname=case.nickname)))
    yield lambda: cases.open_case(register, case.nickname)
    yield lambda: consents.record_consent(register, make_consent(case, file.contacts[0], asked_on=date(2030, 1, 1)))
    yield lambda: consents.record_consent(register, make_consent(case, make_contact(case, role=ContactRole.STAFF)))
    yield lambda: meetings.put_on_agenda(register, meeting.id, case.id, CATEGORIES, Route.BY_NAME)
    yield lambda: meetings.put_on_agenda(register, meeting.id, case.id, CATEGORIES, Route.ANONYMOUS, case.nickname)
    yield lambda: absence_lists.import_absences(register, f"leerlingnummer;datum;code\r\n{case.pupil_key};1;A".encode())
    yield lambda: absence_lists.import_absences(
        register, f"leerlingnummer;datum;code\r\n1;2-3-2026;{case.nickname}".encode()
    )
    yield lambda: absence_lists.import_absences(register, f"{case.nickname};x\r\n1;2".encode())
    yield lambda: importing.import_pupils(register, f"<EDEX><{case.nickname}>".encode(), {"1"})
    draft = sheets.find(register, case.id, f"{case.nickname} is thuis.")
    yield lambda: sheets.preview(draft, Review(()))


def test_no_error_names_anybody(register: OpenRegister, named: CaseFile, canary: str) -> None:
    """Facts, repr, message on screen, and the chain of causes hold no value of the pupil."""
    count = 0
    for refused in refusals(register, named):
        with pytest.raises(ThuisplanError) as caught:
            refused()
        error = caught.value
        told = f"{error!r} {error} {error.facts} {message_for(error).text} {error.__cause__!r} {error.args}"
        assert canary not in told
        assert error.__suppress_context__ or error.__context__ is None or canary not in repr(error.__context__)
        count += 1
    assert count == 14


def test_the_log_names_nobody(register: OpenRegister, named: CaseFile, canary: str, tmp_path: Path) -> None:
    """A crash with the name in its message and its locals logs file, line and kind alone."""
    logs.set_up(tmp_path)
    try:
        cases.open_case(register, named.case.id).file.case.nickname.index("geen")
    except ValueError as error:
        code = logs.crash(ValueError(f"{canary}: {error}"))
        other = logs.crash(error)
    logs.info("case_saved", case=named.case.id)
    written = (tmp_path / "thuisplan.log").read_text("utf-8")
    assert code in written
    assert other in written
    assert "test_privacy.py" in written
    assert canary not in written


def test_nothing_that_leaves_names_anybody(
    five: Region, canary: str, tmp_path: Path, find_canary: Callable[[Path], list[Path]]
) -> None:
    """Count files, request, answer and report, and every file of every folder: no canary, in no encoding."""
    out = tmp_path / "verzonden"
    out.mkdir()
    for sender in five.senders:
        keep_pupil(sender, nickname=canary, surname=canary, first_absent_on=date(2026, 1, 12), owner=canary)
    telling = five.open_telling(TODAY)
    for number, data in enumerate(five.seal(telling)):
        (out / f"{number}.tplan").write_bytes(data)
    five.receive(TODAY, [path.read_bytes() for path in sorted(out.iterdir())])
    (out / "verzoek.tplan").write_bytes(receiving.request_sum(five.region, five.id_of(TODAY)).value)
    five.sum_up(TODAY)
    (out / "rapport.pdf").write_bytes(reporting.report_pdf(five.region, five.id_of(TODAY)))
    assert find_canary(tmp_path) == []
    assert canary in cases.list_cases(five.senders[0])[0].name


def test_the_folder_stays_shut(maker: Maker, canary: str, find_canary: Callable[[Path], list[Path]]) -> None:
    """While it is open and after it is closed, no file of a register holds the name."""
    register = maker.make(Role.CONSULENT)
    keep_pupil(register, nickname=canary)
    assert find_canary(folder_of(register)) == []
    register.close()
    assert find_canary(folder_of(register)) == []
