"""Hand a case over: allowed by a sharing rule, one row for what was given, and if wanted one sealed file.

Both sides compare twelve words over the telephone before anything is sealed or taken in: sender and receiver each have
one key for this, made at first use and kept inside the register.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from thuisplan_desktop.actions import cases as case_actions
from thuisplan_desktop.actions import parts as case_parts
from thuisplan_desktop.actions import sharing
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.actions.typed import refuse_bsn, without_bsn
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.dutch import join_words, plural
from thuisplan_desktop.errors import InvalidCase, NotForUs
from thuisplan_desktop.exchange import handover_v1, receiving_key_v1
from thuisplan_desktop.register import case_dates, handing, law, talk
from thuisplan_desktop.register.arrivals import possible_double
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Role
from thuisplan_desktop.register.handing import Handed, Landing
from thuisplan_desktop.register.pointing import Said, names_another, texts_in
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.sharing import Answer
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.store import cases, destroying, parts, settings
from thuisplan_desktop.store.register_file import Connection

_IDENTITY = "handover_identity"
_KINDS = (Kind.CASES, Kind.CONSENTS, Kind.MEETINGS)


@dataclass(frozen=True)
class OwnKey:
    """The file to give to who hands a case over, and the words to read out."""

    data: bytes
    fingerprint: str


@dataclass(frozen=True)
class KeyView:
    """Whose key a file says it is, and its words to compare over the telephone."""

    name: str
    fingerprint: str


@dataclass(frozen=True)
class SealedCase:
    """The sealed file, and our own words, which the receiver compares before he takes it in."""

    data: bytes
    fingerprint: str


@dataclass(frozen=True)
class Arrival:
    """What a sealed file holds, before it is taken in. `known`: the pupil has a case here, and it is put into that one.

    `doubles`: otherwise the cases that may be his, by id and in words; a person says which, or that none is. What comes
    in depends on that answer: `look` again with it. `restricted`: the data of that case may only be kept.
    """

    fingerprint: str
    sender: str
    made_on: date
    pupil: str
    birth_date: date | None
    categories: frozenset[DataCategory]
    basis: LegalBasis
    note: str
    known: bool
    closed_on: date | None
    """Since when that case is closed. It stays so: taking in reopens nothing, and Vandaag asks about new absence."""
    parts: int
    left_out: int
    unfit: tuple[str, ...] = ()
    """What isn't taken over because it can't be, as its fields are called: only the sender can mend it."""
    doubles: tuple[tuple[str, str], ...] = ()
    restricted: bool = False

    def __repr__(self) -> str:
        return "Arrival()"


# --- keys


def receiving_key(register: OpenRegister) -> Changed:
    """The ontvangstsleutel of this register as a file. Its value is an OwnKey."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        identity = _identity(connection)
        data = receiving_key_v1.encode(register.settings.title, identity)
        register.log(connection, "receiving_key")
    return changed(value=OwnKey(data, identity.fingerprint))


def read_key(data: bytes) -> KeyView:
    """What an ontvangstsleutel says. Nothing is trusted yet. Raises as `receiving_key_v1.decode`."""
    key = receiving_key_v1.decode(data)
    return KeyView(key.name, key.fingerprint)


def _identity(connection: Connection) -> Identity:
    """Our own keys for hand-overs, made at first use. Unlike those for a region they say who we are."""
    if not settings.get(connection, _IDENTITY):
        settings.put(connection, _IDENTITY, Identity.generate().export().hex())
    return _made_identity(connection)


def _made_identity(connection: Connection) -> Identity:
    """Raises NotForUs where there is none yet: then nothing can be sealed to us."""
    kept = settings.get(connection, _IDENTITY)
    if not kept:
        raise NotForUs
    return Identity.load(bytes.fromhex(kept))


# --- giving


def judge(register: OpenRegister, handover: Handover, told: frozenset[DataCategory]) -> Answer:
    """What the sharing rules and consents say about this hand-over on its day."""
    return sharing.judge(register, giving_of(register, handover, told))


def record(register: OpenRegister, handover: Handover, told: frozenset[DataCategory]) -> Changed:
    """Overdracht vastleggen: told or sent some other way. Raises SharingNotAllowed, InvalidCase."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    talk.check_handover(handover, register.today())
    refuse_bsn(handover)
    with register.change() as connection:
        sharing.share(register, connection, giving_of(register, handover, told))
        parts.save(connection, handover)
        register.log(connection, "handover_saved", handover.case_id)
    return changed(*_KINDS, case_id=handover.case_id, value=handover)


def seal(register: OpenRegister, handover: Handover, told: frozenset[DataCategory], key: bytes) -> Changed:
    """Hand the case over in a file for this key: call it only after a person compared its words over the telephone.

    Its value is a SealedCase. Raises SharingNotAllowed, InvalidCase for another day than today or where its words name
    another pupil of the register, FileTooLarge, NotForUs for our own key, and what reading the key raises.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    receiver = receiving_key_v1.decode(key)
    if handover.handed_on != register.today():
        raise InvalidCase(field="handed_on", reason="een verzegeld bestand wordt vandaag gemaakt")
    refuse_bsn(handover)
    with register.change() as connection:
        identity = _identity(connection)
        if receiver.keys.signing == identity.public[0]:
            raise NotForUs
        permit = sharing.share(register, connection, giving_of(register, handover, told))
        file = cases.load_case_file(connection, handover.case_id)
        handed = Handed(
            sender=register.settings.title, made_on=handover.handed_on, purpose=permit.purpose, basis=permit.basis,
            categories=permit.categories,
            note=handover.note if permit.categories == handing.EVERYTHING else "",
            file=handing.what_goes(file, permit.categories),
        )  # fmt: skip
        _names_no_other(connection, handed)
        data = handover_v1.encode(handed, identity, receiver.keys)
        parts.save(connection, handover)
        register.log(connection, "case_handed_over", handover.case_id)
    return changed(*_KINDS, case_id=handover.case_id, value=SealedCase(data, identity.fingerprint))


def _names_no_other(connection: Connection, handed: Handed) -> None:
    """What is written about one child tells the receiver of no other that is known here."""
    told = [*texts_in(handed.file), Said("wat de ontvanger moet weten", handed.note)]
    if label := names_another(told, handed.file.case, cases.load_case_files(connection)):
        raise InvalidCase(reason=f"bij {label} staat een andere leerling; noem alleen om wie het gaat")


def giving_of(register: OpenRegister, handover: Handover, told: frozenset[DataCategory]) -> Giving:
    """The hand-over as the sharing rules know it."""
    return Giving(
        case_id=handover.case_id,
        party=handing.party_of(handover.to, register.role),
        categories=told,
        purpose=handing.purpose_of(handover.to),
        on=handover.handed_on,
        why="overdracht",
    )


# --- receiving


def look(register: OpenRegister, data: bytes, same_as: str | None = None) -> Arrival:
    """What a sealed file would bring. Nothing is taken in yet; that somebody looked is logged.

    `same_as`: what a person said of whose it is, as `take_in` wants it. Raises NotForUs when it was sealed to another
    key, what reading it raises, and InvalidCase for an answer that fits nobody.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    outside = handover_v1.look(data)
    with register.read() as connection:
        handed = _opened(connection, data)
        landing = _landing(register, connection, handed, outside.sender_id, same_as)
        doubles = () if same_as else _doubles(handed, cases.load_case_files(connection), landing)
        before = _before(connection, landing)
    register.log_reading("handover_looked_at")
    case = handed.file.case
    return Arrival(
        fingerprint=outside.fingerprint, sender=handed.sender, made_on=handed.made_on, pupil=case.full_name,
        birth_date=case.birth_date, categories=handed.categories, basis=handed.basis, note=handed.note,
        known=landing.is_known, closed_on=landing.case.closed_on, parts=len(landing.parts), left_out=landing.left_out,
        unfit=landing.unfit, doubles=tuple((one.case.id, possible_double(one.case, case, "").ours) for one in doubles),
        restricted=before is not None and is_restricted(before.requests, register.today()),
    )  # fmt: skip


KEPT_ONLY = (
    "de gegevens van deze leerling mogen hier alleen bewaard worden; beslis eerst over het verzoek of de beperking, "
    f"bij de casus onder Rechten. Bron: {law.cite('avg-18-2')}"
)


def told_left_out(arrival: Arrival) -> str:
    """How much isn't taken over beside what is there, in a sentence; '' where all of it is."""
    if not arrival.left_out:
        return ""
    stood = plural(arrival.left_out, "onderdeel", "onderdelen")
    return f"{stood} niet overgenomen: dat staat er al, of het overlapt met wat er staat."


def told_unfit(arrival: Arrival) -> str:
    """What isn't taken over because it can't be, in a sentence; '' where all of it can."""
    if not arrival.unfit:
        return ""
    return f"Niet overgenomen, omdat het niet klopt: {join_words(arrival.unfit)}. Vraag de afzender hoe het hoort."


ANOTHER_PUPIL = "new"
"""Said of who may be the pupil of a case that is there: it is another one."""


def take_in(register: OpenRegister, data: bytes, same_as: str = "") -> Changed:
    """Take the case in: call it only after a person compared the sender's words over the telephone.

    The pupil has one case afterwards, also when he had one or the file comes again. `same_as`: the id of the case that
    a person said is his, among the `doubles` of the Arrival, or ANOTHER_PUPIL. Its value is the case. Raises as `look`,
    and InvalidCase when its days can't be, while nobody answered whose it is, where the answer fits nobody, and where
    the data of that case may only be kept.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        handed = _opened(connection, data)
        landing = _landing(register, connection, handed, handover_v1.look(data).sender_id, same_as)
        before = _before(connection, landing)
        if before is not None and is_restricted(before.requests, register.today()):
            raise InvalidCase(reason=KEPT_ONLY)
        stood = before or CaseFile(landing.case)  # what another register closed was closed there, by its rules
        case_dates.check(landing.case, register.today(), stood)
        cases.save_case(connection, landing.case)
        for part in landing.parts:
            _keep(connection, part, register.today())
        register.log(connection, "handover_received", landing.case.id)
    return changed(*_KINDS, case_id=landing.case.id, value=landing.case)


def _opened(connection: Connection, data: bytes) -> Handed:
    """What a sealed file holds, with each BSN left out and told: what stands here itself is never gone over."""
    handed = without_bsn(handover_v1.decode(data, _made_identity(connection)))
    coming = {name: tuple(map(without_bsn, getattr(handed.file, name))) for name in handing.PARTS}
    return replace(handed, file=replace(handed.file, case=without_bsn(handed.file.case), **coming))


def _before(connection: Connection, landing: Landing) -> CaseFile | None:
    return cases.load_case_file(connection, landing.case.id) if landing.is_known else None


def _doubles(handed: Handed, files: tuple[CaseFile, ...], landing: Landing) -> tuple[CaseFile, ...]:
    return _asked(handed, files, next((one for one in files if one.case.id == landing.case.id), None))


def _asked(handed: Handed, files: tuple[CaseFile, ...], found: CaseFile | None) -> tuple[CaseFile, ...]:
    """The cases of which a person says whether they are of this pupil: also the one that it made before, where that has
    another name or birth date here."""
    if found is None:
        return handing.possible_doubles(handed, files)
    return (found,) if handing.goes_by_another_name(found.case, handed.file.case) else ()


_WHOSE = "misschien staat deze leerling al in het register; zeg of het dezelfde is"
_NOT_HIS = "de gekozen casus kan niet van deze leerling zijn; kies er een die wordt genoemd, of kies niets"
_IS_HERE = (
    "deze leerling staat al in het register, met deze naam en geboortedatum; kies niets, dan komt dit bij die casus"
)

_WAS_ANOTHER = (
    "de afzender droeg deze casus eerder over onder een andere naam of geboortedatum; vraag om een eigen casus voor "
    "deze leerling"
)


def _belongs(handed: Handed, files: tuple[CaseFile, ...], made: str, same_as: str | None) -> CaseFile | None:
    """The case that it comes to, None for a new one. None of `same_as`: it is only looked at, nobody answers yet.

    Raises InvalidCase for a question without an answer, and for an answer that fits nobody: it is never ignored.
    """
    found = handing.find(handed, files, made)
    doubles = _asked(handed, files, found)
    if same_as is None or (same_as == "" and not doubles):
        return found
    if same_as == ANOTHER_PUPIL:
        if found and found.case.id != made:
            raise InvalidCase(reason=_IS_HERE)
        if found and doubles:
            raise InvalidCase(reason=_WAS_ANOTHER)
        return found
    chosen = next((one for one in (found, *doubles) if one and one.case.id == same_as), None)
    if chosen is None:
        raise InvalidCase(reason=_NOT_HIS if same_as else _WHOSE)
    return chosen


def _landing(
    register: OpenRegister, connection: Connection, handed: Handed, sender: bytes, same_as: str | None = None
) -> Landing:
    """Keys of parts are ours: made from the sender's and his, so that nobody can write over what he doesn't know."""
    made = _free_id(connection, sender, handed.file.case.id)
    known = _belongs(handed, cases.load_case_files(connection), made, same_as)
    ours = known or CaseFile(_empty(register, handed, made))
    case = handed.file.case
    case, unfit = case_dates.fitting(case, ours.case.birth_date or case.birth_date, register.today())
    fits = replace(handed, file=replace(handed.file, case=case))
    landing = handing.land(fits, ours, lambda theirs: _our_id(sender, theirs, ours.case.id), is_known=known is not None)
    there = case_actions.located(landing.case) if known is None else landing.case
    return replace(landing, case=there, unfit=unfit)


def _empty(register: OpenRegister, handed: Handed, case_id: str) -> Case:
    """A case of this register about this pupil: its own school, owner and who counts it."""
    kept = register.settings
    return Case(
        id=case_id, nickname=handed.file.case.nickname, school_name=kept.school_name, brin=kept.brin,
        branch=kept.branch, school_type=kept.school_type, owner=kept.owner, counted_by=kept.counting_party,
    )  # fmt: skip


def _free_id(connection: Connection, sender: bytes, theirs: str) -> str:
    """The same for the same case, so that a file that comes again finds it; another once that one was destroyed here:
    what is destroyed stays so in every backup, and a case that came anew must not go with it.
    """
    destroyed, made = destroying.marks_in(connection), _our_id(sender, theirs, "")
    while destroying.mark_of(made) in destroyed:
        made = _our_id(sender, theirs, made)
    return made


def _our_id(sender: bytes, theirs: str, case_id: str) -> str:
    return hashlib.sha256(sender + theirs.encode() + b"\x00" + case_id.encode()).hexdigest()[:16]


def _keep(connection: Connection, part: Any, today: date) -> None:
    """As if a person had typed it: what can't be true is refused here too."""
    file = cases.load_case_file(connection, part.case_id)
    if isinstance(part, Absence):
        case_actions.check_absence(part, file.case, today)
        cases.save_absence(connection, part)
    elif isinstance(part, Contact):
        case_actions.check_contact(part, file.case, today)
        cases.save_contact(connection, part)
    else:
        case_parts.check(part, file, today)
        parts.save(connection, part)
