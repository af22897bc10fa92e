"""How far a review is: every finding with a number and what was decided, and what the reader added himself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from thuisplan_desktop.actions.sheets import Draft
from thuisplan_desktop.anonymise.chosen import given, roles_for
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.redact import Choice, Review, added_span
from thuisplan_desktop.ui.caseload.marked_text import Mark
from thuisplan_desktop.ui.widgets.text import Tone

KIND_PLURALS = {
    Kind.PERSON: "personen",
    Kind.ADDRESS: "adressen",
    Kind.PLACE: "plaatsen",
    Kind.ORG: "organisaties",
    Kind.DATE: "datums",
    Kind.PHONE: "telefoonnummers",
    Kind.EMAIL: "e-mailadressen",
    Kind.ONLINE: "accounts",
    Kind.BSN: "burgerservicenummers",
    Kind.ID: "nummers",
    Kind.UNIQUE: "bijzonderheden",
    Kind.GENDER: "woorden voor jongen of meisje",
    Kind.AGE: "leeftijden",
    Kind.CLASS: "klassen",
}
REPLACED_BY = {
    Kind.PERSON: "iemand",
    Kind.ADDRESS: "een adres",
    Kind.PLACE: "een plaats",
    Kind.ORG: "een organisatie",
    Kind.DATE: "een datum",
    Kind.PHONE: "een telefoonnummer",
    Kind.EMAIL: "een e-mailadres",
    Kind.ONLINE: "een account",
    Kind.BSN: "een nummer",
    Kind.ID: "een nummer",
    Kind.UNIQUE: "een bijzonderheid",
    Kind.GENDER: "die",
    Kind.AGE: "een leeftijd",
    Kind.CLASS: "een klas",
}
"""What stands in place of a span that the reader marked himself."""

_CHOSEN = "rol door de lezer gekozen"

_TONES: dict[Choice | None, Tone] = {None: "warn", Choice.ACCEPT: "bad", Choice.REJECT: "good"}


@dataclass(frozen=True, repr=False)
class ReviewLine:
    """One finding on the list. `choice` None: nobody has decided yet."""

    number: int
    finding: Finding
    words: str
    choice: Choice | None
    added: bool = False
    left_before: bool = False

    @property
    def decision(self) -> str:
        if self.choice is None:
            return "nog kiezen; bleef eerder" if self.left_before else "nog kiezen"
        return "vervangen" if self.choice is Choice.ACCEPT else "blijft staan"


@dataclass(frozen=True, repr=False)
class ReviewState:
    """A draft with the review so far. Every step gives a new one."""

    draft: Draft
    review: Review

    @staticmethod
    def fresh(draft: Draft) -> "ReviewState":
        """A draft with what was decided about these words before, and nothing more."""
        return ReviewState(draft, draft.before.review)

    def lines(self) -> tuple[ReviewLine, ...]:
        """Findings and additions in the order of the text, numbered. What lies in an addition is decided with it."""
        waiting = (one for one in self.draft.findings if not self.review.covers(one))
        found = sorted((*waiting, *self.review.added), key=lambda one: (one.start, one.end))
        return tuple(self._line(number, finding) for number, finding in enumerate(found, start=1))

    def marks(self) -> tuple[Mark, ...]:
        return tuple(
            Mark(line.number, line.finding.start, line.finding.end, _TONES[line.choice]) for line in self.lines()
        )

    def open_count(self) -> int:
        """How many findings wait for a decision."""
        return sum(line.choice is None for line in self.lines())

    def decide(self, lines: Iterable[ReviewLine], choice: Choice) -> "ReviewState":
        """The same choice for these; an addition that may stay after all is taken back."""
        state = self
        for line in lines:
            if not line.added:
                state = replace(state, review=state.review.with_choice(line.finding, choice))
            elif choice is Choice.REJECT:
                kept = tuple(one for one in state.review.added if one != line.finding)
                state = replace(state, review=Review(state.review.decisions, kept))
        return state

    def of_kind(self, kind: Kind) -> tuple[ReviewLine, ...]:
        return tuple(line for line in self.lines() if line.finding.kind is kind and not line.added)

    def add(self, start: int, end: int, kind: Kind) -> "ReviewState":
        """Also replace this part. Nothing happens when it holds no letters."""
        span = added_span(self.draft.text, start, end, kind, REPLACED_BY[kind])
        if span.start >= span.end:
            return self
        return replace(self, review=self.review.with_added(given(self.draft.text, span, span.replacement)))

    def roles(self, line: ReviewLine) -> tuple[str, ...]:
        """What else these words may be called on the sheet; nothing for what is no name."""
        return roles_for(line.finding, self.draft.findings)

    def call(self, line: ReviewLine, role: str) -> "ReviewState":
        """The same words are called so wherever they stand, but where the reader let them stand."""
        review, words = self.review, line.words.casefold()
        for one in self.lines():
            same = one.words.casefold() == words and one.finding.kind is line.finding.kind
            if one == line or (same and one.choice is not Choice.REJECT):
                called = given(self.draft.text, one.finding, role)
                review = review.with_added(called._replace(reason=_CHOSEN, certainty=1.0))
        return replace(self, review=review)

    def as_if_decided(self) -> Review:
        """For the preview: what is still open is shown replaced."""
        undecided = {(line.finding.start, line.finding.end): Choice.ACCEPT for line in self.lines() if not line.added}
        return Review({**undecided, **self.review.decisions}, self.review.added)

    def _line(self, number: int, finding: Finding) -> ReviewLine:
        added = finding in self.review.added
        at = finding.start, finding.end
        choice = Choice.ACCEPT if added else self.review.decisions.get(at)
        left_before = at in self.draft.before.left_before
        return ReviewLine(number, finding, self.draft.text[at[0] : at[1]], choice, added, left_before)


def next_open(lines: Sequence[ReviewLine], after: int) -> int | None:
    """The row of the next finding without a decision, from `after` on and around."""
    order = [*range(after, len(lines)), *range(min(after, len(lines)))]
    return next((row for row in order if lines[row].choice is None), None)
