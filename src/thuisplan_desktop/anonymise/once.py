"""A value that is worked out when it is first asked for and then kept with its object."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801  (used as a decorator, as `property` is)
    """As `functools.cached_property`, but without its lock, which costs more than most of these values.

    For objects of one thread: two threads may both work the value out, and both get the same one.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make, self.__doc__ = make, make.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, owner: object, _type: type | None = None) -> Value:
        make = self._make
        value: Value = make(owner)
        setattr(owner, self._name, value)
        return value
