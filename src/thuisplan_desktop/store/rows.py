"""Rows and frozen dataclasses: one mapping for all tables, derived from the types of the fields.

Text and whole numbers are stored as they are, a date as ISO text, a code by its stored value, a set of codes as
sorted text with commas, a tuple of codes in its own order. The name of a column is the name of the field.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, exists, literal_column, select
from sqlalchemy.dialects.sqlite import Insert, insert

from thuisplan_desktop.errors import RegisterDamaged

T = TypeVar("T")


@dataclass(frozen=True)
class Codec:
    """How one field is stored and read back."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


_PLAIN = {
    str: Codec(_same, lambda value: value or ""),  # an empty reference is stored as NULL
    int: Codec(_same, _same),
    bytes: Codec(_same, _same),
    bool: Codec(int, bool),
    date: Codec(date.isoformat, date.fromisoformat),
    datetime: Codec(datetime.isoformat, datetime.fromisoformat),
}


def _codec(hint: Any) -> Codec:
    """The codec of a field type; a type that nobody taught it is a TypeError at the first use."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union) and type(None) in arguments:
        return _optional(_codec(next(part for part in arguments if part is not type(None))))
    if origin in (frozenset, tuple):
        return _collection(origin, _codec(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda member: member.value, _Members(hint).__getitem__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    raise TypeError(f"no column form for {hint!r}")


class _Members(dict[Any, Enum]):
    """The member of an enumeration by its stored value; calling the enumeration for each row would take ten times as
    long. ValueError for a value that isn't of it.
    """

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__((member.value, member) for member in kind)
        self._kind = kind

    def __missing__(self, value: Any) -> Enum:
        return self._kind(value)


def _optional(inner: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda stored: None if stored is None else inner.decode(stored),
    )


def _collection(kind: Callable[[Iterable[Any]], Any], inner: Codec) -> Codec:
    def encode(values: Collection[Any]) -> str:
        texts = [str(inner.encode(value)) for value in values]
        if any("," in text or not text for text in texts):
            raise ValueError("a listed value is empty or holds a comma")
        return ",".join(sorted(texts) if kind is frozenset else texts)

    return Codec(encode, lambda stored: kind(inner.decode(text) for text in stored.split(",") if text))


def codecs(cls: type[Any]) -> dict[str, Codec]:
    """The codec of each field of a dataclass, in the order of declaration."""
    return _codecs(cast("Hashable", cls))


@cache
def _codecs(cls: Any) -> dict[str, Codec]:
    hints = typing.get_type_hints(cls)
    return {field.name: _codec(hints[field.name]) for field in dataclasses.fields(cls)}


@cache
def _decoding(cls: Any) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """The names of the fields, and how to read those that are not stored as they are."""
    decoders = enumerate(codec.decode for codec in codecs(cls).values())
    return tuple(codecs(cls)), tuple((place, decode) for place, decode in decoders if decode is not _same)


def to_row(table: Table, item: Any) -> dict[str, Any]:
    """The columns of one object. Where a column may be empty, an empty text is NULL: a reference to nothing."""
    row = {name: codec.encode(getattr(item, name)) for name, codec in codecs(type(item)).items()}
    return {name: None if value == "" and table.c[name].nullable else value for name, value in row.items()}


def from_row(cls: type[T], values: Iterable[Any]) -> T:
    """One object from its columns in the order of the fields; raises RegisterDamaged on a value that isn't ours."""
    names, decoders = _decoding(cast("Hashable", cls))
    found = list(values)
    try:
        for place, decode in decoders:
            found[place] = decode(found[place])
        return cls(**dict(zip(names, found, strict=True)))
    except (ValueError, TypeError, AttributeError, IndexError):
        pass  # the exception would quote the value
    raise RegisterDamaged(part=cls.__name__)


def save(connection: Connection, table: Table, item: Any) -> None:
    """Insert the object, or replace the row with the same primary key."""
    connection.execute(_upsert(table, cast("Hashable", type(item))), to_row(table, item))


@cache
def _upsert(table: Table, cls: Any) -> Insert:
    """Made once for a table and a class; the values are filled in later."""
    keys = [column.name for column in table.primary_key]
    statement = insert(table).values({name: bindparam(name) for name in codecs(cls)})
    others = {name: statement.excluded[name] for name in codecs(cls) if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=others) if others else statement


def add(connection: Connection, table: Table, items: Iterable[Any]) -> None:
    """Insert the objects; an existing key is refused."""
    rows = [to_row(table, item) for item in items]
    if rows:
        connection.execute(insert(table), rows)


def load(connection: Connection, table: Table, cls: type[T], *where: ColumnElement[bool]) -> tuple[T, ...]:
    """Every matching row as an object, in the order in which they were first saved."""
    wanted = _all(table, cast("Hashable", cls))
    found = connection.execute(wanted.where(*where) if where else wanted)
    return tuple(from_row(cls, row) for row in found)


def find(connection: Connection, table: Table, cls: type[T], where: ColumnElement[bool]) -> T | None:
    """The row of which there is one at most; None when there is none."""
    found = load(connection, table, cls, where)
    return found[0] if found else None


def load_by(connection: Connection, table: Table, cls: type[T], column: str, value: str) -> tuple[T, ...]:
    """As `load`, where one column has this value: the statement is made once, because every page asks it."""
    found = connection.execute(_where(table, cast("Hashable", cls), column), {"value": value})
    return tuple(from_row(cls, row) for row in found)


@cache
def _where(table: Table, cls: Any, column: str) -> Select[Any]:
    return _all(table, cls).where(table.c[column] == bindparam("value"))


@cache
def _all(table: Table, cls: Any) -> Select[Any]:
    """Every row, in the order in which they were first saved."""
    return select(*(table.c[name] for name in codecs(cls))).order_by(literal_column(f"{table.name}.rowid"))


def is_there(connection: Connection, table: Table, *where: ColumnElement[bool]) -> bool:
    """Whether at least one row matches."""
    found: Select[Any] = select(literal_column("1")).select_from(table).where(*where)
    return bool(connection.execute(select(exists(found))).scalar())
