"""`protect` and `audit`: small-count protection of any additive table, and what a reader could derive from it."""

import argparse
import signal
import sys
from contextlib import ExitStack
from math import inf
from pathlib import Path
from typing import Any

from thuisplan_desktop import dutch
from thuisplan_desktop.actions import files, tables
from thuisplan_desktop.cli.common import Commands, Options, add_json, show_json
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.errors import CannotProtect, NoTimeToProtect, PromiseNotKept

_A_DAY = 86_400.0  # seconds: whoever waits for a proof stops it himself


def add_to(commands: Commands) -> None:
    protect = commands.add_parser("protect", help="scherm kleine aantallen af in een tabel (JSON)")
    protect.add_argument("table", type=Path, metavar="TABEL.json")
    protect.add_argument(
        "output", type=Path, metavar="UIT.json", help="blijft bij de maker; 'published' mag naar buiten"
    )
    protect.add_argument(
        "--threshold", type=int, metavar="K", help="kleinste aantal dat getoond mag worden (5 of meer)"
    )
    protect.add_argument("--allow-low-threshold", action="store_true", help="alleen om te toetsen: ook onder de 5")
    protect.add_argument("--coarser", action="store_true", help="publiceer alleen de sommen, niet waarvan zij som zijn")
    protect.add_argument(
        "--jj",
        type=Path,
        metavar="BESTAND",
        help="schrijf ook een JJ-bestand voor τ-ARGUS; blijft bij de maker",
    )
    _add_seconds(protect)
    protect.add_argument(
        "--until-proved", action="store_true",
        help="reken daarna door tot bewezen is dat minder afschermen niet kan; Ctrl+C stopt, met het beste tot dan toe",
    )  # fmt: skip
    protect.add_argument("--force", action="store_true", help="overschrijf een bestaand bestand")
    protect.set_defaults(run=_protect)

    audit = commands.add_parser("audit", help="wat een lezer uit gepubliceerde tabellen kan afleiden")
    audit.add_argument(
        "published", type=Path, nargs="+", metavar="GEPUBLICEERD.json", help="ook eerdere: nieuwste laatst"
    )
    _add_seconds(audit)
    add_json(audit)
    audit.set_defaults(run=_audit)


def _add_seconds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", type=_seconds, default=DEFAULT_SECONDS, metavar="S",
        help="seconden van de processor voor de hele berekening, hoogstens; op een drukke computer duurt zij langer",
    )  # fmt: skip


def _seconds(text: str) -> float:
    found = float(text) if text.replace(".", "", 1).isdecimal() else 0.0
    if not 0.0 < found < inf:
        raise argparse.ArgumentTypeError("schrijf een aantal seconden, meer dan 0, zoals 30 of 7.5")
    return found


def _protect(options: Options) -> None:
    for result in filter(None, (options.output, options.jj)):
        files.check_writable(result, force=options.force)
    data, budget = files.read(options.table), Budget(options.seconds)
    try:
        made = _made(options, data, seconds=budget)
    except CannotProtect:
        _offer_coarser(options, data, budget)
        raise
    _write(options, made, force=options.force)
    _tell(made)
    if options.until_proved and not made.done.proved:
        _prove(options, data, made)


def _made(options: Options, data: bytes, **more: Any) -> tables.Made:
    low, coarser = options.allow_low_threshold, options.coarser
    return tables.protect_table(data, options.threshold, allow_low=low, coarser=coarser, **more)


def _write(options: Options, made: tables.Made, *, force: bool) -> None:
    files.write(options.output, made.data, force=force)
    if options.jj:
        files.write(options.jj, made.referee, force=force)


class _Waiting(ExitStack):
    """Says how far the proof is each time that it gets further. Ctrl+C is enough, and loses nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._told = (0, 0)
        self._stopped = False

    def __enter__(self) -> "_Waiting":
        self.callback(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, self._stop))
        return self

    def _stop(self, _number: int, _frame: object) -> None:
        self._stopped = True

    def hear(self, least: int, found: int) -> None:
        if (least, found) != self._told:
            self._told = least, found
            print(f"Nodig: minstens {least}. Gevonden: {found}.", file=sys.stderr, flush=True)

    def enough(self) -> bool:
        return self._stopped


def _prove(options: Options, data: bytes, made: tables.Made) -> None:
    """What was made can be used already; it is replaced by what is proven, or better."""
    print("Thuisplan rekent door tot het bewijs er is. Het bestand is al te gebruiken; Ctrl+C stopt.", file=sys.stderr)
    with _Waiting() as waiting:
        try:
            further = _made(options, data, seconds=_A_DAY, following=waiting)
        except NoTimeToProtect:
            return  # stopped before there was anything
    if further.done.hidden_extra <= made.done.hidden_extra:
        _write(options, further, force=True)
        _tell(further)


def _tell(made: tables.Made) -> None:
    print(dutch.readable_cells(made.shown, made.registered))
    done = made.done
    hidden = f"Afgeschermd naast de kleine aantallen: {dutch.plural(done.hidden_extra, 'cel', 'cellen')}"
    if done.proved:
        print(f"{hidden}; minder kan niet (bewezen).")
    else:
        gap = done.hidden_extra - done.lower_bound_extra
        print(f"{hidden}; nodig: minstens {done.lower_bound_extra} (verschil {gap}, niet bewezen).")


def _offer_coarser(options: Options, data: bytes, budget: Budget) -> None:
    """Before the refusal is said: whether the sums alone would do, as far as what is left of the time can tell."""
    if options.coarser:
        return
    found = tables.coarser_helps(data, options.threshold, seconds=budget)
    if found is not None:
        shown, sums = found
        words = f"met --coarser blijven {shown} van {dutch.plural(sums, 'som', 'sommen')} leesbaar"
        print(f"Een grovere tabel kan wel: {words}.", file=sys.stderr)


def _audit(options: Options) -> None:
    derived = tables.audit_tables([files.read(path) for path in options.published], options.seconds)
    if options.json:
        bounds = {cell: list(pair) for cell, pair in derived.bounds.items()}
        found = {
            "bounds": bounds,
            "exact": list(derived.exact),
            "small": list(derived.small),
            "rests": list(derived.rests),
        }
        show_json({**found, "certified": derived.certified, "kept": not derived.broken})
    else:
        _show(derived)
    if derived.broken:
        raise PromiseNotKept(reason=derived.broken)


def _show(derived: tables.Derived) -> None:
    for cell, (low, high) in derived.bounds.items():
        print(f"{cell}: {low} tot en met {'onbegrensd' if high is None else high}")
    print(f"{len(derived.exact)} van {len(derived.bounds)} afgeschermde cellen zijn precies te berekenen.")
    print(f"{len(derived.small)} van {len(derived.bounds)} zijn zeker klein.")
    if derived.rests:
        print(f"Niet gepubliceerd, zeker klein: {', '.join(derived.rests)}.")
    if not derived.broken:
        print("Het certificaat klopt." if derived.certified else "Er is geen certificaat over precies deze tabellen.")
