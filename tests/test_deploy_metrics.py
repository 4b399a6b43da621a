import json
import re

import pytest
import yaml
from conftest import REPOSITORY

from bot.web.app import create_app
from bot.web.current import service_of

FOLDER = REPOSITORY / "deploy" / "metrics"
DASHBOARD = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))
ALERTS = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]


@pytest.fixture(scope="module")
def measured(mini_bot) -> set[str]:
    """The names of everything that a service measures."""
    app = create_app(mini_bot)
    client = app.test_client()
    client.post("/api/v1/reply", json={"text": "cat"})
    client.post("/api/v1/feedback", json={"intent": "cat", "helpful": True})
    return {sample.name for metric in service_of(app).metrics.registry.collect() for sample in metric.samples}


def expressions() -> list[str]:
    return [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]] + [alert["expr"] for alert in ALERTS]


@pytest.mark.parametrize("expression", expressions())
def test_dashboard_and_alerts_ask_for_what_is_measured(measured, expression):
    assert set(re.findall(r"\b(?:bot|process)_[a-z_]+", expression)) <= measured


def test_the_document_names_every_metric_of_ours(measured):
    document = (REPOSITORY / "docs" / "operate.md").read_text(encoding="utf-8")
    ours = {re.sub(r"_(created|bucket|sum|count)$", "", name) for name in measured if name.startswith("bot_")} - {
        "bot_requests",
        "bot_replies",
    }

    assert [] == sorted(name for name in ours if name not in document)


def test_every_alert_says_what_to_do():
    assert ALERTS
    assert [] == [alert["alert"] for alert in ALERTS if not alert["annotations"]["what_to_do"]]


def test_panels_do_not_lie_over_one_another():
    taken = [
        (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["h"])
    ]

    assert len(set(taken)) == len(taken)
