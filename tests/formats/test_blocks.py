from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procfit.formats.blocks import Blocks

TEXT = '''\
# top
format = 1
text = """
[[step]]
not = "a header"
"""

# kept apart

# about sales
[[lane]]
id = "sales"

[[step]]  # first
id = "a"
next = [
  { to = "b" },   # [[step]]
]
[step.to_be]
work = "1m"
# about b
[[step]]
id = "b"
"odd key" = 1
rival.who = "Acme"
'''


def test_every_key_has_its_line() -> None:
    blocks = Blocks(TEXT)
    found = {
        path: blocks.line_of(path)
        for path in [
            ("format",),
            ("lane", 0, "id"),
            ("step", 0, "next"),
            ("step", 0, "to_be", "work"),
            ("step", 1),
            ("step", 1, "odd key"),
            ("step", 1, "rival", "who"),
        ]
    }
    assert list(found.values()) == [2, 12, 16, 20, 22, 24, 25]


def test_what_is_not_written_has_the_line_of_its_table() -> None:
    assert Blocks(TEXT).line_of(("step", 1, "lane")) == 22
    assert Blocks(TEXT).line_of(("nothing",)) == 1


def test_a_block_takes_the_comment_right_above_it_and_no_other() -> None:
    blocks = {block.path: TEXT[block.start : block.end] for block in Blocks(TEXT).blocks}
    assert blocks[("lane", 0)].startswith("# about sales\n[[lane]]")
    assert "# kept apart" in blocks[()]
    assert blocks[("step", 1)].startswith("# about b\n")


@given(st.text(alphabet="[]{}=\"'#.\n ab1", max_size=200))
def test_blocks_cover_any_text_whole(text: str) -> None:
    blocks = Blocks(text).blocks
    assert "".join(text[block.start : block.end] for block in blocks) == text
