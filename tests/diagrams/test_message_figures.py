from __future__ import annotations

from procfit.diagrams.message_figures import envelopes
from procfit.diagrams.render import scene
from procfit.diagrams.scene import Shape, Text
from procfit.model.process import Flow, Message, ProcessMap, Step

SHOP = ProcessMap(
    "shop",
    "Shop",
    steps=(
        Step("take", "Take order", kind="start", next=(Flow("send"),)),
        Step("send", "Send invoice"),
        Step("old", "Old way", disposition="discard"),
    ),
    messages=(
        Message("buyer#order", "shop#take", "Order"),
        Message("shop#send", "buyer", "Invoice"),
        Message("bank#pay", "buyer", "not ours"),
        Message("shop#gone", "buyer", "from a step that is not there"),
    ),
)


def test_each_end_at_a_step_has_an_envelope_that_names_the_other_map() -> None:
    found = [(part.number, part.step, part.is_sent, part.text) for part in envelopes(SHOP)]
    assert found == [("1", "take", False, "from buyer: Order"), ("2", "send", True, "to buyer: Invoice")]


def test_envelopes_stand_at_their_steps_and_in_the_legend() -> None:
    items = scene(SHOP).items
    drawn = {dict(item.data)["at"]: item for item in items if "at" in dict(item.data)}
    steps = {
        item.id.removeprefix("step-"): item for item in items if isinstance(item, Shape) and item.id
    }
    for name in ("take", "send"):
        step, envelope = steps[name], drawn[name]
        assert isinstance(envelope, Shape)
        assert envelope.y == step.y - step.height / 2
        assert envelope.x + envelope.width / 2 < step.x
        assert "buyer" in envelope.title
    legend = [line for item in items if isinstance(item, Text) for line in item.lines]
    assert {"from buyer: Order", "to buyer: Invoice"} <= set(legend)


def test_a_step_left_out_of_a_view_takes_its_messages_along() -> None:
    process = ProcessMap("p", "P", steps=SHOP.steps, messages=(Message("p#old", "buyer", "Old"),))
    assert envelopes(process.as_is)
    assert envelopes(process.to_be) == []
