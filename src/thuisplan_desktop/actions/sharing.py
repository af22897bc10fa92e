"""Give something about a pupil to one party outside a meeting: may it, and the row that it leaves."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from thuisplan_desktop.actions.cases import consent_settings, new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.pdf import process_card
from thuisplan_desktop.register import case_dates, sharing, sharing_rules
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose, Role, Route
from thuisplan_desktop.register.meeting import Sharing
from thuisplan_desktop.register.sharing import Answer, Permit, Wish
from thuisplan_desktop.register.sharing_rules import RuleSet
from thuisplan_desktop.store import cases, consents, meetings, settings
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True, kw_only=True)
class Giving:
    """What was or will be given: to one party, what, what for, on which day, and why in own words."""

    case_id: str
    party: Party
    categories: frozenset[DataCategory]
    purpose: Purpose
    on: date
    why: str = ""

    def __repr__(self) -> str:
        return f"Giving(case={self.case_id!r})"


def judge(register: OpenRegister, giving: Giving) -> Answer:
    """What the rules and the consents say about it, judged on the day it is given."""
    with register.read() as connection:
        return sharing.may_share(wish(register, connection, giving))


def wish(register: OpenRegister, connection: Connection, giving: Giving) -> Wish:
    """The question, loaded in the transaction that acts on the answer."""
    return Wish(
        file=cases.load_case_file(connection, giving.case_id),
        consents=consents.load_consents(connection, giving.case_id),
        party=giving.party,
        categories=giving.categories,
        purpose=giving.purpose,
        on=giving.on,
        settings=consent_settings(register, connection),
    )


def share(register: OpenRegister, connection: Connection, giving: Giving, *, route: Route = Route.BY_NAME) -> Permit:
    """For what leaves the register: ask, leave the row, hand back the proof. Raises SharingNotAllowed."""
    found = sharing.permit(wish(register, connection, giving))
    _keep(register, connection, giving, found.basis, found.rule, route)
    return found


def record_giving(register: OpenRegister, giving: Giving, *, without_ground: bool = False) -> Changed:
    """Verstrekking vastleggen: what was told or sent, on its ground. Raises SharingNotAllowed when there is none.

    `without_ground`: it happened all the same; the row says so, and that the functionaris must know. Raises InvalidCase
    for a day in the future.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    if giving.on > register.today():
        raise InvalidCase(reason="de dag van de verstrekking ligt in de toekomst")
    refuse_bsn_in({"why": giving.why})
    with register.change() as connection:
        asked = wish(register, connection, giving)
        _check_day(asked)
        if without_ground and not sharing.may_share(asked).allowed:
            _keep(register, connection, giving, LegalBasis.NONE, "")
        else:
            found = sharing.permit(asked)
            _keep(register, connection, giving, found.basis, found.rule)
        register.log(connection, "sharing_recorded", giving.case_id)
    return changed(Kind.MEETINGS, case_id=giving.case_id)


def _check_day(asked: Wish) -> None:
    born = asked.file.case.birth_date
    if asked.on < (born or case_dates.EARLIEST):
        raise InvalidCase(reason="de dag van de verstrekking ligt voor de geboortedatum; kijk het jaartal na")


def _keep(
    register: OpenRegister,
    connection: Connection,
    giving: Giving,
    basis: LegalBasis,
    rule: str,
    route: Route = Route.BY_NAME,
) -> None:
    """One row for one actual sharing; the same paper made twice on a day, as PDF and as CSV, is still one."""
    row = Sharing(
        id=new_id(),
        case_id=giving.case_id,
        shared_on=giving.on,
        recipients=(giving.party,),
        categories=giving.categories,
        purpose=giving.purpose,
        basis=basis,
        route=route,
        rule=f"{rule}, versie {rules(register).version}" if rule else "",
        note=giving.why.strip(),
    )
    known = {replace(one, id="") for one in meetings.load_sharings(connection, giving.case_id)}
    if route is Route.BY_NAME or replace(row, id="") not in known:
        meetings.save_sharing(connection, row)


# --- the rules themselves


@dataclass(frozen=True, kw_only=True)
class ConsentChoices:
    """What an organisation chooses about consent, and what parents read about whom to call."""

    both_parents: bool = True
    contact: str = ""
    support_point: str = ""
    privacy_officer: str = ""


def choices(register: OpenRegister) -> ConsentChoices:
    kept = register.settings
    return ConsentChoices(
        both_parents=kept.both_parents,
        contact=kept.contact,
        support_point=kept.support_point,
        privacy_officer=kept.privacy_officer,
    )


def choose(register: OpenRegister, chosen: ConsentChoices) -> Changed:
    """Keep the choices; the gate asks by them from now on."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    wanted = replace(register.settings, **asdict(chosen))
    with register.change() as connection:
        settings.save_settings(connection, wanted)
        register.log(connection, "consent_choices")
    register.settings = wanted
    return changed(Kind.SETTINGS, Kind.CONSENTS)


def rules(register: OpenRegister) -> RuleSet:
    """The sharing rules that hold in this register."""
    return sharing_rules.in_use(register.settings.sharing_rules)


def rules_text(register: OpenRegister) -> bytes:
    """The rules that hold here as a file, for a functionaris to make stricter and have read in again."""
    return (register.settings.sharing_rules or sharing_rules.shipped_text()).encode()


def take_own_rules(register: OpenRegister, text: str) -> Changed:
    """Let the rules of the functionaris hold from now on; empty text brings back the shipped ones.

    Raises MalformedSharingRules, LooserSharingRule; then the rules of now go on.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    found = sharing_rules.own(text) if text else sharing_rules.national()
    with register.change() as connection:
        settings.put(connection, "sharing_rules", text)
        register.log(connection, "sharing_rules_changed")
    register.settings = replace(register.settings, sharing_rules=text)
    return changed(Kind.SETTINGS, Kind.CONSENTS, value=found)


def process_card_pdf(register: OpenRegister) -> bytes:
    """The procesplaat of the rules that hold here today. It names nobody; its printing is logged."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        register.log(connection, "process_card")
    return process_card.process_card(rules(register), register.role, register.today())
