"""The field catalogue: what every field of a case is, how it is called on screen, and how private it is.

The privacy class does real work. Fields that are not countable can't become a dimension of a report,
identifying values feed the anonymiser, and only internal fields appear in a `repr`.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Privacy(Enum):
    IDENTIFYING = "identifying"  # names the pupil or somebody around him
    SENSITIVE = "sensitive"  # says something about a pupil, names nobody
    COUNTABLE = "countable"  # may be a row or a column of a report
    INTERNAL = "internal"  # random keys of the program itself


class Group(Enum):
    """The section of the case page a field stands in."""

    PUPIL = "Leerling"
    SCHOOL = "School"
    ABSENCE = "Verzuim"
    EXEMPTION = "Vrijstelling"
    OFFER = "Aanbod"
    PLAN = "Plan"
    TALKS = "Gesprekken"
    ESCALATION = "Opschalen"
    CLOSING = "Nazorg en afsluiten"
    TEAM = "Betrokkenen"
    RIGHTS = "Rechten"


@dataclass(frozen=True)
class Field:
    name: str
    type: Any
    label: str
    privacy: Privacy
    group: Group
    help: str


def about(
    label: str,
    privacy: Privacy,
    group: Group,
    *,
    help: str = "",  # noqa: A002  (the word on screen)
    default: Any = dataclasses.MISSING,
) -> Any:
    """A dataclass field with its line in the catalogue."""
    metadata = {"label": label, "privacy": privacy, "group": group, "help": help}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def catalogued(cls: type[T]) -> type[T]:
    """Refuse a class with a field that has no privacy class, and give it a `repr` that names nobody."""
    for field in dataclasses.fields(cast("Any", cls)):
        if not isinstance(field.metadata.get("privacy"), Privacy):
            raise TypeError(f"{cls.__name__}.{field.name} has no privacy class")
    cls.__repr__ = _repr_id_only  # type: ignore[method-assign]  # a repr must never hold a name
    return cls


def _repr_id_only(self: Any) -> str:
    return f"{type(self).__name__}(id={self.id!r})"


def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """Every field in the order of declaration."""
    return tuple(
        Field(
            name=field.name,
            type=field.type,
            label=field.metadata["label"],
            privacy=field.metadata["privacy"],
            group=field.metadata["group"],
            help=field.metadata["help"],
        )
        for field in dataclasses.fields(cls)
    )


def label(cls: type[Any], name: str) -> str:
    return _find(cls, lambda field: field.name == name).label


def privacy(cls: type[Any], name: str) -> Privacy:
    return _find(cls, lambda field: field.name == name).privacy


def _find(cls: type[Any], wanted: Callable[[Field], bool]) -> Field:
    return next(field for field in fields_of(cls) if wanted(field))
