"""The sharing rules of domain §2.4 as data: who may get what, on which ground, and never looser than shipped."""

from datetime import date, timedelta

import pytest

from thuisplan_desktop.errors import LooserSharingRule, MalformedSharingRules
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import law
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose, Role, Route
from thuisplan_desktop.register.sharing_rules import Asked, in_use, judge, national, own, own_parties, parse

TEXT = resource("sharing", "landelijk.toml").read_text("utf-8")
ON = date(2026, 3, 10)
SCHOOL, SWV = Role.SCHOOL, Role.CONSULENT


def ruling(party, category=DataCategory.ABSENCE, purpose=Purpose.DISCUSS, holder=SCHOOL, on=ON, age=10, rules=None):
    asked = Asked(holder=holder, party=party, category=category, purpose=purpose, on=on, age=age)
    return judge(rules or national(), asked)


@pytest.mark.parametrize(
    ("party", "category", "purpose", "basis"),
    [
        (Party.DUO, DataCategory.ABSENCE, Purpose.REPORT, LegalBasis.LEERPLICHT),
        (Party.LEERPLICHT, DataCategory.ABSENCE, Purpose.REPORT, LegalBasis.LEERPLICHT),
        (Party.LEERPLICHT, DataCategory.ABSENCE, Purpose.INQUIRY, LegalBasis.LEERPLICHT),
        (Party.CONSULENT, DataCategory.HEALTH, Purpose.TASK, LegalBasis.SWV_TASK),
        (Party.CONSULENT, DataCategory.HEALTH, Purpose.ADVICE, LegalBasis.SWV_TASK),
        (Party.VEILIG_THUIS, DataCategory.HELP, Purpose.SAFETY, LegalBasis.REPORTING_CODE),
        (Party.CHILD_PROTECTION, DataCategory.HOME, Purpose.SAFETY, LegalBasis.CHILD_PROTECTION),
        (Party.NEXT_SCHOOL, DataCategory.EDUCATION, Purpose.HANDOVER, LegalBasis.EDUCATION_REPORT),
        (Party.MENTOR, DataCategory.HEALTH, Purpose.DISCUSS, LegalBasis.PUBLIC_TASK),
        (Party.PUPIL, DataCategory.HEALTH, Purpose.INSPECTION, LegalBasis.DATA_SUBJECT),
        (Party.PARENT_WITHOUT_GEZAG, DataCategory.EDUCATION, Purpose.INSPECTION, LegalBasis.INFORMATION_PARENT),
    ],
)
def test_where_the_law_gives_a_ground_no_consent_is_asked(party, category, purpose, basis):
    """Each row of domain §2.4, with its source and date in the reason."""
    found = ruling(party, category, purpose)
    assert found.allowed
    assert not found.needs_consent
    assert found.rule.basis is basis
    assert "Bron: " in found.reasons[0]
    assert found.rule.cited in found.reasons[0]


@pytest.mark.parametrize(
    "party",
    [
        Party.SOCIAL_WORKER, Party.YOUTH_TEAM, Party.YOUTH_DOCTOR, Party.MENTAL_HEALTH, Party.POLICE, Party.LEERPLICHT,
        Party.ACCESS, Party.RMC, Party.FAMILY_GUARDIAN,
    ],
)  # fmt: skip
def test_others_at_the_table_need_consent(party):
    """SMW, wijkteam, jeugdarts, GGZ, police: consent or a ground of their own, which a meeting is not (§2.4)."""
    for category in DataCategory:
        assert ruling(party, category).needs_consent


@pytest.mark.parametrize(
    ("party", "category", "purpose"),
    [
        (Party.LEERPLICHT, DataCategory.HEALTH, Purpose.REPORT),
        (Party.LEERPLICHT, DataCategory.HOME, Purpose.INQUIRY),
        (Party.DUO, DataCategory.EDUCATION, Purpose.REPORT),
        (Party.DUO, DataCategory.ABSENCE, Purpose.DISCUSS),
        (Party.VEILIG_THUIS, DataCategory.HOME, Purpose.DISCUSS),
        (Party.OTHER_SCHOOL, DataCategory.ABSENCE, Purpose.DISCUSS),
        (Party.POLICY_OFFICER, DataCategory.ABSENCE, Purpose.DISCUSS),
        (Party.POLICE, DataCategory.ABSENCE, Purpose.SAFETY),
    ],
)
def test_outside_its_limits_a_ground_gives_nothing(party, category, purpose):
    """Leerplicht gets only what the law lists, and a kenniskring never a name, also not with consent."""
    found = ruling(party, category, purpose)
    assert not found.allowed
    assert "Geen deelregel staat dit toe" in found.reasons[0]


def test_health_data_of_the_swv_go_to_no_third_party():
    """WPO 18a lid 13: back to the pupil's own school, and to nobody else without consent."""
    for party in Party:
        for purpose in Purpose:
            found = ruling(party, DataCategory.HEALTH, purpose, holder=SWV)
            if found.allowed and not found.needs_consent:
                assert party.own_staff or party.is_family or party in {
                    Party.CONSULENT, Party.SWV_DIRECTOR, Party.VEILIG_THUIS, Party.CHILD_PROTECTION,
                }  # fmt: skip
    assert ruling(Party.MENTOR, DataCategory.HEALTH, holder=SWV).rule.id == "terug-naar-school"


def test_own_staff_depends_on_whose_register_it_is():
    """A consulent needs no consent to sit at her own table; in a school's register she is an outsider."""
    assert Party.CONSULENT not in own_parties(national(), SCHOOL, ON)
    assert own_parties(national(), SCHOOL, ON) == {Party.ZORGCOORDINATOR, Party.MENTOR, Party.TEAM_LEADER}
    assert {Party.CONSULENT, Party.SWV_DIRECTOR, Party.MENTOR} <= own_parties(national(), SWV, ON)


@pytest.mark.parametrize("age", [0, 11, 12, 15])
def test_parents_hear_everything_until_sixteen(age):
    assert all(not ruling(Party.PARENTS, one, age=age).needs_consent for one in DataCategory)


def test_parents_of_sixteen_and_seventeen_hear_the_facts_of_absence():
    """That, how often and when; of all else only with the pupil's consent. At 18 they are outsiders."""
    for age in (16, 17):
        free = {one for one in DataCategory if not ruling(Party.PARENTS, one, age=age).needs_consent}
        assert free == {DataCategory.ABSENCE}
    assert all(ruling(Party.PARENTS, one, age=18).needs_consent for one in DataCategory)
    assert not ruling(Party.PARENT_WITHOUT_GEZAG, purpose=Purpose.INSPECTION, age=18).allowed


def test_a_rule_holds_from_its_first_to_its_last_day():
    assert not ruling(Party.DUO, purpose=Purpose.REPORT, on=date(2014, 12, 31)).allowed
    ended = own(
        changed("verzuimmelding", "valid_from = 2015-01-01", "valid_from = 2015-01-01\nvalid_until = 2026-03-10")
    )
    assert ruling(Party.DUO, purpose=Purpose.REPORT, rules=ended).allowed
    assert not ruling(Party.DUO, purpose=Purpose.REPORT, rules=ended, on=ON + timedelta(days=1)).allowed


def test_talks_without_a_name_are_ruled_too():
    for route in (Route.ANONYMOUS, Route.LEARNING):
        assert national().permits(route, SCHOOL, ON)
        assert not national().permits(route, SCHOOL, date(2014, 1, 1))


def test_every_rule_cites_an_article_with_the_date_of_its_text():
    """Law changes: no source without the date of what was read, or the remark that it has none."""
    for rule in national().rules:
        assert rule.law
        for key in rule.law:
            source = law.sources()[key]
            assert any(char.isdigit() for char in source.text) or "zonder datum" in source.text
            assert source.checked or "nog te controleren" in source.cited


# --- rules of an organisation itself


def changed(rule_id, old, new):
    """The shipped text with one line of one rule changed."""
    before, mark, after = TEXT.partition(f'id = "{rule_id}"')
    assert old in after
    return before + mark + after.replace(old, new, 1)


def test_the_shipped_rules_are_acceptable_as_own_rules():
    assert own(TEXT).rules == national().rules
    assert in_use("") is national()


@pytest.mark.parametrize(
    ("rule_id", "old", "new"),
    [
        ("verzuimmelding", 'to = ["duo", "leerplicht"]', 'to = ["duo"]'),
        ("naar-samenwerkingsverband", '"health", "help"]', '"help"]'),
        ("naar-samenwerkingsverband", 'purposes = ["advice", "task"]', 'purposes = ["task"]'),
        ("ouders-16-17", "until_age = 18", "until_age = 17"),
        ("veilig-thuis", "limits = [", 'limits = [\n"Overleg eerst met de aandachtsfunctionaris.",'),
        ("eigen-team", 'consent = false\nat_table = true\nbasis = "public_task"',
         'consent = true\nat_table = true\nbasis = "consent"'),
        ("verzuimmelding", "valid_from = 2015-01-01", "valid_from = 2020-01-01"),
    ],
)  # fmt: skip
def test_stricter_is_accepted(rule_id, old, new):
    """Fewer parties, data, purposes or ages, one more limit, a later day, or consent on top."""
    assert own(changed(rule_id, old, new)).find(rule_id) != national().find(rule_id)


@pytest.mark.parametrize(
    ("rule_id", "old", "new"),
    [
        ("verzuimmelding", 'to = ["duo", "leerplicht"]', 'to = ["duo", "leerplicht", "police"]'),
        ("verzuimmelding", 'categories = ["absence"]', 'categories = ["absence", "health"]'),
        ("verzuimmelding", 'purposes = ["report"]', 'purposes = ["report", "discuss"]'),
        ("verzuimmelding", "at_table = false", "at_table = true"),
        ("verzuimmelding", "valid_from = 2015-01-01", "valid_from = 2010-01-01"),
        ("verzuimmelding", 'basis = "leerplicht"', 'basis = "public_task"'),
        ("verzuimmelding", 'from = ["school"]', 'from = ["school", "consulent"]'),
        ("ouders-tot-16", "until_age = 16", "until_age = 17"),
        ("ouders-16-17", "from_age = 16", "from_age = 12"),
        ("veilig-thuis", '"Doorloop de vijf stappen: signalen, overleg, gesprek, wegen, beslissen.",', ""),
        ("met-toestemming", 'consent = true\nat_table = true\nbasis = "consent"',
         'consent = false\nat_table = true\nbasis = "public_task"'),
        ("met-toestemming", '"next_school",', '"next_school", "other_school",'),
        ("verzuimmelding", 'law = ["lpw-21"]', 'law = ["lpw-18"]'),
        ("verzuimmelding", '"verzuimmelding"', '"iets-nieuws"'),
    ],
)  # fmt: skip
def test_looser_is_refused_and_named(rule_id, old, new):
    """More parties, data, purposes, ages or days, a limit less, consent dropped, a rule of one's own."""
    text = TEXT.replace(f"id = {old}", f"id = {new}") if old.startswith('"verz') else changed(rule_id, old, new)
    with pytest.raises(LooserSharingRule) as refused:
        own(text)
    assert refused.value.facts["rule"] in (rule_id, "iets-nieuws")


def test_a_rule_left_out_is_stricter():
    """An organisation that forbids learning from cases simply has no such rule."""
    start = TEXT.index('[[rule]]\nid = "leren-geanonimiseerd"')
    assert not own(TEXT[:start]).permits(Route.LEARNING, SCHOOL, ON)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("[[rule]]", "[[rule]", "TOML"),
        ('title = "Landelijke deelregels"', "title = 3", "title"),
        ('version = "1"', "", "version"),
        ('to = ["duo", "leerplicht"]', 'to = ["duo", "postduif"]', "to"),
        ('to = ["duo", "leerplicht"]', "to = []", "to"),
        ("consent = false", 'consent = "nee"', "consent"),
        ("consent = false", "consent = true", "consent"),
        ('law = ["lpw-21"]', "law = []", "law"),
        ('law = ["lpw-21"]', 'law = ["bedacht"]', "law"),
        ("until_age = 16", "until_age = 300", "until_age"),
        ('from = ["school"]', 'from = ["region"]', "from"),
        ("valid_from = 2018-05-25", "valid_from = 2018-05-25T00:00:00", "valid_from"),
        ("valid_from = 2018-05-25", "valid_from = 2018-05-25\nvalid_until = 2017-01-01", "valid_until"),
        ('route = "learning"', 'route = "fluisteren"', "route"),
        ('record_in = "De casus: gesprek"', 'record_in = " "', "record_in"),
        ("at_table = false", "at_table = false\nbijzonder = true", "een onbekende regel"),
        ('id = "verzuimmelding"', 'id = "eigen-team"', "id"),
        ('id = "verzuimmelding"', 'id = "Verzuim melden"', "id"),
    ],
)  # fmt: skip
def test_what_is_not_a_rule_is_refused_by_line(old, new, field):
    """Strict reading: unknown words, unknown lines, impossible days, and the text of the file is never repeated."""
    assert old in TEXT
    with pytest.raises(MalformedSharingRules) as refused:
        parse(TEXT.replace(old, new, 1))
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("text", ["", "version = '1'", "rule = []", "rule = [1]", "rule = 'x'", "x" * 300_000])
def test_an_empty_or_huge_file_is_refused(text):
    with pytest.raises(MalformedSharingRules):
        parse(text)


def test_own_rules_that_can_t_be_read_any_more_fail_closed():
    """After an update that tightens the shipped rules: no table is free any more, and the meldcode still works."""
    closed = in_use("onzin")
    assert not any(rule.at_table and not rule.needs_consent for rule in closed.rules)
    assert own_parties(closed, SCHOOL, ON) == frozenset()
    assert not closed.permits(Route.ANONYMOUS, SCHOOL, ON)
    assert ruling(Party.VEILIG_THUIS, purpose=Purpose.SAFETY, rules=closed).allowed
