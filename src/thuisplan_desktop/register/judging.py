"""The judging of a case on a day: exactly one category, with the reasons for it.

Deterministic: the same rows, day, definitions and calendar give the same answer. It works on plain values and looks at
the periods only where they decide, because a telling judges every case of a register; `reasons` says the outcome in
words. Each judge answers or passes the case on; their order is that of `Judge.__init__`.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from thuisplan_desktop.register import ages
from thuisplan_desktop.register.absence import WeekUnit, three_months_on
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.category import NO_SCHOOL_NEEDED, Exclusion
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    Enrolment,
    MboFebruary,
    OfferKind,
    SchoolType,
    Vrijstelling,
)
from thuisplan_desktop.register.facts import (
    NO_BACKGROUND,
    Background,
    Facts,
    exemption_on,
    last_enrolled,
    obliged_since,
    schooling,
)
from thuisplan_desktop.register.reasons import Reason, Why
from thuisplan_desktop.register.rules import AbsenceRule, DefinitionSet
from thuisplan_desktop.register.stretch import NO_PERIODS, OPEN, Periods, Stretch, Stretches, from_day

_SENT_AWAY = frozenset({AbsenceKind.SUSPENDED, AbsenceKind.EXPELLED})
_FEBRUARY = 2
_MAYBE_FREED = frozenset({SchoolType.PRO, SchoolType.VSO})
_EXEMPTIONS = {
    Vrijstelling.ART5_ONDER_A: Category.EXEMPT_A,
    Vrijstelling.ART5_ONDER_B: Category.EXEMPT_B,
    Vrijstelling.ART5_ONDER_C: Category.EXEMPT_C,
    Vrijstelling.ART15: Category.EXEMPT_15,
    # Trekkend bestaan (article 5a) is no line of any telling, and may never be counted as 5 onder a.
    Vrijstelling.ART5A_TREKKEND: Category.NOT_OBLIGED,
}


class Verdict(NamedTuple):
    """A case on a day; days are numbers. `since` is the first day really absent.

    `strict`: not enrolled by DUO's strict rule, whatever the region counts. `exclusion`: why the region doesn't.
    `beneath`: during nazorg of who is not at school, what the case would be without it.
    """

    id: str
    category: Category
    since: int | None
    four_weeks_on: int | None
    without_offer: bool
    mbo_february: bool
    strict: bool
    exclusion: Exclusion | None
    reasons: tuple[Reason, ...]
    beneath: "Verdict | None" = None


class _Seen:
    """One case while it is judged: its periods are worked out when a judge asks for them."""

    def __init__(self, facts: Facts, periods: Periods, background: Background, stretches: Stretches) -> None:
        self.facts = facts
        self.periods = periods
        self.background = background
        self._stretches = stretches
        self.reached: dict[int, int | None] = {}

    @cached_property
    def owed(self) -> int:
        """Since when school is owed: `facts.obliged_since`."""
        return obliged_since(self.facts.birth_date, self.background, self._stretches.on, self._stretches.calendar)

    @cached_property
    def home(self) -> Stretch | None:
        """The stretch without a single day at school, whatever the kinds: the pupil is really absent."""
        return self._obliged(self._stretches.home(self.periods, self.facts.first_absent_on))

    @property
    def partial(self) -> Stretch | None:
        """The stretch of being there for a part of the day."""
        return self._obliged(self._stretches.partial(self.periods))

    def _obliged(self, found: Stretch | None) -> Stretch | None:
        """The weeks and months run from the day on which school was owed, as they do for who is not enrolled."""
        return None if found is None else from_day(found, self.owed)


class _Term(dict[int, int]):
    """On which day a rule's weeks are full for who is absent since a day; each is worked out once.

    Of four weeks it is the 20th school day, or 28 calendar days on (domain §4.3). `margin`: the days after that before
    the rule is met. `shortest`: from its first to its last day a run takes at least so many days more; of schoolweken
    each day is one, calendar weeks may fill in a vacation after a day.
    """

    def __init__(self, rule: AbsenceRule, calendar: SchoolCalendar) -> None:
        super().__init__()
        self.rule = rule
        self.kinds = frozenset(kind.value for kind in rule.kinds)
        self.margin = int(not rule.at_least)
        self.shortest = 0 if rule.unit is WeekUnit.CALENDAR else 5 * rule.weeks - 1
        self._calendar = calendar

    def __missing__(self, begin: int) -> int:
        weeks, by_calendar = self.rule.weeks, self.rule.unit is WeekUnit.CALENDAR
        found = self[begin] = begin + 7 * weeks if by_calendar else self._calendar.nth(begin, 5 * weeks)
        return found


class Judge:
    """Judges cases on one day under one definition set and one calendar."""

    def __init__(self, definitions: DefinitionSet, calendar: SchoolCalendar, on: date) -> None:
        self.definitions = definitions
        self.on = on.toordinal()
        self.stretches = Stretches(on, calendar)
        self._calendar = calendar
        self._day = on
        self._known_from, self._known_until = calendar.known_from.toordinal(), calendar.known_until.toordinal()
        self._lrv_term = _Term(definitions.lrv, calendar)
        self._sick_term = _Term(definitions.long_term_sick, calendar)
        self._authorised_term = _Term(definitions.authorised, calendar)
        self._obliged = ages.ObligedOn(on, calendar)
        self._after_aftercare: tuple[Callable[[_Seen], Verdict | None], ...] = (
            self._day_care,
            self._not_enrolled,
            self._lrv,
            self._sick,
            self._authorised,
            self._at_risk,
            self._nothing,
        )
        before = (self._closed, self._not_obliged, self._exempt, self._aftercare)
        self._order = (*before, *self._after_aftercare)

    def judge(self, facts: Facts, periods: Periods = NO_PERIODS, background: Background = NO_BACKGROUND) -> Verdict:
        """The one category of a case. `periods` are those that had begun by the day."""
        return self._first(self._order, _Seen(facts, periods, background, self.stretches))

    def _first(self, judges: tuple[Callable[[_Seen], Verdict | None], ...], seen: _Seen) -> Verdict:
        return next(verdict for judge in judges if (verdict := judge(seen)) is not None)

    # --- what comes before absence

    def _closed(self, seen: _Seen) -> Verdict | None:
        closed = seen.facts.closed_on
        if closed is None or self.on < closed:
            return None
        return self._verdict(seen, Category.CLOSED, ((Why.CLOSED, closed),))

    def _not_obliged(self, seen: _Seen) -> Verdict | None:
        """Four-year-olds and adults may be registered but are never a thuiszitter (LPW article 3, 4a; domain §4.1)."""
        birth = seen.facts.birth_date
        if birth is None:
            return None
        if self._obliged(birth):
            return self._freed(seen)
        start = ages.leerplicht_from(date.fromordinal(birth), self._calendar).toordinal()
        reason = (Why.TOO_YOUNG, start) if self.on < start else (Why.TOO_OLD,)
        return self._verdict(seen, Category.NOT_OBLIGED, (reason,))

    def _freed(self, seen: _Seen) -> Verdict | None:
        """Between leerplicht and 18 some have nothing left to go to school for (LPW article 4a)."""
        path = schooling(seen.facts, seen.background)
        if path is None or self.on < path.ends_on.toordinal():
            return None
        why = Why.QUALIFIED if path.qualified else Why.FREED
        return self._verdict(seen, Category.NOT_OBLIGED, ((why, path.ends_on.toordinal()),))

    def _exempt(self, seen: _Seen) -> Verdict | None:
        held = exemption_on(seen.background, self.on) if seen.background.exemptions else None
        if held is None:
            return None
        until = None if held.ends_on == OPEN else held.ends_on
        return self._verdict(
            seen, _EXEMPTIONS[Vrijstelling(held.kind)], ((Why.EXEMPT, held.kind, until, held.duration),)
        )

    def _aftercare(self, seen: _Seen) -> Verdict | None:
        """Nazorg, unless a new absence began since: then that counts again."""
        begins = seen.facts.aftercare_from
        if begins is None or not begins <= self.on <= (seen.facts.aftercare_until or OPEN):
            return None
        if seen.home and seen.home.since >= begins:
            return None
        found = self._verdict(seen, Category.AFTERCARE, ((Why.AFTERCARE, begins),), strict=self._strict(seen))
        if seen.home is None and not found.strict:
            return found
        return found._replace(beneath=self._first(self._after_aftercare, seen))

    def _day_care(self, seen: _Seen) -> Verdict | None:
        """Zuid-Kennemerland en IJmond 2021: who has day care 'is dan geen thuiszitter'.

        An absence that began after the day of the place is a new one, as in `_aftercare` and `_without_offer`: day care
        did not keep this pupil.
        """
        place = seen.facts.place_available_on
        if not self.definitions.norm.day_care_ends or seen.facts.offer_kind != OfferKind.DAY_CARE:
            return None
        if place is None or place > self.on or (seen.home and seen.home.since > place):
            return None
        return self._verdict(seen, Category.NONE, ((Why.DAY_CARE,),), strict=self._strict(seen))

    # --- not enrolled

    def _strict(self, seen: _Seen) -> bool:
        """Not enrolled at any school on that day. The day of leaving is the last day of enrolment (domain §4.1)."""
        case = seen.facts
        if case.enrolment == Enrolment.NOT_ENROLLED:
            return case.left_on is None or self.on > case.left_on
        if case.left_on is None or case.enrolled_on is None:
            return False
        return case.left_on < self.on < case.enrolled_on

    def _not_enrolled(self, seen: _Seen) -> Verdict | None:
        facts = seen.facts
        if not self._strict(seen):
            return None
        begins = self._gone_since(seen)
        counts_from = None if begins is None else begins + 7 * self.definitions.absoluut.weeks
        exclusion = self._exclusion(seen, counts_from)
        reasons: tuple[Reason, ...] = ((Why.NOT_ENROLLED,),)
        if exclusion is not None:
            reasons += ((Why.NOT_COUNTED, exclusion, counts_from),)
        if self._past_leerplicht(facts):
            reasons += ((Why.CHECK_QUALIFICATION,),)
        known = (begins, facts.first_absent_on, seen.home.since if seen.home else None)
        since = min((day for day in known if day is not None and day <= self.on), default=None)
        return self._verdict(
            seen,
            Category.ABSOLUUT if exclusion is None else Category.ABSOLUUT_NOT_COUNTED,
            reasons,
            since=None if since is None else max(since, seen.owed),
            four_weeks=None if begins is None else begins + 28,
            strict=True,
            exclusion=exclusion,
        )

    def _gone_since(self, seen: _Seen) -> int | None:
        """From which day nobody has this pupil enrolled while school is owed; None when that day is not known."""
        left = seen.facts.left_on
        begins = left + 1 if left is not None and left < self.on else seen.facts.first_absent_on
        return None if begins is None or begins > self.on else max(begins, seen.owed)

    def _waits_for_mbo(self, seen: _Seen) -> bool:
        """Until the end of the first February since: who is not enrolled then either waits for no entrance any more."""
        if not seen.facts.waits_for_mbo:
            return False
        begins = self._gone_since(seen)
        if begins is None:
            return True
        since = date.fromordinal(begins)
        return self._day < date(since.year + (since.month > _FEBRUARY), _FEBRUARY + 1, 1)

    def _exclusion(self, seen: _Seen, counts_from: int | None) -> Exclusion | None:
        """Registered and approached, but not in the region's figure (Zuid-Limburg 2018 §2.2 B; ZKIJ 2021)."""
        facts, rule = seen.facts, self.definitions.absoluut
        if facts.not_counted is not None and facts.not_counted in rule.not_counted:
            return Exclusion(facts.not_counted)
        if counts_from is not None and self.on < counts_from:
            return Exclusion.TOO_SHORT
        if rule.mbo_february is MboFebruary.EXCLUDED and self._waits_for_mbo(seen):
            return Exclusion.MBO_FEBRUARY
        return None

    def _past_leerplicht(self, facts: Facts) -> bool:
        """LPW article 4a lid 2 frees some pupils of PrO and VSO; whether it frees this one has to be looked up."""
        if facts.birth_date is None or facts.school_type not in _MAYBE_FREED:
            return False
        if facts.diploma is not None or facts.vso_profile is not None:
            return False  # it was looked up
        return self._day > ages.leerplicht_until(date.fromordinal(facts.birth_date))

    # --- absent

    def _lrv(self, seen: _Seen) -> Verdict | None:
        """Langdurig relatief verzuim, also when a shorter authorised period followed without a day back at school."""
        if not seen.home:
            return None
        term, norm = self._lrv_term, self.definitions.norm
        begin = self._lasting(seen, term)
        if begin is None and not self._long_authorised(seen):
            begin = self._reached(seen.home, term, lasting=False)
        if begin is None:
            return None
        since = seen.home.since
        limit = three_months_on(date.fromordinal(since), norm.months).toordinal()
        over = self.on >= limit if norm.at_least else self.on > limit
        full = term[begin]
        reasons: tuple[Reason, ...] = ((Why.FIRST_DAY, since), (Why.TERM_FULL, begin, full, term.rule))
        if over:
            reasons += ((Why.NORM_PASSED, limit),)
        category = Category.LRV_OVER_3M if over else Category.LRV_4W_3M
        return self._verdict(seen, category, reasons, since=since, four_weeks=full)

    def _sick(self, seen: _Seen) -> Verdict | None:
        return self._by_term(seen, self._sick_term, Category.LONG_TERM_SICK)

    def _authorised(self, seen: _Seen) -> Verdict | None:
        return self._by_term(seen, self._authorised_term, Category.WORRYING_AUTHORISED)

    def _by_term(self, seen: _Seen, term: _Term, category: Category) -> Verdict | None:
        begin = self._lasting(seen, term)
        if seen.home is None or begin is None:
            return None
        since, full = seen.home.since, term[begin]
        reasons = ((Why.FIRST_DAY, since), (Why.TERM_FULL, begin, full, term.rule))
        return self._verdict(seen, category, reasons, since=since, four_weeks=full)

    def _long_authorised(self, seen: _Seen) -> bool:
        return (
            self._lasting(seen, self._sick_term) is not None or self._lasting(seen, self._authorised_term) is not None
        )

    def _lasting(self, seen: _Seen, term: _Term) -> int | None:
        """`_reached` by the run that lasts; each term is asked once, though two judges want to know."""
        if seen.home is None:
            return None
        if id(term) not in seen.reached:
            seen.reached[id(term)] = self._reached(seen.home, term, lasting=True)
        return seen.reached[id(term)]

    def _reached(self, home: Stretch, term: _Term, *, lasting: bool) -> int | None:
        """First day of a run that met the rule: one that lasts, or the first of any since the last day at school."""
        if term[home.since] + term.margin > self.on:
            return None  # not even the whole stretch is long enough
        whole = home.kinds <= term.kinds  # nothing in between: the stretch itself
        least = 0 if lasting else term.shortest
        runs = iter([(home.since, home.rows[0][0])]) if whole else self.stretches.runs(home.rows, term.kinds, least)
        for begin, end in islice(runs, 1) if lasting else reversed(list(runs)):
            if end - begin < term.shortest:
                continue
            met = term[begin] + term.margin
            if met <= self.on and met <= (last := self.stretches.last_day(end)) and (last >= self.on or not lasting):
                return begin
        return None

    def _at_risk(self, seen: _Seen) -> Verdict | None:
        """Absent, and no term full yet."""
        absent = seen.home or seen.partial
        if absent is None:
            return None
        since, _, kinds = absent
        if kinds <= _SENT_AWAY:
            category, why = Category.SUSPENDED, Why.SENT_AWAY
        elif kinds & self.definitions.dreigend.kinds:
            category, why = Category.DREIGEND, Why.AT_RISK
        else:
            category, why = Category.NONE, Why.NOT_FULL
        full = self._lrv_term[since]
        return self._verdict(seen, category, ((Why.FIRST_DAY, since), (why, kinds)), since=since, four_weeks=full)

    def _nothing(self, seen: _Seen) -> Verdict:
        return self._verdict(seen, Category.NONE, ((Why.NOTHING,),))

    # --- shared

    def _without_offer(self, facts: Facts, since: int | None) -> bool:
        """Zuid-Limburg 2018 §2.1: an offer counts when there is a place for it too.

        Only days of this stretch count: the offer of an earlier absence did not keep the pupil at school.
        """
        needed = (facts.offered_on, facts.place_available_on)[: 1 + self.definitions.norm.needs_place]
        return not all(day is not None and (since or 1) <= day <= self.on for day in needed)

    def _verdict(
        self,
        seen: _Seen,
        category: Category,
        reasons: tuple[Reason, ...],
        *,
        since: int | None = None,
        four_weeks: int | None = None,
        strict: bool = False,
        exclusion: Exclusion | None = None,
    ) -> Verdict:
        facts = seen.facts
        mbo = category in (Category.ABSOLUUT, Category.ABSOLUUT_NOT_COUNTED) and strict and self._waits_for_mbo(seen)
        if mbo and exclusion is not Exclusion.MBO_FEBRUARY:
            reasons += ((Why.WAITS_FOR_MBO,),)
        if since is not None and not (self._known_from <= since and self.on <= self._known_until):
            reasons += ((Why.UNKNOWN_VACATIONS,),)
        if since is not None and since == seen.owed:
            reasons += ((Why.OWED_SINCE, since),)
        if facts.left_on is not None and category not in NO_SCHOOL_NEEDED:
            reasons += self._left_for_unknown(seen)
        return Verdict(
            facts.id, category, since, four_weeks, self._without_offer(facts, since), mbo, strict, exclusion, reasons
        )

    def _left_for_unknown(self, seen: _Seen) -> tuple[Reason, ...]:
        last = last_enrolled(seen.facts, seen.background, self.on)
        return () if last is None else ((Why.LEFT_FOR_UNKNOWN, last),)
