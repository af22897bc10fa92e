"""`region …` once a telling is closed: add up, note what is missing, and the report in its forms."""

import argparse
import json
from functools import partial
from pathlib import Path
from typing import Any

from thuisplan_desktop.actions import dataset, files, gaps, jumping, receiving, releasing, reporting
from thuisplan_desktop.actions.releasing import Published
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_json,
    add_register,
    add_telling,
    opened,
    save,
    show_json,
)
from thuisplan_desktop.cli.tables import as_json, as_text
from thuisplan_desktop.counts.reports import Rhythm, report
from thuisplan_desktop.dutch import format_number, plural
from thuisplan_desktop.errors import MalformedRow
from thuisplan_desktop.region.coverage import in_words
from thuisplan_desktop.region.trends import without


def add_to(tasks: Commands) -> None:
    combine = tasks.add_parser("combine", help="tel de som van de sleutelhouder bij de eigen som op")
    add_register(combine)
    add_telling(combine)
    combine.add_argument("--answer", type=Path, metavar="BESTAND", help="het optelantwoord")
    combine.add_argument("--check", type=Path, metavar="BESTAND", help="vergelijk met een verwachte tabel (JSON)")
    combine.set_defaults(run=partial(_combine, parser=combine))

    gap = tasks.add_parser("gap", help="noteer een gebied waarvan gegevens ontbreken")
    add_register(gap)
    add_telling(gap)
    gap.add_argument("area", metavar="GEBIED")
    gap.add_argument("reason", metavar="REDEN")
    gap.set_defaults(run=_gap)

    _add_report(tasks)

    parquet = tasks.add_parser("dataset", help="schrijf alle afgeschermde tellingen als Parquet")
    add_register(parquet)
    parquet.add_argument("folder", type=Path, metavar="DOELMAP", help="per regio en peildatum komt er een map in")
    parquet.add_argument("--force", action="store_true", help="vervang een telling die er al staat")
    parquet.set_defaults(run=_dataset)


def _add_report(tasks: Commands) -> None:
    making = tasks.add_parser("report", help="maak het afgeschermde regiorapport")
    add_register(making)
    add_telling(making)
    form = making.add_mutually_exclusive_group()
    form.add_argument("--out", type=Path, metavar="BESTAND", help="het rapport als PDF")
    form.add_argument("--csv", type=Path, metavar="BESTAND", help="de tabellen voor een rekenblad")
    form.add_argument(
        "--audit", type=Path, metavar="BESTAND", help="alles wat lezers hebben als één bestand, voor 'thuisplan audit'"
    )
    add_json(form)
    making.add_argument(
        "--rhythm", choices=[one.value for one in Rhythm], default=Rhythm.MONTH.value,
        help="maand: deze telling; kwartaal en jaar: ook doelen en verloop",
    )  # fmt: skip
    making.add_argument("--pact", action="store_true", help="ingedeeld naar a tot en met g van het landelijk pact")
    making.add_argument(
        "--for",
        dest="readers",
        default="",
        metavar="OVERLEG",
        help="voor welk overleg het rapport is: het staat voorop",
    )
    making.add_argument("--asked", action="store_true", help="bij de scholen nagevraagd: een grote sprong klopt")
    making.add_argument("--force", action="store_true", help="overschrijf een bestaand bestand")
    making.set_defaults(run=_report)


def _combine(options: Options, parser: argparse.ArgumentParser) -> int:
    """With `--check` it says only equal or unequal: an exact number has no way to the screen of a shell."""
    if not options.answer and not options.check:
        parser.error("er ontbreekt: --answer of --check")
    expected = _expected(options.check) if options.check else None
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        if options.answer:
            answer = files.read_sealed(options.answer)
            print(f"Opgeteld over {receiving.add_up(register, telling_id, answer).value} afzenders.")
        if expected is None:
            return 0
        same = receiving.equals(register, telling_id, expected)
    print("gelijk" if same else "ongelijk")
    return 0 if same else 1


def _expected(path: Path) -> dict[str, dict[str, int | None]]:
    """{"report": {"cell": 12, "other": null}}"""
    try:
        tables = json.loads(files.read(path))
    except (ValueError, RecursionError):
        raise MalformedRow(row=1, column="JSON") from None
    fits = isinstance(tables, dict) and all(isinstance(cells, dict) for cells in tables.values())
    if not fits:
        raise MalformedRow(row=1, column="JSON")
    return dict(tables)


def _gap(options: Options) -> None:
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        gaps.note_gap(register, telling_id, options.area, options.reason)
    print("Genoteerd: het staat in elk rapport van deze telling.")


def _report(options: Options) -> None:
    with opened(options) as register:
        telling_id = receiving.find_telling(register, options.peildatum, options.telling)
        if options.asked:
            jumping.jump_asked(register, telling_id)
        if options.out:
            paper = reporting.report_pdf(
                register, telling_id, Rhythm(options.rhythm), by_pact=options.pact, readers=options.readers
            )
            save(options, paper)
            return
        if options.csv:
            files.write(options.csv, reporting.report_csv(register, telling_id), force=options.force)
            print(f"Geschreven: {options.csv}")
            return
        if options.audit:
            files.write(options.audit, reporting.report_check(register, telling_id), force=options.force)
            print(f"Geschreven: {options.audit}")
            return
        published = releasing.publish(register, telling_id)
    if options.json:
        show_json(_as_json(published))
    else:
        _show(published)


def _dataset(options: Options) -> None:
    with opened(options) as register:
        parts = dataset.dataset(register)
        dataset.write(options.folder, parts, force=options.force)
        missing = without(dataset.left_out(register))
    size = format_number(sum(len(data) for _, data in parts))
    print(f"Geschreven: {plural(len(parts), 'telling', 'tellingen')} in {options.folder} ({size} bytes)")
    if missing:
        print(missing)


def _as_json(published: Published) -> dict[str, Any]:
    return {
        "region": published.region_name,
        "covered": [
            {"sector": one.sector.value, "delivered": one.delivered, "enrolled": one.enrolled}
            for one in published.covered
        ],
        "gaps": list(published.gaps),
        "tables": [as_json(table) for table in published.tables],
    }


def _show(published: Published) -> None:
    print(f"{published.region_name}: {in_words(published.covered)} afzenders.")
    for gap in published.gaps:
        print(f"Onvolledig: {gap}")
    for table in published.tables:
        print(report(table.report).title)
        for line in as_text(table):
            print(line)
