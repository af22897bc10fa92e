"""A register in which many situations are played at once, and everything that comes out of it read back as words."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import text

from consent_oracle import World
from factories import make_absence
from regions import Clock
from situations import MEETING, Situation
from thuisplan_desktop.actions import meetings
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.pdf import agenda as agenda_paper
from thuisplan_desktop.pdf import blocks, sheet, style
from thuisplan_desktop.pdf.page import Sheet
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    DataCategory,
    LegalBasis,
    MeetingKind,
    Party,
    Purpose,
    Route,
)
from thuisplan_desktop.register.meeting import Meeting, Sharing
from thuisplan_desktop.store import cases, consents, rows, schema
from thuisplan_desktop.store import meetings as meeting_store

RECORDED = b"recorded:"
MADE_BY_A_SCHOOL = {
    "consent_form", "leaflet", "sheet_by_name", "agenda", "agreements_list", "inspection_list", "knelpunten_exported",
    "telling_published", "process_card", "recovery_sheet", "sheet_learning", "sheet_anonymous", "access_given",
    "case_destroyed", "second_place_chosen", "backup_made",
}  # fmt: skip
"""The lines of docs/exits.md that a school writes while a name is looked for everywhere; a region makes the others."""


def ways_out() -> set[str]:
    """The log lines in docs/exits.md of what is built."""
    lines = (Path(__file__).parents[1] / "docs" / "exits.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("|")]
    return {word for row in cells if row[-1] == "yes" for word in re.findall(r"`(\w+)`", row[4])}


@dataclass
class Desk:
    """One register and its clock."""

    register: OpenRegister
    clock: Clock

    def in_a_hurry(self) -> "Desk":
        """Nobody cuts the power here: don't wait for the disk, nor note the end of the logbook beside the file."""
        self.register.workspace.raw.execute("PRAGMA synchronous = OFF")
        self.register.workspace.keep_head = lambda: None  # type: ignore[method-assign]  # see above
        return self

    def lines(self) -> int:
        """How many lines the logbook has."""
        self.register.flush_log()
        ((number,),) = self.register.workspace.raw.execute("SELECT max(number) FROM logbook").fetchall()
        return int(number)

    def clear(self) -> None:
        """Forget every case and meeting."""
        with self.register.change() as connection:
            for table in ("cases", "meetings"):
                connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text("DELETE FROM settings WHERE key LIKE 'draft:%'"))


# --- a situation in the register


@dataclass(frozen=True)
class Seat:
    """One situation as it stands in the register. `mark` stands in every name and word about it and in no other."""

    found: Situation
    number: int
    world: World

    @property
    def mark(self) -> str:
        return _mark(self.number)

    @property
    def id(self) -> str:
        return self.world.file.case.id

    @property
    def name(self) -> str:
        return f"Zandloper{self.mark}"

    @property
    def facts(self) -> dict[DataCategory, str]:
        """What may come out only with that category, wherever it comes out."""
        return {
            DataCategory.EDUCATION: f"jaargroep{self.mark}",
            DataCategory.HOME: f"Roelof{self.mark}",
            DataCategory.HELP: f"notitie{self.mark}",
        }

    @property
    def secrets(self) -> tuple[str, ...]:
        """What comes out by name on no paper: number, telephone, postcode."""
        return _numbers(self.number)

    @property
    def agreed(self) -> str:
        """What the table agreed on."""
        return f"afspraak{self.mark}"

    @property
    def marks(self) -> tuple[str, ...]:
        """All of it: what an anonymous paper, a clipboard or a sentence of the program may not hold."""
        return (self.name, f"Femke{self.mark}", f"klas{self.mark}", *self.facts.values(),
                *self.secrets, self.agreed)  # fmt: skip

    @property
    def note(self) -> str:
        first, father = f"Femke{self.mark}", self.facts[DataCategory.HOME]
        return f"{first} van der {self.name} uit klas{self.mark}, nummer {self.secrets[0]}, is thuis. {father} belt."


def settle(desk: Desk, found: Sequence[Situation]) -> tuple[Meeting, list[Seat]]:
    """Put situations of one table into the register as they are, also what the dialogs would refuse, and plan it."""
    register, table = desk.register, found[0]
    desk.clear()
    desk.clock.go_to(table.on - timedelta(days=2))
    register.settings = replace(register.settings, both_parents=table.both)
    parties = tuple(one for one in table.participants if table.kind is MeetingKind.LEARNING or not one.learns_only)
    meeting = meetings.plan_meeting(register, table.kind, table.on, parties or (Party.LEERPLICHT,)).value
    other = meetings.plan_meeting(register, table.kind, table.on, (Party.LEERPLICHT,)).value
    meeting = replace(meeting, name=" ".join(f"Zandloper{_mark(number)}" for number in range(len(found))))
    with register.change() as connection:
        meeting_store.save_meeting(connection, meeting)  # named after its pupils, as a register of before may be
    ids = {MEETING: meeting.id, "een andere": other.id, "": ""}
    with register.change() as connection:
        for number, one in enumerate(found):
            _keep(connection, one, number, ids, meeting)
        files = {file.case.id: file for file in cases.load_case_files(connection)}
        kept = consents.load_all_consents(connection)
    seats = []
    for number, one in enumerate(found):
        case_id = one.file.case.id
        world = World(files[case_id], kept.get(case_id, ()), one.on, one.holder, one.both, meeting.id)
        seats.append(Seat(one, number, world))
    return meeting, seats


def _mark(number: int) -> str:
    """Letters in which no finder sees a word, and of which none begins another."""
    return f"q{chr(97 + number // 26)}{chr(97 + number % 26)}x"


def _numbers(number: int) -> tuple[str, str, str]:
    """Of the pupil, a telephone and a postcode: no random code or key can hold them by chance."""
    return f"8800{number:02d}077", f"06-7700{number:02d}55", f"post{_mark(number)}"


def _keep(connection: Any, found: Situation, number: int, ids: dict[str, str], meeting: Meeting) -> None:
    mark, (key, phone, postcode) = _mark(number), _numbers(number)
    case = replace(
        found.file.case, nickname=f"Femke{mark}", surname=f"Zandloper{mark}", year_group=f"jaargroep{mark}",
        class_name=f"klas{mark}", note=f"notitie{mark}", pupil_key=key, postcode4=postcode,
        first_names="", first_absent_on=date(2025, 6, 2),
    )  # fmt: skip
    ill = make_absence(case, kind=AbsenceKind.SICK, starts_on=date(2025, 6, 2), ends_on=date(2025, 6, 4))
    people = [replace(one, first_name=f"Roelof{mark}", surname="", phone=phone) for one in found.file.contacts]
    for table, items in (
        (schema.cases, [case]),
        (schema.absences, [ill]),
        (schema.contacts, people),
        (schema.requests, [replace(one, id=case.id) for one in found.file.requests]),
        (schema.consents, [replace(one, meeting_id=ids[one.meeting_id]) for one in found.consents]),
        (schema.sharings, [_heard(case.id, meeting.participants, found.on)] if found.known else []),
    ):
        rows.add(connection, table, items)


def _heard(case_id: str, parties: tuple[Party, ...], on: date) -> Sharing:
    return Sharing(
        id=f"s{case_id}", case_id=case_id, shared_on=on, recipients=parties, categories=frozenset(DataCategory),
        purpose=Purpose.DISCUSS, basis=LegalBasis.CONSENT, route=Route.BY_NAME,
    )  # fmt: skip


# --- reading paper


def words(paper: bytes) -> str:
    """What a reader of this paper can read, metadata and bookmarks with it."""
    if paper.startswith(RECORDED):
        return paper.removeprefix(RECORDED).decode()
    reader = pypdf.PdfReader(io.BytesIO(paper))
    lines = [*(page.extract_text() for page in reader.pages), *_bookmarks(reader.outline), str(reader.metadata)]
    return " ".join(" ".join(lines).split())


def _bookmarks(outline: Any) -> Iterator[str]:
    for one in outline:
        yield from _bookmarks(one) if isinstance(one, list) else (str(one.title),)


class _Line:
    """Stands for a paragraph: it is not drawn, and its bookmark is written down too."""

    def __init__(self, told: list[str]) -> None:
        object.__setattr__(self, "_told", told)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "outline":
            self._told.append(str(value))


@contextmanager
def recording() -> Iterator[None]:
    """Every word that would be drawn, without drawing: for what is asked a hundred thousand times.

    That it is the same as what stands in the PDF is tested beside it, on the same papers.
    """
    told: list[str] = []

    def line(value: str, *_style: object) -> _Line:
        told.append(style.printable(value))
        return _Line(told)

    def rich(template: str, *_style: object, **values: str) -> _Line:
        filled = template.format(**{name: style.printable(value) for name, value in values.items()})
        return line(re.sub(r"</?(b|bullet)>", " ", filled))

    def render(paper: Sheet, story: Callable[[], Sequence[object]]) -> bytes:
        told.clear()
        told.extend((paper.kind, paper.notice, paper.foot))
        story()
        return RECORDED + " ".join(" ".join(told).split()).encode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "text", line)
        patch.setattr(style, "rich", rich)
        patch.setattr(blocks, "_table", lambda *_parts, **_more: None)
        patch.setattr(agenda_paper, "KeepTogether", lambda _parts: None)
        for module in (sheet, agenda_paper):
            patch.setattr(module, "render", render)
        yield


def vocabulary(read: str) -> set[str]:
    """The words that a comparison of two readings goes by: of three letters and more, whatever the line breaks."""
    return set(re.findall(r"\w{3,}", read.casefold()))
