"""`register keys …` and `board …`: who can open a register, and the key of the school board."""

import sys
from pathlib import Path

from thuisplan_desktop.actions import access, board, files
from thuisplan_desktop.actions.access import KeysChanged
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_fingerprint,
    add_register,
    check_fingerprint,
    opened,
    secret,
    show_json,
)
from thuisplan_desktop.errors import RecoveryCodeMistyped, WrongRecoveryCode
from thuisplan_desktop.messages import message_for


def add_to(tasks: Commands) -> None:
    """Add `keys` to the tasks of `register`."""
    keys = tasks.add_parser("keys", help="wie dit register kan openen").add_subparsers(required=True, metavar="WAT")

    listing = keys.add_parser("list", help="toon de personen")
    add_register(listing)
    listing.add_argument("--json", action="store_true", help="geef het resultaat als JSON")
    listing.set_defaults(run=_list)

    add = keys.add_parser("add", help="voeg een persoon toe met een eigen wachtzin")
    add_register(add)
    add.add_argument("--owner", required=True, metavar="NAAM", help="van wie de wachtzin is")
    add.add_argument("--new-passphrase-file", metavar="BESTAND", help="de nieuwe wachtzin, uit een bestand of met -")
    add.set_defaults(run=_add)

    remove = keys.add_parser("remove", help="verwijder een persoon of het bestuur")
    add_register(remove)
    remove.add_argument("--slot", required=True, metavar="KENMERK", help="zie keys list")
    remove.set_defaults(run=_remove)

    change = keys.add_parser("change", help="verander een wachtzin")
    add_register(change)
    change.add_argument("--new-passphrase-file", metavar="BESTAND", help="de nieuwe wachtzin, uit een bestand of met -")
    change.set_defaults(run=_change)

    _add_codes(keys)


def _add_codes(keys: Commands) -> None:
    code = keys.add_parser("recovery", help="maak een nieuwe herstelcode en een herstelblad")
    add_register(code)
    code.add_argument("--sheet", type=Path, metavar="BESTAND", help="schrijf het herstelblad (PDF) hier")
    code.set_defaults(run=_recovery)

    rehearse = keys.add_parser("rehearse", help="oefen de herstelcode op een kopie")
    add_register(rehearse)
    rehearse.add_argument("--code-file", metavar="BESTAND", help="de herstelcode, uit een bestand of met -")
    rehearse.set_defaults(run=_rehearse)

    bestuur = keys.add_parser("board", help="laat het bestuur dit register openen met zijn eigen sleutel")
    add_register(bestuur)
    bestuur.add_argument("--key", type=Path, required=True, metavar="BESTAND", help="de openbare bestuurssleutel")
    add_fingerprint(bestuur, "het bestuur")
    bestuur.set_defaults(run=_board)

    new = keys.add_parser("new-key", help="nieuwe sleutel: versleutel alles opnieuw; anderen moeten opnieuw erbij")
    add_register(new)
    new.set_defaults(run=_new_key)


def add_board(commands: Commands) -> None:
    """`board make-key`: for the school board, on its own computer."""
    parser = commands.add_parser("board", help="de sleutel van een schoolbestuur").add_subparsers(
        required=True, metavar="TAAK"
    )
    make = parser.add_parser("make-key", help="maak een geheime sleutel voor de kluis en een openbare voor de scholen")
    make.add_argument("--name", required=True, metavar="NAAM", help="het bestuur")
    make.add_argument("--private", type=Path, required=True, metavar="BESTAND", help="schrijf de geheime sleutel hier")
    make.add_argument("--public", type=Path, required=True, metavar="BESTAND", help="de openbare sleutel")
    make.add_argument("--passphrase-file", metavar="BESTAND", help="de wachtzin, uit een bestand of met -")
    make.set_defaults(run=_make_board_key)

    show = parser.add_parser("show", help="toon de woorden van een openbare bestuurssleutel")
    show.add_argument("--public", type=Path, required=True, metavar="BESTAND", help="de openbare sleutel")
    show.set_defaults(run=_show_board_key)


_KINDS = {"passphrase": "wachtzin", "recovery": "op papier", "board": "bestuur"}


def _list(options: Options) -> None:
    with opened(options) as register:
        view = access.view(register)
    if options.json:
        show_json([{"slot": each.slot_id, "kind": each.kind.value, "label": each.label} for each in view.persons])
        return
    for person in view.persons:
        cost = f"{person.cost.memory_kib // 1024} MiB, {person.cost.passes} rondes" if person.cost else "sleutel"
        mine = "  (nu)" if person.mine else ""
        print(f"{person.slot_id}  {_KINDS[person.kind.value]:10}  {cost:22}  {person.label}{mine}")
    if view.rehearsed_on is None:
        print("Let op: de herstelcode is nog niet geoefend.")
    if view.board_used_at:
        print(f"Het bestuur opende dit register op {view.board_used_at.astimezone():%d-%m-%Y %H:%M}.")


def _add(options: Options) -> None:
    with opened(options) as register:
        new = secret(options.new_passphrase_file, "Wachtzin van de nieuwe persoon: ")
        print(access.judge_passphrase(new, access.own_words(register)).words)
        _tell(access.add_person(register, options.owner, new).value)


def _remove(options: Options) -> None:
    with opened(options) as register:
        _tell(access.remove(register, options.slot).value)


def _change(options: Options) -> None:
    old = secret(options.passphrase_file, "Wachtzin: ")
    with opened(options, old) as register:
        new = secret(options.new_passphrase_file, "Nieuwe wachtzin: ")
        print(access.judge_passphrase(new, access.own_words(register)).words)
        _tell(access.change_passphrase(register, old, new).value)


def _recovery(options: Options) -> None:
    """The old sheet opens nothing once there is a new code: so that is shown before anything else can fail."""
    if options.sheet:
        files.check_writable(options.sheet)
    with opened(options) as register:
        changed = access.new_recovery_code(register).value
        _tell(changed)
        if options.sheet:
            files.write(options.sheet, access.recovery_sheet_pdf(register, changed.recovery_code))
        rehearse_now(register)


_REHEARSED = "De herstelcode opent het register: een kopie is ermee geopend."
_NOT_YET = (
    "De herstelcode is nog niet beproefd; dat zegt het register bij elke keer openen. Doe het met het papier in de "
    "hand: thuisplan register keys rehearse MAP"
)


def _rehearse(options: Options) -> None:
    with opened(options) as register:
        access.rehearse(register, secret(options.code_file, "Herstelcode: "))
    print(_REHEARSED)


def rehearse_now(register: OpenRegister) -> None:
    """Have a code that was just shown typed back, as the window does. A script has no terminal, and is told so."""
    while typed := _typed_back():
        try:
            access.rehearse(register, typed)
        except (RecoveryCodeMistyped, WrongRecoveryCode) as error:
            print(message_for(error).text)
        else:
            print(_REHEARSED)
            return
    print(_NOT_YET)


def _typed_back() -> str:
    """Shown while it is typed: it stands on the screen already. Nothing is: not now."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input("Typ de herstelcode over van het papier (alleen Enter: later): ").strip()
    except EOFError:
        return ""


def _board(options: Options) -> None:
    found = access.read_board_key(files.read_sealed(options.key))
    check_fingerprint(options.fingerprint, found.fingerprint)
    with opened(options) as register:
        _tell(access.set_board(register, found).value)


def _new_key(options: Options) -> None:
    typed = secret(options.passphrase_file, "Wachtzin: ")
    with opened(options, typed) as register:
        _tell(access.new_key(register, typed).value)
    print("Alleen u kunt het register nu nog openen. Voeg de anderen opnieuw toe.")


def _make_board_key(options: Options) -> None:
    private, public = board.make_key(options.name, secret(options.passphrase_file, "Wachtzin van de bestuurssleutel: "))
    files.write(options.private, private)
    files.write(options.public, public)
    print(f"Gemaakt. De woorden van deze sleutel: {access.read_board_key(public).fingerprint}")
    print("Bewaar de geheime sleutel en zijn wachtzin apart, allebei in de kluis van het bestuur.")


def _show_board_key(options: Options) -> None:
    found = access.read_board_key(files.read_sealed(options.public))
    print(f"{found.name}: {found.fingerprint}")


def _tell(changed: KeysChanged) -> None:
    if changed.recovery_code:
        print("Schrijf deze herstelcode op papier; hij wordt niet nog eens getoond:")
        print(changed.recovery_code, flush=True)
    print("De toegang is gewijzigd.")
    for name in changed.still_old:
        print(f"Opent nog met de oude sleutel: {name}")
