"""What commands share: passphrases, dates, opening a register, showing a result."""

import argparse
import getpass
import json
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thuisplan_desktop import dutch
from thuisplan_desktop.actions import asked_words, files, letters, opening, reminders
from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import EmptyFile, FingerprintDiffers, NoPassphrase, PassphraseNotUtf8

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (argparse has no public name for it)
else:
    Commands = Any
Options = argparse.Namespace


def add_register(parser: argparse.ArgumentParser) -> None:
    """The register folder and where its passphrase comes from; never from the command line itself."""
    parser.add_argument("register", type=Path, metavar="MAP", help="de map van het register (NAAM.thuisplan)")
    parser.add_argument(
        "--passphrase-file", metavar="BESTAND", help="lees de wachtzin uit dit bestand, of met - van de invoer"
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="schrijf het resultaat hier")
    parser.add_argument("--force", action="store_true", help="overschrijf een bestaand bestand")


def add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="geef het resultaat als JSON")


def add_peildatum(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--peildatum", type=day, required=True, metavar="DATUM", help="de dag van de telling")


def add_telling(parser: argparse.ArgumentParser) -> None:
    """Which telling of a region: its day, and where a day has two the first of its words."""
    add_peildatum(parser)
    parser.add_argument(
        "--telling", default="", metavar="WOORDEN",
        help="de eerste controlewoorden van de telling, als er van die dag meer zijn (zie region tellings)",
    )  # fmt: skip


def add_fingerprint(parser: argparse.ArgumentParser, whose: str, option: str = "--fingerprint") -> None:
    parser.add_argument(
        option,
        required=True,
        metavar="WOORDEN",
        help=f"de twaalf woorden van {whose}, zoals aan de telefoon gehoord",
    )


def day(text: str) -> date:
    found = dutch.parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError("schrijf een datum als 24-03-2026 of 2026-03-24")
    return found


def passphrase(options: Options, prompt: str = "Wachtzin: ") -> str:
    """From where the options say. Raises NoPassphrase, PassphraseNotUtf8, and what reading a file raises."""
    return secret(options.passphrase_file, prompt)


def secret(source: str | None, prompt: str) -> str:
    """A passphrase or code, from a prompt, a file, or with - from standard input. Raises as `passphrase` does."""
    if source is None:
        return _typed(prompt)
    try:
        if source == "-":
            return _line_of_input()
        lines = files.read(Path(source)).decode("utf-8-sig").splitlines()
    except UnicodeError:
        raise PassphraseNotUtf8 from None
    except EmptyFile:
        raise NoPassphrase from None
    return lines[0] if lines else ""


def _typed(prompt: str) -> str:
    """Without a terminal Python warns that it can't hide the letters; there is nobody to show them to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except EOFError:
            raise NoPassphrase from None


def _line_of_input() -> str:
    line = sys.stdin.readline()
    line.encode()  # some locales let unreadable bytes pass as half characters: UnicodeError here
    if not line:
        raise NoPassphrase
    return line.rstrip("\r\n")


@contextmanager
def opened(options: Options, typed: str = "") -> Iterator[OpenRegister]:
    """The unlocked register, closed whatever happens. A result that could not be written stops the work beforehand.

    `typed` is its passphrase where that was asked already.
    """
    for result in ("out", "leesbrief", "csv", "audit"):
        if getattr(options, result, None):
            files.check_writable(getattr(options, result), force=options.force)
    register = opening.open_register(options.register, typed or passphrase(options))
    for warning in (*register.warnings, *reminders.unproven(register)):
        print(f"thuisplan: let op: {warning}", file=sys.stderr)
    try:
        yield register
    finally:
        register.close()


def check_fingerprint(typed: str, found: str) -> None:
    """Raise FingerprintDiffers unless the words heard over the telephone are those of the keys in the file."""
    if typed.casefold().split() != found.split():
        raise FingerprintDiffers


def show_profile(view: ProfileView) -> None:
    """What was agreed to by pinning it."""
    for line in asked_words.lines_of(asked_words.profile_facts(view)):
        print(line)


def add_letter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--leesbrief", type=Path, metavar="BESTAND", help="schrijf ook de begeleidende brief (PDF)")


def save_with_letter(options: Options, register: OpenRegister, data: bytes, peildatum: date | None = None) -> None:
    """Write the file, and its leesbrief where the options ask for one."""
    save(options, data)
    if options.leesbrief:
        files.write(options.leesbrief, letters.letter_for(register, data, peildatum), force=options.force)


def save(options: Options, data: bytes) -> None:
    files.write(options.out, data, force=options.force)
    print(f"Geschreven: {options.out} ({dutch.format_number(len(data))} bytes)")


def show_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
