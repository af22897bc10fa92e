"""The page that goes with a file: what it is and from which keys, never who or how many."""

from typing import Any

from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.exchange.leesbrief import leesbrief
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.exchange.profile_v1 import encode
from thuisplan_desktop.exchange.sealed_file import file_hash


def test_a_count_file_gets_a_page_without_counts(region: Any) -> None:
    """Peildatum, telling, sender's words and the file's words; nothing else that differs per sender."""
    data = region.counts(region.senders[0])
    page = leesbrief(
        data,
        keys_of(region.senders[0]),
        region.profile.name,
        peildatum=region.telling.peildatum,
        telling_id=region.telling.id,
        log_words="appel fiets wolk",
    )
    rows = dict(page.rows)
    assert page.title == "Leesbrief bij verzegelde telling"
    assert rows["Peildatum"] == "1 oktober 2026"
    assert rows["Afzender (controlewoorden)"] == region.senders[0].fingerprint
    assert rows["Telling (controlewoorden)"] == words_of(region.telling.id)
    assert rows["Einde van het logboek"] == "appel fiets wolk"
    assert rows["Dit bestand (controlewoorden)"] == words_of(file_hash(data))
    assert not [value for value in rows.values() if "bestuur" in value.lower() or "99X" in value]


def test_a_profile_gets_a_page_without_telling(region: Any) -> None:
    """It says to compare the words over the telephone."""
    page = leesbrief(encode(region.profile, region.swv), region.profile.swv, region.profile.name)
    assert not {"Peildatum", "Einde van het logboek"} & set(dict(page.rows))
    assert "telefoon" in page.paragraphs[0]
