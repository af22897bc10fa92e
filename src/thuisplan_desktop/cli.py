"""Composition root of the command line: arguments in, one action, one answer. The window is the product.

Exit 0: done. 1: refused or failed, with one Dutch sentence on stderr and nothing changed. 2: wrong usage.
"""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from thuisplan_desktop import messages
from thuisplan_desktop.actions.demo import journey
from thuisplan_desktop.errors import ThuisplanError


def run(arguments: Sequence[str]) -> int:
    try:
        journey.run(Path(arguments[2]), datetime(2026, 3, 24, 9, tzinfo=ZoneInfo("Europe/Amsterdam")), [p.read_bytes() for p in sorted(Path("tests/data/edexml").glob("*.xml"))], print)
    except ThuisplanError as error:
        print(messages.message_for(error).text, file=sys.stderr)
        return 1
    return 0
