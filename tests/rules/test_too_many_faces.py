import pytest

from helpers_rules import LANES, gaps, judge, step

RULE = "too-many-faces"
TEAMS = LANES + "".join(
    f'[[lane]]\nid = "{name}"\nname = "{name.title()}"\n' for name in ("service", "billing", "quality")
)


def meet(name: str, to: str = "", lane: str = "sales", **fields: object) -> str:
    return step(name, to, lane=lane, channel="phone", work="10m", **{"wait": "1h", **fields})


def chain(*lanes: str, **fields: object) -> str:
    names = [f"s{number}" for number in range(len(lanes))]
    return TEAMS + "".join(
        meet(name, after, lane, **fields)
        for name, after, lane in zip(names, [*names[1:], ""], lanes, strict=True)
    )


def test_four_teams_on_one_path_are_too_many() -> None:
    (found,) = judge(RULE, chain("sales", "finance", "service", "billing"))
    assert found.steps == ("s0", "s1", "s2", "s3")
    assert found.message == (
        "In one case the customer may have to do with 4 different teams: Sales, Finance, Service and Billing."
    )
    assert dict(found.witness.numbers) == {"faces": 4}
    assert found.suggest == "modify"
    assert found.saves.minutes_per_case == 60


def test_three_teams_are_not_and_the_same_team_counts_once() -> None:
    assert not judge(RULE, chain("sales", "finance", "service"))
    assert not judge(RULE, chain("sales", "finance", "service", "sales", "finance"))


def test_customers_and_systems_are_no_teams() -> None:
    assert not judge(RULE, chain("sales", "finance", "service", "buyer", "crm"))


def test_teams_that_the_customer_does_not_meet_do_not_count() -> None:
    hidden = chain("sales", "finance", "service") + step("h", lane="billing")
    assert not judge(RULE, hidden.replace('name = "S2"', 'name = "S2"\nnext = ["h"]'))
    asked = chain("sales", "finance", "service", "billing").replace(
        'channel = "phone"', 'asks = ["name"]'
    )
    assert judge(RULE, asked)


def test_one_named_contact_counts_as_one() -> None:
    assert not judge(RULE, chain("sales", "finance", "service", "billing", tags=["single-contact"]))
    some = chain("sales", "finance", "service", "billing", "quality")
    assert judge(RULE, some.replace('id = "s1"', 'id = "s1"\ntags = ["single-contact"]'))
    for name in ("s1", "s2"):
        some = some.replace(f'id = "{name}"', f'id = "{name}"\ntags = ["single-contact"]')
    assert len(judge(RULE, some)[0].steps) == 4


def test_teams_on_branches_that_exclude_each_other_do_not_add_up() -> None:
    text = (
        TEAMS
        + step("d", "a:50% b:50%", kind="decision")
        + meet("a", "c")
        + meet("b", "c", "finance")
        + meet("c", "e", "service")
        + meet("e", lane="billing")
    )
    assert not judge(RULE, text)
    assert judge(RULE, text.replace('next = ["c"]', 'next = ["b"]', 1))


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_all_branches_of_parallel_work_count(kind: str) -> None:
    text = (
        TEAMS
        + step("p", "a b", kind=kind)
        + meet("a", "j")
        + meet("b", "j", "finance")
        + step("j", "c", kind="join")
        + meet("c", "e", "service")
        + meet("e", lane="billing")
    )
    (found,) = judge(RULE, text)
    assert len(found.steps) == 4
    assert "at least" not in found.message


def test_a_loop_brings_the_customer_to_every_team_in_it() -> None:
    text = (
        TEAMS
        + step("d", "a:30% b:30% c:30% e:10%", kind="decision")
        + meet("a", "d")
        + meet("b", "d", "finance")
        + meet("c", "d", "service")
        + meet("e", lane="billing")
    )
    assert len(judge(RULE, text)[0].steps) == 4


def test_loose_work_gives_a_lower_bound() -> None:
    def text(after: str) -> str:
        loose = TEAMS + step("p", "a b", kind="parallel") + meet("a", "x") + meet("b", "x", "finance")
        return (
            loose + meet("x", "y", "service") + meet("y", after, "billing") + meet("z", lane="quality")
        )

    assert not judge(RULE, text(""))
    (gap,) = gaps(RULE, text(""))
    assert gap.missing == ("join",)
    assert "at least 4 different teams" in judge(RULE, text("z"))[0].message


def test_many_teams_and_no_contact_told_are_not_assessed() -> None:
    text = chain("sales", "finance", "service", "billing").replace('channel = "phone"\n', "")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == ((), ("channel",))
    assert not gaps(RULE, chain("sales", "finance").replace('channel = "phone"\n', ""))


def test_contacts_in_no_lane_are_not_assessed_where_they_could_be_one_too_many() -> None:
    text = chain("sales", "finance", "service", "billing").replace('lane = "billing"\n', "")
    assert not judge(RULE, text)
    (gap,) = gaps(RULE, text)
    assert (gap.steps, gap.missing) == (("s3",), ("lane",))


def test_a_map_without_lanes_and_contacts_is_left_alone() -> None:
    assert not gaps(RULE, step("a", "b") + step("b"))


def test_a_team_met_under_one_named_contact_and_without_is_one_team() -> None:
    lanes = "".join(f'[[lane]]\nid = "t{number}"\nkind = "front"\n' for number in range(1, 5))
    text = (
        step("a", "b", lane="t1", channel="phone")
        + step("b", "c", lane="t2", channel="phone")
        + step("c", "d", lane="t3", channel="phone")
        + step("d", "e", lane="t1", channel="phone", tags=["single-contact"])
        + step("e", lane="t4")
    )
    assert not judge("too-many-faces", lanes + text)
