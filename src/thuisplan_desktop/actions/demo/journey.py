"""The main job, from a school's lists to the region's report, with real keys and real files.

Every step is an action a user has. It ends by checking the promises of `promises.py`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from thuisplan_desktop.actions import (
    agreeing,
    cases,
    consents,
    counting,
    delivering,
    files,
    gaps,
    importing,
    joining,
    keyholding,
    meetings,
    receiving,
    reporting,
    sheets,
)
from thuisplan_desktop.actions.demo import apart, lists, people, promises, registers
from thuisplan_desktop.actions.demo.people import DemoPupil
from thuisplan_desktop.actions.demo.registers import Stage
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Decision, MeetingKind, Party, Role, Route, Sector
from thuisplan_desktop.register.schools import SchoolTable

REGION = "voorbeeldregio"
REGION_NAME = "Voorbeeldregio"
DEFINITIONS = "noord-kennemerland-nu"
GAP = ("Langedijk", "vrijstellingen 5 onder a, b en c niet bekend")

NOTE = (
    "{first} is sinds de herfst steeds minder op school. Volgens moeder, bereikbaar op 06-12345678, slaapt {name} "
    "slecht.\n\n"
    "Op 12 januari is met Marijke gesproken. {first}s klasgenoot Sanne komt nog langs. De jeugdarts is gevraagd mee "
    "te denken. {first} wil wel, maar durft het schoolplein niet over. Thuis, Dorpsstraat 12 in Heiloo, gaat het beter."
)

TEAM = (Party.ZORGCOORDINATOR, Party.MENTOR, *cases.USUAL_PARTIES)

Say = Callable[[str], None]


@dataclass
class Play:
    """The demonstration while it runs: its folders, its registers, and what it learnt for the promises."""

    out: Path
    stage: Stage
    say: Say
    opened: list[OpenRegister] = field(default_factory=list)
    senders: list[OpenRegister] = field(default_factory=list)
    pupils: tuple[tuple[DemoPupil, ...], ...] = ()
    made: list[Path] = field(default_factory=list)
    anonymous_texts: list[str] = field(default_factory=list)

    def create(self, name: str, role: Role, owner: str, place: Place) -> OpenRegister:
        register = registers.create(self.stage, name, role, owner, place)
        self.opened.append(register)
        if role in (Role.SCHOOL, Role.CONSULENT):
            self.senders.append(register)
        return register

    def write(self, name: str, data: bytes) -> Path:
        path = self.out / name
        files.write(path, data)
        self.made.append(path)
        self.say(f"      {path.relative_to(self.out)}  ({len(data):,} bytes)".replace(",", "."))
        return path

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self.say(f"  {title}")
        started = time.perf_counter()
        yield
        self.say(f"      {time.perf_counter() - started:.2f} s".replace(".", ","))


def run(out: Path, today: datetime, samples: Sequence[bytes], say: Say) -> None:
    """Play the whole journey into an empty folder. Raises PromiseBroken when it ends with a promise broken.

    `samples` are real EDEXML files of school 99ZZ, read as they are. `today` is the day on which it plays.
    """
    files.make_empty(out)
    stage = Stage(out / "registers", lambda: today, today.astimezone().date(), SchoolCalendar.load("noord"))
    files.make_empty(stage.folder)
    play = Play(out, stage, say, pupils=people.pupils(stage.today))
    say(f"Thuisplan speelt de hele weg na, op {format_date(stage.today)}. Alle mensen en scholen zijn verzonnen.")
    try:
        _play(play, samples)
    finally:
        for register in play.opened:
            register.close()
    say(f"Klaar. Alles staat in {out}.")
    say(f"De registers openen met de wachtzin: {registers.PASSPHRASE}")


def _play(play: Play, samples: Sequence[bytes]) -> None:
    _schools(play)
    _samples(play, samples)
    with play.step("Een consulent van het samenwerkingsverband maakt een eigen register"):
        _consulent(play)
    _team(play)
    telling_id, region = _region(play)
    with play.step("Een buurregio zonder tweede partij: elke school schermt zelf af, een inschrijver geeft door"):
        _apart(play)
    with play.step("Beloften nagaan"):
        pupils = (*chain.from_iterable(play.pupils), *people.consulent_pupils(play.stage.today))
        evidence = promises.Evidence(play.out, pupils, play.anonymous_texts, play.senders, region, telling_id)
        for promise in promises.check(evidence):
            play.say(f"      {promise}")


def _schools(play: Play) -> None:
    with play.step("Zes scholen van zes besturen maken een versleuteld register en lezen hun eigen lijsten in"):
        table = SchoolTable.load()
        play.say(f"      {len(table.schools)} vestigingen en {len(table.areas)} postcodegebieden van DUO bekend")
        for school, pupils in zip(people.SCHOOLS, play.pupils, strict=True):
            name = f"school-{school.place.brin.lower()}"
            register = play.create(name, Role.SCHOOL, school.owner, school.place)
            imported, absent = registers.fill_school(play.stage, register, school, pupils)
            dropped = sum(imported.dropped.values())
            play.say(
                f"      {school.place.brin}: {plural(imported.added, 'leerling', 'leerlingen')}, "
                f"{absent.rows} verzuimregels, {dropped} verboden velden weggelaten"
            )


def _samples(play: Play, samples: Sequence[bytes]) -> None:
    """Real input: the files as Edustandaard publishes them, and as a school would export them this year."""
    if not samples:
        play.say("  Er zijn geen EDEXML-voorbeelden bij dit programma; geef ze met --edexml.")
        return
    with play.step("De officiële EDEXML-voorbeelden worden ingelezen zoals ze zijn, ook met een nieuwer schooljaar"):
        for sample in samples:
            _read_sample(play, sample)
            _read_sample(play, lists.of_this_year(sample, play.stage.today))


def _read_sample(play: Play, sample: bytes) -> None:
    register = play.senders[0]
    preview = importing.preview_pupils(register, sample)
    keys = {pupil.key for pupil in preview.pupils}
    report = importing.import_pupils(register, sample, keys).value
    play.say(
        f"      schooljaar {preview.school_year}: {report.added} nieuw, {report.updated} bijgewerkt, "
        f"{sum(report.dropped.values())} velden weggelaten"
    )


def _consulent(play: Play) -> None:
    consulent = people.CONSULENT
    register = play.create("consulent", Role.CONSULENT, consulent.owner, consulent.place)
    for pupil in people.consulent_pupils(play.stage.today):
        case = Case(
            id=cases.new_id(),
            nickname=pupil.first_name,
            infix=pupil.infix,
            surname=pupil.surname,
            birth_date=pupil.birth_date,
            pupil_key=pupil.key,
            postcode4=pupil.postcode[:4],
            school_name="Basisschool De Nergenshuizen",
            brin="99XG",
            first_absent_on=play.stage.today - timedelta(days=pupil.situation.days),
            counted_by=register.settings.counting_party,
        )
        cases.save_case(register, case)
        registers.complete(play.stage, register, case, pupil)


def _team(play: Play) -> None:
    register, pupils = play.senders[0], play.pupils[0]
    found = [registers.find(register, pupil, people.SAMPLE_BRIN) for pupil in pupils[:4]]
    with play.step("Toestemming: gegeven, geweigerd en half gegeven"):
        registers.answer(play.stage, register, found[0], Decision.GIVEN)
        registers.answer(play.stage, register, found[1], Decision.REFUSED)
        registers.answer(play.stage, register, found[2], Decision.GIVEN, parents=1)
        for language in ("nl", "en"):
            form = consents.consent_form_pdf(
                register, found[3].id, cases.USUAL_PARTIES, registers.SHARED_CATEGORIES, language
            )
            play.write(f"op-naam/toestemmingsformulier-{language}.pdf", form)
    with play.step("Het ondersteuningsteam: één casus op naam, één anoniem, één waar de poort dicht blijft"):
        _meeting(play, register, found)
    with play.step("De consulent bereidt een casus voor om van te leren, zonder naam"):
        _learning(play, play.senders[-1])


def _meeting(play: Play, register: OpenRegister, found: Sequence[Case]) -> None:
    held_on = play.stage.today + timedelta(days=2)
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, held_on, TEAM).value
    by_name = meetings.put_on_agenda(
        register, meeting.id, found[0].id, registers.SHARED_CATEGORIES, Route.BY_NAME
    ).value
    anonymous = meetings.put_on_agenda(
        register, meeting.id, found[1].id, registers.SHARED_CATEGORIES, Route.ANONYMOUS,
        "Al zes weken thuis en steeds verder teruggetrokken.",
    ).value  # fmt: skip
    verdict = meetings.judge(register, meeting.id, found[2].id, registers.SHARED_CATEGORIES)
    play.say(
        f"      Half gegeven toestemming: {'op naam' if verdict.by_name else 'niet op naam'}. {verdict.reasons[0]}"
    )
    play.write("op-naam/casusblad.pdf", meetings.sheet_by_name_pdf(register, by_name.id))
    play.write("op-naam/agenda.pdf", meetings.agenda_pdf(register, meeting.id))
    play.write("op-naam/afsprakenlijst.pdf", meetings.agreements_pdf(register, meeting.id))
    play.write("anoniem/casusblad.pdf", _anonymous_sheet(play, register, anonymous.id, found[1]))


def _anonymous_sheet(play: Play, register: OpenRegister, discussion_id: str, case: Case) -> bytes:
    """A person would look at each finding; the journey accepts them all."""
    draft = sheets.find(register, case.id, NOTE.format(first=case.nickname, name=case.full_name))
    review = Review.accepting(draft.findings)
    play.anonymous_texts.append(sheets.preview(draft, review).text)
    answered = frozenset(line.id for line in sheets.remaining(register, discussion_id, draft, review))
    return sheets.make_sheet(register, discussion_id, draft, review, answered)


def _learning(play: Play, register: OpenRegister) -> None:
    pupil = people.consulent_pupils(play.stage.today)[0]
    case = registers.find(register, pupil, "99XG")
    meeting = meetings.plan_meeting(
        register, MeetingKind.LEARNING, play.stage.today + timedelta(days=9), (Party.CONSULENT, Party.YOUTH_DOCTOR)
    ).value
    discussion = meetings.put_on_agenda(
        register, meeting.id, case.id, registers.SHARED_CATEGORIES, Route.LEARNING
    ).value
    play.write("anoniem/casusblad-leren.pdf", _anonymous_sheet(play, register, discussion.id, case))


def _region(play: Play) -> tuple[bytes, OpenRegister]:
    region = play.create("regio", Role.REGION, people.REGION_OWNER, people.CONSULENT.place)
    keyholder = play.create("sleutelhouder", Role.KEYHOLDER, people.KEYHOLDER_OWNER, people.KEYHOLDER_PLACE)
    with play.step("De regio maakt een profiel; alle partijen vergelijken vingerafdrukken aan de telefoon"):
        _agree(play, region, keyholder)
    with play.step("Een telling wordt geopend en door beide partijen ondertekend"):
        telling_file = _open(play, region, keyholder)
    telling_id = receiving.find_telling(region, play.stage.today)
    with play.step("Elke school verzegelt haar telling in twee delen; de regio ontvangt ze"):
        _deliver(play, region, telling_id, telling_file)
    with play.step("De sleutelhouder telt zijn delen op; de regio telt de sommen op en maakt haar rapport"):
        _combine(play, region, keyholder, telling_id)
    return telling_id, region


def _apart(play: Play) -> None:
    region = play.create("buurregio", Role.REGION, people.REGION_OWNER, people.CONSULENT.place)
    officer = play.create("inschrijver", Role.KEYHOLDER, people.OFFICER_OWNER, people.CONSULENT.place)
    covered = apart.play(region, officer, play.senders[:4], DEFINITIONS, play.write)
    play.say(f"      {covered} afzenders onder een schuilnaam opgeteld, elke som tussen twee getallen")


def _agree(play: Play, region: OpenRegister, keyholder: OpenRegister) -> None:
    presented = joining.second_party_file(keyholder, REGION).value
    play.write("verzonden/aanmelding-sleutelhouder.tplan", presented.data)
    profile = agreeing.make_profile(
        region,
        region=REGION,
        name=REGION_NAME,
        definitions_name=DEFINITIONS,
        keyholder_file=presented.data,
        sectors=(Sector.PO,),
    ).value
    play.write("verzonden/regioprofiel.tplan", profile)
    joining.pin_as_second_party(keyholder, profile)
    for register in play.senders:
        joining.pin_profile(register, profile)
    for number, register in enumerate(play.senders, start=1):
        enrolment = joining.enrolment_file(register, REGION).value
        play.write(f"verzonden/aanmelding-{number}.tplan", enrolment.data)
        agreeing.enrol(region, enrolment.data)
        agreeing.enrol(keyholder, enrolment.data)
    play.say(f"      vingerafdruk van de sleutelhouder: {presented.fingerprint}")


def _open(play: Play, region: OpenRegister, keyholder: OpenRegister) -> bytes:
    proposal = receiving.propose_telling(region, play.stage.today).value
    play.write("verzonden/telling-voorstel.tplan", proposal)
    opened: bytes = keyholding.cosign(keyholder, proposal).value
    play.write("verzonden/telling.tplan", opened)
    receiving.open_telling(region, opened)
    return opened


def _deliver(play: Play, region: OpenRegister, telling_id: bytes, telling_file: bytes) -> None:
    paths = []
    for number, register in enumerate(play.senders, start=1):
        sealed = counting.seal_for_region(register, telling_file).value
        paths.append(play.write(f"verzonden/telling-{number}.tplan", sealed.data))
        play.write(f"verzonden/telling-{number}-leesbrief.pdf", sealed.letter)
    received = [(path.name, lambda path=path: files.read_sealed(path)) for path in paths]
    verdicts = delivering.receive(region, telling_id, received).value
    play.say(f"      {sum(verdict.accepted for verdict in verdicts)} van {len(verdicts)} bestanden ontvangen")


def _combine(play: Play, region: OpenRegister, keyholder: OpenRegister, telling_id: bytes) -> None:
    request = receiving.request_sum(region, telling_id).value
    play.write("verzonden/optelverzoek.tplan", request)
    answer = keyholding.answer(keyholder, request).value
    play.write("verzonden/optelantwoord.tplan", answer)
    covered = receiving.add_up(region, telling_id, answer).value
    play.say(f"      {covered} van {len(play.senders)} afzenders opgeteld")
    gaps.note_gap(region, telling_id, *GAP)
    play.write("rapport/regiorapport.pdf", reporting.report_pdf(region, telling_id))
