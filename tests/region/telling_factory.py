"""Invented tellingen: a region with a number of senders, each of its own bestuur."""

from datetime import date
from typing import Any

from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.telling import Mode, PartyKeys, Profile, ReportLayout, RosterLine, Telling

ON = date(2017, 3, 31)


def make_profile(*reports: str, **changes: Any) -> Profile:
    values: dict[str, Any] = {
        "region": "noord-kennemerland",
        "name": "Noord-Kennemerland",
        "version": 1,
        "mode": Mode.SPLIT,
        "min_senders": 5,
        "definitions": "noord-kennemerland-2017",
        "definitions_version": "1",
        "layouts": tuple(layout_of(report(name)) for name in reports or ("nk-po-2017", "nk-vo-2017")),
        "swv": PartyKeys(b"s" * 32, b"S" * 32),
        "keyholder": PartyKeys(b"k" * 32, b"K" * 32),
        "issued_on": date(2017, 1, 1),
    }
    return Profile(**{**values, **changes})


def sender(number: int) -> bytes:
    return number.to_bytes(32, "big")


def make_roster(po: int, vo: int = 0) -> tuple[RosterLine, ...]:
    sectors = ["po"] * po + ["vo"] * vo
    return tuple(RosterLine(sender(number), number, frozenset({name})) for number, name in enumerate(sectors))


def make_telling(roster: tuple[RosterLine, ...], **changes: Any) -> Telling:
    values: dict[str, Any] = {
        "id": b"t" * 32,
        "region": "noord-kennemerland",
        "profile_version": 1,
        "profile_hash": b"p" * 32,
        "peildatum": ON,
        "roster": roster,
        "opened_on": date(2017, 3, 1),
    }
    return Telling(**{**values, **changes})


def plain_layout(cells: int) -> ReportLayout:
    return ReportLayout("plain", 1, "po", tuple(f"c{number}" for number in range(cells)))
