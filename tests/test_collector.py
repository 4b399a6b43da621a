"""The collector of garbage rests while much is made, and is then as it was."""

import gc

import pytest

from bot.collector import resting_collector


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_rests_and_is_then_as_it_was(collecting):
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with resting_collector():
            assert not gc.isenabled()
        assert collecting == gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()


def test_the_collector_works_again_after_a_fault():
    with pytest.raises(ValueError, match="no pattern"), resting_collector():
        raise ValueError("no pattern")

    assert gc.isenabled()
