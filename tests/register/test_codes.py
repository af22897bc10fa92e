"""Code lists: a stored code is never renamed, and every code has a Dutch label."""

import inspect

import pytest

from thuisplan_desktop.register import case_codes, codes
from thuisplan_desktop.register.codes import Code, ContactRole, Party, SchoolType, Sector

LISTS = [
    found
    for module in (codes, case_codes)
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, Code) and found is not Code and found.__module__ == module.__name__
]


@pytest.mark.parametrize("found", LISTS)
def test_every_code_has_its_own_label(found):
    """Screen, PDF and report share it; two codes with one label couldn't be told apart."""
    labels = [one.label for one in found]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert all(found(one.value) is one for one in found)


def test_the_codes_of_a_status_are_never_renamed():
    """Registers and reports hold them."""
    assert [one.value for one in codes.Category] == [
        "none", "dreigend", "lrv_4w_3m", "lrv_over_3m", "absoluut", "absoluut_not_counted", "long_term_sick",
        "worrying_authorised", "suspended", "exempt_a", "exempt_b", "exempt_c", "exempt_15", "aftercare",
        "not_obliged", "closed",
    ]  # fmt: skip


def test_special_schools_belong_to_their_sector():
    """SO counts in PO, VSO and PrO in VO (Zuid-Limburg 2018 §2.3)."""
    assert {one for one in SchoolType if one.sector is Sector.PO} == {SchoolType.BAO, SchoolType.SBO, SchoolType.SO}
    assert {one for one in SchoolType if one.sector is Sector.MBO} == {SchoolType.MBO}


def test_gezag_family_staff_and_care_don_t_overlap():
    """A party is at most one of them; three roles hold gezag (BW 1:245)."""
    assert all(one.own_staff + one.is_family + one.is_care <= 1 for one in Party)
    assert {one for one in ContactRole if one.has_gezag} == {
        ContactRole.PARENT,
        ContactRole.GUARDIAN,
        ContactRole.CERTIFIED_INSTITUTION,
    }
