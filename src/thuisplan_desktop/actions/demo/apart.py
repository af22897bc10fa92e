"""A second region in the demonstration, without a second party: its schools protect their own tables."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from thuisplan_desktop.actions import (
    adding,
    agreeing,
    counting,
    delivering,
    enrolling,
    joining,
    passing,
    receiving,
    reporting,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Sector

REGION = "buurregio"
REGION_NAME = "Buurregio zonder tweede partij"
BEFORE = timedelta(days=28)
"""Another peildatum than that of the first region: what a school published of a day stays as it is."""

Write = Callable[[str, bytes], object]


def play(
    region: OpenRegister, officer: OpenRegister, senders: Sequence[OpenRegister], definitions: str, write: Write
) -> int:
    """From the officer's enrolment to the report. Gives how many senders its sums cover."""
    _agree(region, officer, senders, definitions, write)
    peildatum = region.today() - BEFORE
    telling: bytes = adding.open_alone(region, peildatum).value
    write("verzonden/buurregio/telling.tplan", telling)
    sealed = [counting.seal_for_region(sender, telling).value.data for sender in senders]
    passed = passing.pass_on(officer, [_named(str(at), data) for at, data in enumerate([telling, *sealed])])
    files = [one for one in passed.value if one.data]
    for one in files:
        write(f"verzonden/buurregio/{one.name}", one.data)
    telling_id = receiving.find_telling(region, peildatum)
    delivering.receive(region, telling_id, [_named(one.name, one.data) for one in files])
    covered: int = adding.close_and_add(region, telling_id).value
    write("rapport/buurregio.pdf", reporting.report_pdf(region, telling_id))
    write("rapport/buurregio.csv", reporting.report_csv(region, telling_id))
    return covered


def _named(name: str, data: bytes) -> tuple[str, Callable[[], bytes]]:
    return name, lambda: data


def _agree(
    region: OpenRegister, officer: OpenRegister, senders: Sequence[OpenRegister], definitions: str, write: Write
) -> None:
    """The region compares words with the officer alone; he compares with each school."""
    profile = agreeing.make_profile(
        region,
        region=REGION,
        name=REGION_NAME,
        definitions_name=definitions,
        keyholder_file=joining.second_party_file(officer, REGION).value.data,
        sectors=(Sector.PO,),
        mode=Mode.PROTECTED,
    ).value
    write("verzonden/buurregio/regioprofiel.tplan", profile)
    joining.pin_as_second_party(officer, profile)
    for register in senders:
        joining.pin_profile(register, profile, asked_why=True)
    for register in senders:
        agreeing.enrol(officer, joining.enrolment_file(register, REGION).value.data)
    listed = enrolling.pseudonym_file(officer).value
    write("verzonden/buurregio/deelnemerslijst.tplan", listed)
    enrolling.take_over(region, listed)
