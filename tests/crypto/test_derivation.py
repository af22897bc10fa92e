"""The cost of one guess stays between floor and ceiling, whoever asks."""

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.crypto.derivation import FLOOR, Parameters
from thuisplan_desktop.errors import KeyParametersRefused


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (64 * 1024 - 1, 3, 4),
        (1024 * 1024 + 1, 3, 4),
        (64 * 1024, 2, 4),
        (64 * 1024, 11, 4),
        (64 * 1024, 3, 0),
        (64 * 1024, 3, 9),
    ],
)
def test_parameters_out_of_bounds_can_not_be_made(memory_kib: int, passes: int, lanes: int) -> None:
    """Decision 6: 64 MiB to 1 GiB, 3 to 10 passes, refused before anything is derived."""
    with pytest.raises(KeyParametersRefused):
        Parameters(memory_kib, passes, lanes)


def test_the_bounds_themselves_are_allowed() -> None:
    """Floor and ceiling are included."""
    assert Parameters(64 * 1024, 3, 1).memory_kib == 65536
    assert Parameters(1024 * 1024, 10, 8).passes == 10


@pytest.mark.parametrize(
    ("seconds_at_floor", "expected"),
    [
        (3.0, FLOOR),
        (0.6, Parameters(64 * 1024, 5, 4)),
        (0.4, Parameters(128 * 1024, 3, 4)),
        (0.15, Parameters(256 * 1024, 5, 4)),
        (0.01, Parameters(512 * 1024, 10, 4)),
        (0.0, Parameters(512 * 1024, 10, 4)),
    ],
)
def test_calibration_asks_about_a_second_of_this_computer(seconds_at_floor: float, expected: Parameters) -> None:
    """A slow computer gets the floor, a fast one more memory and then more passes."""

    def pretend(parameters: Parameters) -> float:
        return seconds_at_floor * parameters.memory_kib / FLOOR.memory_kib * parameters.passes / FLOOR.passes

    assert derivation.calibrate(1.0, pretend) == expected


def test_a_busy_moment_gives_no_weaker_setting() -> None:
    """Two of each three measurements are disturbed by another program; what comes out is what a calm computer gets."""
    calls = iter(range(1000))

    def disturbed(parameters: Parameters) -> float:
        calm = 0.15 * parameters.memory_kib / FLOOR.memory_kib * parameters.passes / FLOOR.passes
        return calm if next(calls) % 3 == 2 else calm * 20

    assert derivation.calibrate(1.0, disturbed) == Parameters(256 * 1024, 5, 4)


@given(st.lists(st.floats(0, 100), min_size=30, max_size=30))
@example([sys.float_info.min / 10] * 30)  # so little that dividing by it is infinite
@settings(max_examples=50)
def test_no_measurement_leads_below_the_floor(seconds: list[float]) -> None:
    """Nor above the ceiling, however the computer behaves."""
    times = iter(seconds)
    found = derivation.calibrate(1.0, lambda _: next(times))
    assert found.memory_kib >= FLOOR.memory_kib
    assert found.passes >= FLOOR.passes


@pytest.mark.parametrize(("clock", "processor"), [(5.0, 0.3), (0.3, 1.2)], ids=["waiting", "side by side"])
def test_waiting_for_another_program_does_not_count(
    clock: float, processor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the work of a second lane that went on at the same time."""
    for name, end in (("perf_counter", clock), ("process_time", processor)):
        moments = iter((0.0, end))
        monkeypatch.setattr(derivation.time, name, lambda moments=moments: next(moments))
    assert derivation.measure(FLOOR) == 0.3


def test_a_derivation_can_be_measured() -> None:
    """The real measurement gives a duration."""
    assert derivation.measure(FLOOR) > 0


def test_argon2id_is_the_one_of_rfc_9106() -> None:
    """A value computed with another implementation (argon2-cffi 25.1, argon2id, v=19)."""
    key = derivation.derive(b"thuisplan", bytes(range(16)), FLOOR)
    assert key.hex() == "85e79d04e0e34154749e1fd8161418c7b6495d24d5e0692c14f9e9df0b3a7dff"
