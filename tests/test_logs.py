"""The log: small, and without the text of any exception."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from thuisplan_desktop import logs


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The file of a log of its own."""
    logs.set_up(tmp_path)
    yield tmp_path / "thuisplan.log"
    logs.set_up(tmp_path / "elders")


def test_events_with_ids(log: Path) -> None:
    """A line has a time, a level, a fixed text and ids."""
    logs.info("register_opened", kind="region", rows=3)
    (line,) = log.read_text("utf-8").splitlines()
    assert line.endswith(" INFO register_opened kind=region rows=3")


def test_a_crash_tells_where_and_never_what(log: Path, canary: str) -> None:
    """Kind of error and places in the program, innermost last; no message, no values, not of its cause either."""

    def inner(name: str) -> None:
        raise KeyError(name)

    try:
        try:
            inner(canary)
        except KeyError as error:
            raise ValueError(canary) from error
    except ValueError as error:
        code = logs.crash(error)
    written = log.read_text("utf-8")
    assert f"crash code={code} kind=ValueError at=test_logs.py:" in written
    assert canary not in written
    assert len(code) == 6


def test_no_traceback_gets_in(log: Path, canary: str) -> None:
    """Also what somebody logs with `exc_info` stays without the text of the exception."""
    try:
        raise RuntimeError(canary)
    except RuntimeError:
        logging.getLogger("thuisplan").exception("mislukt")
    written = log.read_text("utf-8")
    assert "mislukt" in written
    assert canary not in written
    assert "Traceback" not in written


def test_an_error_without_a_place(log: Path) -> None:
    """An error that was never raised still gets a code."""
    assert logs.crash(SystemError()) in log.read_text("utf-8")


def test_set_up_twice_writes_once(log: Path, tmp_path: Path) -> None:
    """A second set-up replaces the first: no line stands twice, no file stays open."""
    logs.set_up(tmp_path)
    logs.info("een")
    assert log.read_text("utf-8").count("een") == 1
    assert len(logging.getLogger("thuisplan").handlers) == 1


def test_the_log_stays_small(log: Path) -> None:
    """Three files of 256 kB at most, however much is logged."""
    for number in range(9000):
        logs.info("x" * 100, number=number)
    files = sorted(log.parent.iterdir())
    assert len(files) == 3
    assert all(path.stat().st_size <= 256_000 for path in files)


def test_a_log_that_can_not_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does it say anything on the screen: what would have been logged is less than what is being done."""
    logs.set_up(tmp_path / "nergens" / "log")
    logs.info("register_opened", kind="region")
    logs.set_up(tmp_path)
    assert "".join(capsys.readouterr()) == ""
    assert list(tmp_path.iterdir()) == []
