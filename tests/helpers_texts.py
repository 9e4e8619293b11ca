"""Texts that are legal in a map and have tripped writers of files before."""

from __future__ import annotations

from hypothesis import strategies as st

from procfit.model.text import normal, unsafe_at

_NASTY = st.sampled_from(
    [
        '"""',
        "\\",
        "\\n",
        "a\nb",
        'ends "',
        "'''",
        "\t",
        "\r\n",
        "#",
        "=1+1",
        "[[step]]",
        "<b>&amp;]]>",
        "é",
        "👨‍👩‍👧",
        "{}",
        "85 %",
        "  ",
    ]
)
_PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12)

texts = (
    st.lists(_NASTY | _PLAIN, max_size=4)
    .map("".join)
    .map(normal)
    .filter(lambda text: unsafe_at(text) is None)
)
