"""`rules`: by which definitions, school days and limits a register counts."""

import argparse
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from thuisplan_desktop.actions import files, rules_view, ruling
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rules_view import RulesView, SetView
from thuisplan_desktop.cli.common import Commands, Options, add_json, add_register, day, opened, show_json
from thuisplan_desktop.dutch import format_date, format_date_short, plural
from thuisplan_desktop.errors import InvalidCalendar, MalformedDefinitions
from thuisplan_desktop.register import calendar_rows, definitions, law
from thuisplan_desktop.register.calendar import REGIONS, DayKind, OwnDays
from thuisplan_desktop.register.limits import BOUNDS


def add_to(commands: Commands) -> None:
    rules = commands.add_parser("rules", help="de begrippen, schooldagen en grenzen waarmee wordt geteld")
    tasks = rules.add_subparsers(required=True, metavar="TAAK")
    _add_show(tasks)
    _add_definitions(tasks)
    _add_calendar(tasks)
    _add_limits(tasks)


def _add_show(tasks: Commands) -> None:
    parser = tasks.add_parser("show", help="toon wat er geldt, met de bron")
    add_register(parser)
    add_json(parser)
    parser.set_defaults(run=_show)


def _add_definitions(tasks: Commands) -> None:
    parser = tasks.add_parser("definitions", help="kies de begrippen, of lees die van een regio in")
    add_register(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--name", metavar="NAAM", help="een meegeleverde set, of 'eigen'")
    which.add_argument("--file", type=Path, metavar="BESTAND", help="eigen begrippen van een regio (TOML)")
    parser.set_defaults(run=_definitions)


def _add_calendar(tasks: Commands) -> None:
    parser = tasks.add_parser("calendar", help="kies de vakantieregio, of zet eigen dagen in de kalender")
    add_register(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--region", choices=REGIONS, help="de vakantieregio van de school")
    what.add_argument("--free", metavar="NAAM", help="op deze dagen is er geen les")
    what.add_argument("--school", metavar="NAAM", help="op deze dagen is er toch les")
    what.add_argument("--remove", metavar="NAAM", help="haal de eigen dagen met deze naam en eerste dag weg")
    parser.add_argument("--from", dest="first", type=day, metavar="DATUM", help="de eerste dag")
    parser.add_argument("--to", dest="last", type=day, metavar="DATUM", help="de laatste dag; anders de eerste")
    parser.set_defaults(run=lambda options: _calendar(options, parser))


def _add_limits(tasks: Commands) -> None:
    parser = tasks.add_parser("limits", help="maak grenzen voor signalen strenger")
    add_register(parser)
    for name, bounds in BOUNDS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help=bounds.label)
    parser.set_defaults(run=_limits)


def _show(options: Options) -> None:
    with opened(options) as register:
        found = rules_view.view(register)
    if options.json:
        show_json(_as_json(found))
        return
    for line in _as_text(found):
        print(line)


def _as_json(found: RulesView) -> dict[str, Any]:
    return {
        "definitions": found.chosen,
        "sets": [one.name for one in found.sets],
        "region": found.region,
        "own_days": [
            {"kind": one.kind.value, "name": one.name, "from": f"{one.starts_on}", "to": f"{one.ends_on}"}
            for one in found.own
        ],
        "limits": asdict(found.limits),
    }


def _as_text(found: RulesView) -> list[str]:
    lines = _set_lines(found.in_use)
    lines += [f"Andere begrippen: {', '.join(one.name for one in found.sets if one.name != found.chosen)}."]
    lines += [f"Vakantieregio: {found.region}. Bron: {law.cite('vakanties')}."]
    lines += [
        f"  {format_date_short(row.starts_on)} t/m {format_date_short(row.ends_on)}  {row.name}"
        f"{' (van de school: ' + row.kind.label + ')' if row.own else ''}"
        for row in found.rows
    ]
    return lines + [
        f"{BOUNDS[name].label}: {value}. Bron: {law.cite(BOUNDS[name].source)}."
        for name, value in asdict(found.limits).items()
    ]


def _set_lines(one: SetView) -> list[str]:
    head = f"Begrippen: {one.title}, versie {one.version}, vanaf {format_date(one.valid_from)}. Bron: {one.source}."
    told = [f"  {each.what}: {each.here}. Landelijk: {each.national}. Bron: {each.source}." for each in one.differences]
    return [head, *told]


def _definitions(options: Options) -> None:
    text = files.read(options.file).decode("utf-8-sig", "replace") if options.file else ""
    with opened(options) as register:
        if options.file:
            _take(register, text)
        else:
            ruling.choose_definitions(register, options.name)
        found = ruling.definitions_of(register)
    print(f"Vanaf nu tellen: {found.title}, versie {found.version}. Bron: {found.source}.")


def _take(register: OpenRegister, text: str) -> None:
    """The first problem is the refusal; the others come before it, each with its line."""
    try:
        ruling.keep_own_definitions(register, text)
    except MalformedDefinitions:
        for one in definitions.problems(text):
            print(f"regel {one.line or '–'}, {one.field}: {one.reason}")
        raise


def _calendar(options: Options, parser: argparse.ArgumentParser) -> None:
    if not options.region and options.first is None:
        parser.error("er ontbreekt: --from")
    with opened(options) as register:
        if options.region:
            gone = ruling.choose_region(register, options.region).value
            print(f"Vakantieregio {options.region} telt vanaf nu." + _gone(gone))
            return
        own = ruling.own_days(register)
        kept = _without(register, options.remove, options.first) if options.remove else (*own, _own_day(options))
        ruling.keep_own_days(register, kept)
    print(f"De kalender heeft nu {plural(len(kept), 'eigen regel', 'eigen regels')}.")


def _gone(count: int) -> str:
    return f" {plural(count, 'verschoven dag', 'verschoven dagen')} vervallen." if count else ""


def _own_day(options: Options) -> OwnDays:
    kind = DayKind.FREE if options.free else DayKind.SCHOOL
    return OwnDays(kind, options.free or options.school, options.first, options.last or options.first)


def _without(register: OpenRegister, name: str, first: date) -> tuple[OwnDays, ...]:
    """A moved vacation goes as a whole: it is then as it came."""
    found = rules_view.view(register)
    row = next((one for one in found.rows if one.own and (one.name, one.starts_on) == (name, first)), None)
    if row is None:
        raise InvalidCalendar(reason="op die dag begint niets van de school met die naam")
    return calendar_rows.without(found.own, row)


def _limits(options: Options) -> None:
    given = {name: getattr(options, name) for name in BOUNDS if getattr(options, name) is not None}
    with opened(options) as register:
        ruling.keep_limits(register, replace(ruling.limits_of(register), **given))
    print("De grenzen zijn opgeslagen.")
