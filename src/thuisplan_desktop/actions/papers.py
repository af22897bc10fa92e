"""Signed paper that was scanned: kept inside the register only, shown from memory, gone with its case."""

from datetime import date

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.register import paper
from thuisplan_desktop.register.case_codes import PaperKind
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.rights import Paper, PaperLine
from thuisplan_desktop.store import consents, parts

MOST = 20
"""Scans of one case: enough for every form and withdrawal, and no archive of everything."""


def keep_paper(register: OpenRegister, case_id: str, consent_id: str, kind: PaperKind, content: bytes) -> Changed:
    """Keep a scan with a consent; its value is the line in the list. The name of the file it came from is not kept.

    Raises PaperRefused for what is not a whole PDF, JPEG or PNG of a reasonable size whose pages can be shown;
    InvalidConsent when the consent is of another case, or there are too many papers.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    found = paper.accepted(content)
    with register.change() as connection:
        if consent_id not in {one.id for one in consents.load_consents(connection, case_id)}:
            raise InvalidConsent(reason="dit papier hoort bij een toestemming die er niet is")
        if len(parts.load_papers(connection, case_id)) >= MOST:
            raise InvalidConsent(reason=f"er zijn al {MOST} papieren bij deze casus")
        kept = Paper(
            id=new_id(), case_id=case_id, consent_id=consent_id, kind=kind, name=_name(kind, register.today()),
            media_type=found.value, added_on=register.today(), content=content,
        )  # fmt: skip
        parts.save(connection, kept)
        register.log(connection, "paper_kept", case_id)
    return changed(Kind.CONSENTS, case_id=case_id, value=_line(kept))


def _name(kind: PaperKind, on: date) -> str:
    """Made here: the name of the file may hold the name of the pupil."""
    return f"{kind.label} {on:%d-%m-%Y}"


def _line(kept: Paper) -> PaperLine:
    return PaperLine(
        id=kept.id, case_id=kept.case_id, consent_id=kept.consent_id, kind=kept.kind, name=kept.name,
        media_type=kept.media_type, added_on=kept.added_on,
    )  # fmt: skip


def open_paper(register: OpenRegister, paper_id: str) -> Paper:
    """One paper with its pages, to show. Raises NoSuchPart. Who looked is logged."""
    with register.read() as connection:
        found = parts.load_one(connection, Paper, paper_id)
    register.log_reading("paper_opened", found.case_id)
    return found


def remove_paper(register: OpenRegister, paper_id: str) -> Changed:
    """Take away a paper that was added by mistake. Raises NoSuchPart."""
    with register.change() as connection:
        found = parts.load_one(connection, Paper, paper_id)
        parts.remove(connection, found)
        register.log(connection, "paper_removed", found.case_id)
    return changed(Kind.CONSENTS, case_id=found.case_id)
