from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers_maps import HEAD, chain
from procfit.formats.process_toml import read_process_text
from procfit.model.errors import InputError
from procfit.model.merge import merge_maps
from procfit.model.quantities import Calendar, Duration
from procfit.workspace.merging import MergedFile, calendar_of, merge_files

TEXT = HEAD + chain("a", "b", "c", a='work = "5m"  # measured', c='system = "CRM"')


def merged(folder: Path, ours: str, theirs: str, base: str = TEXT) -> MergedFile:
    paths = []
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        paths.append(folder / name)
        paths[-1].write_bytes(text.encode())
    return merge_files(*paths)


def test_comments_of_both_sides_are_kept(tmp_path: Path) -> None:
    ours = TEXT.replace("5m", "4m").replace("# measured", "# measured twice")
    theirs = TEXT.replace('[[step]]\nid = "c"', '# Bo says so\n[[step]]\nid = "c"').replace(
        '"CRM"', '"ERP"'
    )
    found = merged(tmp_path, ours, theirs)
    assert found == MergedFile(
        ours.replace('[[step]]\nid = "c"', '# Bo says so\n[[step]]\nid = "c"').replace('"CRM"', '"ERP"')
    )


def test_a_comment_that_only_they_changed_is_taken(tmp_path: Path) -> None:
    theirs = "# ask Petra first\n" + TEXT
    assert merged(tmp_path, TEXT, theirs).text == theirs


def test_changes_on_neighboring_lines_are_no_conflict(tmp_path: Path) -> None:
    ours = TEXT.replace('name = "A"', 'name = "Ask"')
    theirs = TEXT.replace('"5m"', '"9m"')
    found = merged(tmp_path, ours, theirs)
    assert found.clean
    assert 'name = "Ask"\nwork = "9m"  # measured\n' in found.text


def test_comments_that_find_no_place_are_told(tmp_path: Path) -> None:
    ours = TEXT.replace('name = "A"', 'name = "Ask"')
    theirs = TEXT.replace('work = "5m"', '# a guess\nwork = "9m"')
    assert merged(tmp_path, ours, theirs).lost_comments == ("# a guess",)


def test_lines_that_merge_into_another_map_are_not_trusted(tmp_path: Path) -> None:
    """Both sides add the same step at other places: by lines it would be there twice."""
    new = '[[step]]\nid = "x"\nname = "X"\n\n'
    text = HEAD + chain("a", "b", "c", "d", "e")
    ours = text.replace('[[step]]\nid = "b"', new + '[[step]]\nid = "b"')
    theirs = text.replace('[[step]]\nid = "e"', new + '[[step]]\nid = "e"')
    found = merged(tmp_path, ours, theirs, text)
    assert found.clean
    assert found.text.count('id = "x"') == 1


def test_a_conflict_leaves_ours_with_everything_undisputed(tmp_path: Path) -> None:
    ours = TEXT.replace('"5m"', '"4m"')
    theirs = TEXT.replace('"5m"', '"9m"').replace('"CRM"', '"ERP"')
    found = merged(tmp_path, ours, theirs)
    assert [conflict.subject for conflict in found.conflicts] == ["work of step a"]
    assert found.text == ours.replace('"CRM"', '"ERP"')


def test_edits_that_do_not_fit_together_leave_ours_alone(tmp_path: Path) -> None:
    ours = TEXT.replace('next = ["b"]', 'next = ["c"]')
    theirs = HEAD + chain("a", "b", a='work = "5m"  # measured')
    found = merged(tmp_path, ours, theirs)
    assert not found.clean
    assert "unknown step" in found.misfit
    assert found.text == ours


def test_two_new_files_have_an_empty_base(tmp_path: Path) -> None:
    ours, theirs = HEAD + chain("a", "b"), HEAD + chain("a", "b") + chain("c")
    assert 'id = "c"' in merged(tmp_path, ours, theirs, "").text
    other = merged(tmp_path, ours, ours.replace('"A"', '"Ask"'), "")
    assert [conflict.subject for conflict in other.conflicts] == ["step a"]


def test_a_side_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"theirs:1.*unfinished merge"):
        merged(tmp_path, TEXT, "<<<<<<< HEAD\n" + TEXT)


def test_days_are_those_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    assert calendar_of(tmp_path) == Calendar()
    (tmp_path / "procfit.toml").write_text("format = 1\n[calendar]\nhours_per_day = 7\n")
    assert calendar_of(tmp_path / "processes") == Calendar(hours_per_day=7)
    (tmp_path / "procfit.toml").write_text("format = 1\n[calendar]\nhours_per_day = 0.0.1\n")
    with pytest.raises(InputError):
        calendar_of(tmp_path)


EDITS = st.fixed_dictionaries(
    {},
    optional={
        'name = "A"': st.sampled_from(['name = "Ask"', 'name = "Ask first"', '# why\nname = "A"']),
        '"5m"': st.sampled_from(['"1m"', '"2m"']),
        'next = ["c"]': st.sampled_from(['next = ["a"]', "", 'value = 2\nnext = ["c"]']),
        'system = "CRM"': st.sampled_from(["", 'system = "ERP"  # soon']),
        HEAD: st.sampled_from([HEAD + 'owner = "Bo"\n', HEAD + 'owner = "Al"\n']),
    },
)


@given(EDITS, EDITS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_always_reads_as_the_merged_map(
    tmp_path: Path, ours: dict[str, str], theirs: dict[str, str]
) -> None:
    texts = []
    for edits in (ours, theirs):
        text = TEXT
        for old, new in edits.items():
            text = text.replace(old, new)
        texts.append(text)
    maps = [read_process_text(text, "map")[0] for text in (TEXT, *texts)]
    if None in maps:
        return
    found = merged(tmp_path, *texts)
    expected = merge_maps(*(each for each in maps if each is not None))
    if not found.misfit:
        assert read_process_text(found.text, "map")[0] == expected.map
    assert found.conflicts == expected.conflicts


def test_minutes_are_read_back_as_they_were(tmp_path: Path) -> None:
    found = merged(tmp_path, TEXT.replace('"5m"', '"1d"'), TEXT.replace('"CRM"', '"ERP"'))
    process, _ = read_process_text(found.text, "map")
    assert process is not None
    assert process.step("a").work == Duration.fixed(480)
