"""What every known failure is, and the one about the program's own promises."""


class ThuisplanError(Exception):
    """A known failure. `facts` fill the blanks of its sentence and are safe to log."""

    def __init__(self, **facts: str | int) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class PromiseBroken(ThuisplanError):
    """`promise`: which promise of the demonstration journey did not hold."""
