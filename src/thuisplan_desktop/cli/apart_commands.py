"""Commands of a region without second party: what the enrolling officer does, and what the region does otherwise."""

import sys
from functools import partial
from pathlib import Path

from thuisplan_desktop.actions import adding, enrolling, files, passing, receiving
from thuisplan_desktop.actions.passing import PassedFile
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_letter,
    add_out,
    add_register,
    add_telling,
    opened,
    save_with_letter,
)
from thuisplan_desktop.dutch import format_date


def add_to_region(tasks: Commands) -> None:
    """What a region does where schools protect their own tables."""
    take = tasks.add_parser("take-list", help="neem de deelnemerslijst zonder namen van de inschrijver over")
    add_register(take)
    take.add_argument("file", type=Path, metavar="BESTAND", help="de lijst van de inschrijver")
    take.set_defaults(run=_take_list)

    adding_up = tasks.add_parser("add-up", help="sluit een telling van afgeschermde tabellen en tel op")
    add_register(adding_up)
    add_telling(adding_up)
    adding_up.set_defaults(run=_add_up)


def add_to_officer(tasks: Commands) -> None:
    """What the enrolling officer does besides presenting himself, pinning and enrolling."""
    listing = tasks.add_parser("list", help="als inschrijver: maak de deelnemerslijst zonder namen voor de regio")
    add_register(listing)
    add_out(listing)
    add_letter(listing)
    listing.set_defaults(run=_list)

    passing_on = tasks.add_parser("pass-on", help="als inschrijver: geef verzegelde tellingen ongelezen door")
    add_register(passing_on)
    passing_on.add_argument(
        "files", type=Path, nargs="+", metavar="BESTAND", help="tellingen van scholen, en de geopende telling zelf"
    )
    passing_on.add_argument(
        "--into", type=Path, required=True, metavar="MAP", help="map voor wat doorgaat, onder namen die niets zeggen"
    )
    passing_on.set_defaults(run=_pass_on)


def _take_list(options: Options) -> None:
    data = files.read_sealed(options.file)
    with opened(options) as register:
        view = enrolling.take_over(register, data).value
    day = format_date(view.issued_on)
    print(f"De lijst van {day} is overgenomen: {view.senders} deelnemers, onder een schuilnaam.")


def _add_up(options: Options) -> None:
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        covered = adding.close_and_add(register, telling_id).value
    print(f"De telling is gesloten en opgeteld over {covered} afzenders, tussen twee grenzen.")


def _list(options: Options) -> None:
    with opened(options) as register:
        save_with_letter(options, register, enrolling.pseudonym_file(register).value)
    print("Stuur deze lijst aan de regio. Er staan geen namen in.")


def _pass_on(options: Options) -> int:
    named = [(path.name, partial(files.read_sealed, path)) for path in options.files]
    with opened(options) as register:
        verdicts: tuple[PassedFile, ...] = passing.pass_on(register, named).value
        responses = passing.responses(register)
    for one in verdicts:
        if one.data:
            files.write(options.into / one.name, one.data, force=True)
        print(f"{one.label}: {one.text}", file=sys.stdout if one.accepted else sys.stderr)
    for response in responses[:1]:
        for name in response.missing:
            print(f"  nog niet ontvangen: {name}")
    return 0 if all(one.accepted for one in verdicts) else 1
