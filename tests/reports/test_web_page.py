"""One web page: whole, linked, and without anything that acts."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest
from lxml import html

from helpers_maps import EXAMPLE
from procfit import fit, open_workspace
from procfit.model.portfolio import Portfolio
from procfit.model.process import Flow, Lane, ProcessMap, Step
from procfit.reports.workshop.content import pack_of
from procfit.reports.workshop.web_page import ranking, web_page

pytestmark = pytest.mark.skipif(shutil.which("neato") is None, reason="no Graphviz")

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x \x1b[2J'


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    workspace = open_workspace(EXAMPLE)
    pack = pack_of(workspace.portfolio, ["lead-to-order", "credit-review"], "Pumps", date(2026, 4, 2))
    names = {name: vendor.name for name, vendor in workspace.vendors.items()}
    return html.fromstring(web_page(pack, ranking(fit(workspace), names)))


def test_every_link_leads_to_a_place_that_is_there_once(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//@href")
    assert "#lead-to-order--log-enquiry" in links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_the_page_loads_nothing_and_runs_nothing(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //link | //iframe | //object | //img") == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


def test_pictures_have_titles_and_vendors_their_ranges(page: html.HtmlElement) -> None:
    assert len(page.xpath("//*[local-name()='svg']")) == 2
    assert "Log enquiry (task)" in page.xpath("//*[local-name()='title']/text()")
    (section,) = page.xpath("//section[@id='fit']")
    assert "Undecided" in section.text_content()
    assert re.search(r"Cedarworks One\D*\.\d\d \(\.\d\d to \.\d\d\)", section.text_content())


def test_text_from_maps_is_text() -> None:
    steps = (
        Step("a", HOSTILE, lane="l", benefit=HOSTILE, next=(Flow("b", when=HOSTILE),)),
        Step("b", HOSTILE),
    )
    process = ProcessMap(
        "p", HOSTILE, customer=HOSTILE, owner=HOSTILE, lanes=(Lane("l", HOSTILE),), steps=steps
    )
    pack = pack_of(Portfolio({"p": process}), ["p"], HOSTILE, date(2026, 4, 2), by=HOSTILE)
    page = html.fromstring(web_page(pack))
    assert page.xpath("//script | //img | //@onload | //@onerror") == []
    assert page.xpath("//h1")[0].text_content() == HOSTILE.replace("\x1b", "␛")
