"""A second region that counts the same schools: two sums of nearly one day, under two names, come down to one school.

A key holder's workspace is of one region. A school may be in more, of other sectors; so it is the school that sees a
second name for the same sector, and that gives no second count of nearly the same day.
"""

from datetime import date

from thuisplan_desktop.actions.opening import OpenRegister, sectors_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import CountedElsewhere, ProfileRefused, RegisterDamaged, SecondRegion
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.region.shares import ANSWER_DISTANCE
from thuisplan_desktop.region.telling import Mode, Profile, Telling
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import identities, settings
from thuisplan_desktop.store.register_file import Connection

ANOTHER_KEYHOLDER = (
    "het heeft een andere sleutelhouder, die niet weet welke sommen er al zijn gegeven. Met een andere sleutelhouder "
    "begint een regio opnieuw, in een nieuwe werkmap en onder een andere code"
)
"""For whoever took part in a telling with the key holder of before."""

_COUNTED = {Mode.SPLIT: "counted_for:", Mode.PROTECTED: "protected_for:"}
"""The setting with the days of which counts went to a region, in halves or as a protected table."""

_HOLDER = "counted_with:"
"""The setting with the keys of the key holder who got one half of those."""


def beside(register: OpenRegister, data: bytes) -> str:
    """The name of a region that counts this register's sector already, where a profile would be a second; else ''."""
    with register.read() as connection:
        found = _others(register, connection, profile_v1.decode(data))
    return found[0].name if found else ""


def refuse_unasked(register: OpenRegister, connection: Connection, profile: Profile) -> None:
    """Raise SecondRegion where a school is in another region already that counts its sector, until it asked why.

    A school has one samenwerkingsverband for a sector. So a second one is a merger, a removal, or a second name for
    the same region.
    """
    for other in _others(register, connection, profile):
        raise SecondRegion(region=other.name)


def refuse_replaced(connection: Connection, before: Profile, later: Profile) -> None:
    """Raise ProfileRefused where a version names another key holder than the one who has halves of our counts.

    A new one has no list of the sums that were given: next to nothing would keep him from a second one of nearly the
    same schools and day. So the region begins anew, which each school hears of (`refuse_unasked`).
    """
    if _days(connection, before, Mode.SPLIT):
        _refuse_other_holder(connection, before, later)


def check_holder(connection: Connection, profile: Profile) -> None:
    """Raise ProfileRefused where halves sealed under this version would be for a second key holder of the region.

    Nor are they for another one than the newest version names: an earlier version, pinned before anything was counted,
    has a key holder who learns nothing of what the next one gives, and the other way round.
    """
    pinned = profile_v1.decode(identities.load_identity(connection, profile.region).profile)
    _refuse_other_holder(connection, pinned, profile)


def _refuse_other_holder(connection: Connection, before: Profile, profile: Profile) -> None:
    ours = settings.get(connection, _HOLDER + profile.region)
    if profile.keyholder != before.keyholder or (ours and ours != _keys(profile)):
        raise ProfileRefused(reason=ANOTHER_KEYHOLDER)


def _keys(profile: Profile) -> str:
    return f"{profile.keyholder.signing.hex()} {profile.keyholder.sealing.hex()}"


def check_counted_once(register: OpenRegister, connection: Connection, profile: Profile, telling: Telling) -> None:
    """Raise CountedElsewhere when another region has our counts of nearly this day, in the same sector."""
    for other in _same_sector(register, connection, profile, _sectors(profile)):
        for day in _days(connection, other, other.mode):
            if abs(day - telling.peildatum) <= ANSWER_DISTANCE:
                raise CountedElsewhere(region=other.name, peildatum=format_date(day))


def note_counted(connection: Connection, profile: Profile, telling: Telling) -> None:
    """Our counts of this day went to this region, and in halves to its key holder."""
    if profile.mode is Mode.SPLIT:
        settings.put(connection, _HOLDER + profile.region, _keys(profile))
    days = {*_days(connection, profile, profile.mode), telling.peildatum}
    name = _COUNTED[profile.mode] + profile.region
    settings.put(connection, name, " ".join(day.isoformat() for day in sorted(days)))


def _days(connection: Connection, profile: Profile, mode: Mode) -> tuple[date, ...]:
    """Raises RegisterDamaged."""
    try:
        return tuple(map(date.fromisoformat, settings.get(connection, _COUNTED[mode] + profile.region).split()))
    except ValueError:
        raise RegisterDamaged(part="settings") from None


def _others(register: OpenRegister, connection: Connection, profile: Profile) -> list[Profile]:
    """As `_same_sector`, of the sectors that a version of this profile doesn't count here already."""
    if register.role not in (Role.SCHOOL, Role.CONSULENT):
        return []
    known = {own.region: own.profile for own in identities.load_identities(connection) if own.profile}
    before = known.get(profile.region)
    new = _sectors(profile) - (_sectors(profile_v1.decode(before)) if before else frozenset())
    return _same_sector(register, connection, profile, new)


def _same_sector(
    register: OpenRegister, connection: Connection, profile: Profile, sectors: frozenset[str]
) -> list[Profile]:
    """The other regions that count one of these sectors that is ours, or did under an earlier version.

    Not where schools protect their tables in both: each of those is safe beside what its school published before.
    Beside sums in halves they aren't: the sum less all that is shown in them is what is hidden in one.
    """
    ours = sectors & {sector.value for sector in sectors_of(register)}
    pinned = [profile_v1.decode(own.profile) for own in identities.load_identities(connection) if own.profile]
    others = [one for one in pinned if one.region != profile.region and Mode.SPLIT in (one.mode, profile.mode)]
    return [one for one in others if ours & _ever_counted(connection, one)]


def _ever_counted(connection: Connection, profile: Profile) -> frozenset[str]:
    """Under any version that was pinned: a region that drops a sector keeps the sums that it has."""
    earlier = [profile_v1.decode(one.document) for one in identities.load_earlier(connection, profile.region)]
    return _sectors(profile).union(*map(_sectors, earlier))


def _sectors(profile: Profile) -> frozenset[str]:
    return frozenset(layout.sector for layout in profile.layouts)
