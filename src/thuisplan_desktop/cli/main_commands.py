"""`journey` and `verify-offline`: what anybody can run to see the program keep its promises."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from thuisplan_desktop import paths
from thuisplan_desktop.actions import files
from thuisplan_desktop.actions.demo import journey
from thuisplan_desktop.cli.common import Commands, Options

_PLAYS_ON = datetime(2026, 3, 24, 8, tzinfo=UTC)
"""The journey gives the same counts whenever it runs; the demonstration window plays today."""


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("journey", help="speel de hele weg na met verzonnen mensen, zonder venster")
    parser.add_argument("--out", type=Path, required=True, metavar="MAP", help="een lege map voor alles wat ontstaat")
    parser.add_argument(
        "--edexml",
        type=Path,
        nargs="*",
        default=paths.edexml_examples(),
        metavar="BESTAND",
        help="EDEXML van school 99ZZ; anders de officiële voorbeelden, als die er zijn",
    )
    parser.add_argument("--today", action="store_true", help="speel vandaag in plaats van op een vaste dag")
    parser.add_argument("--quiet", action="store_true", help="zeg alleen iets als er een belofte breekt")
    parser.set_defaults(run=_journey)

    parser = commands.add_parser("verify-offline", help="start het venster en meld elke netwerkaanroep")
    parser.set_defaults(run=_verify_offline)


def _journey(options: Options) -> None:
    samples = [files.read(path) for path in options.edexml]
    now = datetime.now(UTC) if options.today else _PLAYS_ON
    journey.run(options.out, now, samples, _say_nothing if options.quiet else print)


def _say_nothing(_line: str) -> None:
    pass


def _verify_offline(_options: Options) -> int:
    """The window is a program of its own, so it is started as one, without a display."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "thuisplan_desktop"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(  # noqa: S603  (our own program)
        [*program, "--window-child", "--verify-offline"], check=False, env=environment
    )
    return done.returncode
