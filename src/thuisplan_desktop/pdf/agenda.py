"""Agenda and afsprakenlijst of a meeting: a name only behind a clearance, else the code of the sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from thuisplan_desktop.anonymise.redact import RedactedText
from thuisplan_desktop.dutch import format_weekday, join_words
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.gated import check_on_list
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, Party, Route
from thuisplan_desktop.register.gate import Clearance
from thuisplan_desktop.register.meeting import Meeting

AGENDA = "Agenda"
AGREEMENTS = "Afsprakenlijst"
_STOPPED = (
    "Deze casus is op naam besproken. De naam en de afspraken mogen niet meer op deze lijst; ze staan in het register "
    "van wie de casus heeft."
)
_FOOT = "Alleen voor de deelnemers aan deze bijeenkomst."


@dataclass(frozen=True, repr=False)
class NamedItem:
    """A case by name: the clearance is its permission. `agreements` are the words that were agreed on."""

    clearance: Clearance
    file: CaseFile
    agreements: str = ""

    def __repr__(self) -> str:
        return "NamedItem()"


@dataclass(frozen=True, repr=False)
class AnonymousItem:
    """A case by the random code of its sheet. Its agreements are reviewed text too: minutes name nobody.

    By name, it has a sheet by name for who hears it; `without`: who of the readers doesn't. `stopped`: it was discussed
    by name, and its name may no longer leave.
    """

    code: str
    route: Route = Route.ANONYMOUS
    agreements: RedactedText | None = None
    without: tuple[Party, ...] = ()
    stopped: bool = False

    def __repr__(self) -> str:
        return "AnonymousItem()"


Item = NamedItem | AnonymousItem


def agenda(meeting: Meeting, items: Sequence[Item]) -> bytes:
    """The agenda. Raises ConsentMissing for an item that is not cleared for everyone at this meeting on this day."""
    _check(meeting, items)
    return render(_sheet(AGENDA, items), lambda: [*_opening(meeting, AGENDA), *_table(items)])


def agreements_list(meeting: Meeting, items: Sequence[Item]) -> bytes:
    """The afsprakenlijst, with what was agreed or room to write it. Raises ConsentMissing as `agenda` does."""
    _check(meeting, items)

    def story() -> list[Flowable]:
        parts = [_agreements(number, item) for number, item in enumerate(items, 1)]
        return [*_opening(meeting, AGREEMENTS), *parts]

    return render(_sheet(AGREEMENTS, items), story)


def _check(meeting: Meeting, items: Sequence[Item]) -> None:
    for item in items:
        if isinstance(item, NamedItem):
            check_on_list(item.clearance, item.file, meeting.held_on, meeting.participants)


def _sheet(kind: str, items: Sequence[Item]) -> Sheet:
    named = any(isinstance(item, NamedItem) for item in items)
    return Sheet(kind=kind, notice="Vertrouwelijk: persoonsgegevens" if named else "Zonder namen", foot=_FOOT)


def _opening(meeting: Meeting, kind: str) -> list[Flowable]:
    """Kind and day say which meeting it is; its name is free text and stays off paper."""
    parties = join_words([party.label for party in meeting.participants])
    return [
        *blocks.title(f"{kind} {meeting.kind.label}", kind, format_weekday(meeting.held_on), outline=kind),
        style.rich("<b>Deelnemers:</b> {parties}.", parties=parties or "nog niet bekend"),
        blocks.gap(2),
    ]


def _table(items: Sequence[Item]) -> list[Flowable]:
    if not items:
        return [style.text("Er staan geen casussen op de agenda.")]
    head = [style.text(words, style.HEAD_CELL) for words in ("", "Casus", "Bespreking", "Waarover")]
    widths = [9 * mm, 62 * mm, 38 * mm, style.CONTENT_WIDTH - 109 * mm]
    rows = [_row(number, item) for number, item in enumerate(items, 1)]
    return [blocks.grid(head, rows, widths)]


def _row(number: int, item: Item) -> list[Flowable | str]:
    who: list[Flowable] = [style.text(_title(item), style.STRONG)]
    if isinstance(item, NamedItem):
        about = join_words([category.label for category in DataCategory if category in item.clearance.categories])
        route = item.clearance.route
        if item.file.case.class_name:
            who.append(style.text(f"klas of groep {item.file.case.class_name}", style.LABEL))
    else:
        about, route = _unnamed(item), item.route
    return [
        style.text(f"{number}", style.STRONG), blocks.stack(who), style.text(route.label, style.VALUE),
        style.text(about, style.VALUE),
    ]  # fmt: skip


def _unnamed(item: AnonymousItem) -> str:
    if item.stopped:
        return "toen besproken op naam; de naam mag niet meer op papier"
    if item.route is not Route.BY_NAME:
        return "het anonieme casusblad"
    gone = join_words([party.label for party in Party if party in item.without])
    return f"het casusblad op naam, zonder {gone}" if gone else "het casusblad op naam, voor wie bij dit punt zit"


def _title(item: Item) -> str:
    return item.file.case.full_name if isinstance(item, NamedItem) else f"Blad {item.code}"


def _agreements(number: int, item: Item) -> Flowable:
    agreed = item.agreements.text if isinstance(item.agreements, RedactedText) else item.agreements or ""
    if isinstance(item, AnonymousItem) and item.stopped:
        agreed = _STOPPED
    body = blocks.paragraphs(agreed) or [blocks.agreement_lines(3)]
    return KeepTogether([blocks.heading(f"{number}.  {_title(item)}", outline=f"Casus {number}"), *body])
