"""What a workspace knows about itself: whose it is, which school, which rules apply.

Stored as text by key, so that a new setting needs no migration: one line in `Settings` is all.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import codes
from thuisplan_desktop.store import rows, schema


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting with its default. `vacation_region` is the vakantieregio of the school calendar."""

    role: codes.Role = codes.Role.SCHOOL
    owner: str = ""
    title: str = ""
    school_name: str = ""
    brin: str = ""
    branch: str = "00"
    board: str = ""
    municipality: str = ""
    school_type: codes.SchoolType = codes.SchoolType.BAO
    counting_party: codes.CountingParty = codes.CountingParty.SCHOOL
    both_parents: bool = True
    vacation_region: str = "noord"
    definitions: str = "landelijk"
    contact: str = ""
    """How parents reach the owner, as printed on what they get."""
    support_point: str = ""
    """The ouder- en jeugdsteunpunt of the region, as printed for parents."""
    privacy_officer: str = ""
    """The functionaris gegevensbescherming, as printed for parents."""
    sharing_rules: str = ""
    """Own, stricter sharing rules as TOML; empty for the shipped ones."""
    own_definitions: str = ""
    """A region's own definition set as TOML, used when `definitions` is 'eigen'."""
    own_days: str = ""
    """What the school changed about its calendar, as JSON."""
    limits: str = ""
    """Stricter limits of signals, as JSON; empty for the usual ones."""

    def __repr__(self) -> str:
        return f"Settings(role={self.role.value!r})"


KEYS = "keys"
"""Under this key stands the register's own copy of its keys.json."""


def load_settings(connection: Connection) -> Settings:
    """The settings; what was never saved has its default. Raises RegisterDamaged on a value that can't be."""
    stored = _all(connection)
    codecs = rows.codecs(Settings)
    try:
        known = {name: codec.decode(_typed(name, stored[name])) for name, codec in codecs.items() if name in stored}
        return replace(Settings(), **known)
    except ValueError:
        pass  # the exception would quote the value
    raise RegisterDamaged(part="settings")


def save_settings(connection: Connection, settings: Settings) -> None:
    """Keep every setting."""
    codecs = rows.codecs(Settings)
    for name, value in asdict(settings).items():
        put(connection, name, str(codecs[name].encode(value)))


def get(connection: Connection, key: str, default: str = "") -> str:
    """One stored text, for what is not a setting of its own: a code table that was edited, a last choice."""
    table = schema.settings
    found = connection.execute(select(table.c.value).where(table.c.key == key)).scalar()
    return default if found is None else str(found)


def get_all(connection: Connection, prefix: str) -> dict[str, str]:
    """Every stored text whose key begins so, by what follows in the key."""
    return {key.removeprefix(prefix): value for key, value in _all(connection).items() if key.startswith(prefix)}


def put(connection: Connection, key: str, value: str) -> None:
    """Keep one text under its key, in place of what was there."""
    statement = insert(schema.settings).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def drop(connection: Connection, key: str) -> None:
    """Forget one text; one that is already gone is fine."""
    connection.execute(delete(schema.settings).where(schema.settings.c.key == key))


def _all(connection: Connection) -> dict[str, str]:
    found = connection.execute(select(schema.settings.c.key, schema.settings.c.value))
    return {str(key): str(value) for key, value in found}


def _typed(name: str, text: str) -> Any:
    """Whole numbers and yes/no are stored as digits."""
    return int(text) if isinstance(getattr(Settings(), name), int) else text
