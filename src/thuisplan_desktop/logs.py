"""The log, and the rule that keeps personal data out of it.

A line holds a time, a level, and a fixed text with ids and kinds of error. Text of an exception never gets in:
it may hold values. A crash gets a short code, which the crash screen shows and the log explains with file and line.
"""

import logging
import secrets
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_LOGGER = logging.getLogger("thuisplan")


class _WithoutExceptionText(logging.Formatter):
    """Drops what `exc_info` would print: tracebacks end in the message of the exception."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_info = None
        record.exc_text = None
        return super().format(record)


class _StopsNobody(RotatingFileHandler):
    """A full or closed disk keeps no line, and says nothing of it on the screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the name that logging calls)
        del record


def set_up(folder: Path) -> None:
    """Log to a file that stays small: 3 files of 256 kB. A second call replaces the first, so no line stands twice."""
    for earlier in tuple(_LOGGER.handlers):
        _LOGGER.removeHandler(earlier)
        earlier.close()
    handler = _StopsNobody(folder / "thuisplan.log", maxBytes=256_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(_WithoutExceptionText("%(asctime)s %(levelname)s %(message)s"))
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False


def info(event: str, **ids: str | int) -> None:
    """A fixed text with ids, for what an administrator needs to know."""
    _LOGGER.info("%s %s", event, " ".join(f"{name}={value}" for name, value in ids.items()))


def crash(error: BaseException) -> str:
    """Log where an unexpected error arose and give the code that finds it back."""
    code = secrets.token_hex(3)
    _LOGGER.error("crash code=%s kind=%s at=%s", code, type(error).__name__, _places(error.__traceback__))
    return code


def _places(trace: TracebackType | None) -> str:
    places = []
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename).name
        places.append(f"{file}:{trace.tb_lineno}")
        trace = trace.tb_next
    return ">".join(places)
