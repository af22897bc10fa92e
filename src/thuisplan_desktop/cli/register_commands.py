"""`register`, `import`, `cases`: the encrypted register of a school or consulent."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from thuisplan_desktop import dutch
from thuisplan_desktop.actions import absence_lists, access, cases, files, importing, opening, quality
from thuisplan_desktop.actions.cases import CaseRow
from thuisplan_desktop.actions.importing import ImportReport, PupilPreview
from thuisplan_desktop.actions.lists import ListKind
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.actions.school_types import TypeQuestion
from thuisplan_desktop.cli import import_choices, keys_commands, safety_commands
from thuisplan_desktop.cli.common import Commands, Options, add_json, add_register, opened, passphrase, show_json
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.codes import Role, SchoolType
from thuisplan_desktop.register.quality import Issue


def add_to(commands: Commands) -> None:
    register = commands.add_parser("register", help="maak of controleer een register").add_subparsers(
        required=True, metavar="TAAK"
    )
    create = register.add_parser("create", help="maak een register voor een school of consulent")
    add_creation(create)
    create.add_argument("--role", choices=["school", "consulent"], default="school", help="van wie het register is")
    create.add_argument("--brin", default="", metavar="BRIN", help="van de school, zoals 99XA")
    create.add_argument("--branch", default="00", metavar="NR", help="vestiging, twee cijfers")
    create.add_argument("--school-type", choices=[code.value for code in SchoolType], default="bao", help="schoolsoort")
    create.add_argument(
        "--definitions", default="landelijk", metavar="NAAM", help="de definitieset waarmee wordt geteld"
    )
    create.set_defaults(run=lambda options: create_register(options, Role(options.role)))

    safety_commands.add_to(register)
    safety_commands.add_recover(register)
    keys_commands.add_to(register)
    keys_commands.add_board(commands)

    parser = commands.add_parser("import", help="lees leerlingen of verzuim in (EDEXML, CSV of Excel)")
    add_register(parser)
    parser.add_argument("file", type=Path, metavar="BESTAND")
    parser.add_argument("--select", default="", help="leerlingnummers, met komma's; of 'all'")
    kinds = [kind.value for kind in ListKind]
    parser.add_argument("--kind", choices=kinds, help="wat er in een lijst staat; zonder dit: verzuim")
    parser.add_argument(
        "--mapping", type=Path, metavar="BESTAND", help="keuzes als JSON: kolommen, codes, beslissingen"
    )
    parser.add_argument("--dry-run", action="store_true", help="toon alleen wat er zou gebeuren")
    add_json(parser)
    parser.set_defaults(run=_import)

    parser = commands.add_parser("cases", help="de casussen met hun status")
    add_register(parser)
    add_json(parser)
    parser.set_defaults(run=_cases)


def add_creation(parser: argparse.ArgumentParser) -> None:
    """What every role asks when a register is made."""
    add_register(parser)
    parser.add_argument("--owner", required=True, metavar="NAAM", help="wie dit register beheert")
    parser.add_argument("--name", required=True, metavar="NAAM", help="school of organisatie")
    parser.add_argument("--board", default="", metavar="NAAM", help="het bestuur; een school moet het noemen")
    parser.add_argument("--municipality", default="", metavar="GEMEENTE", help="waar de school of organisatie staat")
    parser.add_argument("--sheet", type=Path, metavar="BESTAND", help="schrijf het herstelblad (PDF) hier")
    parser.add_argument("--vacation-region", choices=["noord", "midden", "zuid"], default="noord", help="vakantieregio")


def create_register(options: Options, role: Role) -> None:
    place = Place(
        name=options.name,
        board=options.board,
        municipality=options.municipality,
        brin=getattr(options, "brin", ""),
        branch=getattr(options, "branch", "00"),
        school_type=SchoolType(getattr(options, "school_type", "bao")),
        vacation_region=options.vacation_region,
        definitions=getattr(options, "definitions", "landelijk"),
    )
    if options.sheet:
        files.check_writable(options.sheet)
    typed = passphrase(options, "Nieuwe wachtzin: ")
    created = opening.create_register(options.register, role=role, owner=options.owner, passphrase=typed, place=place)
    try:
        print(access.judge_passphrase(typed, access.own_words(created.register)).words)
        print("Het register is gemaakt. Schrijf deze herstelcode op papier; hij wordt niet nog eens getoond:")
        print(created.recovery_code, flush=True)  # before the sheet, which may fail
        if options.sheet:
            files.write(options.sheet, access.recovery_sheet_pdf(created.register, created.recovery_code))
        keys_commands.rehearse_now(created.register)
    finally:
        created.register.close()


def _import(options: Options) -> None:
    data = files.read(options.file)
    told = import_choices.read(options.mapping) if options.mapping else import_choices.NOTHING
    with opened(options) as register:
        if options.kind != ListKind.PUPILS and not importing.is_xml(data):
            choices = import_choices.absences(told)
            if options.dry_run:
                _report(options, absence_lists.preview_absences(register, data, choices))
            else:
                _report(options, absence_lists.import_absences(register, data, choices).value)
            return
        pupils = import_choices.pupils(told)
        preview = importing.preview_pupils(register, data, pupils)
        if options.dry_run:
            _show_preview(options, preview)
            return
        keys = {pupil.key for pupil in preview.pupils} if options.select == "all" else set(options.select.split(","))
        _report(options, importing.import_pupils(register, data, keys, pupils).value)


def _show_preview(options: Options, preview: PupilPreview) -> None:
    if options.json:
        keys = [pupil.key for pupil in preview.pupils]
        show_json(
            {
                "pupils": keys,
                "known": sorted(preview.known),
                "dropped": dict(preview.dropped),
                "warnings": list(preview.warnings),
                "questions": [_question(one) for one in preview.questions if one.answer is None],
                "differences": [{"key": one.key, "what": one.what.value} for one in preview.differences],
            }
        )
        return
    print(f"Schooljaar {preview.school_year}, BRIN {preview.brin}: {len(preview.pupils)} leerlingen.")
    for pupil in preview.pupils:
        known = " (heeft al een casus)" if pupil.key in preview.known else ""
        print(f"  {pupil.key}{known}")
    _show_dropped(preview.dropped)
    for one in preview.differences:
        asked = "misschien dezelfde" if one.what is What.PUPIL else "is anders dan"
        print(f"  {one.key}: {one.what.label} {asked} in het register; beslis met --mapping (decisions)")
    for warning in preview.warnings:
        print(warning)


def _question(one: TypeQuestion) -> dict[str, object]:
    return {"id": one.id, "place": one.place, "options": [kind.value for kind in one.options]}


def _show_dropped(dropped: Mapping[str, int]) -> None:
    for field, times in sorted(dropped.items()):
        print(f"  nooit bewaard: {field} ({times}×)")


def _report(options: Options, report: ImportReport) -> None:
    if options.json:
        show_json(
            {
                "added": report.added,
                "updated": report.updated,
                "rows": report.rows,
                "unknown_pupils": report.unknown_pupils,
                "dropped": dict(report.dropped),
                "warnings": list(report.warnings),
            }
        )
        return
    print(f"{report.added} nieuwe casussen, {report.updated} bijgewerkt.")
    if report.unknown_pupils:
        print(f"{dutch.plural(report.unknown_pupils, 'leerling', 'leerlingen')} zonder casus niet ingelezen.")
    _show_dropped(report.dropped)
    for warning in report.warnings:
        print(warning)


def _cases(options: Options) -> None:
    with opened(options) as register:
        rows = cases.list_cases(register)
        missing = _missing(register)
    if options.json:
        show_json([{**_as_json(row), "missing": [one.value for one in missing.get(row.id, ())]} for row in rows])
        return
    for row in rows:
        print(f"{row.name:<30} {row.status.category.label:<45} {row.status.days:>4} dagen  {row.consent.label}")
        if row.id in missing:
            print(f"    nakijken: {dutch.join_words([one.label for one in missing[row.id]])}")
    if not rows:
        print("Er zijn nog geen casussen.")


def _missing(register: OpenRegister) -> dict[str, list[Issue]]:
    """What there is to mend, by case."""
    found: dict[str, list[Issue]] = {}
    for row in quality.quality(register):
        found.setdefault(row.case_id, []).append(row.finding.issue)
    return found


def _as_json(row: CaseRow) -> dict[str, object]:
    """No names: a list for machines has the case's own random key."""
    status, home = row.status, row.home
    return {
        "id": row.id,
        "status": status.category.value,
        "since": home.since.isoformat() if home.since else None,
        "days": home.days,
        "four_weeks_on": home.four_weeks_on.isoformat() if home.four_weeks_on else None,
        "three_months_on": home.three_months_on.isoformat() if home.three_months_on else None,
        "without_offer": home.without_offer,
        "consent": row.consent.value,
        "closed": row.closed,
    }
