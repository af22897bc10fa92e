"""What the tests of keys, backups and destruction share: passphrases, a clock, and a look into the logbook."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.store import logbook

FIRST, SECOND, THIRD = "zeven fietsen over een brug", "rood blauw geel groen", "lantaarn gras trommel dinsdag"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, count: float) -> None:
        self.now += timedelta(days=count)


Opener = Callable[..., OpenRegister]


def actions_of(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [entry.action for entry in logbook.load_log(connection)]
