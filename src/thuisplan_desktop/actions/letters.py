"""The leesbrief beside each file that travels: what it is and from which keys, so that a person can follow the post."""

from datetime import date
from pathlib import Path

from thuisplan_desktop.actions.joining import membership
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.keyring import Identity, words_of
from thuisplan_desktop.errors import ProfileUnknown
from thuisplan_desktop.exchange import enrolment_v1, leesbrief, parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.pdf import letter
from thuisplan_desktop.store import identities, logbook
from thuisplan_desktop.store.register_file import Connection


def letter_for(register: OpenRegister, data: bytes, peildatum: date | None = None) -> bytes:
    """The page (PDF) for a file that this register just made. It names no school, no person and no count.

    `peildatum` is of the telling that the file is about, if it is about one. The words of the logbook on it show an
    older register that was put back later. Raises NotAThuisplanFile, ProfileUnknown.
    """
    with register.change() as connection:
        identity, region = _maker(connection, data)
        register.log(connection, "leesbrief")
        words = words_of(logbook.head(connection).hash)
    page = leesbrief.leesbrief(data, parties_v1.keys_of(identity), region, peildatum=peildatum, log_words=words)
    return letter.letter(page.title, page.rows, page.paragraphs)


def beside(path: Path) -> Path:
    """Where the leesbrief of a file goes: next to it, with its name."""
    return path.with_name(f"{path.stem}-leesbrief.pdf")


def _maker(connection: Connection, data: bytes) -> tuple[Identity, str]:
    """Our keys for the region of this file, and the region's name as far as it is known."""
    if sealed_file.kind_of(data) is Kind.ENROLMENT:
        region = enrolment_v1.decode(data).region
        return Identity.load(identities.load_identity(connection, region).private_keys), region
    known = [own for own in identities.load_identities(connection) if own.profile]
    if not known:
        raise ProfileUnknown
    member = membership(connection, known[-1].region)
    return member.identity, member.profile.name
