"""A table added to a file that its team writes."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.answers_save import NEW_ANSWERS, add_block, remove_block

WORDINGS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
VALUES = {"a": "Take call", "b": "Answer phone"}
TEXT = """\
# What we decided once.
format = 1

[[same]]
a = "A"
b = "B"  # said Ana
# a remark under it

# a remark that stands apart

# about this one
[[different]]
a = "C"
b = "D"
"""


def test_a_new_file_begins_with_its_format() -> None:
    text = add_block("", "same", VALUES)
    assert text.startswith(NEW_ANSWERS)
    assert tomllib.loads(text) == {"format": 1, "same": [VALUES]}


def test_a_table_goes_behind_the_last_of_its_array() -> None:
    text = add_block(TEXT, "same", VALUES)
    added = '\n[[same]]\na = "Take call"\nb = "Answer phone"\n'
    assert text == TEXT.replace("# a remark under it\n", f"# a remark under it\n{added}")


def test_an_array_that_is_not_there_yet_is_begun_at_the_end() -> None:
    text = add_block(TEXT, "accepted", {"rule": "no-value", "steps": ("a", "b")})
    assert text == f'{TEXT}\n[[accepted]]\nrule = "no-value"\nsteps = ["a", "b"]\n'


def test_empty_values_are_not_written() -> None:
    assert "by" not in add_block("", "same", {**VALUES, "by": "", "date": None})


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    windows = TEXT.replace("\n", "\r\n")
    assert add_block(windows, "different", VALUES) == add_block(TEXT, "different", VALUES).replace(
        "\n", "\r\n"
    )
    cut = add_block(TEXT.rstrip("\n"), "different", VALUES)
    assert cut == add_block(TEXT, "different", VALUES)


@given(
    st.lists(st.tuples(st.sampled_from(["same", "different"]), WORDINGS), max_size=8),
    st.sampled_from(["", TEXT, "format = 1", '[[accepted]]\nrule = "x"\n# last words']),
)
def test_every_table_reads_back_in_order_and_nothing_else_changes(
    added: list[tuple[str, str]], start: str
) -> None:
    text, expected = start, tomllib.loads(start or NEW_ANSWERS)
    for table, wording in added:
        values = {"a": wording or "x", "b": 'quote " and \\ back'}
        text = add_block(text, table, values)
        expected.setdefault(table, []).append(values)
    if added:
        assert tomllib.loads(text) == expected
        kept = iter(text.splitlines())
        assert all(line in kept for line in start.splitlines())


def test_a_table_is_taken_out_and_every_comment_stays() -> None:
    assert remove_block(TEXT, "same", 0) == (
        "# What we decided once.\nformat = 1\n\n# a remark under it\n\n# a remark that stands apart\n\n"
        '# about this one\n[[different]]\na = "C"\nb = "D"\n'
    )
    last = remove_block(TEXT, "different", 0)
    assert last == TEXT[: TEXT.index("[[different]]")]


def test_a_comment_between_the_keys_stays_and_text_in_quotes_is_no_comment() -> None:
    text = 'format = 1\n\n[[same]]\na = """\n# not a comment"""\n# sure?\nb = "B"\n'
    assert remove_block(text, "same", 0) == "format = 1\n\n# sure?\n"


def test_line_ends_are_kept_when_a_table_is_taken_out() -> None:
    windows = remove_block(TEXT.replace("\n", "\r\n"), "same", 0)
    assert windows == remove_block(TEXT, "same", 0).replace("\n", "\r\n")


@given(st.lists(st.tuples(st.sampled_from(["same", "different"]), WORDINGS), max_size=6), st.data())
def test_what_is_taken_out_is_gone_and_the_rest_reads_as_before(
    added: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = TEXT
    for table, wording in added:
        text = add_block(text, table, {"a": wording or "x", "b": "y # z"})
    before = tomllib.loads(text)
    table = data.draw(st.sampled_from(["same", "different"]))
    index = data.draw(st.integers(0, len(before[table]) - 1))
    del before[table][index]
    after = remove_block(text, table, index)
    assert {name: value for name, value in before.items() if value} == tomllib.loads(after)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments
