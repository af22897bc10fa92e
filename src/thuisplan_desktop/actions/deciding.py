"""What a school decides about a case itself: which group it belongs to, and whether it belongs on the list at all."""

from dataclasses import replace

from thuisplan_desktop.actions import closing
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.ruling import rules_of
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import ClosingReason, ListReview
from thuisplan_desktop.register.codes import Category, Role
from thuisplan_desktop.store import cases as store


def confirm_category(register: OpenRegister, case_id: str, category: Category, reason: str = "") -> Changed:
    """The school says to which group a case belongs (Zuid-Limburg 2018 §5.3).

    Raises InvalidCase without a reason when that is another group than the definitions give. Counts keep to the
    definitions, so that schools stay comparable.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    rules = rules_of(register)
    with register.change() as connection:
        file = store.load_case_file(connection, case_id)
        proposed = rules.status(file, register.today()).category
        if category is not proposed and not reason.strip():
            raise InvalidCase(field="override_reason", reason="een andere groep dan het voorstel heeft een reden")
        refuse_bsn_in({"override_reason": reason})
        case = replace(
            file.case,
            confirmed_category=category,
            confirmed_on=register.today(),
            override_reason="" if category is proposed else reason.strip(),
        )
        store.save_case(connection, case)
        register.log(connection, "category_confirmed", case_id)
    return changed(Kind.CASES, case_id=case_id, value=case)


def review_list(register: OpenRegister, case_id: str, outcome: ListReview, reason: str = "") -> Changed:
    """'Terecht op de lijst?': who doesn't belong there is closed with a reason, and stays in the register (Ingrado).

    Raises InvalidCase when a pupil goes from the list without one.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    today = register.today()
    wrongly = outcome is ListReview.WRONGLY
    if wrongly and not reason.strip():
        raise InvalidCase(field="removal_reason", reason="van de lijst gaan heeft een reden")
    refuse_bsn_in({"removal_reason": reason})
    with register.change() as connection:
        before = store.load_case(connection, case_id)
        case = replace(
            before, list_reviewed_on=today, list_review=outcome, removal_reason=reason.strip() if wrongly else ""
        )
        if wrongly:
            case = replace(case, closed_on=before.closed_on or today, closing_reason=ClosingReason.WRONGLY_LISTED)
        store.save_case(connection, case)
        closing.follow(register, connection, before, case)
        register.log(connection, "list_reviewed", case_id)
    return changed(Kind.CASES, case_id=case_id, value=case)
