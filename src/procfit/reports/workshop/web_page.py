"""The same as one web page that holds everything: pictures, figures, findings and the ranking of vendors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from procfit.diagrams import svg
from procfit.model import sayings
from procfit.model.text import visible
from procfit.reports.workshop.content import FindingTold, Pack, ProcessPages, Table
from procfit.reports.workshop.how_to_read import SIGNS

if TYPE_CHECKING:
    from procfit.fit.assess import Fit
    from procfit.fit.score import Score

__all__ = ["Ranked", "ranking", "web_page"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser lets the page do: nothing but its own styles, whatever stands in a map."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Ranked:
    """The ranking of vendors in words: whether there is a winner, and a line for each vendor."""

    verdict: str
    table: Table


def ranking(fit: Fit, names: Mapping[str, str]) -> Ranked | None:
    """Return the ranking of vendors, None where there are none.

    Parameters
    ----------
    fit
        How well each vendor fits.
    names
        The names of the vendors by id.
    """
    if not fit.standings:
        return None
    rows = tuple(
        (
            str(place.rank) if place.rank is not None else "stopped by a must-have",
            names.get(place.vendor, place.vendor),
            _range(place.score),
            sayings.percent(fit.coverage.get(place.vendor)),
        )
        for place in fit.standings
    )
    leader = names.get(fit.verdict.leader or "", "")
    verdict = (
        f"Ahead: {leader}." if fit.decided and leader else "Undecided: the data do not name a winner."
    )
    return Ranked(verdict, Table(("Rank", "Vendor", "Fit, 0 to 1", "Answered"), rows))


def _range(score: Score) -> str:
    return f"{sayings.points(score.mid)} ({sayings.points(score.low)} to {sayings.points(score.high)})"


def web_page(pack: Pack, ranked: Ranked | None = None) -> str:
    """Return the page: no scripts, nothing loaded from elsewhere, every text escaped.

    Parameters
    ----------
    pack
        What stands in it.
    ranked
        The ranking of vendors, where there is one.
    """
    style = (files("procfit.reports.workshop") / "page.css").read_text(encoding="utf-8")
    body = "\n".join(_body(pack, ranked))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_text(pack.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """Return a text that no browser takes for anything else."""
    return escape(visible(text)).replace("\n", "<br>")


def _body(pack: Pack, ranked: Ranked | None) -> Iterator[str]:
    yield f"<header><h1>{_text(pack.title)}</h1><p>{pack.made.isoformat()}{_by(pack)}</p></header>"
    links = [(f"map-{pages.process.id}", pages.name) for pages in pack.processes]
    links = [("portfolio", "All processes"), *links, *([("fit", "Vendors")] if ranked else [])]
    items = "".join(f'<li><a href="#{anchor}">{_text(name)}</a></li>' for anchor, name in links)
    yield f"<nav><ul>{items}</ul></nav><main>"
    yield f'<section id="portfolio"><h2>All processes</h2>{_table(pack.portfolio)}<p>{SIGNS}</p></section>'
    for pages in pack.processes:
        yield "\n".join(_process(pages, pack))
    if ranked:
        yield f'<section id="fit"><h2>Vendors</h2><p>{_text(ranked.verdict)}</p>'
        yield f"{_table(ranked.table)}</section>"
    yield "</main>"


def _by(pack: Pack) -> str:
    return f" · {_text(pack.by)}" if pack.by else ""


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_text(each)}</th>' for each in table.head)
    rows = "".join(_row(row) for row in table.rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(cells: Sequence[str], anchor: str = "") -> str:
    first, *others = cells
    name = f' id="{anchor}"' if anchor else ""
    rest = "".join(f"<td>{_text(each)}</td>" for each in others)
    return f'<tr{name}><th scope="row">{_text(first)}</th>{rest}</tr>'


def _process(pages: ProcessPages, pack: Pack) -> Iterator[str]:
    name = pages.process.id
    promise = " — ".join(filter(None, (pages.customer, pages.outcome)))
    yield f'<section id="map-{name}"><h2>{_text(pages.name)}</h2><p>{_text(promise)}</p>'
    yield f"<p>{_text(' · '.join(pages.about))}</p>"
    yield f'<div class="picture">{_picture(pages, pack)}</div>'
    yield f"<h3>The figures</h3>{_table(pages.figures)}"
    yield _list("Not assessed", pages.gaps)
    if pages.findings:
        yield f"<h3>What looks redundant</h3>{''.join(_finding(found) for found in pages.findings)}"
    if pages.steps:
        head = "".join(
            f'<th scope="col">{_text(each)}</th>' for each in ("Step", *pack.questions, "Decision")
        )
        rows = "".join(
            _row(
                (
                    f"{step.name}\n{step.who} {step.letters}".rstrip(),
                    *step.known,
                    step.disposition or "–",
                ),
                f"{name}--{step.id}",
            )
            for step in pages.steps
        )
        yield (
            '<h3>Five questions to each step</h3><div class="wide"><table class="steps">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )
    if pages.effects:
        yield f"<h3>Before and after</h3>{_table(pages.effects)}"
        for heading, lines in pages.changes.items():
            yield _list(heading, lines)
    yield "</section>"


def _list(heading: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(line.strip())}</li>" for line in lines)
    return f"<details><summary>{_text(heading)}</summary><ul>{items}</ul></details>" if items else ""


def _finding(found: FindingTold) -> str:
    return (
        f'<div class="finding"><p><span class="mark">{_text(found.letter)}</span> '
        f"<strong>{_text(found.title)}.</strong> {_text(found.message)}</p>"
        f"<p>Suggests: <strong>{_text(found.suggest)}</strong></p>"
        f"<p>Proof: {_text(found.proof)}<br>{_text(found.grounds)}</p></div>"
    )


def _picture(pages: ProcessPages, pack: Pack) -> str:
    """Return the picture; its names begin with the map's, and each step that is asked about leads there."""
    from lxml import etree

    root = etree.fromstring(svg(pages.process, view=pack.view, marks=pages.marks).encode())
    asked = {step.id for step in pages.steps}
    for element in list(root.iter()):
        name = element.get("id", "")
        for key in ("aria-labelledby", "aria-describedby"):
            words = element.get(key, "").split()
            if words:
                element.set(key, " ".join(f"{pages.process.id}-{each}" for each in words))
        if name:
            element.set("id", f"{pages.process.id}-{name}")
        step = name.removeprefix("step-")
        parent = element.getparent()
        if name.startswith("step-") and step in asked and parent is not None:
            link = etree.Element(f"{SVG}a", href=f"#{pages.process.id}--{step}")
            parent.replace(element, link)
            link.append(element)
    return etree.tostring(root, encoding="unicode")
