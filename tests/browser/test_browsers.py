"""What is said where there is nothing to test with."""

from types import SimpleNamespace

import pytest

from browser.browsers import PROGRAMS, launch


@pytest.mark.parametrize("engine", PROGRAMS)
def test_where_there_is_no_browser_it_is_said_how_to_get_one(engine, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    without = SimpleNamespace(**{engine: SimpleNamespace(executable_path=tmp_path / "none")})

    with pytest.raises(FileNotFoundError, match=rf"There is no {engine} to test with\. .*python -m playwright install {engine}"):
        launch(without, engine)
