"""Who takes part in a region: the same overview for the samenwerkingsverband and for the second key holder."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from thuisplan_desktop import messages
from thuisplan_desktop.actions import agreeing, joining
from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.joining import KEYHOLDER_SECTOR, OwnKeys, ProfileView
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.errors import EnrolledElsewhere, ProfileRefused, ProfileUnknown, ThuisplanError
from thuisplan_desktop.region.boards import look_alike
from thuisplan_desktop.region.contributing import of_kinds
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import region_books


@dataclass(frozen=True)
class Boards:
    """How many besturen with a sender in this sector are enrolled, and how many a telling needs."""

    sector: Sector
    found: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.found >= self.needed


@dataclass(frozen=True)
class Participants:
    """The profile in force (None before there is one), our own keys, and who is enrolled."""

    profile: ProfileView | None
    own: tuple[OwnKeys, ...]
    senders: tuple[SenderView, ...]
    boards: tuple[Boards, ...]

    @property
    def ready(self) -> bool:
        """Whether a telling can be opened: enough besturen in every sector that is counted.

        Where each school protects its own table there is nothing to wait for but somebody to count.
        """
        if self.profile is not None and self.profile.mode is Mode.PROTECTED:
            return bool(self.senders)
        return self.profile is not None and all(each.enough for each in self.boards)


def participants(register: OpenRegister) -> Participants:
    """Everything on one page. A region and a key holder take part in one region: the newest profile counts."""
    need(register, Role.REGION, Role.KEYHOLDER)
    profiles = joining.pinned_profiles(register)
    senders = agreeing.list_senders(register)
    profile = profiles[-1] if profiles else None
    return Participants(profile, joining.own_keys(register), senders, _boards(profile, senders))


def _boards(profile: ProfileView | None, senders: Sequence[SenderView]) -> tuple[Boards, ...]:
    if profile is None or profile.mode is Mode.PROTECTED:
        return ()
    return tuple(
        Boards(Sector(sector), _counting(one for one in senders if sector in one.sectors), profile.min_senders)
        for sector in sorted(profile.sectors)
    )


def _counting(senders: Iterable[SenderView]) -> int:
    """The besturen that count together, as a telling is judged: beside schools a consulent is no school more."""
    schools, others = of_kinds(senders)
    return _different(one.board for one in schools or others)


def _different(boards: Iterable[str]) -> int:
    return len({board.casefold() for board in boards})


def profile_file(register: OpenRegister) -> bytes:
    """The newest profile that was issued here, to send it once more. Raises ProfileUnknown."""
    need(register, Role.REGION)
    with register.change() as connection:
        kept = region_books.load_profile(connection)
        register.log(connection, "profile_issued")
    return kept.document


@dataclass(frozen=True)
class ReadEnrolment:
    """One enrolment file before anybody compared anything: its sender, or in Dutch why it is not offered.

    `alike` are besturen of others, enrolled or read with it, that would count as another one and are written alike.
    """

    label: str
    data: bytes
    sender: SenderView | None
    problem: str = ""
    alike: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"ReadEnrolment(readable={self.sender is not None})"


def read_enrolments(
    register: OpenRegister, files: Sequence[tuple[str, Callable[[], bytes]]]
) -> tuple[ReadEnrolment, ...]:
    """Read enrolment files one by one; a bad one is named and never hides the rest. Nothing is trusted yet."""
    need(register, Role.REGION, Role.KEYHOLDER)
    now = participants(register)
    found = [_read(label, read, now, register.role) for label, read in files]
    known = (*now.senders, *(each.sender for each in found if each.sender))
    return tuple(replace(each, alike=_alike(each.sender, known)) if each.sender else each for each in found)


def alike(register: OpenRegister, sender: SenderView) -> tuple[str, ...]:
    """The besturen of enrolled others that count as another one than this sender's, and are written alike."""
    need(register, Role.REGION, Role.KEYHOLDER)
    return _alike(sender, agreeing.list_senders(register))


def _alike(sender: SenderView, known: Iterable[SenderView]) -> tuple[str, ...]:
    """Not what the sender itself was called before: its new enrolment takes the place of that one."""
    return look_alike(sender.board, {one.board for one in known if one.signing != sender.signing})


def _read(label: str, read: Callable[[], bytes], now: Participants, role: Role) -> ReadEnrolment:
    try:
        data = read()
        sender = agreeing.read_enrolment(data)
        _check_region(sender, now, role)
    except ThuisplanError as error:
        return ReadEnrolment(label, b"", None, messages.message_for(error).text)
    if sender in now.senders:
        return ReadEnrolment(label, b"", None, "Deze deelnemer is al ingeschreven, met dezelfde controlewoorden.")
    return ReadEnrolment(label, data, sender)


def _check_region(sender: SenderView, now: Participants, role: Role) -> None:
    if now.profile is None:
        raise ProfileUnknown
    if role is Role.REGION and now.profile.mode is Mode.PROTECTED:
        raise EnrolledElsewhere
    if KEYHOLDER_SECTOR in sender.sectors:
        raise ProfileRefused(reason="het bestand is van een sleutelhouder, en die telt zelf niet mee")
    if sender.region != now.profile.region:
        raise ProfileRefused(reason="de aanmelding is voor een andere regio gemaakt")
