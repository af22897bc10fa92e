"""What a message is, and the clauses that many of them share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """`what` stands on its own as one sentence; `safe` and `remedy` follow where there is room."""

    what: str
    safe: str
    remedy: str

    @property
    def text(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.remedy) if part)


UNCHANGED = "Er is niets veranderd."
REGISTER_SAFE = "Het register is niet gewijzigd."
NOT_IMPORTED = "Er is niets ingelezen."
NEW_EXPORT = "Maak een nieuwe export in uw leerlingadministratie."
NOT_SHARED = "Er is niets gedeeld."
NOT_SENT = "Er is niets verzegeld."
ASK_AGAIN = "Vraag de afzender om het bestand opnieuw te maken en te sturen."
