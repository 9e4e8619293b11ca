"""How often a case comes to each step, and how likely it comes there at all.

Exact where parallel work is nested (a split's branches all meet at its join, or all run to ends of
their own): each branch is an absorbing Markov chain (Kemeny and Snell, 1960). Elsewhere cases are played
with a fixed seed, and the figures say "simulated".
"""

from __future__ import annotations

from procfit.flow.exact_routing import ExactRouting
from procfit.flow.played_routing import PlayedRouting
from procfit.flow.routing import Method, Routing
from procfit.flow.structure import structure_of
from procfit.model.process import ProcessMap

__all__ = ["Method", "Routing", "routing_of"]


def routing_of(process: ProcessMap) -> Routing:
    """Return the routing of one view of a map; computed once per map object.

    Examples
    --------
    >>> from procfit.model.process import Flow, Step
    >>> again = Step("check", "Check", kind="decision", next=(Flow("check", 0.2), Flow("end", 0.8)))
    >>> round(routing_of(ProcessMap("p", "P", steps=(again, Step("end", "End")))).visits["check"], 6)
    1.25
    """
    known: dict[str, Routing] = vars(process)
    if "_routing" not in known:
        structure = structure_of(process)
        known["_routing"] = PlayedRouting(structure) if structure.loose else ExactRouting(structure)
    return known["_routing"]
