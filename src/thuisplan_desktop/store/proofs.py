"""What proves a consent or explains a sharing, beside its row: kept as text under a key, and gone with its case."""

import json
from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import rows, schema, settings

T = TypeVar("T")


def _prefix(case_id: str) -> str:
    return f"proof:{case_id}:"


def save(connection: Connection, case_id: str, row_id: str, proof: object) -> None:
    """Keep the proof of one row, in place of what was there."""
    told = {name: codec.encode(getattr(proof, name)) for name, codec in rows.codecs(type(proof)).items()}
    settings.put(connection, _prefix(case_id) + row_id, json.dumps(told))


def load(connection: Connection, case_id: str, cls: type[T]) -> Mapping[str, T]:
    """The proofs of this kind by the id of their row. Raises RegisterDamaged on text that isn't ours."""
    table, wanted = schema.settings, set(rows.codecs(cls))
    found = connection.execute(
        select(table.c.key, table.c.value).where(table.c.key.startswith(_prefix(case_id), autoescape=True))
    )
    read = {str(key).rpartition(":")[2]: _values(str(value)) for key, value in found}
    return {key: rows.from_row(cls, [told[name] for name in rows.codecs(cls)]) for key, told in read.items()
            if set(told) == wanted}  # fmt: skip


def remove_of_case(connection: Connection, case_id: str) -> None:
    """Forget every proof of a case."""
    connection.execute(
        delete(schema.settings).where(schema.settings.c.key.startswith(_prefix(case_id), autoescape=True))
    )


def _values(text: str) -> dict[str, object]:
    try:
        told = json.loads(text)
    except ValueError:
        told = None  # the exception would quote the value
    if not isinstance(told, dict):
        raise RegisterDamaged(part="proofs")
    return told
