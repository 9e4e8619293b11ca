"""A table added to a file that its team writes."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.answers_save import NEW_ANSWERS, add_block

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
