"""What is typed holds no BSN either, whatever the field (UAVG article 46), and no more than a place on paper does."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.intake import elfproef
from thuisplan_desktop.register.law import cite

_Part = TypeVar("_Part", bound=Any)

_IS_LIKE_ONE = "hier staat een getal dat een BSN kan zijn, en dat komt nooit in Thuisplan; haal het weg"
_ANOTHER = "is het zeker een ander nummer, zet er dan een streepje in"
_NUMBER = (
    "dit lijkt een BSN, en dat komt nooit in Thuisplan; neem het eigen leerlingnummer van de school, of laat het veld "
    "leeg"
)
_PHONE = "dit lijkt een BSN en geen telefoonnummer; schrijf een telefoonnummer met tien cijfers, zoals 0612345678"
_SOURCE = f"; bron: {cite('uavg-46')}"


LINE = 160
"""The most letters of what stands in one place of a paper: with thousands there is none any more."""


def line(text: str, what: str) -> str:
    """The text without needless white space. Raises InvalidCase where it is too long; `what` says of what, in Dutch."""
    tidy = " ".join(text.split())
    if len(tidy) > LINE:
        raise InvalidCase(reason=f"{what} is langer dan {LINE} tekens, en past zo in geen rapport")
    return tidy


def refuse_bsn(typed: Any, before: Any = None) -> None:
    """Raise InvalidCase (field, reason without the value) where a text of this part is or holds a BSN.

    What `before` holds already is not asked again: a school's own number that came with its list was judged beside all
    others (`intake.elfproef.PupilNumbers`). A person who is sure that it is another number answers with a hyphen in it.
    """
    for field in fields(typed):
        value = getattr(typed, field.name)
        if _is_text(field.name, value) and value != getattr(before, field.name, None):
            _refuse(field.name, value)


def refuse_bsn_in(texts: Mapping[str, str]) -> None:
    """The same for texts that are no part of a case, by the name of their field."""
    for name, text in texts.items():
        if elfproef.stands_in(text):
            raise InvalidCase(field=name, reason=f"{_IS_LIKE_ONE}; {_ANOTHER}{_SOURCE}")


def without_bsn(part: _Part) -> _Part:
    """A part that came in a file of somebody else, with each left out of its texts, which tell so."""
    texts = {field.name: getattr(part, field.name) for field in fields(part)}
    return replace(part, **{name: _without(name, text) for name, text in texts.items() if _is_text(name, text)})


def holds_bsn(*texts: str) -> bool:
    """Whether one stands in any of these texts."""
    return any(map(elfproef.stands_in, texts))


def _is_text(name: str, value: Any) -> bool:
    """Codes and keys of the program hold no words of a person."""
    return type(value) is str and bool(value) and name != "id" and not name.endswith("_id")


def _without(name: str, text: str) -> str:
    """By the same measure as `_refuse`, so that what came is never refused after it."""
    told = elfproef.without(text)
    return elfproef.LEFT_OUT if name == "phone" and elfproef.stands_for_phone(told) else told


def _refuse(name: str, value: str) -> None:
    if name == "pupil_key":
        if elfproef.is_number(value):
            raise InvalidCase(field=name, reason=_NUMBER + _SOURCE)
    elif name == "phone":
        if elfproef.stands_for_phone(value):
            raise InvalidCase(field=name, reason=_PHONE + _SOURCE)
    else:
        refuse_bsn_in({name: value})
