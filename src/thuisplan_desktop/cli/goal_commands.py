"""`region target …`, `region note` and `region trend`: what a region wants to reach, and how its numbers ran.

Everything here is as anybody may read it: a hidden number is a word, in JSON it is absent.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from thuisplan_desktop.actions import goals, receiving, telling_views
from thuisplan_desktop.actions.goals import Goals
from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.cli.common import Commands, Options, add_json, add_register, add_telling, day, opened, show_json
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region import targets
from thuisplan_desktop.region.change_words import less_text
from thuisplan_desktop.region.intervals import Interval, shown
from thuisplan_desktop.region.targets import Target, TargetKind
from thuisplan_desktop.region.trends import Goal, Point, Trend, number_text, without

_LINES = "zoals in region trend"


def add_to(tasks: Commands) -> None:
    listing = tasks.add_parser("tellings", help="toon de tellingen, en wie wel en niet leverde")
    add_register(listing)
    add_json(listing)
    listing.set_defaults(run=_tellings)

    target = tasks.add_parser("target", help="de doelen van de regio").add_subparsers(required=True, metavar="WAT")
    _add_targets(target)

    note = tasks.add_parser("note", help="noteer waardoor een telling niet te vergelijken is (registratie-effect)")
    add_register(note)
    add_telling(note)
    note.add_argument("--report", required=True, metavar="NAAM", help=f"het rapport, {_LINES}")
    note.add_argument("--line", default="", metavar="REGEL", help="één regel; anders het hele rapport")
    note.add_argument("text", metavar="TEKST", help="staat in elk rapport; een lege tekst haalt de notitie weg")
    note.set_defaults(run=_note)

    course = tasks.add_parser("trend", help="toon het verloop van elke regel, afgeschermd")
    add_register(course)
    course.add_argument("--report", metavar="NAAM", help="alleen dit rapport")
    course.add_argument("--line", metavar="REGEL", help="alleen deze regel")
    add_json(course)
    course.set_defaults(run=_trend)


def _add_targets(tasks: Commands) -> None:
    listing = tasks.add_parser("list", help="toon de doelen, en waar ze staan")
    add_register(listing)
    add_json(listing)
    listing.set_defaults(run=_list)

    add = tasks.add_parser("add", help="voeg een doel toe")
    add_register(add)
    _add_aim(add)
    add.set_defaults(run=_add)

    remove = tasks.add_parser("remove", help="verwijder een doel; de aantallen blijven")
    add_register(remove)
    remove.add_argument("target", metavar="KENMERK", help="zie target list")
    remove.set_defaults(run=_remove)


def _add_aim(add: argparse.ArgumentParser) -> None:
    add.add_argument("--report", required=True, metavar="NAAM", help=f"het rapport, {_LINES}")
    add.add_argument("--line", required=True, metavar="REGEL", help=f"de regel, {_LINES}")
    kinds = "; ".join(f"{kind.value}: {kind.label}" for kind in TargetKind)
    add.add_argument("--kind", required=True, choices=[kind.value for kind in TargetKind], help=kinds)
    add.add_argument("--value", type=int, metavar="AANTAL", help="het aantal dat bereikt moet worden")
    add.add_argument("--percent", type=int, metavar="PROCENT", help="het verschil, zoals -50 voor de helft minder")
    add.add_argument("--due", type=day, metavar="DATUM", help="de einddatum")
    add.add_argument("--baseline", type=int, metavar="AANTAL", help="de nulmeting")
    add.add_argument("--baseline-on", type=day, metavar="DATUM", help="de dag van de nulmeting")
    add.add_argument("--source", default="", metavar="TEKST", help="waar de nulmeting staat, met bladzijde")
    add.add_argument("--note", default="", metavar="TEKST", help="wat niet meetelt; staat bij het doel in elk rapport")


def _tellings(options: Options) -> None:
    with opened(options) as register:
        views = telling_views.list_tellingen(register)
    if options.json:
        show_json([_telling_json(view) for view in views])
        return
    for view in views:
        print(f"{format_date(view.peildatum)}: {_state(view)}, {len(view.delivered)} van {view.enrolled} leverden")
        print(f"  controlewoorden: {view.words}")
        say_what_is_missing(view)


def say_what_is_missing(view: TellingView) -> None:
    """Who hasn't delivered; and why not everything will be answered, which is to be read before a telling closes."""
    for name in view.missing:
        print(f"  nog niet ontvangen: {name}")
    less = less_text(view.short, view.changes, view.totals_only, view.min_senders)
    if less and not view.closed_on:
        print(f"  Als de telling nu sluit: {less}")


def _state(view: TellingView) -> str:
    if view.answered:
        return "opgeteld"
    return "gesloten" if view.closed_on else "open"


def _telling_json(view: TellingView) -> dict[str, Any]:
    return {
        "peildatum": view.peildatum.isoformat(),
        "telling": view.words,
        "opened_on": view.opened_on.isoformat(),
        "closed_on": view.closed_on.isoformat() if view.closed_on else None,
        "summed": view.answered,
        "enrolled": view.enrolled,
        "delivered": list(view.delivered),
        "missing": list(view.missing),
    }


def _list(options: Options) -> None:
    with opened(options) as register:
        every = goals.list_goals(register)
    _say_what_is_left_out(every)
    found = every.goals
    if options.json:
        show_json([_goal_json(goal) for goal in found])
        return
    for goal in found:
        print(f"{goal.trend.label} ({goal.trend.title}): {targets.in_words(goal.target)}")
        for name, said in _facts(goal):
            print(f"  {name}: {said}")


def _say_what_is_left_out(every: Goals) -> None:
    if every.left_out:
        print(f"thuisplan: let op: {without(every.left_out)}", file=sys.stderr)


def _facts(goal: Goal) -> Iterator[tuple[str, str]]:
    target, last = goal.target, goal.last
    yield "kenmerk", target.id
    if target.baseline_source:
        yield "nulmeting", f"{shown(goal.baseline)} ({target.baseline_source})"
    aim = goal.aim(last.peildatum) if last else None
    if aim is not None:
        yield "streefwaarde nu", number_text(aim)
    if last:
        yield f"telling van {format_date(last.peildatum)}", f"{shown(last.value)}, {goal.standing.value}"
    if goal.caution:
        yield "let op", goal.caution
    if target.note:
        yield "telt niet mee", target.note


def _goal_json(goal: Goal) -> dict[str, Any]:
    """A nulmeting that may not be read is absent."""
    target, last = goal.target, goal.last
    aim = goal.aim(last.peildatum) if last else None
    return {
        "id": target.id,
        "report": target.report,
        "line": target.cell,
        "kind": target.kind.value,
        "value": target.value,
        "percent": target.percent,
        "due_on": target.due_on.isoformat() if target.due_on else None,
        **({} if isinstance(goal.baseline, Mark) else {"baseline": goal.baseline}),
        "baseline_on": target.baseline_on.isoformat() if target.baseline_on else None,
        "source": target.baseline_source,
        "note": target.note,
        "aim": None if aim is None else float(aim),
        "standing": goal.standing.value,
        "caution": goal.caution,
        "points": [_point_json(point) for point in goal.trend.points],
    }


def _add(options: Options) -> None:
    wanted = Target(
        id="", report=options.report, cell=options.line, kind=TargetKind(options.kind), value=options.value,
        percent=options.percent, due_on=options.due, baseline=options.baseline, baseline_on=options.baseline_on,
        baseline_source=" ".join(options.source.split()), note=" ".join(options.note.split()),
    )  # fmt: skip
    with opened(options) as register:
        kept: Target = goals.set_target(register, wanted).value
    print(f"Bewaard: {targets.in_words(kept)}. Kenmerk: {kept.id}")


def _remove(options: Options) -> None:
    with opened(options) as register:
        known = {one.id for one in goals.list_targets(register)}
        goals.remove_target(register, options.target)
    print("Verwijderd. De aantallen blijven zoals ze zijn." if options.target in known else "Dit doel was er niet.")


def _note(options: Options) -> None:
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        goals.note_effect(register, telling_id, options.report, options.line, options.text)
    print("Genoteerd: het staat in elk rapport." if options.text.strip() else "De notitie is weg.")


def _trend(options: Options) -> None:
    with opened(options) as register:
        every = goals.list_goals(register)
    _say_what_is_left_out(every)
    found = [one for one in every.trends if _asked(one, options)]
    if options.json:
        show_json([_trend_json(one) for one in found])
        return
    for one in found:
        print(f"{one.label} ({one.title}): --report {one.report} --line {one.cell}")
        for point in one.points:
            told = f" {point.told}" if point.told else ""
            print(f"  {format_date(point.peildatum)}: {shown(point.value)} ({point.covered.text} scholen){told}")


def _asked(trend: Trend, options: Options) -> bool:
    return options.report in (None, trend.report) and options.line in (None, trend.cell)


def _trend_json(trend: Trend) -> dict[str, Any]:
    return {
        "report": trend.report,
        "line": trend.cell,
        "title": trend.title,
        "label": trend.label,
        "points": [_point_json(point) for point in trend.points],
    }


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "peildatum": point.peildatum.isoformat(),
        **_value_json(point.value),
        "delivered": point.covered.delivered,
        "enrolled": point.covered.enrolled,
        "note": point.told,
    }


def _value_json(value: int | Mark | Interval | None) -> dict[str, Any]:
    """Null is 'niet geregistreerd'; between two numbers both, the second null without a ceiling; hidden is absent."""
    if isinstance(value, Interval):
        return {"between": [value.low, value.high]}
    return {} if isinstance(value, Mark) else {"value": value}
