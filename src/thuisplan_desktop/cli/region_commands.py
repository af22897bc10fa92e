"""`region …`: the samenwerkingsverband agrees, enrols, opens, receives, adds up and reports."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from thuisplan_desktop.actions import adding, agreeing, delivering, files, participants, receiving, telling_views
from thuisplan_desktop.cli import apart_commands, goal_commands, region_results
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_fingerprint,
    add_json,
    add_letter,
    add_out,
    add_peildatum,
    add_register,
    add_telling,
    check_fingerprint,
    opened,
    save_with_letter,
    show_json,
)
from thuisplan_desktop.cli.goal_commands import say_what_is_missing
from thuisplan_desktop.cli.register_commands import add_creation, create_register
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import BoardsAlike
from thuisplan_desktop.region.telling import MIN_SENDERS, Mode
from thuisplan_desktop.register.codes import Role, Sector


def add_to(commands: Commands) -> None:
    tasks = commands.add_parser("region", help="de regio: ontvangen, optellen, rapporteren").add_subparsers(
        required=True, metavar="TAAK"
    )
    create = tasks.add_parser("create", help="maak de werkmap van de regio")
    add_creation(create)
    create.set_defaults(run=lambda options: create_register(options, Role.REGION))
    apart_commands.add_to_region(tasks)
    _add_agreeing(tasks)
    _add_telling(tasks)
    region_results.add_to(tasks)
    goal_commands.add_to(tasks)


def _add_agreeing(tasks: Commands) -> None:
    profile = tasks.add_parser("profile", help="maak het regioprofiel")
    add_register(profile)
    profile.add_argument("--region", required=True, metavar="CODE", help="korte naam, voor altijd dezelfde")
    profile.add_argument("--name", required=True, metavar="NAAM", help="naam in het rapport")
    profile.add_argument("--definitions", required=True, metavar="NAAM", help="de definitieset van de regio")
    profile.add_argument(
        "--keyholder", type=Path, required=True, metavar="BESTAND", help="aanmelding sleutelhouder of inschrijver"
    )
    profile.add_argument(
        "--mode", choices=[one.value for one in Mode], default=Mode.SPLIT.value,
        help="split: twee helften, met een sleutelhouder; protected: de school schermt af, met een inschrijver",
    )  # fmt: skip
    profile.add_argument("--sector", action="append", choices=["po", "vo"], help="alleen deze sector(en)")
    profile.add_argument("--min-senders", type=int, default=MIN_SENDERS, metavar="N", help="kleinste aantal besturen")
    add_fingerprint(profile, "de sleutelhouder of inschrijver")
    add_out(profile)
    add_letter(profile)
    profile.set_defaults(run=_profile)

    enrol = tasks.add_parser("enrol", help="schrijf een afzender in")
    add_enrolling(enrol)
    add_striking(tasks.add_parser("strike", help="schrap een afzender voor volgende tellingen"))


def add_striking(parser: Any) -> None:
    """Region and key holder each strike a sender off in their own register."""
    add_register(parser)
    parser.add_argument("sender", metavar="DEELNEMER", help="de naam, of tussen aanhalingstekens de twaalf woorden")
    parser.set_defaults(run=_strike)


def add_enrolling(parser: Any) -> None:
    """Region and key holder enrol in the same way, each by telephone."""
    add_register(parser)
    parser.add_argument("file", type=Path, metavar="BESTAND", help="de aanmelding van de afzender")
    add_fingerprint(parser, "de afzender")
    parser.add_argument(
        "--other-board", action="store_true", help="gevraagd: een bestuur dat hetzelfde lijkt geschreven, is een ander"
    )
    parser.set_defaults(run=_enrol)


def _add_telling(tasks: Commands) -> None:
    propose = tasks.add_parser(
        "open-telling", help="stel een telling voor aan de sleutelhouder; zonder tweede partij: open haar"
    )
    add_register(propose)
    add_peildatum(propose)
    add_out(propose)
    add_letter(propose)
    propose.set_defaults(run=_open_telling)

    start = tasks.add_parser("start-telling", help="begin de telling die de sleutelhouder ondertekende")
    add_register(start)
    start.add_argument("file", type=Path, metavar="BESTAND")
    start.set_defaults(run=_start_telling)

    receive = tasks.add_parser("receive", help="ontvang verzegelde tellingen")
    add_register(receive)
    add_telling(receive)
    receive.add_argument("files", type=Path, nargs="+", metavar="BESTAND")
    add_json(receive)
    receive.set_defaults(run=_receive)

    readmit = tasks.add_parser("readmit", help="neem een bestand aan van een afzender die een reservekopie terugzette")
    add_register(readmit)
    add_telling(readmit)
    readmit.add_argument("file", type=Path, metavar="BESTAND")
    add_fingerprint(readmit, "dit bestand (ze staan in de leesbrief van de afzender)")
    readmit.set_defaults(run=_readmit)

    close = tasks.add_parser("close", help="sluit een telling en maak het optelverzoek")
    add_register(close)
    add_telling(close)
    close.add_argument(
        "--without-group", action="store_true", help="na een som die niet kon kloppen: vraag haar zonder één groep"
    )
    add_out(close)
    add_letter(close)
    close.set_defaults(run=_close)


def _profile(options: Options) -> None:
    keyholder = files.read_sealed(options.keyholder)
    check_fingerprint(options.fingerprint, agreeing.read_enrolment(keyholder).fingerprint)
    with opened(options) as register:
        data = agreeing.make_profile(
            register,
            region=options.region,
            name=options.name,
            definitions_name=options.definitions,
            keyholder_file=keyholder,
            min_senders=options.min_senders,
            sectors=[Sector(code) for code in options.sector or ("po", "vo")],
            mode=Mode(options.mode),
        ).value
        save_with_letter(options, register, data)


def _enrol(options: Options) -> None:
    data = files.read_sealed(options.file)
    presented = agreeing.read_enrolment(data)
    check_fingerprint(options.fingerprint, presented.fingerprint)
    with opened(options) as register:
        alike = participants.alike(register, presented)
        if alike and not options.other_board:
            raise BoardsAlike(board=presented.board, alike=join_words(alike))
        sender = agreeing.enrol(register, data).value
    print(f"Ingeschreven: {sender.name} ({sender.board}).")


def _strike(options: Options) -> None:
    with opened(options) as register:
        sender = agreeing.find_sender(register, options.sender)
        agreeing.strike(register, sender.signing)
    print(f"Geschrapt: {sender.name} ({sender.board}). Een telling die open is, verandert niet.")


def _open_telling(options: Options) -> None:
    with opened(options) as register:
        profile = participants.participants(register).profile
        if profile is not None and profile.mode is Mode.PROTECTED:
            save_with_letter(options, register, adding.open_alone(register, options.peildatum).value, options.peildatum)
            print("De telling is open. Stuur dit bestand aan alle deelnemers en aan de inschrijver.")
            return
        data = receiving.propose_telling(register, options.peildatum).value
        late = receiving.waiting(register, options.peildatum)
        save_with_letter(options, register, data, options.peildatum)
    for name in late:
        print(f"Wacht nog: {name}. Nieuwe deelnemers beginnen samen, of bij een nieuw schooljaar.")
    print("Stuur dit voorstel aan de sleutelhouder; die tekent mee.")


def _start_telling(options: Options) -> None:
    data = files.read_sealed(options.file)
    with opened(options) as register:
        view = receiving.open_telling(register, data).value
    print(f"De telling is open voor {view.enrolled} afzenders. Stuur hun dit bestand.")


def _receive(options: Options) -> int:
    named = [(path.name, partial(files.read_sealed, path)) for path in options.files]
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        verdicts = delivering.receive(register, telling_id, named).value
        view = telling_views.find(register, telling_id)
    refused = [verdict for verdict in verdicts if not verdict.accepted]
    if options.json:
        shown = [{"file": one.label, "accepted": one.accepted, "text": one.text} for one in verdicts]
        show_json({"files": shown, "delivered": len(view.delivered), "enrolled": view.enrolled})
    else:
        for one in verdicts:
            print(f"{one.label}: {one.text}", file=sys.stdout if one.accepted else sys.stderr)
        print(f"{len(view.delivered)} van {view.enrolled} afzenders hebben geleverd.")
        say_what_is_missing(view)
    return 1 if refused else 0


def _readmit(options: Options) -> None:
    data = files.read_sealed(options.file)
    check_fingerprint(options.fingerprint, delivering.words_of_file(data))
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        print(delivering.readmit(register, telling_id, data).value.text)


def _close(options: Options) -> None:
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        ask = receiving.request_rest if options.without_group else receiving.request_sum
        say_what_is_missing(telling_views.find(register, telling_id))
        data = ask(register, telling_id).value
        save_with_letter(options, register, data, options.peildatum)
    print("De telling is gesloten. Stuur dit verzoek aan de sleutelhouder.")
