"""The collector of garbage rests while much is made, and is then as it was."""

import gc
import weakref

import pytest

from bot.collector import resting_collector, settle
from bot.web.app import live_app
from bot.web.settings import Settings


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


def test_what_is_settled_is_not_looked_through_until_it_is_garbage():
    gone = []
    ring = Ring()
    ring.itself = ring
    weakref.finalize(ring, gone.append, True)
    try:
        settle()
        del ring
        gc.collect()
        assert gone == []

        settle()
        assert gone == [True]
    finally:
        gc.unfreeze()


class Ring:
    """Garbage that only the collector can find."""

    itself: "Ring"


def test_a_service_settles_its_content(mini_content):
    gc.unfreeze()
    try:
        _, reloader = live_app(Settings(content=str(mini_content)))
        reloader.stop()

        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
