"""``bot tune``: the policy that keeps wrong quotes under a bound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot.cli.content import content_option, content_path, load_both
from bot.cli.lines import wrap
from bot.cli.progress import watched
from bot.desk.edit import prepare
from bot.desk.evaluate.gold import read_gold
from bot.desk.evaluate.tune import DOUBT, Point, questions_needed, recommended, sweep
from bot.desk.report.template import filled
from bot.files import put, refuse_same

#: of the picture in letters
_ROWS: Final = 12
_COLUMNS: Final = 60


def percent(written: str) -> float:
    """Return a share such as 0.5%, above 0 and below 1."""
    try:
        share = float(written.removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise click.BadParameter(f"{written} is no percentage between 0 and 100, such as 0.5%.")
    return share


@click.command("tune")
@click.argument("files", metavar="GOLD...", nargs=-1, required=True)
@click.option("--max-wrong", type=percent, default="0.5%", show_default=True, help="Most wrong quotes among all questions.")
@click.option("--margin", "margins", type=click.FloatRange(0, 100), multiple=True, help="A margin to try; may be given several times.")
@click.option("--svg", metavar="FILE", help="Save the picture as SVG.")
@click.option("--write", is_flag=True, help="Put what is recommended into intents.yaml; comments and layout stay.")
@content_option
def command(
    files: tuple[str, ...], max_wrong: float, margins: tuple[float, ...], svg: str | None, write: bool, content: str | None
) -> bool:
    """Recommend how sure the bot must be, from questions with right replies.

    Each GOLD file is a list of questions as for bot test. They are asked under
    stricter and stricter thresholds, and the picture shows how many are answered
    and how many wrongly. Recommended is the policy that answers most, of those
    that keep wrong quotes under --max-wrong with a certainty of 95 %, for
    questions like these. If there are too few questions to show that, it says
    how many it takes.

    Exit code: 0 if a policy is recommended, 1 if none is.
    """
    path = content_path(content, writes=write)
    loaded, bot = load_both(path)
    policy = loaded.content.policy
    if svg:
        refuse_same(svg, path, loaded.source.path, *files)
    questions = [question for file in files for question in read_gold(Path(file), loaded)]
    points = sweep(bot, questions, list(dict.fromkeys([policy.margin, *margins])), watched)
    current = next(point for point in points if (point.threshold, point.margin) == (policy.threshold, policy.margin))
    chosen = recommended(points, max_wrong)
    parts = _table(points, current, chosen), _in_letters(points, current, chosen), _advice(chosen, points, current, max_wrong)
    click.echo("\n\n".join("\n".join(part) for part in parts))
    if svg:
        put(Path(svg), _as_svg(points, current, chosen).encode())
    if write and chosen:
        numbers = {"threshold": f"{chosen.threshold:g}", "margin": f"{chosen.margin:g}"}
        prepare(path, lambda data: data.setdefault("policy", {}).update(numbers)).write()
        click.echo(f"Written to {path}. Run bot check and bot test.", err=True)
    return not chosen


def _table(points: list[Point], current: Point, chosen: Point | None) -> Iterator[str]:
    """Yield a row for each policy, those that follow one with the same counts left out."""
    yield f"{'threshold':>9}{'margin':>8}{'answered':>10}{'wrong':>7}{'wrong, at most':>17}"
    before = None
    for point in points:
        counts = point.margin, point.answered, point.wrong
        notes = [note for note, noted in (("present", current), ("recommended", chosen)) if noted == point]
        if counts != before or notes:
            row = f"{point.threshold:>9g}{point.margin:>8g}{point.coverage:>10.1%}{point.wrong:>7}{point.bound:>17.2%}"
            yield f"{row}  {', '.join(notes)}".rstrip()
        before = counts


def _in_letters(points: list[Point], current: Point, chosen: Point | None) -> Iterator[str]:
    """Yield the lines of the picture of coverage against wrong quotes: o a policy, @ the present one, * the recommended one."""
    most = _most_wrong(points)
    grid = [[" "] * (_COLUMNS + 1) for _ in range(_ROWS + 1)]
    marked = [(point, "o") for point in points] + [(current, "@")] + ([(chosen, "*")] if chosen else [])
    for point, mark in marked:
        grid[round((1 - point.coverage) * _ROWS)][round(point.wrong / point.questions / most * _COLUMNS)] = mark
    for number, row in enumerate(grid):
        name = {0: "100 %", _ROWS // 2: "50 %", _ROWS: "0 %"}.get(number, "")
        yield f"{name:>6} |{''.join(row)}".rstrip()
    yield f"{'':6} +{'-' * (_COLUMNS + 1)}"
    yield f"{'':7} 0 %{f'{most:.1%}':>{_COLUMNS - 3}}"
    yield f"{'':7} answered (up) against wrong quotes (to the right), of all questions"
    yield f"{'':7} o a policy   @ the present one   * the recommended one"


def _as_svg(points: list[Point], current: Point, chosen: Point | None) -> str:
    """Return the picture as an SVG file; nothing in it is loaded from elsewhere."""
    marks = [(point, "#fff", 3) for point in points] + [(current, "#06c", 5)] + ([(chosen, "#c30", 6)] if chosen else [])
    return filled("curve.svg", points=points, marks=marks, most=_most_wrong(points))


def _most_wrong(points: list[Point]) -> float:
    """Return the right end of the picture, more than 0."""
    return max(point.wrong / point.questions for point in points) or 0.01


def _advice(chosen: Point | None, points: list[Point], current: Point, most: float) -> Iterator[str]:
    asked, doubt = points[0].questions, DOUBT / len({point.margin for point in points})
    if chosen:
        text = (
            f"Recommended: threshold {chosen.threshold:g}, margin {chosen.margin:g}. It answers {chosen.coverage:.1%} of the "
            f"questions that the page answers. Of {asked} questions {chosen.wrong} got a wrong quote; with a certainty of "
            f"{1 - DOUBT:.0%}, at most {chosen.bound:.2%} of questions like these do."
        )
    else:
        text = f"No policy is recommended: {asked} questions are too few to show of any that at most {most:.2%} get a wrong quote."
    yield from wrap(text)
    fewest = min(point.wrong for point in points if point.threshold == points[0].threshold)
    for name, point_wrong, bound in (("strictest", fewest, 0.0 if chosen else 1.0), ("present", current.wrong, current.bound)):
        if bound > most:
            needed = questions_needed(point_wrong, most, doubt)
            yield from wrap(f"To show it of the {name} policy takes {needed} questions, if {point_wrong} of them get a wrong quote.")
