from __future__ import annotations

from pathlib import Path

from helpers_tui import driven, in_loop, screen_text, settle
from procfit import open_workspace
from procfit.tui.editing.files import files_below
from procfit.tui.widgets.entry_line import EntryLine
from procfit.tui.widgets.grid import Grid


async def said(pilot, *lines: str) -> None:
    """Answer what is asked, one line after the other."""
    for line in lines:
        pilot.app.screen.query_one("EntryLine Input").value = line
        await pilot.press("enter")
        await settle(pilot)


def maps(pilot) -> dict[str, object]:
    return dict(pilot.app.session.workspace.maps)


@in_loop
async def test_a_new_map_asks_once_each_and_goes_on_with_its_first_step(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("n")
        await said(pilot, "Order change", "Small workshop", "4", "100/month", "Customer, Inside sales")
        made = maps(pilot)["order-change"]
        assert (made.name, made.customer, made.importance) == ("Order change", "Small workshop", 4)
        assert (made.volume.count, made.volume.period) == (100, "month")
        assert [(lane.id, lane.kind) for lane in made.lanes] == [
            ("customer", "customer"),
            ("inside-sales", None),
        ]
        assert pilot.app.screen.scope == "map"
        assert "First step:" in screen_text(pilot)
        await said(pilot, "Ask for it", "Look it up @Inside 5m")
        assert [step.name for step in maps(pilot)["order-change"].steps] == ["Ask for it", "Look it up"]
        await pilot.press("escape", "ctrl+s")
        await settle(pilot)
    assert "order-change" in open_workspace(root).maps


@in_loop
async def test_what_is_not_known_is_left_open_and_no_figure_appears(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("n")
        await said(pilot, "", "", "", "", "")
        made = maps(pilot)["new-process"]
        assert (made.customer, made.importance, made.volume, made.lanes) == ("", None, None, ())
        await pilot.press("escape", "1")
        await settle(pilot)
        line = next(line for line in screen_text(pilot).splitlines() if "New process" in line)
        assert "0 min" not in line


@in_loop
async def test_a_wrong_answer_is_told_and_asked_again(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("n")
        await said(pilot, "Order", "", "7")
        assert '"7" is not an importance' in screen_text(pilot)
        await said(pilot, "3", "lots")
        assert "100/month" in screen_text(pilot)
        assert pilot.app.screen.query_one(EntryLine).is_open
        assert len(maps(pilot)) == 2


@in_loop
async def test_escape_makes_no_map(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("n")
        await said(pilot, "Order", "")
        await pilot.press("escape")
        await settle(pilot)
        assert set(maps(pilot)) == {"enquiry", "return"}
        assert not pilot.app.session.document.unsaved
        assert isinstance(pilot.app.focused, Grid)


@in_loop
async def test_a_template_becomes_a_map_that_undo_takes_away(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("t", "d")
        await settle(pilot)
        assert pilot.app.screen.scope == "map"
        assert "Inspect the goods" in screen_text(pilot)
        made = maps(pilot)["return-2"]
        assert made.name == "Return"
        await pilot.press("u")
        await settle(pilot)
        assert set(maps(pilot)) == {"enquiry", "return"}


@in_loop
async def test_a_copy_is_a_map_of_its_own(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("y", "enter")
        await settle(pilot)
        both = maps(pilot)
        assert both["enquiry-to-quote-copy"].name == "Enquiry to quote (copy)"
        assert both["enquiry-to-quote-copy"].steps == both["enquiry"].steps
        assert pilot.app.screen.query_one(Grid).row_key == "enquiry-to-quote-copy"


@in_loop
async def test_another_name_keeps_the_file_and_its_comments(root: Path) -> None:
    path = root / "processes" / "return.toml"
    path.write_text("# ours\n" + path.read_text())
    async with driven(root) as pilot:
        await pilot.press("down", "r")
        await said(pilot, "Return of goods", "return")
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert path.read_text().startswith("# ours")
    assert open_workspace(root).maps["return"].name == "Return of goods"


@in_loop
async def test_another_file_takes_calls_along_and_undo_brings_everything_back(root: Path) -> None:
    path = root / "processes" / "enquiry.toml"
    path.write_text(
        path.read_text().replace('kind = "end"', 'kind = "call"\ncall = "return"'), encoding="utf-8"
    )
    async with driven(root) as pilot:
        before = maps(pilot)
        await pilot.press("down", "r")
        await said(pilot, "Return", "goods-back")
        assert set(maps(pilot)) == {"enquiry", "goods-back"}
        assert maps(pilot)["enquiry"].step("read").call == "goods-back"
        await pilot.press("u")
        await settle(pilot)
        assert maps(pilot) == before
        await pilot.press("U", "ctrl+s")
        await settle(pilot)
    workspace = open_workspace(root)
    assert workspace.maps["enquiry"].step("read").call == "goods-back"
    assert not (root / "processes" / "return.toml").exists()


@in_loop
async def test_a_map_that_others_call_is_not_deleted(root: Path) -> None:
    path = root / "processes" / "enquiry.toml"
    path.write_text(
        path.read_text().replace('kind = "end"', 'kind = "call"\ncall = "return"'), encoding="utf-8"
    )
    async with driven(root) as pilot:
        await pilot.press("down", "delete")
        await settle(pilot)
        assert 'is called by or linked from "enquiry"' in screen_text(pilot)
        assert "return" in maps(pilot)


@in_loop
async def test_deleting_asks_and_can_be_undone_until_and_after_it_is_saved(root: Path) -> None:
    async with driven(root) as pilot:
        await pilot.press("down", "delete")
        await settle(pilot)
        assert "Delete Return?" in screen_text(pilot)
        await pilot.press("k")
        await settle(pilot)
        assert "return" in maps(pilot)
        await pilot.press("delete", "d")
        await settle(pilot)
        assert "return" not in maps(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert not (root / "processes" / "return.toml").exists()
        await pilot.press("u", "ctrl+s")
        await settle(pilot)
    assert open_workspace(root).maps["return"].name == "Return"


@in_loop
async def test_a_map_that_cannot_be_read_is_not_changed(tmp_path: Path) -> None:
    from helpers_tui import small_workspace

    async with driven(small_workspace(tmp_path, broken=True)) as pilot:
        await pilot.press("end", "y")
        await settle(pilot)
        assert "no map here that can be read" in screen_text(pilot)


def test_files_to_choose_from_are_the_nearest_first_and_none_that_hide(tmp_path: Path) -> None:
    for name in (
        "b.bpmn",
        "a/x.csv",
        "a/.hidden/y.csv",
        ".z.csv",
        "c.txt",
        "node_modules/n.csv",
        "~$b.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert files_below(tmp_path, {".bpmn", ".csv"}) == [("", "b.bpmn"), ("", "a/x.csv")]


@in_loop
async def test_help_has_what_can_be_done_here_before_what_is_the_same_everywhere(root: Path) -> None:
    async with driven(root, (100, 90)) as pilot:
        await pilot.press("f1")
        await settle(pilot)
        shown = screen_text(pilot)
        places = [shown.index(words) for words in ("New map.", "One row up.", "Leave procfit.")]
        assert places == sorted(places)


@in_loop
async def test_the_palette_keeps_groups_together(root: Path) -> None:
    from procfit.tui.palette import ActionProvider

    async with driven(root) as pilot:
        provider = ActionProvider(pilot.app.screen)
        groups = [command.title.partition(":")[0] for command in provider._commands()]
        starts = [group for before, group in zip(["", *groups], groups, strict=False) if before != group]
        assert len(starts) == len(set(starts))
        assert {"Maps", "View", "Help", "Go to", "Edit", "Files"} <= set(starts)
