"""Qt: the only room that imports PySide6, with `app`."""

from thuisplan_desktop.ui import signal_leak

signal_leak.make_up()
