"""The region's protected results as a Parquet dataset: every telling that was added up, each in its own file."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from thuisplan_desktop.actions import files, gaps, releasing
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.telling_views import is_summed
from thuisplan_desktop.errors import NotSummedYet
from thuisplan_desktop.exchange import dataset_v1, profile_v1
from thuisplan_desktop.exchange.dataset_v1 import Origin
from thuisplan_desktop.region.trends import LeftOut, Released
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import target_books, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling

Part = tuple[PurePosixPath, bytes]
"""A file of the dataset: its place in the folder, and what is in it."""


def dataset(register: OpenRegister) -> tuple[Part, ...]:
    """The files of all tellingen that were added up and are for readers, oldest first. Raises NotSummedYet."""
    need(register, Role.REGION)
    with register.change() as connection:
        parts = tuple(
            _part(_origin(connection, one), one)
            for one in releasing.every_release(connection, register.today()).released
        )
        if not parts:
            raise NotSummedYet
        register.log(connection, "dataset_made")
    return parts


def left_out(register: OpenRegister) -> tuple[LeftOut, ...]:
    """What was added up and is not in the files: tellingen, or sectors of those that are."""
    need(register, Role.REGION)
    with register.read() as connection:
        return tuple(
            missing
            for kept in telling_books.load_tellingen(connection)
            if is_summed(connection, kept, profile_v1.decode(kept.profile))
            for missing in _missing(connection, kept)
        )


def _missing(connection: Connection, kept: KeptTelling) -> list[LeftOut]:
    if target_books.load_release(connection, kept.id) is None:
        return [LeftOut(kept.peildatum)]
    return [LeftOut(kept.peildatum, sector) for sector in gaps.missing_sectors(connection, kept.id)]


def _part(origin: Origin, one: Released) -> Part:
    return dataset_v1.path_of(origin), dataset_v1.encode(origin, one.tables)


def _origin(connection: Connection, one: Released) -> Origin:
    profile = profile_v1.decode(telling_books.load_telling(connection, one.telling_id).profile)
    return Origin(
        region=profile.region,
        key=profile.swv.signing,
        region_name=profile.name,
        telling_id=one.telling_id,
        peildatum=one.peildatum,
        covered=one.covered,
        gaps=gaps.gaps_of(connection, one.telling_id),
    )


def write(folder: Path, parts: Sequence[Part], *, force: bool = False) -> None:
    """Put the files in a folder, beside what is there of other regions. Raises AlreadyExists, CannotWrite, DiskFull.

    Without `force` nothing is written when one is there already; with it a telling replaces itself alone.
    """
    placed = [(folder.joinpath(*place.parts), data) for place, data in parts]
    for path, _ in placed:
        files.check_writable(path, force=force)
    for path, data in placed:
        files.write(path, data, force=force)
