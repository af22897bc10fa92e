import pytest

from thuisplan_desktop.anonymise.words import Words


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load()
