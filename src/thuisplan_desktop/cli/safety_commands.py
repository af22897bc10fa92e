"""`register check`, `backup`, `restore`, `salvage`, `recover`, `unlock`, `destroy-case`, …: keep it, get it back."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from thuisplan_desktop import dutch
from thuisplan_desktop.actions import (
    access,
    backups,
    destroying,
    files,
    opening,
    proofs,
    pruning,
    putting_back,
    salvaging,
    set_aside,
)
from thuisplan_desktop.actions.backups import BackupRow
from thuisplan_desktop.actions.opening import WayIn
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_json,
    add_out,
    add_register,
    day,
    opened,
    passphrase,
    secret,
    show_json,
)
from thuisplan_desktop.errors import ThuisplanError


def add_to(tasks: Commands) -> None:
    """Add to the tasks of `register`."""
    check = tasks.add_parser("check", help="controleer het bestand van een register")
    add_register(check)
    check.set_defaults(run=_check)

    backup = tasks.add_parser("backup", help="maak een reservekopie, of toon wat er is")
    add_register(backup)
    backup.add_argument("--list", action="store_true", help="toon de reservekopieën")
    backup.add_argument("--second-place", type=Path, metavar="MAP", help="zet voortaan elke reservekopie ook hier")
    backup.add_argument("--gone", default="", metavar="MAP", help="deze tweede plek bestaat niet meer (met --yes)")
    backup.add_argument("--yes", action="store_true", help="wat daar stond is niet meer te bereiken; het staat vast")
    backup.add_argument("--json", action="store_true", help="geef het resultaat als JSON")
    backup.set_defaults(run=_backup)

    restore = tasks.add_parser("restore", help="zet een reservekopie terug; toont eerst wat er verloren gaat")
    add_register(restore)
    restore.add_argument("--from", dest="source", type=Path, required=True, metavar="BESTAND", help="de reservekopie")
    restore.add_argument("--yes", action="store_true", help="doe het echt")
    restore.add_argument("--damaged", action="store_true", help="het register zelf opent niet meer, of is er niet")
    restore.add_argument(
        "--older-passphrase-file",
        metavar="BESTAND",
        help="de wachtzin van toen, als de kopie ouder is dan de sleutel",
    )
    _add_other_ways(restore)
    _add_take_over(restore)
    restore.set_defaults(run=_restore)

    _add_rare(tasks)


def _add_rare(tasks: Commands) -> None:
    salvage = tasks.add_parser("salvage", help="red wat leesbaar is van een beschadigd register")
    add_register(salvage)
    _add_other_ways(salvage)
    _add_take_over(salvage)
    salvage.set_defaults(run=_salvage)

    prune = tasks.add_parser("prune-log", help="verwijder oude regels van het logboek, achter een controlepunt")
    add_register(prune)
    prune.add_argument("--before", type=day, required=True, metavar="DATUM", help="regels van vóór deze dag")
    prune.add_argument("--yes", action="store_true", help="doe het echt; dit kan niet terug")
    prune.set_defaults(run=_prune)

    aside = tasks.add_parser("set-aside", help="toon of verwijder wat opzij is gezet toen het beschadigd was")
    add_register(aside)
    aside.add_argument("--remove", default="", metavar="MAP", help="verwijder deze map, zoals de lijst haar noemt")
    aside.add_argument("--yes", action="store_true", help="doe het echt; dit kan niet terug")
    add_json(aside)
    aside.set_defaults(run=_set_aside)

    unlock = tasks.add_parser("unlock", help="haal de vergrendeling van een vastgelopen computer weg")
    add_register(unlock)
    unlock.add_argument("--yes", action="store_true", help="het register is nergens anders open")
    unlock.set_defaults(run=_unlock)

    older = tasks.add_parser(
        "accept-older", help="ga bewust verder met een register dat ouder is dan de notitie ernaast"
    )
    add_register(older)
    older.add_argument("--yes", action="store_true", help="er is geen nieuwere reservekopie; het komt in het logboek")
    older.set_defaults(run=_accept_older)

    _add_destroying(tasks)


def _add_destroying(tasks: Commands) -> None:
    destroy = tasks.add_parser("destroy-case", help="vernietig een casus, met een verwijderbewijs")
    add_register(destroy)
    destroy.add_argument("--case", required=True, metavar="ID", help="het kenmerk van de casus (zie cases --json)")
    destroy.add_argument("--reason", required=True, metavar="TEKST", help="waarom, zonder namen; komt op het bewijs")
    destroy.add_argument("--yes", action="store_true", help="doe het echt; dit kan niet terug")
    add_out(destroy)
    destroy.set_defaults(run=_destroy)

    proof = tasks.add_parser("proof", help="bewaar een verwijderbewijs dat nog niet bewaard is")
    add_register(proof)
    add_out(proof)
    proof.set_defaults(run=_save_proof)


def _check(options: Options) -> int:
    with opened(options) as register:
        problems, words, pruned = register.check(), register.logbook_words(), pruning.told(register)
    for problem in problems:
        print(problem)
    if not problems:
        print("Het register is in orde.")
    for line in pruned:
        print(line)
    print(f"Het logboek eindigt op: {words}")
    return 1 if problems else 0


def _backup(options: Options) -> int:
    if options.gone and not options.yes:
        print(_GONE)
        return 1
    with opened(options) as register:
        if options.gone:
            backups.give_up_place(register, options.gone)
        elif options.second_place:
            backups.choose_second_place(register, options.second_place)
        elif not options.list:
            row = backups.make(register).value
            print(f"Gemaakt: {row.path.name} ({dutch.format_number(row.size)} bytes). Logboek: {row.words}")
        view = backups.view(register)
    if options.json:
        show_json([_as_json(row) for row in view.rows])
        return 0
    for row in view.rows if options.list else ():
        print(_line(row))
    if view.second_place and not view.second_reached:
        print("De tweede plek is nu niet te bereiken: wat daar staat ontbreekt in deze lijst.")
    for concern in view.concerns:
        print(f"Let op: {concern}")
    return 0


_GONE = (
    "Wat daar aan reservekopieën staat is dan niet meer te bereiken: er kunnen vernietigde casussen in staan. De plek "
    "blijft genoemd op elk verwijderbewijs. Geef --yes om het vast te leggen."
)


def _as_json(row: BackupRow) -> dict[str, object]:
    made = row.made_at.isoformat() if row.made_at else None
    return {
        "file": row.path.name,
        "made_at": made,
        "cases": row.cases,
        "fault": row.fault,
        "more": row.more,
        "logbook": row.words,
        "place": row.place,
    }


def _line(row: BackupRow) -> str:
    made = f"{row.made_at.astimezone():%d-%m-%Y %H:%M}" if row.made_at else "datum onbekend"
    what = row.state if row.fault or row.more or row.cases is None else f"{row.cases} casussen"
    return "  ".join(part for part in (row.path.name, made, what, row.place) if part)


def _restore(options: Options) -> int:
    if options.damaged:
        return _restore_damaged(options)
    register = opening.open_register(options.register, passphrase(options))
    older = secret(options.older_passphrase_file, "") if options.older_passphrase_file else ""
    try:
        preview = putting_back.preview_restore(register, options.source, older)
        print(f"Deze reservekopie is van {preview.made_at.astimezone():%d-%m-%Y %H:%M}. Teruggaan kost:")
        for line in preview.costs or ("niets",):
            print(f"- {line}")
        if preview.published:
            print(preview.published)
        if not options.yes:
            print("Er is niets veranderd. Met --yes gebeurt het; wat er nu is wordt eerst als reservekopie bewaard.")
            return 1
        putting_back.restore(register, options.source, older)
    finally:
        register.close()
    print("De reservekopie is teruggezet.")
    return 0


def _restore_damaged(options: Options) -> int:
    way_in, now = _way_in(options), datetime.now(UTC)
    returns = putting_back.preview_closed(
        options.register, options.source, way_in, now, take_over=options.yes and options.take_over
    )
    if returns:
        print(f"Let op: {returns}")
    if not options.yes:
        print("Er is niets veranderd. Met --yes wordt het register uit de reservekopie gemaakt.")
        return 1
    if salvaging.mend_keys(options.register, way_in, take_over=options.take_over):
        print(salvaging.MENDED)
        return 0
    aside = putting_back.restore_closed(options.register, options.source, way_in, now, take_over=options.take_over)
    print("De reservekopie is teruggezet.")
    if aside is not None:
        print(f"Wat er stond is bewaard in de map {aside.name}.")
    return 0


def _salvage(options: Options) -> None:
    rescue = salvaging.salvage_register(
        options.register, _way_in(options), datetime.now(UTC), take_over=options.take_over
    )
    for line in rescue.told:
        print(line)


def _prune(options: Options) -> int:
    if not options.yes:
        print("Er is niets veranderd. Verwijderde regels komen niet terug; met --yes gebeurt het.")
        return 1
    with opened(options) as register:
        went = pruning.prune(register, options.before).value
    print(f"{dutch.plural(went, 'regel', 'regels')} verwijderd. Een controlepunt houdt vast waar de rest op volgt.")
    return 0


def _set_aside(options: Options) -> int:
    if options.remove and not options.yes:
        print("Er is niets veranderd. Wat alleen in die map staat is daarna weg; met --yes gebeurt het.")
        return 1
    with opened(options) as register:
        if options.remove:
            set_aside.remove(register, options.remove)
        found = set_aside.set_aside(register)
    if options.json:
        show_json([{"folder": each.name, "at": each.at.isoformat(), "bytes": each.size} for each in found])
        return 0
    for each in found:
        print(f"{each.name}  {each.moment}  {dutch.format_number(each.size)} bytes")
    if not found:
        print("Er staat niets opzij.")
    return 0


def _unlock(options: Options) -> int:
    if not options.yes:
        print("Er is niets veranderd. Is het register nergens anders open? Geef dan --yes.")
        return 1
    opening.open_register(options.register, passphrase(options), take_over=True).close()
    print("De vergrendeling is weg.")
    return 0


def _accept_older(options: Options) -> int:
    """Open it though the note knows of later keys, and answer what opening found."""
    if not options.yes:
        print("Er is niets veranderd. Is er echt geen nieuwere reservekopie? Geef dan --yes.")
        return 1
    way_in = opening.by_passphrase(passphrase(options))
    register = opening.open_by(way_in, options.register, older=True)
    try:
        for told in opening.doubts_of(register):
            print(f"Gezien: {told}")
        opening.answer_doubts(register)
    finally:
        register.close()
    print("U gaat verder met het register zoals het is; dat staat in het logboek. Kijk wie er toegang heeft.")
    return 0


def _destroy(options: Options) -> int:
    if not options.yes:
        print("Er is niets veranderd. Vernietigen kan niet terug; met --yes gebeurt het.")
        return 1
    with opened(options) as register:
        destroyed = destroying.destroy_case(register, options.case, options.reason).value
        copies = dutch.plural(destroyed.backups_rewritten, "reservekopie", "reservekopieën")
        print(f"De casus is vernietigd, ook in {copies}.")
        for line in destroyed.still_there:
            print(f"Nog niet weg: {line}", flush=True)  # before the proof, which may fail
        try:
            proofs.save(register, destroyed.key, destroyed.proof, options.out, force=options.force)
        except ThuisplanError:
            print(_UNSAVED, file=sys.stderr)
            return 1
    print(f"Bewijs: {options.out}")
    return 0


_UNSAVED = (
    "thuisplan: het bewijs kon niet worden geschreven. Het register bewaart wat erop staat: maak ruimte vrij of kies "
    "een andere plaats, en gebruik 'register proof'."
)


def _save_proof(options: Options) -> int:
    with opened(options) as register:
        found = proofs.waiting(register)
        if not found:
            print("Er is geen verwijderbewijs dat nog bewaard moet worden.")
            return 1
        proofs.save_waiting(register, found[0], options.out, force=options.force)
    print(f"Bewijs: {options.out}")
    if found[1:]:
        print(f"Nog te bewaren: {dutch.plural(len(found) - 1, 'verwijderbewijs', 'verwijderbewijzen')}.")
    return 0


def add_recover(tasks: Commands) -> None:
    recover = tasks.add_parser("recover", help="kies een nieuwe wachtzin met herstelcode of bestuurssleutel")
    recover.add_argument("register", type=Path, metavar="MAP", help="de map van het register")
    recover.add_argument("--owner", required=True, metavar="NAAM", help="van wie de nieuwe wachtzin is")
    _add_other_ways(recover)
    recover.add_argument("--passphrase-file", metavar="BESTAND", help="de nieuwe wachtzin, uit een bestand of met -")
    recover.set_defaults(run=_recover)


def _add_take_over(parser: argparse.ArgumentParser) -> None:
    """A damaged register can't be opened to remove the note of a computer that is gone, as `unlock` does."""
    parser.add_argument(
        "--take-over",
        action="store_true",
        help="haal de vergrendeling van een andere computer weg: het is nergens open",
    )


def _add_other_ways(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--code-file", metavar="BESTAND", help="de herstelcode, uit een bestand of met -")
    parser.add_argument("--board-key", type=Path, metavar="BESTAND", help="de geheime sleutel van het bestuur")
    parser.add_argument("--board-passphrase-file", metavar="BESTAND", help="de wachtzin van de bestuurssleutel")


def _recover(options: Options) -> None:
    register = opening.open_by(_other_way_in(options), options.register)
    try:
        access.add_person(register, options.owner, passphrase(options, "Nieuwe wachtzin: "))
    finally:
        register.close()
    print("De nieuwe wachtzin werkt. Dat het register zo is geopend, staat in het logboek.")
    if not options.board_key:
        print("Maak nu een nieuwe herstelcode (register keys recovery); de envelop met de oude is open geweest.")


def _way_in(options: Options) -> WayIn:
    """The passphrase, or the printed code or the board's key where those were given."""
    if options.board_key or options.code_file:
        return _other_way_in(options)
    return opening.by_passphrase(passphrase(options))


def _other_way_in(options: Options) -> WayIn:
    if options.board_key:
        typed = secret(options.board_passphrase_file, "Wachtzin van de bestuurssleutel: ")
        return opening.by_board(files.read(options.board_key), typed)
    return opening.by_code(secret(options.code_file, "Herstelcode: "))
