"""A name that was typed everywhere stands nowhere in plain text, after a session that used every part."""

import io
import os
import shutil
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtGui import QImage

from exits import MADE_BY_A_SCHOOL
from factories import make_case, make_consent, make_contact
from offices import Books, Office, move_in, move_out, new_register
from regions import TODAY
from safes import actions_of, fill_every_table
from thuisplan_desktop import cli, logs
from thuisplan_desktop.actions import (
    absence_lists,
    access,
    backups,
    board,
    cases,
    consents,
    counting,
    destroying,
    directory,
    handing,
    importing,
    inspecting,
    knelpunten,
    meetings,
    opening,
    pruning,
    publishing,
    putting_back,
    rights,
    salvaging,
    sharing,
    sheets,
    worklist,
)
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.demo import people
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.actions.rights import Given
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ClosingReason, HandoverTo
from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, MeetingKind, Party, Role, Route
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.papers import PaperDialog
from thuisplan_desktop.ui.jobs import JobRunner

FIRST, SECOND = "zeven fietsen over een brug", "rood blauw geel groen"
Find = Callable[[Path], list[Path]]
CATEGORIES = frozenset({DataCategory.ABSENCE})
"""What is shared, and what both parents agree to."""


def use_everything(register: OpenRegister, canary: str, place: Path) -> None:
    """What a coordinator does in a year, with one name in every field."""
    case = make_case(id="c1", nickname=canary, surname=canary, note=f"{canary} " * 300)
    cases.save_case(register, case)
    cases.save_contact(register, make_contact(case, surname=canary, email=f"{canary}@voorbeeld.invalid"))
    draft = sheets.find(register, "c1", f"{canary} is al weken thuis, zegt de moeder van {canary}.")
    assert canary in draft.text
    counting.take_snapshot(register, register.today())
    take_lists(register, canary)
    hand_over(register, canary, place)
    directory.keep(register, Professional(id="d1", party=Party.LEERPLICHT, name=canary, organisation=canary))
    assert worklist.worklist(register)
    access.add_person(register, canary, SECOND, derivation.FLOOR)
    backups.choose_second_place(register, place / "stick")
    _, public = board.make_key(canary, SECOND, derivation.FLOOR)
    access.set_board(register, access.read_board_key(public))
    backups.make(register)
    putting_back.preview_restore(register, next(iter((place / "stick").glob("*-backup"))))
    fill_every_table(register, "c1", canary)  # at last: no text is a date, so nothing can be listed after it
    backups.make(register)


def take_lists(register: OpenRegister, canary: str) -> None:
    """Pupils and absences, with the name in a cell, in a head, and in a row that is not for us."""
    pupils = f"Stamnummer;Roepnaam;Achternaam\r\n77;{canary};{canary}\r\n78;{canary};{canary}".encode()
    importing.import_pupils(register, pupils, {"77"})
    rows = f"{canary};datum;code\r\n77;20-03-2026;Z\r\n79;20-03-2026;Z".encode()
    mapping = {"pupil_key": canary, "day": "datum", "code": "code"}
    absence_lists.import_absences(register, rows, AbsenceChoices(mapping=mapping))


def hand_over(register: OpenRegister, canary: str, place: Path) -> None:
    """A sealed file lies on a stick; in another register it is looked at and taken in."""
    other = opening.create_register(
        place / "registers" / "ander.thuisplan", role=Role.SCHOOL, owner=canary, passphrase=SECOND,
        place=Place(name="De Nieuwe Es", board="Stichting Verzonnen", brin="99XB"), parameters=derivation.FLOOR,
    ).register  # fmt: skip
    key = handing.receiving_key(other).value.data
    handover = Handover(id="h1", case_id="c1", to=HandoverTo.SCHOOL, handed_on=register.today(), receiver=canary)
    data = handing.seal(register, handover, CATEGORIES, key).value.data
    (place / "stick" / "overdracht.thuisplan-casus").write_bytes(data)
    assert canary in handing.look(other, data).pupil
    handing.take_in(other, data)
    other.close()


def go_wrong(folder: Path, canary: str) -> None:
    """Everything that ends in a log or on stderr."""
    for arguments in (["register", "check"], ["cases"], ["register", "keys", "list"]):
        assert cli.run([*arguments, str(folder), "--passphrase-file", str(folder.parent / canary)]) == 1
    with pytest.raises(ThuisplanError):
        opening.open_register(folder, canary)
    logs.crash(ValueError(canary))


def test_no_name_in_any_file_after_using_everything(
    tmp_path: Path, homes: dict[str, str], canary: str, find_canary: Find, capsys: pytest.CaptureFixture[str]
) -> None:
    """Temporary folder, home, register, second place, logs; also after a salvage, a restore and a new key. Nor is a
    key, a passphrase or a recovery code there."""
    del homes
    folder = tmp_path / "registers" / "school.thuisplan"
    (tmp_path / "stick").mkdir()
    place = Place(name="De Verzonnen Boom", board="Stichting Verzonnen", brin="99XA")
    made = opening.create_register(
        folder, role=Role.SCHOOL, owner=canary, passphrase=FIRST, place=place, parameters=derivation.FLOOR
    )
    register, code = made.register, made.recovery_code
    keys = [register.workspace.data_key]
    use_everything(register, canary, tmp_path)
    register.log_reading("case_opened", "c1")
    assert find_canary(tmp_path) == []  # also while it is open
    register.close()
    go_wrong(folder, canary)
    salvaging.salvage_register(folder, opening.by_passphrase(FIRST), datetime.now(UTC))
    register = opening.open_register(folder, FIRST)
    putting_back.restore(register, next(iter((tmp_path / "stick").glob("*-backup"))))
    register = opening.open_register(folder, FIRST)
    access.new_key(register, FIRST)
    pruning.prune(register, pruning.usual_day(register))
    register.close()
    assert find_canary(tmp_path) == []
    assert holding_a_key(tmp_path, [*keys, register.workspace.data_key], [code]) == []
    assert canary not in "".join(capsys.readouterr())


def holding_a_key(folder: Path, keys: list[bytes], codes: list[str]) -> list[Path]:
    """The files in which a data key, a passphrase or a recovery code can be read, in any usual form."""
    forms = [form for key in keys for form in (key, key.hex().encode(), b64encode(key), urlsafe_b64encode(key))]
    typed = [word for secret in (*codes, FIRST, SECOND) for word in (secret, secret.replace("-", ""), secret.lower())]
    forms += [word.encode(code) for word in typed for code in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    return [path for path in files if any(form in path.read_bytes() for form in forms)]


def test_a_scan_and_every_paper_leave_no_name_behind(
    runner: JobRunner, settle: Callable[[], None], tmp_path: Path, homes: dict[str, str], canary: str,
    find_canary: Find,
) -> None:  # fmt: skip
    """A signed form comes in through the window and is looked at; every way out of a school is taken. Only what was
    saved for somebody has the name in it, and the scan itself."""
    del homes
    for name in ("papier", "scans", "registers", "stick"):
        (tmp_path / name).mkdir()
    place = tmp_path / "registers" / "school.thuisplan"
    office = move_in(runner, settle, lambda: new_register(place), tmp_path / "papier")
    books = Books(office)
    books.do(lambda register: backups.choose_second_place(register, tmp_path / "stick"))
    case, refused = (
        books.keep_case(surname=canary, nickname=canary, first_absent_on=date(2026, 1, 12)) for _ in range(2)
    )
    answer(books, case)
    answer(books, refused, decision=Decision.REFUSED, valid_until=None, parties=frozenset(), categories=frozenset())
    scan_a_form(office, case, tmp_path / "scans" / f"{canary}.png", canary)
    papers = [without_a_name(books, refused, canary), *every_paper(books, case, canary)]
    assert not [table for table in every_list(books) if canary.encode() in table]
    found = {pypdf.PdfReader(io.BytesIO(paper)).metadata["/Title"]: paper for paper in papers}
    assert set(found) == {
        "Toestemmingsformulier", "Uitleg voor ouders", "Casusblad op naam", "Casusblad, anoniem", "Agenda",
        "Afsprakenlijst", "Inzage in het dossier", "Lijst thuiszitters", "Knelpunten", "Telling thuiszitters",
        "Procesplaat gegevensdeling", "Herstelblad", "Verwijderbewijs",
    }  # fmt: skip
    assert canary in words_of(found["Inzage in het dossier"])
    assert canary not in words_of(found["Casusblad, anoniem"])
    books.do(backups.make)
    assert set(books.ask(actions_of)) >= MADE_BY_A_SCHOOL
    assert [path for path in find_canary(tmp_path) if path.parent.name != "scans"] == []  # while it is open
    move_out(office)
    assert [path for path in find_canary(tmp_path) if path.parent.name != "scans"] == []


def answer(books: Books, case: Case, **changes: Any) -> None:
    """Both parents, in the same way."""
    for parent in books.ask(lambda register: cases.open_case(register, case.id)).file.contacts:
        consent = make_consent(case, parent, **changes)
        books.do(lambda register, consent=consent: consents.record_consent(register, consent))


def scan_a_form(office: Office, case: Case, scan: Path, canary: str) -> None:
    """Somebody's name is in the name of the file and in the picture."""
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    picture.setText("Comment", canary)
    assert picture.save(str(scan), "PNG")
    assert canary.encode() in scan.read_bytes()
    office.go("case", case.id)
    page = office.page(CasePage)
    page.go_to("Toestemming")
    office.settle()
    page.consents.table.selectRow(0)
    office.opens.append(scan)
    office.click(page.consents.papers.add_paper)
    page.consents.papers.table.selectRow(0)
    office.click(page.consents.papers.open)
    assert len(office.dialog(PaperDialog).pages) == 1
    office.dialog(PaperDialog).close()
    office.settle()


def without_a_name(books: Books, refused: Case, canary: str) -> bytes:
    """The sheet of a case of which nobody may hear the name, for grave concern."""
    meeting = books.do(
        lambda register: meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.LEERPLICHT,))
    )
    talk = books.do(lambda register: meetings.put_on_agenda(
        register, meeting.id, refused.id, CATEGORIES, Route.ANONYMOUS, "het gaat niet goed"
    ))  # fmt: skip
    draft = books.ask(lambda register: sheets.find(register, refused.id, f"{canary} eet niet meer."))
    review = Review.accepting(draft.findings)
    left = books.ask(lambda register: sheets.remaining(register, talk.id, draft, review))
    answered = frozenset(line.id for line in left)
    return books.ask(lambda register: sheets.make_sheet(register, talk.id, draft, review, answered))


def every_list(books: Books) -> list[bytes]:
    """The tables that go out as CSV."""
    books.do(lambda register: counting.take_snapshot(register, TODAY))
    picks = (publishing.Pick(books.ask(counting.list_snapshots)[0].id),)
    made = (
        lambda register: inspecting.list_csv(register, TODAY),
        knelpunten.export_csv,
        lambda register: publishing.telling_csv(register, picks),
    )
    return [books.ask(work) for work in made]


def every_paper(books: Books, case: Case, canary: str) -> list[bytes]:
    """Each kind of PDF that a register of a school makes; the case is gone afterwards."""
    support, learning = MeetingKind.SUPPORT_TEAM, MeetingKind.LEARNING
    meeting = books.do(lambda register: meetings.plan_meeting(register, support, TODAY, (Party.LEERPLICHT,)))
    group = books.do(lambda register: meetings.plan_meeting(register, learning, TODAY, (Party.CONSULENT,)))
    named, unnamed = (
        books.do(lambda register, one=one, route=route: meetings.put_on_agenda(
            register, one.id, case.id, CATEGORIES, route
        ))
        for one, route in ((meeting, Route.BY_NAME), (group, Route.LEARNING))
    )  # fmt: skip
    draft = books.ask(lambda register: sheets.find(register, case.id, f"{canary} is thuis."))
    review = Review.accepting(draft.findings)
    books.do(lambda register: counting.take_snapshot(register, TODAY))
    snapshot = books.ask(counting.list_snapshots)[0]
    code = books.do(access.new_recovery_code).recovery_code
    given = Given(GiverRole.PARENT, TODAY, "paspoort gezien")
    shown = (
        lambda register: consents.consent_form_pdf(register, case.id, (Party.LEERPLICHT,), CATEGORIES),
        lambda register: consents.leaflet_pdf(register, case.id),
        lambda register: meetings.sheet_by_name_pdf(register, named.id),
        lambda register: meetings.agenda_pdf(register, meeting.id),
        lambda register: meetings.agreements_pdf(register, meeting.id),
        lambda register: inspecting.list_pdf(register, TODAY),
        knelpunten.export_pdf,
        lambda register: publishing.telling_pdf(register, (publishing.Pick(snapshot.id),)),
        sharing.process_card_pdf,
        lambda register: access.recovery_sheet_pdf(register, code),
    )
    papers = [books.ask(work) for work in shown]
    kept = frozenset({"sex", "together"})
    papers.append(books.ask(lambda register: sheets.make_sheet(register, unnamed.id, draft, review, kept)))
    papers.append(books.do(lambda register: rights.give_access(register, case.id, given)))
    closed = replace(case, closed_on=TODAY, closing_reason=ClosingReason.BACK)
    books.do(lambda register: cases.save_case(register, closed))
    papers.append(books.do(lambda register: destroying.destroy_case(register, case.id, "proef")).proof)
    return papers


def words_of(paper: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)


@pytest.mark.long
def test_no_name_of_the_demonstration_outside_its_own_folder(tmp_path: Path, homes: dict[str, str]) -> None:
    """The whole journey, and a window that shows every page of it: nothing in home, temporary folder or logs."""
    root = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, **homes, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    program = [sys.executable, "-m", "thuisplan_desktop"]
    out = tmp_path / "out"
    subprocess.run([*program, "journey", "--quiet", "--out", str(out)], check=True, env=environment)
    pictures = tmp_path / "pictures"
    shown = [*program, "--window-child", "--pictures", str(out / "registers"), str(pictures)]
    subprocess.run(shown, check=True, env=environment)
    assert len(list(pictures.iterdir())) > 15
    today = datetime.now().astimezone().date()
    pupils = [pupil for of_school in people.pupils(today) for pupil in of_school]
    names = {pupil.surname for pupil in pupils} | {pupil.full_name for pupil in pupils}
    needles = [name.encode(code) for name in names if len(name) > 6 for code in ("utf-8", "utf-16-le")]
    shutil.rmtree(pictures)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and out / "op-naam" not in path.parents]
    assert not [path for path in written if any(needle in path.read_bytes() for needle in needles)]
