"""The main job, from a school's lists to the region's report, with real keys and real files.

Every step is an action a user has. It ends by checking the promises of `promises.py`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from thuisplan_desktop.actions import (
    cases,
    consents,
    counting,
    files,
    importing,
    joining,
    keyholding,
    meetings,
    receiving,
    reporting,
    sheets,
)
from thuisplan_desktop.actions.demo import people, promises, registers
from thuisplan_desktop.actions.demo.people import DemoPupil
from thuisplan_desktop.actions.demo.registers import Stage
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.absence import SchoolCalendar
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Decision, MeetingKind, Party, Role, Route, Sector
from thuisplan_desktop.register.schools import SchoolTable

REGION = "voorbeeldregio"
REGION_NAME = "Voorbeeldregio"
DEFINITIONS = "noord-kennemerland-nu"
GAP = ("Langedijk", "artikel 5-vrijstellingen niet bekend")

TEAM = (Party.ZORGCOORDINATOR, Party.MENTOR, *cases.USUAL_PARTIES)

Say = Callable[[str], None]


@dataclass
class Play:
    """The demonstration while it runs: its folders, its registers, and what it learnt for the promises."""

    out: Path
    stage: Stage
    say: Say
    schools: list[OpenRegister] = field(default_factory=list)
    pupils: tuple[tuple[DemoPupil, ...], ...] = ()
    made: list[Path] = field(default_factory=list)
    anonymous_texts: list[str] = field(default_factory=list)

    def write(self, name: str, data: bytes) -> Path:
        path = self.out / name
        files.write(path, data)
        self.made.append(path)
        self.say(f"      {path.relative_to(self.out)}  ({len(data):,} bytes)".replace(",", "."))
        return path

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self.say(f"  {title}")
        started = time.perf_counter()
        yield
        self.say(f"      {time.perf_counter() - started:.2f} s".replace(".", ","))


def run(out: Path, today: datetime, samples: Sequence[bytes], say: Say) -> None:
    """Play the whole journey into an empty folder. Raises PromiseBroken when it ends with a promise broken.

    `samples` are real EDEXML files of school 99ZZ, read as they are. `today` is the day on which it plays.
    """
    files.make_empty(out)
    stage = Stage(out / "registers", lambda: today, today.astimezone().date(), SchoolCalendar.load("noord"))
    files.make_empty(stage.folder)
    play = Play(out, stage, say, pupils=people.pupils(stage.today))
    say(f"Thuisplan speelt de hele weg na, op {format_date(stage.today)}. Alle mensen en scholen zijn verzonnen.")
    try:
        _schools(play, samples)
        _team(play)
        telling_id, region, keyholder = _region(play)
    finally:
        for register in play.schools:
            register.close()
    with play.step("Beloften nagaan"):
        kept = promises.check(play, region, telling_id)
    region.close()
    keyholder.close()
    for promise in kept:
        say(f"      {promise}")
    say(f"Klaar. Alles staat in {out}.")
    say(f"De registers openen met de wachtzin: {registers.PASSPHRASE}")
