"""`count`, `published`, `join`, `seal`: what a school or consulent counts and sends."""

import sys
from collections.abc import Mapping
from pathlib import Path

from thuisplan_desktop.actions import counting, files, joining, publishing, ruling
from thuisplan_desktop.actions.publishing import ProtectedReport
from thuisplan_desktop.cli.common import (
    Commands,
    Options,
    add_fingerprint,
    add_json,
    add_out,
    add_peildatum,
    add_register,
    check_fingerprint,
    opened,
    save,
    show_json,
    show_profile,
)
from thuisplan_desktop.cli.tables import as_json, as_text
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register import definitions

_ENROLS = {Mode.SPLIT: "samenwerkingsverband en sleutelhouder", Mode.PROTECTED: "de inschrijver, en aan niemand anders"}
_SECOND = {Mode.SPLIT: "Voor de tweede sleutelhouder:  ", Mode.PROTECTED: "Via de inschrijver:            "}


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("count", help="tel op een dag; op het scherm afgeschermd")
    add_register(parser)
    add_peildatum(parser)
    parser.add_argument(
        "--definitions", default="", metavar="NAAM", help="de definitieset; anders die van het register"
    )
    add_json(parser)
    parser.set_defaults(run=_count)

    parser = commands.add_parser(
        "published", help="alles wat over een dag is gepubliceerd, als één bestand voor 'thuisplan audit'"
    )
    add_register(parser)
    add_peildatum(parser)
    add_out(parser)
    parser.set_defaults(run=_published)

    parser = commands.add_parser("join", help="leg het regioprofiel vast en maak de aanmelding")
    add_register(parser)
    parser.add_argument("--profile", type=Path, required=True, metavar="BESTAND", help="het regioprofiel")
    add_fingerprint(parser, "het samenwerkingsverband")
    add_fingerprint(parser, "de tweede sleutelhouder of inschrijver", "--keyholder-fingerprint")
    parser.add_argument(
        "--asked-why", action="store_true", help="ik vroeg waarom er voor ons onderwijs een tweede regio is"
    )
    add_out(parser)
    parser.set_defaults(run=_join)

    parser = commands.add_parser("seal", help="verzegel de telling die een geopend verzoek vraagt")
    add_register(parser)
    parser.add_argument("--verzoek", type=Path, required=True, metavar="BESTAND", help="de geopende telling")
    add_out(parser)
    parser.add_argument("--leesbrief", type=Path, metavar="BESTAND", help="schrijf ook de begeleidende brief (PDF)")
    parser.set_defaults(run=_seal)


def _count(options: Options) -> None:
    with opened(options) as register:
        taken = counting.take_snapshot(register, options.peildatum, options.definitions).value
        reports = [publishing.show_snapshot(register, row.id) for row in taken]
        counted_by = {(report.table.definitions, report.table.definitions_version) for report in reports}
        titles = ruling.titles_of(register, counted_by)
        beside = joining.beside_sums([one.name for one in joining.pinned_profiles(register)])
    if beside:
        print(f"thuisplan: let op: {beside}", file=sys.stderr)
    if options.json:
        show_json([as_json(report.table) for report in reports])
        return
    for report in reports:
        _show(report, titles)


def _published(options: Options) -> None:
    with opened(options) as register:
        save(options, publishing.day_check(register, options.peildatum))


def _show(report: ProtectedReport, titles: Mapping[str, str]) -> None:
    name = definitions.title_of(report.table.definitions, titles)
    print(f"{report.report.title}. Definities: {name} (versie {report.table.definitions_version}).")
    for line in as_text(report.table):
        print(line)


def _join(options: Options) -> None:
    profile = files.read_sealed(options.profile)
    told = joining.read_profile(profile)
    check_fingerprint(options.fingerprint, told.swv_fingerprint)
    check_fingerprint(options.keyholder_fingerprint, told.keyholder_fingerprint)
    with opened(options) as register:
        view = joining.pin_profile(register, profile, asked_why=options.asked_why).value
        presented = joining.enrolment_file(register, view.region).value
    save(options, presented.data)
    show_profile(view)
    print(f"Lees deze woorden voor aan {_ENROLS[view.mode]}: {presented.fingerprint}")


def _seal(options: Options) -> None:
    telling = files.read_sealed(options.verzoek)
    with opened(options) as register:
        sealed = counting.seal_for_region(register, telling).value
    save(options, sealed.data)
    if options.leesbrief:
        files.write(options.leesbrief, sealed.letter, force=options.force)
    print(f"Voor het samenwerkingsverband: {sealed.swv_fingerprint}")
    print(f"{_SECOND[sealed.mode]}{sealed.keyholder_fingerprint}")
    print(f"Woorden van dit bestand:       {sealed.file_words}")
