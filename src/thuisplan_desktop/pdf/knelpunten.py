"""The knelpuntenlog on paper: by kind, without a name."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable

from thuisplan_desktop.dutch import format_date, format_date_short, plural
from thuisplan_desktop.pdf import blocks, style
from thuisplan_desktop.pdf.page import Sheet, render
from thuisplan_desktop.register.case_codes import KnelpuntKind
from thuisplan_desktop.register.knelpunt import Knelpunt

KIND = "Knelpunten"


def overview(knelpunten: Sequence[Knelpunt], on: date) -> bytes:
    """The PDF; an empty log says so."""
    sheet = Sheet(
        kind=KIND, notice="Nagekeken op namen, nummers, scholen en klassen", foot="Om van te leren in de regio."
    )
    return render(sheet, lambda: _story(knelpunten, on))


def _story(knelpunten: Sequence[Knelpunt], on: date) -> list[Flowable]:
    told = plural(len(knelpunten), "knelpunt", "knelpunten")
    story = [
        *blocks.title(KIND, "Wat oplossingen in de weg staat", f"{told}, {format_date(on)}"),
        style.text(
            "Belemmeringen worden benut om van te leren (Regionaal Thuiszitterspact Noord-Kennemerland, 10 mei 2017). "
            "In dit overzicht staat niets over één leerling."
        ),
    ]
    for kind in KnelpuntKind:
        mine = [one for one in knelpunten if one.kind is kind]
        if mine:
            story += [blocks.heading(kind.label.capitalize()), *map(_line, mine)]
    return story


def _line(one: Knelpunt) -> Flowable:
    where = f", {one.area}" if one.area else ""
    return blocks.bullet("{day}{where}: {text}", day=format_date_short(one.noted_on), where=where, text=one.text)
