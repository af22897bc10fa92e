"""argparse in Dutch: its own words in help and in what it says about wrong usage."""

import argparse
from collections.abc import Iterable
from typing import Any, Never

_DUTCH = (
    ("the following arguments are required: ", "er ontbreekt: "),
    ("unrecognized arguments: ", "onbekend: "),
    ("expected one argument", "hier hoort één waarde bij"),
    ("expected at least one argument", "hier hoort minstens één waarde bij"),
    ("one of the arguments", "kies een van"),
    ("not allowed with argument", "gaat niet samen met"),
    ("invalid choice: ", "bestaat niet: "),
    ("(choose from ", "(kies uit "),
    ("invalid int value: ", "geen heel getal: "),
    ("argument ", ""),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A command or a group of commands. Options are never guessed from a part of their name: scripts must not break
    when one is added.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self._positionals.title = "waarden"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def error(self, message: str) -> Never:
        """Say in Dutch what is wrong with the call, and exit 2."""
        for english, dutch in _DUTCH:
            message = message.replace(english, dutch)
        self.exit(2, f"{self.format_usage()}thuisplan: verkeerde aanroep: {message}\n")
