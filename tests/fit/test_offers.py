from helpers_maps import EXAMPLE
from procfit import open_workspace
from procfit.fit.offers import offering
from procfit.model.scale import DEFAULT_EVALUATION
from procfit.model.vendor import EvaluatorScores, Link, Row, Settled, Vendor
from procfit.workspace.offers import Offers

BY_BOOK = Vendor("a", "Alder", links={"chat": (Link("1"),)})
AGREED = Vendor("b", "Birch", agreed={"chat": Settled("configuration"), "fax": Settled("roadmap")})
ROWS = {"a": (Row("1", "Chat", "yes", "standard", "a.xlsx", "S", "A1"),)}
VENDORS = {"a": BY_BOOK, "b": AGREED}


def test_what_was_agreed_scored_or_read_is_offered_when_it_is_there_at_once() -> None:
    scores = {"ana": EvaluatorScores("ana", {"a": {"mail": Settled("standard")}})}
    assert offering("chat", VENDORS, scores, DEFAULT_EVALUATION) == ("Birch",)
    assert offering("chat", VENDORS, scores, DEFAULT_EVALUATION, ROWS) == ("Alder", "Birch")
    assert offering("mail", VENDORS, scores, DEFAULT_EVALUATION) == ("Alder",)


def test_an_answer_that_is_no_offer_is_told_from_no_answer() -> None:
    assert offering("fax", VENDORS, {}, DEFAULT_EVALUATION) == ()
    assert offering("pigeon", VENDORS, {}, DEFAULT_EVALUATION) is None
    assert offering("chat", {"a": BY_BOOK}, {}, DEFAULT_EVALUATION) is None


def test_workbooks_are_read_only_where_nothing_settled_names_a_vendor() -> None:
    read: list[str] = []

    def rows() -> dict[str, tuple[Row, ...]]:
        read.append("read")
        return ROWS

    offers = Offers(VENDORS, {}, DEFAULT_EVALUATION, rows)
    assert offers["chat"] == ("Birch",)
    assert offers.get("pigeon") is None
    assert offers["fax"] == ()
    assert not read
    assert Offers({"a": BY_BOOK}, {}, DEFAULT_EVALUATION, rows)["chat"] == ("Alder",)
    assert read == ["read"]
    assert sorted(offers) == ["chat", "fax"]
    assert len(offers) == 2


def test_the_same_answers_make_equal_offers() -> None:
    one = Offers(VENDORS, {}, DEFAULT_EVALUATION, lambda: ROWS)
    assert one == Offers(VENDORS, {}, DEFAULT_EVALUATION, dict)
    assert one != Offers({}, {}, DEFAULT_EVALUATION, dict)


def test_the_portfolio_of_a_workspace_knows_the_offers_of_its_vendors() -> None:
    offered = open_workspace(EXAMPLE).portfolio.offered
    assert "Birchline CRM Cloud" in offered["self-service"]
    assert "video-support" not in offered
