"""Talks with the pupil's own voice in them, who has the pupil in view, and to whom a case was handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import HandoverTo, Organisation, TalkKind, TalkPartner, VoiceHow
from thuisplan_desktop.register.codes import Party
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite

_TALKS, _TEAM, _CLOSING = Group.TALKS, Group.TEAM, Group.CLOSING
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL


@catalogued
@dataclass(frozen=True, kw_only=True)
class Talk:
    """Registering is a means to get to talk in time (Noord-Kennemerland, activiteiten thuiszitterspact)."""

    id: str = about("Gesprek", _KEY, _TALKS)
    case_id: str = about("Casus", _KEY, _TALKS)
    kind: TalkKind = about("Soort gesprek", _COUNTS, _TALKS, default=TalkKind.GENERAL)
    held_on: date = about("Gesprek op", _SAYS, _TALKS)
    present: frozenset[TalkPartner] = about("Met wie", _SAYS, _TALKS, default=frozenset())
    voice_how: VoiceHow | None = about(
        "Hoe is de leerling gehoord", _SAYS, _TALKS, default=None,
        help=f"De leerling kiest zelf hoe. Bron: {cite('hoorrecht')}.",
    )  # fmt: skip
    voice: str = about("Wat de leerling zei", _SAYS, _TALKS, default="")
    voice_used: str = about("Wat daarmee gedaan is", _SAYS, _TALKS, default="")
    note: str = about("Wat is besproken", _SAYS, _TALKS, default="")
    next_step: str = about("Wat is de volgende stap", _SAYS, _TALKS, default="")


@catalogued
@dataclass(frozen=True, kw_only=True)
class InView:
    """Since when a party knows about the pupil; a case has at most one row a party."""

    id: str = about("In beeld", _KEY, _TEAM)
    case_id: str = about("Casus", _KEY, _TEAM)
    party: Organisation = about("In beeld bij", _COUNTS, _TEAM)
    since: date = about("Sinds", _SAYS, _TEAM)


@catalogued
@dataclass(frozen=True, kw_only=True)
class Handover:
    """A case that went to somebody else, so that nobody is out of view in a transition (Noord-Kennemerland 2017)."""

    id: str = about("Overdracht", _KEY, _CLOSING)
    case_id: str = about("Casus", _KEY, _CLOSING)
    to: HandoverTo = about("Overgedragen aan", _COUNTS, _CLOSING)
    receiver: str = about("Naam van de ontvanger", _NAMES, _CLOSING, default="")
    handed_on: date = about("Overgedragen op", _SAYS, _CLOSING)
    warm: bool = about("In een gesprek overgedragen (warm)", _SAYS, _CLOSING, default=False)
    note: str = about("Wat de ontvanger moet weten", _SAYS, _CLOSING, default="")


_WHO_KNOWS = {
    Organisation.SWV: {Party.CONSULENT, Party.SWV_DIRECTOR},
    Organisation.LEERPLICHT: {Party.LEERPLICHT},
    Organisation.YOUTH_DOCTOR: {Party.YOUTH_DOCTOR},
    Organisation.YOUTH_HELP: {Party.YOUTH_TEAM},
    Organisation.MUNICIPALITY: {Party.ACCESS, Party.POLICY_OFFICER},
}


def knowing(in_view: Iterable[InView], today: date) -> frozenset[Party]:
    """Who at a table knows this pupil because his organisation has him in view."""
    return frozenset(party for one in in_view if one.since <= today for party in _WHO_KNOWS.get(one.party, ()))


def check_talk(talk: Talk, today: date) -> None:
    """Raise InvalidCase(field, reason) for a talk to come, with nobody, or a voice without a way of hearing it."""
    if talk.held_on > today:
        raise InvalidCase(field="held_on", reason="het gesprek ligt in de toekomst")
    if not talk.present:
        raise InvalidCase(field="present", reason="er staat niet met wie er gesproken is")
    if (talk.voice.strip() or talk.voice_used.strip()) and talk.voice_how is None:
        raise InvalidCase(field="voice_how", reason="er staat niet hoe de leerling is gehoord")


def check_in_view(one: InView, others: Iterable[InView], today: date) -> None:
    """Raise InvalidCase(field, reason) for a day to come, or a party that stands there already."""
    if one.since > today:
        raise InvalidCase(field="since", reason="in beeld sinds ligt in de toekomst")
    if any(other.id != one.id and other.party is one.party for other in others):
        raise InvalidCase(field="party", reason="deze partij heeft de leerling al in beeld")


def check_handover(one: Handover, today: date) -> None:
    """Raise InvalidCase(field, reason) for a hand-over to come."""
    if one.handed_on > today:
        raise InvalidCase(field="handed_on", reason="de overdracht ligt in de toekomst")
