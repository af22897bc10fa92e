"""`handover`: a case that goes to another register in a sealed file, at both ends."""

from pathlib import Path

from thuisplan_desktop.actions import cases, files, handing
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_fingerprint,
    add_out,
    add_register,
    check_fingerprint,
    opened,
    save,
)
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import DataCategory
from thuisplan_desktop.register.talk import Handover

_RECEIVERS = {one.value: one for one in HandoverTo}
_CATEGORIES = {one.value: one for one in DataCategory}


def add_to(commands: Commands) -> None:
    group = commands.add_parser("handover", help="draag een casus over in een verzegeld bestand").add_subparsers(
        required=True, metavar="TAAK"
    )
    parser = group.add_parser("key", help="schrijf de ontvangstsleutel van dit register")
    add_register(parser)
    add_out(parser)
    parser.set_defaults(run=_key)

    parser = group.add_parser("seal", help="verzegel een casus voor één ontvanger")
    add_register(parser)
    parser.add_argument(
        "--case", required=True, metavar="CASUS", help="de code van de casus, zoals 'cases --json' hem toont"
    )
    parser.add_argument("--to", required=True, choices=list(_RECEIVERS), help="aan wie")
    parser.add_argument(
        "--categories", nargs="+", required=True, choices=list(_CATEGORIES), help="welke soorten gegevens"
    )
    parser.add_argument("--receiver", default="", metavar="NAAM", help="naam van de ontvanger, voor in de casus")
    parser.add_argument("--key", type=Path, required=True, metavar="BESTAND", help="de ontvangstsleutel")
    add_fingerprint(parser, "de ontvanger")
    add_out(parser)
    parser.set_defaults(run=_seal)

    parser = group.add_parser("open", help="neem een verzegelde casus op in dit register")
    add_register(parser)
    parser.add_argument("file", type=Path, metavar="BESTAND")
    add_fingerprint(parser, "de afzender")
    parser.add_argument(
        "--same-as", default="", metavar="CASUS",
        help=f"de code van de casus als de leerling er misschien al staat, of '{handing.ANOTHER_PUPIL}'",
    )  # fmt: skip
    parser.set_defaults(run=_open)


def _key(options: Options) -> None:
    with opened(options) as register:
        own = handing.receiving_key(register).value
    save(options, own.data)
    print(f"Lees deze woorden voor aan wie u een casus overdraagt: {own.fingerprint}")


def _seal(options: Options) -> None:
    key = files.read_sealed(options.key)
    check_fingerprint(options.fingerprint, handing.read_key(key).fingerprint)
    told = frozenset(_CATEGORIES[name] for name in options.categories)
    with opened(options) as register:
        handover = Handover(
            id=new_id(), case_id=cases.open_case(register, options.case).file.case.id, to=_RECEIVERS[options.to],
            receiver=options.receiver, handed_on=register.today(),
        )  # fmt: skip
        sealed = handing.seal(register, handover, told, key).value
    save(options, sealed.data)
    print(f"Lees deze woorden voor aan de ontvanger: {sealed.fingerprint}")


def _open(options: Options) -> None:
    data = files.read_sealed(options.file)
    with opened(options) as register:
        arrival = handing.look(register, data)
        check_fingerprint(options.fingerprint, arrival.fingerprint)
        _show_doubles(arrival, options.same_as)
        arrival = handing.look(register, data, options.same_as)
        case_id = handing.take_in(register, data, options.same_as).case_id
    told = join_words([one.label for one in DataCategory if one in arrival.categories])
    there = "bij de casus die er al was" if arrival.known else "als nieuwe casus"
    print(f"Van {arrival.sender}, {format_date(arrival.made_on)}: {told}. Opgenomen {there}: {case_id}.")
    for line in filter(None, (handing.told_left_out(arrival), handing.told_unfit(arrival))):
        print(line)


def _show_doubles(arrival: handing.Arrival, same_as: str) -> None:
    """What can be answered where nobody answered yet, or not with one of these."""
    if not arrival.doubles or same_as in (handing.ANOTHER_PUPIL, *dict(arrival.doubles)):
        return
    print("Is het dezelfde leerling? Geef het antwoord mee:")
    for case_id, words in arrival.doubles:
        print(f"  --same-as {case_id}: dezelfde als {words}")
    print(f"  --same-as {handing.ANOTHER_PUPIL}: een andere leerling")
