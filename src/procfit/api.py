"""The public functions: what the command line and the terminal app do, for notebooks and programs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procfit.model.errors import InputError, OutputError, Place, UsageError
from procfit.model.portfolio import Portfolio
from procfit.model.process import ProcessMap, View
from procfit.workspace import Workspace

if TYPE_CHECKING:
    from procfit.decisions.demo import Script
    from procfit.decisions.questions import Question
    from procfit.decisions.review import Review
    from procfit.diagrams.scene import Scene
    from procfit.diagrams.theme import Theme
    from procfit.fit.assess import Fit
    from procfit.fit.linking import Proposal
    from procfit.fit.money.assess import Money
    from procfit.fit.overview import Overview
    from procfit.flow.explain import Explanation
    from procfit.flow.measure import Measures
    from procfit.formats.map_import import MapImport
    from procfit.matching.similar import Similar
    from procfit.model.vendor import Answer, Link, LinkNote, Vendor
    from procfit.rules.engine import Report

__all__ = [
    "check",
    "confirm_links",
    "demo",
    "draw",
    "explain",
    "fit",
    "links",
    "links_of",
    "measure",
    "money",
    "questions",
    "read_bpmn",
    "read_map",
    "review",
    "scenario",
    "scene",
    "similar",
    "vendors",
    "write_bpmn",
    "write_map",
]


def read_map(path: str | Path) -> ProcessMap:
    """Return the map in a TOML file.

    Raises
    ------
    InputError
        When the map cannot be judged: the first problem, and how many there are.
    """
    from procfit.formats.process_toml import read_process

    process, problems = read_process(Path(path))
    if process is None:
        errors = [problem for problem in problems if problem.level == "error"]
        more = f" (and {len(errors) - 1} more problems)" if len(errors) > 1 else ""
        raise InputError(errors[0].message + more, errors[0].hint, errors[0].where)
    return process


def check(workspace: Workspace, maps: Collection[str] | None = None) -> Report:
    """Return what the rules find in the maps of a workspace; in all of them by default."""
    from procfit.rules.engine import check as run_rules

    return run_rules(workspace.portfolio, maps)


def similar(workspace: Workspace, maps: Collection[str] | None = None) -> Similar:
    """Return which steps are the same work in other words, or may be; in all maps by default."""
    from procfit.matching.similar import similar as find_pairs

    return find_pairs(workspace.portfolio, maps)


def measure(
    process: ProcessMap,
    workspace: Workspace | None = None,
    view: View = "as-is",
    changes: Sequence[str] = (),
    *,
    quantiles: bool = False,
) -> Measures:
    """Return the times, cost and customer value of a map.

    Parameters
    ----------
    process
        The map.
    workspace
        Gives rates and called maps.
    view
        As it runs today, or as it will be.
    changes
        What if: values to put in first, such as ``"log-enquiry.wait=1h"``; see `scenario`.
    quantiles
        Also simulate within which time half and nine of ten cases are done.

    Raises
    ------
    UsageError
        When a change cannot be made.
    """
    from procfit.flow.measure import measure as run_figures

    portfolio = workspace.portfolio if workspace else Portfolio({process.id: process})
    if changes:
        portfolio = replace(portfolio, maps={**portfolio.maps, process.id: process})
        portfolio = _changed(portfolio, changes, [process.id])
        process = portfolio.maps[process.id]
    return run_figures(process, portfolio, view, quantiles=quantiles)


def explain(measures: Measures, figure: str) -> Explanation:
    """Return what a figure of a measured map is made of, down to the steps and their sources.

    Parameters
    ----------
    measures
        What `measure` returns.
    figure
        A figure of the map, such as ``"lead_time"``, or of a step, such as ``"log-enquiry.visits"``.

    Raises
    ------
    UsageError
        When there is no such figure.
    """
    from procfit.flow.explain import explain as run_explain

    return run_explain(measures, figure)


def review(workspace: Workspace) -> Review:
    """Return how far the team is with its decisions, what is left, and the requirements that follow."""
    from procfit.decisions.review import review as run_review

    return run_review(workspace.portfolio, workspace.evaluation)


def scenario(
    workspace: Workspace, changes: Sequence[str], maps: Collection[str] | None = None
) -> Portfolio:
    """Return the maps and settings of a workspace with other values put in; no file is touched.

    Parameters
    ----------
    workspace
        The opened folder.
    changes
        ``STEP.FIELD=VALUE``, ``STEP->TARGET=SHARE``, ``FIELD=VALUE`` of a map or ``rates.NAME=MONEY``, each
        name with ``MAP#`` before it unless one map is asked for.
    maps
        The maps asked for; all by default.

    Raises
    ------
    UsageError
        When a change cannot be made, or leaves a map that cannot be judged.
    """
    return _changed(workspace.portfolio, changes, workspace.maps if maps is None else maps)


def _changed(portfolio: Portfolio, changes: Sequence[str], maps: Collection[str]) -> Portfolio:
    from procfit.formats.scenario import read_changes
    from procfit.model.scenario import apply_to_portfolio

    return apply_to_portfolio(portfolio, read_changes(changes, portfolio, maps))


def fit(
    workspace: Workspace,
    view: View = "to-be",
    without_vendors: Collection[str] = (),
    without_evaluators: Collection[str] = (),
    weights: Mapping[str, float] | None = None,
) -> Fit:
    """Return how well each vendor of a workspace fits what its processes need.

    Parameters
    ----------
    workspace
        The opened folder.
    view
        The view of the maps that needs and values are taken from.
    without_vendors, without_evaluators
        Who is left out.
    weights
        Weights to try, as absolute shares of 1 by capability.
    """
    from procfit.fit.assess import assess

    return assess(
        workspace.portfolio,
        workspace.evaluation,
        workspace.vendors,
        workspace.rows,
        workspace.scores,
        view=view,
        without_vendors=without_vendors,
        without_evaluators=without_evaluators,
        weight_overrides=weights,
        unreadable=_unreadable(workspace, without_vendors),
    )


def money(workspace: Workspace, assessed: Fit | None = None) -> Money:
    """Return what the vendors cost and bring, beside their fit and never inside it.

    Parameters
    ----------
    workspace
        The opened folder.
    assessed
        The fit whose answers count; that of the workspace as it is by default.
    """
    from procfit.fit.money.assess import money_of

    return money_of(
        workspace.portfolio, workspace.evaluation, workspace.vendors, assessed or fit(workspace)
    )


def vendors(workspace: Workspace) -> tuple[Overview, ...]:
    """Return for each vendor how far its workbooks are read and linked, and how much they cover."""
    from procfit.fit.answers import answers_of
    from procfit.fit.overview import overview
    from procfit.fit.weights import weigh

    weights = weigh(workspace.portfolio, workspace.evaluation).shares
    return tuple(
        overview(
            vendor,
            workspace.rows[name],
            answers_of(
                vendor,
                workspace.rows[name],
                workspace.scores,
                workspace.evaluation,
                workspace.capabilities,
            ),
            weights,
            workspace.evaluation.not_applicable,
        )
        for name, vendor in workspace.vendors.items()
    )


def links(workspace: Workspace, vendor: str) -> tuple[Proposal, ...]:
    """Return for each capability the rows that answer it, or that may, the heaviest capability first.

    Capabilities that the buyer left out are not asked about.

    Raises
    ------
    UsageError
        When there is no such vendor.
    """
    from procfit.fit.linking import propose_links
    from procfit.fit.weights import weigh

    weights = weigh(workspace.portfolio, workspace.evaluation).shares
    asked = {
        name: workspace.capabilities[name]
        for name in sorted(workspace.capabilities, key=lambda name: -weights.get(name, 0.0))
        if name not in workspace.evaluation.not_applicable
    }
    found = workspace.vendor(vendor)
    return propose_links(found, workspace.rows[found.id], asked, workspace.settings.language)


def confirm_links(
    workspace: Workspace,
    vendor: str,
    links: Mapping[str, Sequence[Link]],
    *,
    notes: Mapping[str, LinkNote] | None = None,
    learn: bool = True,
) -> Workspace:
    """Store which rows answer some capabilities of a vendor, and return the workspace with it.

    Parameters
    ----------
    workspace
        The opened folder.
    vendor
        The id of the vendor.
    links
        The rows of each capability; none where it was looked for and there is no row.
    notes
        By capability who says so, when and why, and which of several rows counts: the worst by default.
    learn
        Also keep the wording of a row as another name of the capability that it alone answers, so that
        the same words are found at once in the next workbook.

    Raises
    ------
    UsageError
        When there is no such vendor.
    OutputError
        When one of the capabilities was linked otherwise meanwhile, or a file cannot be written.
    """
    from procfit.fit.linking import learned_wording
    from procfit.workspace.linking import save_links, save_same_as

    saved = save_links(workspace, vendor, links, notes)
    own, language = saved.vendor(vendor).links, saved.settings.language
    if not learn:
        return saved
    wordings = {
        name: learned_wording(saved.capabilities[name], rows, own, language)
        for name, rows in links.items()
    }
    learned = {name: (wording,) for name, wording in wordings.items() if wording}
    return save_same_as(saved, learned) if learned else saved


def questions(workspace: Workspace) -> tuple[Question, ...]:
    """Return what to ask vendors: what planned steps need, what customers value most first."""
    from procfit.decisions.questions import questions_of
    from procfit.fit.weights import weigh

    weights = weigh(workspace.portfolio, workspace.evaluation)
    return questions_of(workspace.portfolio, workspace.evaluation, weights)


def demo(workspace: Workspace, vendors: Sequence[str] = ()) -> tuple[Script, ...]:
    """Return per vendor which claims to see shown live, those that decide most first.

    Parameters
    ----------
    workspace
        The opened folder.
    vendors
        Whose; by default of all that do not fail a gate.
    """
    from procfit.decisions.demo import demo_scripts

    return demo_scripts(fit(workspace), questions(workspace), vendors)


def _unreadable(workspace: Workspace, without_vendors: Collection[str]) -> tuple[str, ...]:
    """Return the files under vendors/ that could not be read, but for those of vendors left out."""

    def files(vendors: Iterable[Vendor]) -> set[str]:
        return {
            f"vendors/{name}"
            for vendor in vendors
            for name in (f"{vendor.id}.toml", *(table.file for table in vendor.tables))
        }

    left_out = [vendor for name, vendor in workspace.vendors.items() if name in without_vendors]
    kept = [vendor for name, vendor in workspace.vendors.items() if name not in without_vendors]
    unasked = files(left_out) - files(kept)
    broken = dict.fromkeys(
        problem.where.file
        for problem in (*workspace.problems, *workspace.workbook_problems)
        if problem.level == "error" and problem.where.file.startswith("vendors/")
    )
    return tuple(file for file in broken if file not in unasked)


def draw(
    process: ProcessMap | None,
    path: str | Path,
    style: str = "swimlane",
    view: View = "as-is",
    workspace: Workspace | None = None,
    *,
    vendor: str = "",
    marks: Mapping[str, str] | None = None,
    link: str = "",
    theme: Theme = "light",
    scale: float = 2.0,
    poster: str = "",
) -> None:
    """Draw a map into a file; its ending chooses .svg, .png, .pdf, .pptx or .txt.

    Parameters
    ----------
    process
        The map; None for a style that shows the whole workspace.
    path
        The file.
    style
        One of `procfit.diagrams.STYLES`.
    view
        As it runs today, or as it will be.
    workspace
        Gives what the style shows besides the map: figures, findings, vendors.
    vendor
        The vendor that the style ``fit`` shows.
    marks
        What the style ``swimlane`` marks on steps.
    link
        Where steps lead to in an SVG, with ``{map}`` and ``{step}`` in it.
    theme
        ``light`` or ``dark``.
    scale
        How many times 96 dots per inch a .png has.
    poster
        The size of a poster on A4 sheets, such as ``A1``, for .pdf; none by default.

    Raises
    ------
    UsageError
        When a style, a vendor or an ending is unknown, or the style needs a vendor or a map.
    OutputError
        When the file cannot be written.
    """
    from procfit.diagrams.render import draw as run_drawing

    drawn, facts = _to_draw(process, style, view, workspace, vendor)
    run_drawing(
        drawn,
        Path(path),
        style,
        view,
        marks,
        facts=facts,
        links=links_of(drawn, link),
        theme=theme,
        scale=scale,
        poster=poster,
    )


def scene(
    process: ProcessMap | None,
    style: str = "swimlane",
    view: View = "as-is",
    workspace: Workspace | None = None,
    *,
    vendor: str = "",
    marks: Mapping[str, str] | None = None,
    ratio: float | None = 2**0.5,
) -> Scene:
    """Return a picture as shapes, texts and lines in points; see `draw`."""
    from procfit.diagrams.render import scene as run_scene

    drawn, facts = _to_draw(process, style, view, workspace, vendor)
    return run_scene(drawn, style, view, marks, ratio, facts)


def _to_draw(
    process: ProcessMap | None, style: str, view: View, workspace: Workspace | None, vendor: str
) -> tuple[ProcessMap, Any]:
    """Return the map to draw and what the style shows besides."""
    from procfit.diagrams.render import STYLES, WHOLE
    from procfit.model.validate import did_you_mean
    from procfit.reports.pictures import NEEDS_A_VENDOR, Around, facts_of

    if process is None and style in STYLES and style not in WHOLE:
        raise UsageError(f"the style {style} draws one map", "name a map")
    vendors = workspace.vendors if workspace else {}
    if style in NEEDS_A_VENDOR and vendor not in vendors:
        known = did_you_mean(vendor, vendors) or f"vendors: {', '.join(vendors) or 'none'}"
        said = f'there is no vendor "{vendor}"' if vendor else f"the style {style} shows one vendor"
        raise UsageError(said, known if vendor else f"add --vendor NAME; {known}")
    if process is None:
        process = ProcessMap("portfolio", workspace.name if workspace else "")
    around = Around(Portfolio({process.id: process}))
    if workspace is not None:
        answers = partial(_answers_of, workspace)
        maps = (
            {**workspace.portfolio.maps, process.id: process} if style not in WHOLE else workspace.maps
        )
        portfolio = replace(workspace.portfolio, maps=maps)
        around = Around(portfolio, vendors, workspace.evaluation, answers)
    return process, facts_of(style, process, view, around, vendor)


def _answers_of(workspace: Workspace, vendor: str) -> Mapping[str, Answer]:
    from procfit.fit.answers import answers_of

    rows = workspace.rows.get(vendor, ())
    return answers_of(
        workspace.vendors[vendor], rows, workspace.scores, workspace.evaluation, workspace.capabilities
    )


def links_of(process: ProcessMap, link: str) -> dict[str, str]:
    """Return where each step leads to by an address with ``{map}`` and ``{step}`` in it.

    Raises
    ------
    UsageError
        When the address is not one of the web, of a page beside the picture, or of a place in it.
    """
    from procfit.diagrams.links import is_safe

    if not link:
        return {}
    if not is_safe(link):
        hint = "use https://…, a page such as report.html#{map}.{step}, or #{step}"
        raise UsageError(f'steps cannot lead to "{link}"', hint)
    return {
        step.id: link.replace("{map}", process.id).replace("{step}", step.id) for step in process.steps
    }


def read_bpmn(path: str | Path) -> MapImport:
    """Return the maps in a BPMN 2.0 file, with a notice for all that a map cannot hold.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    from procfit.formats.bpmn import read_bpmn as read_file

    return read_file(path)


def write_bpmn(maps: ProcessMap | Sequence[ProcessMap], path: str | Path) -> None:
    """Write maps into a BPMN 2.0 file with a drawing; it reads back as equal maps.

    Several maps become pools of one drawing, with the messages between them.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    from procfit.diagrams.picture import picture
    from procfit.files import write_atomically
    from procfit.formats.bpmn.writer import bpmn_text

    write_atomically(Path(path), bpmn_text(maps, picture))


def write_map(process: ProcessMap, path: str | Path) -> None:
    """Write a map into a new TOML file; its name without the ending is the map's id when it is read.

    Raises
    ------
    OutputError
        When the file is there already, for it may hold remarks of its team, or cannot be written.
    """
    from procfit.files import write_atomically
    from procfit.formats.process_write import process_text

    if Path(path).exists():
        hint = "choose another name, or save the map through its workspace"
        raise OutputError("the file is there already", hint, Place(str(path)))
    write_atomically(Path(path), process_text(process))
