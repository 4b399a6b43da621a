"""The benchmarks: their measures, their typos, and what ``predict`` writes, on rows small enough to count by hand."""

import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.ablation import measures_of
from benchmarks.data import DataError, DataSet, Point, Row, find_sets, read_rows
from benchmarks.measures import Answered, accuracy, area_under_curve, curve, decided, matched_points, percentile, recall_at_kept
from benchmarks.misspell import misspell, read_misspellings
from benchmarks.plot import Line, plot
from benchmarks.product import Product
from benchmarks.report import table, write_section
from benchmarks.run import in_random_order
from benchmarks.scale import recombine

REPOSITORY = Path(__file__).parents[1]
SHOP = [
    Row("where is my parcel", "track"),
    Row("track my order", "track"),
    Row("i want my money back", "refund"),
    Row("how do i get a refund", "refund"),
    Row("are the bells made of brass", "material"),
]
#: in scope: right 90, right 80, wrong 70, right 20; out of scope: 85, 30, 20, 0
ANSWERS = [
    Answered("track", "track", 90, "answer"),
    Answered("track", "track", 80, "clarify"),
    Answered("refund", "track", 70, "answer"),
    Answered("refund", "refund", 20, "handoff"),
    Answered("oos", "track", 85, "answer"),
    Answered("oos", "track", 30, "clarify"),
    Answered("oos", "refund", 20, "handoff"),
    Answered("oos", "refund", 0, "handoff"),
]


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def predict(train, test):
    command = [sys.executable, "-m", "benchmarks.predict", "--train", str(train), "--test", str(test)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)


# --- the measures --------------------------------------------------------------------------------------------------


def test_accuracy_counts_questions_in_scope_whatever_their_score():
    assert 0.75 == accuracy(ANSWERS)


def test_the_area_counts_pairs_and_a_tie_as_half():
    # 90 beats 4 of 4, 80 and 70 beat 3, 20 beats one and ties with one.
    assert (4 + 3 + 3 + 1.5) / 16 == area_under_curve(ANSWERS)


def test_the_area_of_scores_that_are_all_the_same_is_a_half():
    assert 0.5 == area_under_curve([answer._replace(score=7) for answer in ANSWERS])


@pytest.mark.parametrize(
    ("kept", "recall"),
    [
        (1.0, 0.25),  # the threshold is 20, and one of four lies under it
        (0.75, 0.75),  # 70
        (0.5, 0.75),  # 80
        (0.25, 1.0),  # 90
    ],
)
def test_recall_is_counted_under_the_highest_threshold_that_keeps_enough(kept, recall):
    assert recall == recall_at_kept(ANSWERS, kept)


def test_a_threshold_that_keeps_95_of_100_keeps_95_not_96():
    answers = [Answered("a", "a", score) for score in range(100)] + [Answered("oos", "a", 4.5), Answered("oos", "a", 5)]

    assert 0.5 == recall_at_kept(answers, 0.95)


def test_the_curve_counts_a_question_under_the_threshold_as_wrong():
    assert [(0.75, 0.0), (0.75, 0.25), (0.5, 0.5), (0.5, 0.75), (0.5, 0.75), (0.25, 0.75), (0.25, 1.0), (0.0, 1.0)] == curve(ANSWERS)


def test_a_published_point_is_matched_if_one_threshold_reaches_both_its_numbers():
    points = [Point("even", 0.1, 0.5, 0.75), Point("better", 0.2, 0.4, 0.7), Point("too much", 0.3, 0.51, 0.75), Point("all", 0.4, 0.76, 0)]

    assert ["even", "better"] == [point.platform for point in matched_points(ANSWERS, points)]


def test_the_policy_is_counted_by_what_it_decided():
    assert (0.25, 0.25, 0.25, 0.25, 0.75, 0.25) == decided(ANSWERS)


def test_where_there_is_nothing_to_count_there_is_no_number():
    inside = ANSWERS[:4]

    assert all(
        map(math.isnan, [accuracy([]), area_under_curve(inside), recall_at_kept(inside, 0.9), recall_at_kept([], 0.9), percentile([], 0.5)])
    )
    assert [] == curve(inside)
    assert [] == matched_points(inside, [Point("any", 0.1, 0, 0)])


def test_a_percentile_is_one_of_the_values():
    assert (2, 4, 4) == (percentile([4, 2, 1, 3], 0.5), percentile([4, 2, 1, 3], 0.95), percentile([4, 2, 1, 3], 1))


# --- typos ---------------------------------------------------------------------------------------------------------


def test_a_typo_is_in_one_word_and_spares_its_first_letter():
    text = "Where is my parcel, please?"
    for seed in range(200):
        words = zip(text.split(), misspell(text, {}, random.Random(seed)).split(), strict=True)
        [(right, wrong)] = [(right, wrong) for right, wrong in words if right != wrong]
        assert right[0] == wrong[0]
        assert len(right) >= 4


def test_typos_are_the_same_each_time():
    first, second = ([misspell("track my order", {"order": ("ordre",)}, random.Random(seed)) for seed in range(50)] for _ in range(2))

    assert first == second
    assert "track my ordre" in first


def test_a_question_of_short_words_stays_as_it_is():
    assert "is it ok" == misspell("is it ok", {}, random.Random(1))


def test_misspellings_are_read_from_every_list(tmp_path):
    (tmp_path / "one.tsv").write_text("misspelling\tcorrect\nRecieve\tReceive\nsame\tsame\na lot\talot\n", encoding="utf-8")
    (tmp_path / "two.tsv").write_text("misspelling\tcorrect\tsource\nreceve\treceive\tlist\n", encoding="utf-8")

    assert {"receive": ("recieve", "receve")} == read_misspellings(tmp_path)


# --- data ----------------------------------------------------------------------------------------------------------


def test_a_set_is_a_folder_with_rows_to_learn_and_rows_to_ask(tmp_path):
    (tmp_path / "shop" / "published").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    write_rows(tmp_path / "shop" / "train_v1.jsonl", [{"text": "hi", "intent": "greet"}, {"text": "nonsense", "intent": "oos"}])
    write_rows(tmp_path / "shop" / "test_v1.jsonl", [{"text": "hello", "intent": "greet"}])
    (tmp_path / "shop" / "published" / "rasa.csv").write_text("Threshold,Inscope Accuracy,OOS Recall\n0.1,0.8,0.2\n", encoding="utf-8")

    assert [DataSet("shop", (Row("hi", "greet"),), (Row("hello", "greet"),), (Point("rasa", 0.1, 0.8, 0.2),))] == find_sets(tmp_path)
    with pytest.raises(DataError, match=r"holds no set bank\. There are: shop\."):
        find_sets(tmp_path, ["bank"])


def test_a_line_that_is_no_row_is_named(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('\ufeff{"text": "hi"}\n\n["hi"]\n', encoding="utf-8")

    with pytest.raises(DataError, match=r"rows\.jsonl:3: this line is no JSON object"):
        list(read_rows(rows))


def test_an_order_by_chance_is_the_same_each_time_and_loses_nothing():
    assert in_random_order(SHOP) == in_random_order(SHOP)
    assert sorted(SHOP) == sorted(in_random_order(SHOP))


def test_new_patterns_are_different_and_begin_with_those_there_are():
    made = recombine(SHOP[:4], 12)

    assert (12, set(SHOP[:4])) == (len(set(made)), set(made[:4]))
    assert made == recombine(SHOP[:4], 12)
    assert made[:6] == recombine(SHOP[:4], 6)


def test_more_patterns_than_can_be_made_are_refused():
    with pytest.raises(DataError, match="Only 2 different patterns"):
        recombine([Row("hi", "greet")], 3)


# --- the product ---------------------------------------------------------------------------------------------------


def test_a_bot_can_be_measured_as_a_factory_makes_it():
    data = DataSet("shop", tuple(SHOP), (*SHOP, Row("sing a shanty", "oos")))

    reached = measures_of(data)

    assert (1.0, 1.0, 1.0) == (reached.accuracy, reached.area, reached.recall_95)


def test_marks_of_patterns_in_a_row_mean_nothing():
    product = Product.of([Row("refund (or|exchange], [please", "refund"), Row("hello, you", "greet")])

    assert ("refund", "answer") == product.predict("refund or exchange please")[::2]
    assert "refund" == product.predict("exchange").intent


def test_rows_without_a_word_teach_nothing():
    with pytest.raises(DataError, match="no text in scope"):
        Product.of([Row("", "empty"), Row("()", "marks")])


def test_a_question_that_nothing_is_like_gets_the_first_intent_with_score_0():
    assert ("track", 0.0, "handoff") == Product.of(SHOP).predict("🙂")


def test_a_message_that_is_too_long_is_handed_off_with_the_best_intent_of_its_beginning():
    found = Product.of(SHOP).predict("how do i get a refund " * 200)

    assert ("refund", "handoff") == (found.intent, found.decision)


def test_predict_writes_a_line_for_each_row(tmp_path):
    odd = ["", "  ", "where is my parcel", "\ud800", "(", "a\0b", "مرحبا", "x" * 3000, "one\ntwo\u2028three"]
    train = write_rows(
        tmp_path / "train.jsonl",
        [{"text": row.text, "intent": row.intent} for row in SHOP]
        + [{"text": text, "intent": f"Odd id / {number}"} for number, text in enumerate(odd)]
        + [{"text": "where is my parcel", "intent": "oos"}],
    )
    test = write_rows(tmp_path / "test.jsonl", [*({"text": text, "intent": "?"} for text in odd), {"text": "refund"}, {"text": None}])

    done = predict(train, test)

    assert (0, "") == (done.returncode, done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [*odd, "refund", ""] == [line["text"] for line in lines]
    known = {row.intent for row in SHOP} | {f"Odd id / {number}" for number in range(len(odd))}
    for line in lines:
        assert ["text", "intent", "score", "decision"] == list(line)
        assert line["intent"] in known
        assert 0 <= line["score"] <= 100
        assert line["decision"] in ("answer", "clarify", "handoff", "smalltalk")
    assert ("refund", "handoff") == (lines[-2]["intent"], lines[-1]["decision"])


def test_predict_says_in_one_sentence_what_it_cannot_read(tmp_path):
    done = predict(tmp_path / "none.jsonl", tmp_path / "none.jsonl")

    assert 2 == done.returncode
    assert done.stderr.endswith("none.jsonl cannot be read: No such file or directory.\n")


def test_a_peer_that_cannot_be_imported_is_reported_as_absent_with_the_reason(tmp_path):
    (tmp_path / "shop").mkdir()
    write_rows(tmp_path / "shop" / "train.jsonl", [row._asdict() for row in SHOP])
    write_rows(tmp_path / "shop" / "test.jsonl", [*(row._asdict() for row in SHOP), {"text": "sing a shanty", "intent": "oos"}])
    (tmp_path / "nebulento.py").write_text("raise ImportError('it is not here')\n", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.intents", "--data", str(tmp_path), "--peers", "nebulento"]

    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    rows = {cells[1]: cells[2:5] for line in done.stdout.splitlines() if len(cells := [cell.strip() for cell in line.split("|")]) > 10}
    assert ["1.000", "1.000", "1.000"] == rows["the product"]
    assert ["absent", "–", "–"] == rows["nebulento"]
    assert "- nebulento: **absent or cut short**: ImportError: it is not here\n" in done.stdout


# --- the report ----------------------------------------------------------------------------------------------------


def test_a_table_is_as_wide_as_its_words():
    assert "| name |   n |\n|------|----:|\n| a    |  12 |" == table(["name", "n"], [["a", "12"]])


def test_a_section_is_put_between_its_marks_and_nowhere_else(tmp_path):
    document = tmp_path / "page.md"
    document.write_text("before\n<!-- one -->\nold\n<!-- end of one -->\nafter\n", encoding="utf-8")

    write_section(document, "one", "new")

    assert "before\n<!-- one -->\n\nnew\n\n<!-- end of one -->\nafter\n" == document.read_text(encoding="utf-8")
    with pytest.raises(DataError, match="has no line <!-- two -->"):
        write_section(document, "two", "new")


def test_a_plot_holds_its_lines_and_their_names():
    drawn = plot("Time", "patterns", "ms", [Line("ours & theirs", ((10, 0.5), (1000, 2.0)), "a"), Line("nothing", (), "b")])

    assert 1 == drawn.count("<polyline")
    assert "ours &amp; theirs" in drawn
    assert "nothing" not in drawn
