"""What went wrong, what is safe and what to do: one Dutch message for every kind of error.

Window and command line share these. A message never holds personal data: the blanks are an error's safe facts.
"""

from thuisplan_desktop.errors import PromiseBroken, ThuisplanError
from thuisplan_desktop.messages import cases, counts, lists, register_file, travel
from thuisplan_desktop.messages.message import Message

_MESSAGES: dict[type[ThuisplanError], Message] = {
    **cases.MESSAGES,
    **counts.MESSAGES,
    **lists.MESSAGES,
    **register_file.MESSAGES,
    **travel.MESSAGES,
    PromiseBroken: Message("Een belofte van Thuisplan hield geen stand: {promise}.", "", ""),
}


def message_for(error: ThuisplanError) -> Message:
    """The message of this error with its facts filled in."""
    found = _MESSAGES[type(error)]
    facts = {name: str(value) for name, value in error.facts.items()}
    facts.setdefault("by", "")  # who has the register open is not always known
    if "column" in facts:  # empty when the row as a whole is wrong
        facts["column"] = f" (kolom {facts['column']})" if facts["column"] else ""
    return Message(found.what.format_map(_Blank(facts)), found.safe, found.remedy)


class _Blank(dict[str, str]):
    """A fact that was not given reads as three dots instead of hiding the message behind a second error."""

    def __missing__(self, key: str) -> str:
        return "…"
