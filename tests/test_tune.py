"""The sweep over policies, the bound on wrong quotes, and ``bot tune``."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import MINI_YAML, make_bot
from hypothesis import given
from hypothesis import strategies as st
from terminal import run

from bot.content.load import load_content
from bot.desk.evaluate.evaluate import evaluate
from bot.desk.evaluate.judge import GoldQuestion, Wanted
from bot.desk.evaluate.tune import THRESHOLDS, Point, questions_needed, recommended, sweep, upper_bound
from bot.desk.many import unwatched
from bot.errors import Place
from bot.pipeline import Bot

QUESTIONS = [
    "is there a cat",
    "where does the cat sleep",
    "a cat?",
    "range of the lamp",
    "what does the lamp burn at night",
    "lamp",
    "is there a dog",
    "what is the price",
    "who can talk",
    "how far does the lamp shine, and is there a cat",
    "does the cat mind the lamp",
]


def ask(text, *wanted):
    return GoldQuestion(text, Place("gold.yaml", 1, 1), "", tuple(Wanted("intent", each) for each in wanted))


# --- the bound --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "questions", "bound"),
    [(0, 598, 0.005), (0, 59, 0.0495), (1, 10, 0.394), (5, 100, 0.1023), (3, 3, 1.0), (0, 0, 1.0), (8, 859, 0.0167)],
)
def test_the_bound_is_the_exact_one_of_clopper_and_pearson(wrong, questions, bound):
    assert upper_bound(wrong, questions, 0.05) == pytest.approx(bound, abs=0.0002)


@given(st.integers(0, 20), st.integers(1, 400), st.sampled_from([0.01, 0.05, 0.2]))
def test_the_bound_lies_above_what_was_seen_and_falls_with_more_questions(wrong, right, doubt):
    bound = upper_bound(wrong, wrong + right, doubt)

    assert wrong / (wrong + right) < bound <= 1
    assert upper_bound(wrong, wrong + right + 1, doubt) < bound


@given(st.integers(0, 10), st.floats(0.002, 0.3), st.sampled_from([0.01, 0.05]))
def test_the_questions_needed_are_just_enough(wrong, most, doubt):
    needed = questions_needed(wrong, most, doubt)

    assert upper_bound(wrong, needed, doubt) <= most < upper_bound(wrong, needed - 1, doubt)


# --- the sweep --------------------------------------------------------------------------------------------------------


@pytest.fixture
def loose_bot(tmp_path):
    """A museum in which two intents hold the same words."""
    text = MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the lamp sleep\n")
    return make_bot(tmp_path, text.replace("\nsynonyms:\n", "\npolicy:\n  coverage: 0\n\nsynonyms:\n"))


def test_the_sweep_finds_what_asking_under_every_policy_finds(loose_bot):
    questions = [ask(text, wanted) for text in QUESTIONS for wanted in ("cat", "lamp-range")]
    points = sweep(loose_bot, questions, [0.0, 5.0, 40.0], unwatched)

    assert len(points) == 3 * len(THRESHOLDS)
    for point in points:
        strict = Bot(loose_bot.knowledge.with_policy(threshold=point.threshold, margin=point.margin))
        cases = evaluate(strict, questions).cases
        assert point.answered == sum(case.outcome == "right" for case in cases)
        assert point.wrong == sum(
            case.outcome == "wrong" and not {wanted.id for wanted in case.question.wanted}.issuperset(case.reply.intents) for case in cases
        )


def test_no_questions_have_no_coverage(loose_bot):
    points = sweep(loose_bot, [], [5.0], unwatched)

    assert {(point.coverage, point.bound) for point in points} == {(0.0, 1.0)}


def point(threshold, coverage, bound, margin=3.0):
    return Point(threshold, margin, 100, 100, coverage, 0, bound)


def test_the_policy_that_answers_most_below_the_bound_is_recommended():
    assert recommended([point(90, 10, 0.01), point(80, 20, 0.02), point(70, 30, 0.03)], 0.02) == point(80, 20, 0.02)


def test_of_policies_that_answer_as_much_the_strictest_is_recommended():
    assert recommended([point(90, 20, 0.01), point(80, 20, 0.02), point(80, 20, 0.02, margin=5.0)], 0.02) == point(90, 20, 0.01)


def test_what_lies_behind_a_policy_that_does_not_hold_is_not_looked_at():
    assert recommended([point(90, 10, 0.05), point(80, 20, 0.01)], 0.02) is None


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def museum(mini_content, monkeypatch):
    """The museum's folder, with a gold file of sixty questions."""
    monkeypatch.chdir(mini_content.parent)
    wrong = "- question: what does the lamp burn\n  quotes: [A cat named Barnacle]\n"
    half = "- question: how far does the lamp shine, and is there a dog\n  all: [[The lamp burns], [Tower film]]\n"
    right = "- question: is there a cat\n  expect: cat\n- question: do bees sing\n  expect: handoff\n"
    Path("gold.yaml").write_text(right * 30, encoding="utf-8")
    Path("few.yaml").write_text(right + wrong + half, encoding="utf-8")
    return mini_content


def test_a_policy_is_recommended_with_its_bound(museum):
    result = run("tune", "gold.yaml", "--max-wrong", "5%")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"""\
threshold  margin  answered  wrong   wrong, at most
      100       5    100.0%      0            4.87%  recommended
       50       5    100.0%      0            4.87%  present

 100 % |*
{"       |" + chr(10)}{("       |" + chr(10)) * 4}  50 % |
{("       |" + chr(10)) * 5}   0 % |
       +-------------------------------------------------------------
        0 %                                                     1.0%
        answered (up) against wrong quotes (to the right), of all questions
        o a policy   @ the present one   * the recommended one

Recommended: threshold 100, margin 5. It answers 100.0% of the questions that
the page answers. Of 60 questions 0 got a wrong quote; with a certainty of 95%,
at most 4.87% of questions like these do.
"""
    )


def test_too_few_questions_show_nothing_and_the_number_that_would_is_told(museum):
    result = run("tune", "few.yaml")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.endswith(
        """\
No policy is recommended: 4 questions are too few to show of any that at most
0.50% get a wrong quote.
To show it of the strictest policy takes 947 questions, if 1 of them get a wrong
quote.
To show it of the present policy takes 947 questions, if 1 of them get a wrong
quote.
"""
    )


def test_every_table_fits_eighty_columns(museum):
    assert max(map(len, run("tune", "few.yaml", "--margin", "0", "--margin", "12.5").stdout.splitlines())) <= 80


def test_the_picture_is_saved_as_svg_that_loads_nothing(museum):
    run("tune", "gold.yaml", "--max-wrong", "5%", "--svg", "with.svg")
    run("tune", "few.yaml", "--svg", "without.svg")
    picture = ElementTree.fromstring(Path("with.svg").read_text(encoding="utf-8"))
    titles = [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]

    assert "threshold 100, margin 5: 100% answered, 0 wrong" in titles
    assert "href" not in Path("with.svg").read_text(encoding="utf-8")
    assert Path("with.svg").read_text(encoding="utf-8").count("<circle") == len(THRESHOLDS) + 2
    assert Path("without.svg").read_text(encoding="utf-8").count("<circle") == len(THRESHOLDS) + 1


def test_what_is_recommended_is_written_on_request(museum):
    before = museum.read_text(encoding="utf-8")
    result = run("tune", "gold.yaml", "--max-wrong", "5%", "--write")

    assert result.stderr == f"Written to {museum.name}. Run bot check and bot test.\n"
    assert museum.read_text(encoding="utf-8") == f"{before}policy:\n  threshold: 100\n  margin: 5\n"


def test_nothing_is_written_if_nothing_is_recommended(museum):
    before = museum.read_text(encoding="utf-8")
    run("tune", "few.yaml", "--write")

    assert museum.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("share", ["0%", "100%", "few", "-1%"])
def test_a_share_that_is_none_is_wrong_use(museum, share):
    result = run("tune", "gold.yaml", "--max-wrong", share)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{share} is no percentage between 0 and 100, such as 0.5%." in result.stderr


# --- the policy in the file -------------------------------------------------------------------------------------------


@pytest.fixture
def written(museum):
    """The policy's lines after new numbers are written: ``written(policy)``."""

    def after(policy):
        rest = museum.read_text(encoding="utf-8")
        museum.write_text(policy + rest, encoding="utf-8")
        assert run("tune", "gold.yaml", "--max-wrong", "5%", "--write").exit_code == 0
        return museum.read_text(encoding="utf-8").removesuffix(rest)

    return after


def test_numbers_that_are_there_are_replaced_and_comments_stay(written):
    assert written("policy:  # how sure\n  margin: 3  # a lead\n  threshold: 60\n") == (
        "policy:  # how sure\n  margin: 3  # a lead\n  threshold: 100\n"
    )
    assert load_content(Path("intents.yaml")).content.policy.threshold == 100


def test_numbers_that_are_not_there_are_added(written):
    assert written("policy:\n    # how sure\n    max_quotes: 3\n") == (
        "policy:\n    # how sure\n    max_quotes: 3\n    threshold: 100\n    margin: 5\n"
    )


@pytest.mark.parametrize("policy", ["policy: {max_quotes: 3}\n", "policy: {}\n"])
def test_a_policy_in_braces_is_written_too(written, policy):
    written(policy)
    after = load_content(Path("intents.yaml")).content.policy

    assert (after.threshold, after.margin, after.max_quotes) == (100, 5, 3)


def test_the_picture_is_not_drawn_over_the_questions(museum):
    result = run("tune", "gold.yaml", "--svg", "gold.yaml")

    assert (result.exit_code, result.stderr) == (2, "Error: gold.yaml is read here, so it is not written. Name another file.\n")
