"""The sums besides those that the tables print: what else a reader knows of everything that is published together."""

from collections.abc import Iterable, Sequence

from thuisplan_desktop.counts.table import Total


class Ties:
    """Sums over cells by their scoped names, with the true counts; cells that nobody publishes are added to these.

    `helpers` are the cells that stand for a sum or a rest to reason with. They are nobody's count, so none is small.
    """

    def __init__(self, cells: dict[str, int | None]) -> None:
        self.cells = cells
        self.helpers: set[str] = set()
        self._totals: dict[Total, None] = {}

    @property
    def totals(self) -> tuple[Total, ...]:
        return tuple(self._totals)

    def add(self, total: Total) -> None:
        self._totals[total] = None

    def equal(self, some: Sequence[str], others: Sequence[str]) -> None:
        """Both have the same sum."""
        whole, parts = (some, others) if len(some) == 1 else (others, some)
        self.add(Total(self._sum(whole), tuple(parts)))

    def within(self, inner: Sequence[str], outer: Sequence[str]) -> None:
        """Whom the inner cells count the outer ones count too. Says nothing where a cell is missing or not registered,
        nor where it doesn't hold, because definition sets count differently."""
        cells = (*inner, *outer)
        if any(self.cells.get(cell) is None for cell in cells) or (rest := self._value(outer) - self._value(inner)) < 0:
            return
        name = f"{'+'.join(outer)} - {'+'.join(inner)}"
        self.place(name, rest, helper=True)
        self.add(Total(self._sum(outer), (*inner, name)))

    def rest(self, whole: str, part: str, name: str) -> None:
        """What a 'waarvan' line leaves, by a name of its own."""
        total, listed = self.cells.get(whole), self.cells.get(part)
        if total is not None and listed is not None and total >= listed:
            self.place(name, total - listed, helper=True)
            self.add(Total(whole, (part, name)))

    def left(self, whole: str, parts: Iterable[str]) -> int:
        """What these parts leave of a whole: below zero when they can't be of it."""
        return self._value([whole]) - self._value(list(parts))

    def place(self, name: str, value: int, *, helper: bool) -> None:
        """A cell that nobody publishes; with `helper` it is nobody's count."""
        self.cells[name] = value
        if helper:
            self.helpers.add(name)

    def _sum(self, cells: Sequence[str]) -> str:
        """The one cell, or a helper that is the sum of more."""
        if len(cells) == 1:
            return cells[0]
        name = "+".join(cells)
        self.place(name, self._value(cells), helper=True)
        self.add(Total(name, tuple(cells)))
        return name

    def _value(self, cells: Sequence[str]) -> int:
        return sum(self.cells[cell] or 0 for cell in cells)
