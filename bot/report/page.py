"""The page: what was gathered, in one HTML file that asks nothing of the network and holds no script."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.report.gather import Report

_FOLDER: Final = Path(__file__).parent / "templates"


def render(report: Report) -> str:
    """Return the report as HTML. Its policy allows nothing but its own style, which is named by its hash."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("report.html").render(report=report, style=Markup(style), style_hash=digest)
