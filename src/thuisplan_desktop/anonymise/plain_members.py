"""Enumerations whose members are read as quickly as any other name."""

from enum import Enum
from typing import TypeVar

Members = TypeVar("Members", bound=type[Enum])


def plain_members(enumeration: Members) -> Members:
    """Puts the members on the class itself: before Python 3.12 each `Kind.PERSON` calls a function to find them."""
    for name, member in enumeration.__members__.items():
        type.__setattr__(enumeration, name, member)
    return enumeration
