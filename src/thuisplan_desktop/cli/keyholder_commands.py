"""`keyholder …`: the second key holder presents himself, enrols, co-signs and gives one sum.

Where there is no second party, the enrolling officer does the first of these, and what `apart_commands` adds.
"""

from pathlib import Path

from thuisplan_desktop.actions import asked_words, files, joining, keyholding
from thuisplan_desktop.actions.keyholding import Asked
from thuisplan_desktop.cli import apart_commands
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_fingerprint,
    add_letter,
    add_out,
    add_register,
    check_fingerprint,
    opened,
    save_with_letter,
    show_profile,
)
from thuisplan_desktop.cli.region_commands import add_enrolling, add_striking
from thuisplan_desktop.cli.register_commands import add_creation, create_register
from thuisplan_desktop.register.codes import Role


def add_to(commands: Commands) -> None:
    tasks = commands.add_parser("keyholder", help="de tweede sleutelhouder of inschrijver").add_subparsers(
        required=True, metavar="TAAK"
    )
    create = tasks.add_parser("create", help="maak de werkmap van de sleutelhouder of inschrijver")
    add_creation(create)
    create.set_defaults(run=lambda options: create_register(options, Role.KEYHOLDER))

    present = tasks.add_parser("present", help="maak de aanmelding voor de regio")
    add_register(present)
    present.add_argument("--region", required=True, metavar="CODE", help="de korte naam van de regio")
    add_out(present)
    add_letter(present)
    present.set_defaults(run=_present)

    pin = tasks.add_parser("pin", help="leg het regioprofiel vast")
    add_register(pin)
    pin.add_argument("file", type=Path, metavar="BESTAND", help="het regioprofiel")
    add_fingerprint(pin, "het samenwerkingsverband")
    pin.set_defaults(run=_pin)

    apart_commands.add_to_officer(tasks)
    add_enrolling(tasks.add_parser("enrol", help="schrijf een afzender in"))
    add_striking(tasks.add_parser("strike", help="schrap een afzender voor volgende tellingen"))
    read = tasks.add_parser("read", help="toon wat een voorgestelde telling of optelverzoek vraagt, en teken niets")
    add_register(read)
    read.add_argument("file", type=Path, metavar="BESTAND")
    read.set_defaults(run=_read)
    for name, text, run in (
        ("cosign", "onderteken een voorgestelde telling mee", _cosign),
        ("answer", "geef de som waar een optelverzoek om vraagt", _answer),
    ):
        parser = tasks.add_parser(name, help=text)
        add_register(parser)
        parser.add_argument("file", type=Path, metavar="BESTAND")
        add_out(parser)
        add_letter(parser)
        parser.set_defaults(run=run)


def _present(options: Options) -> None:
    with opened(options) as register:
        presented = joining.second_party_file(register, options.region).value
        save_with_letter(options, register, presented.data)
    print(f"Lees deze woorden voor aan het samenwerkingsverband: {presented.fingerprint}")


def _pin(options: Options) -> None:
    profile = files.read_sealed(options.file)
    check_fingerprint(options.fingerprint, joining.read_profile(profile).swv_fingerprint)
    with opened(options) as register:
        view = joining.pin_as_second_party(register, profile).value
    print(f"Vastgelegd: {view.name}, versie {view.version}.")
    show_profile(view)


def _read(options: Options) -> None:
    data = files.read_request(options.file)
    with opened(options) as register:
        _show(keyholding.read_request(register, data))


def _show(asked: Asked) -> None:
    for line in asked_words.lines(asked):
        print(line)


def _cosign(options: Options) -> None:
    proposal = files.read_sealed(options.file)
    with opened(options) as register:
        asked = keyholding.read_request(register, proposal)
        _show(asked)
        data = keyholding.cosign(register, proposal).value
        save_with_letter(options, register, data, asked.peildatum)


def _answer(options: Options) -> None:
    request = files.read_request(options.file)
    with opened(options) as register:
        asked = keyholding.read_request(register, request)
        _show(asked)
        data = keyholding.answer(register, request).value
        save_with_letter(options, register, data, asked.peildatum)
