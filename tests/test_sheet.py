"""The content as a spreadsheet, and back: ``bot export`` and ``bot import``."""

import copy
import csv
import datetime
import io
import sys
import zipfile

import openpyxl
import pytest
from conftest import MINI_YAML, REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from terminal import run
from test_check import WHOLE_YAML

from bot.content.nodes import read_nodes
from bot.desk.sheet.files import read_sheet, sheet_bytes
from bot.desk.sheet.rows import HEADER, SheetRow, alter, edits_of, harmless, plain, rows_of
from bot.errors import BotError

DATA = read_nodes(MINI_YAML.encode(), "file").data
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12) | st.sampled_from(
    ["=1+1", "@x", "-3", "+4", "'=1", "''", "'", "007", "1.0", "TRUE", "2024-01-02", '"', ";", ",", "_x000D_"]
)


@pytest.fixture
def content(mini_content):
    mini_content.write_text(WHOLE_YAML, encoding="utf-8")
    return mini_content


@pytest.fixture(params=["csv", "xlsx"])
def sheet(request, content, tmp_path):
    """The content, exported."""
    path = tmp_path / f"sheet.{request.param}"
    assert run("export", path, "--content", content).exit_code == 0
    return path


def change(sheet, *edits, add=()):
    """Save the sheet with another text for each (old, new), and with rows added, as a spreadsheet would."""
    table = [list(line.cells) for line in read_sheet(sheet)]
    for old, new in edits:
        (row,) = [row for row in table if row[4] == old]
        row[4] = new
    save(sheet, [HEADER, *table, *add])


def save(sheet, table):
    if sheet.suffix == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows(table)
        sheet.write_text(text.getvalue(), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in table:
            book.active.append(row)
        book.save(sheet)


def bring(sheet, content, *options):
    return run("import", sheet, "--content", content, *options)


def told(sheet, content):
    """Return what is said about a sheet that cannot be read."""
    result = bring(sheet, content)

    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.replace(str(sheet), sheet.name)


# --- there and back ------------------------------------------------------------------------------------------------


def test_the_sheet_says_how_many_rows_it_has(content, tmp_path):
    result = run("export", tmp_path / "a.csv", "--content", content)

    assert result.stdout == f"{tmp_path / 'a.csv'}: {len(list(rows_of(read_nodes(WHOLE_YAML.encode(), 'file').data)))} rows.\n"


def test_what_comes_back_unchanged_changes_nothing(sheet, content):
    result = bring(sheet, content, "--write")

    assert (result.exit_code, result.stdout) == (0, "Changes: 0, problems: 0. Nothing to do.\n")
    assert WHOLE_YAML == content.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_repositorys_own_content_comes_back_unchanged(ending, tmp_path):
    data = read_nodes((REPOSITORY / "intents.yaml").read_bytes(), "file").data
    path = tmp_path / f"a.{ending}"
    path.write_bytes(sheet_bytes(rows_of(data), path))

    assert [] == edits_of(data, read_sheet(path), "file")


@given(st.lists(CELLS.filter(str.strip), max_size=4), st.sampled_from(["csv", "xlsx"]))
def test_any_texts_come_back_unchanged(tmp_path_factory, texts, ending):
    data = {"about": texts, "synonyms": dict.fromkeys(texts, texts)}
    path = tmp_path_factory.mktemp("sheet") / f"a.{ending}"
    path.write_bytes(sheet_bytes(rows_of(data), path))

    assert [] == edits_of(data, read_sheet(path), "file")


def test_sorting_filtering_and_deleting_rows_changes_nothing():
    lines = [SheetRow(number, row) for number, row in enumerate(sorted(rows_of(DATA)), 2)]

    assert [] == edits_of(DATA, lines[::2], "file")


def test_an_id_stays_the_same_when_other_texts_come_before_it():
    grown = copy.deepcopy(DATA)
    grown["intents"]["cat"]["patterns"].insert(0, "puss")

    assert set(rows_of(DATA)) <= set(rows_of(grown))


def test_the_same_text_twice_in_one_list_has_two_ids():
    ids = [row[0] for row in rows_of({"about": ["a", "a"]})]

    assert len(set(ids)) == 2


# --- changes -------------------------------------------------------------------------------------------------------


def test_a_changed_text_is_shown_and_written_only_if_asked(sheet, content):
    change(sheet, ("is there a cat", "is there any cat"))
    result = bring(sheet, content)

    assert result.exit_code == 0
    assert result.stdout.startswith("intents / cat / patterns (row ")
    assert result.stdout.endswith(
        ")\n  - is there a cat\n  + is there any cat\nChanges: 1, problems: 0. Nothing is written yet: add --write.\n"
    )
    assert WHOLE_YAML == content.read_text(encoding="utf-8")

    assert bring(sheet, content, "--write").stdout.endswith("Changes: 1, problems: 0. Written.\n")
    assert WHOLE_YAML.replace("- is there a cat\n", "- is there any cat\n") == content.read_text(encoding="utf-8")


def test_a_cleared_text_goes_and_a_row_without_an_id_comes(sheet, content):
    change(sheet, ("is there a cat", ""), add=[["", "intents", "cat", "patterns", "who is barnacle"], ["", "", "", "", " "]])
    bring(sheet, content, "--write")
    after = read_nodes(content.read_bytes(), "file").data["intents"]["cat"]["patterns"]

    assert ("is there a cat" in after, after[-1]) == (False, "who is barnacle")


def test_a_new_part_is_made_of_rows():
    lines = [
        SheetRow(2, ("", "topics", "dogs", "name", "whether dogs may come")),
        SheetRow(3, ("", "topics", "dogs", "patterns", "dog")),
        SheetRow(4, ("", "about", "", "", "bay")),
    ]
    data = copy.deepcopy(DATA)
    alter(data, edits_of(data, lines, "file"))

    assert ({"name": "whether dogs may come", "patterns": ["dog"]}, "bay") == (data["topics"]["dogs"], data["about"][-1])


def test_a_part_whose_texts_are_all_cleared_goes():
    lines = [SheetRow(number, (*row[:4], "")) for number, row in enumerate(rows_of(DATA), 2) if row[2] == "parking" or row[1] == "synonyms"]
    data = copy.deepcopy(DATA)
    alter(data, edits_of(data, lines, "file"))

    assert (["cost"], {}) == (list(data["topics"]), data.get("synonyms", {}))


# --- formulas ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "'=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert f"'{text}" == harmless(text)


@given(CELLS)
def test_the_apostrophe_is_taken_away_again(text):
    assert "\n".join(text.splitlines()).strip() == plain(harmless(text))


@pytest.mark.parametrize("text", ["don't", "'tis", "a = b", "(555) 555-0142"])
def test_text_that_is_no_formula_stays_as_it_is(text):
    assert text == harmless(text)
    assert text == plain(text)


def test_no_cell_of_an_exported_sheet_is_a_formula(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_bytes(rows_of({"about": ["=1+1"], "synonyms": {"=2": ["+3"]}}), path))
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]

    assert {"s", "n", "inlineStr"} >= {cell.data_type for cell in cells}
    assert all(str(cell.value)[0] not in "=+-@" for cell in cells if cell.value)


# --- what is refused -----------------------------------------------------------------------------------------------


def test_what_the_check_refuses_is_refused_with_its_row(sheet, content):
    change(sheet, ("is there a cat", "[is there a cat"), add=[["", "intents", "cat", "quotes", "The cat is blue."]])
    result = bring(sheet, content, "--write")

    assert result.exit_code == 1
    assert f"{sheet}:" in result.stdout
    assert 'error: "]" is missing  [wrong-pattern]' in result.stdout
    assert result.stdout.endswith("Changes: 2, problems: 1. Refused; nothing is written.\n")
    assert WHOLE_YAML == content.read_text(encoding="utf-8")


def test_a_quote_that_does_not_stand_on_the_page_is_refused(sheet, content):
    change(sheet, add=[["", "intents", "cat", "quotes", "The cat is blue."]])
    result = bring(sheet, content)
    row = len(read_sheet(sheet)) + 1

    assert result.exit_code == 1
    assert f"{sheet}:{row}:5: error: this quote does not stand on the page  [quote-not-in-source]\n    Nearest passage (" in result.stdout


def test_what_was_wrong_before_is_not_held_against_the_sheet(sheet, content):
    content.write_text(WHOLE_YAML.replace("- is there a kitty", "- is there a canary"), encoding="utf-8")
    row = next(line.cells for line in read_sheet(sheet) if line.cells[4] == "is there a cat")
    save(sheet, [HEADER, [*row[:4], "is there any cat"]])

    assert bring(sheet, content).exit_code == 0


def test_a_problem_that_comes_from_no_row_keeps_its_place(sheet, content):
    change(sheet, ("A cat named Barnacle guards the oil store against mice.", ""))
    result = bring(sheet, content)

    assert result.exit_code == 1
    assert f"{content}:" in result.stdout
    assert "[sentence-not-covered]" in result.stdout


def test_every_damaged_row_is_told_at_once(sheet, content):
    table = [HEADER, *(line.cells for line in read_sheet(sheet))]
    cat = next(row for row in table if row[4] == "is there a cat")
    save(
        sheet,
        [
            HEADER,
            cat,
            ["0000000000", "intents", "cat", "patterns", "x"],
            cat,
            [next(row for row in table if row[4] == "en")[0], "phone", "", "", "en"],
            ["", "", "", "", "lost"],
            ["", "phone", "", "", "555"],
            ["", "phone", "x", "", "555"],
            ["", "about", "x", "y", "555"],
        ],
    )

    assert told(sheet, content) == (
        f"""\
{sheet.name}:3:1: error: no text of the content has the id "0000000000"  [unknown-id]
    It was changed since the export: export again.
{sheet.name}:4:1: error: the id "{cat[0]}" stands in row 2 already  [duplicate-id]
    Clear the id of the row that is new.
{sheet.name}:5:2: error: part, name and key are not those of this id  [wrong-place]
    Put them back. For another place, add a row without an id.
{sheet.name}:6:2: error: a new row does not say where its text belongs  [wrong-place]
    Fill in part, name and key as in the rows of a list.
{sheet.name}:7:2: error: no new text can stand here  [wrong-place]
    Fill in part, name and key as in the rows of a list.
{sheet.name}:8:2: error: no new text can stand here  [wrong-place]
    Fill in part, name and key as in the rows of a list.
{sheet.name}:9:2: error: no new text can stand here  [wrong-place]
    Fill in part, name and key as in the rows of a list.
Error: Mend these 7 problems first, then try again.
"""
    )


def test_a_sheet_without_its_columns_is_told(sheet, content):
    save(sheet, [["id", "text", "colour"], ["1", "2", "3"]])

    assert told(sheet, content) == (
        f"""\
{sheet.name}:1:1: error: there is no column part, name, key  [missing-column]
    The first row must hold: id, part, name, key, text. Export again to get it back.
Error: Mend this first, then try again.
"""
    )


def test_an_empty_sheet_is_told(sheet, content):
    save(sheet, [])

    assert "there is no column id, part, name, key, text" in told(sheet, content)


def test_cells_that_are_no_text_are_told(content, tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["", "about", "", "", "=1+1"])
    book.active.append(["", "about", "", "", datetime.date(2024, 1, 2)])
    book.active.append(["", "about", "", "", "#N/A"])
    book.save(path)

    assert told(path, content) == (
        """\
a.xlsx:2:5: error: this cell holds a formula  [not-text]
    Format the column as text and type it anew.
a.xlsx:3:5: error: this cell holds a date  [not-text]
    Format the column as text and type it anew.
a.xlsx:4:5: error: this cell holds an error  [not-text]
    Format the column as text and type it anew.
Error: Mend these 3 problems first, then try again.
"""
    )


def test_formulas_and_their_errors_are_told_in_csv_too(content, tmp_path):
    path = tmp_path / "a.csv"
    cells = ["=SUM(A1:A3)", "=A1", "=1+1", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A"]
    path.write_text("\n".join([",".join(HEADER), *(f",about,,,{cell}" for cell in cells)]), encoding="utf-8")

    said = told(path, content).splitlines()

    assert [f"a.csv:{row}:5: error: this cell holds {'a formula' if row < 5 else 'an error'}  [not-text]" for row in range(2, 10)] == said[
        :-1:2
    ]


@pytest.mark.parametrize("text", ["=died", "=t4", "=(a|an)", "#1 question", "'=SUM(A1:A3)"])
def test_text_that_looks_a_little_like_a_formula_is_read(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(HEADER)}\n,about,,,{text}\n", encoding="utf-8")

    assert [("", "about", "", "", text)] == [line.cells for line in read_sheet(path)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            ",intents,,patterns,where is the cat",
            'a.csv:2:3: error: the column "name" is empty, which a row of "intents" needs  [wrong-place]\n'
            '    Write the name there, as in the other rows of "intents"; for a new one, a new id.\n',
        ),
        (
            ",topics,cost,,the price",
            'a.csv:2:4: error: the column "key" is empty, which a row of "topics" needs  [wrong-place]\n'
            '    Write the key there, as in the other rows of "topics".\n',
        ),
    ],
)
def test_a_row_that_does_not_say_what_it_belongs_to_is_told_with_its_cell(content, tmp_path, row, expected):
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(HEADER)}\n{row}\n", encoding="utf-8")

    assert told(path, content) == f"{expected}Error: Mend this first, then try again.\n"


def test_numbers_and_yes_and_no_are_read_as_a_person_sees_them(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Text", *HEADER[:4]])
    book.active.append([60.0, "", "about"])
    book.active.append([0.5, "", "about"])
    book.active.append([True, "", "about"])
    book.save(path)

    assert [("", "about", "", "", text) for text in ("60", "0.5", "true")] == [line.cells for line in read_sheet(path)]


def test_csv_with_semicolons_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id;part;name;key;text\n;about;;;a, b\n", encoding="utf-8")

    assert [SheetRow(2, ("", "about", "", "", "a, b"))] == read_sheet(path)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.csv", b"id,part,name,key,text\n\xff", 'a.csv:2: this is not UTF-8. Save it as "CSV UTF-8".'),
        ("a.csv", b'id,part,name,key,text\n"a"b', "a.csv cannot be read as CSV: ',' expected after '\"'."),
        ("a.csv", b"x" * 20_000_001, "a.csv is over 20 MB."),
        ("a.xlsx", b"no zip", "a.xlsx cannot be read as XLSX (BadZipFile). Save it again, or as CSV UTF-8."),
        ("a.ods", b"", "a.ods must end in .csv or .xlsx."),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch, name, raw, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(BotError) as caught:
        read_sheet((tmp_path / name).relative_to(tmp_path))

    assert message == str(caught.value)


def test_a_file_that_unpacks_to_far_more_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("x", "w") as file:
        for _ in range(201):
            file.write(bytes(1_000_000))
    with pytest.raises(BotError) as caught:
        read_sheet(path)

    assert f"{path} is over 200 MB when unpacked." == str(caught.value)


def test_without_the_library_the_cure_is_named(sheet, content, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = bring(sheet, content)

    if sheet.suffix == ".csv":
        assert result.exit_code == 0
    else:
        assert result.stderr == "Error: XLSX cannot be used yet. Run: pip install '.[desk]'\n"


def test_a_sheet_in_a_folder_that_is_not_there_is_not_written(content, tmp_path):
    result = run("export", tmp_path / "no" / "a.csv", "--content", content)

    assert (result.exit_code, result.stderr) == (2, f"Error: {tmp_path / 'no' / 'a.csv'} cannot be written: No such file or directory.\n")


def test_a_sheet_that_is_there_already_may_hold_a_days_work_and_is_not_replaced_unasked(sheet, content):
    sheet.write_bytes(b"a day's work")
    result = run("export", sheet, "--content", content)

    assert (result.exit_code, result.stderr) == (
        2,
        f'Error: {sheet} is there already. "bot import {sheet}" brings its changes back; --overwrite replaces it.\n',
    )
    assert sheet.read_bytes() == b"a day's work"
    assert run("export", sheet, "--overwrite", "--content", content).exit_code == 0
    assert sheet.read_bytes() != b"a day's work"
