"""Fresh words: names, items and benefits that no map holds yet."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

__all__ = ["FOR_MAPS", "FOR_PLANTS", "Words"]

VERBS = """
arrange assemble calibrate catalog compose convert deliver describe dispatch examine fetch fold
gather inspect label list load mark measure mount note order pack paint plan polish prepare print
record register repair report scan seal sketch sort stamp store test tidy trim type update wash
weigh wrap
"""
THINGS = """
anchor basket bearing beam belt bolt bracket brick bucket cable canvas casing chain clamp coil
collar crate cylinder drum engine fabric fender filter flange frame funnel gasket gauge girder hinge
hose jacket kettle ladder lamp lattice lens lever magnet mantle marble mast mirror motor nozzle oven
panel pedal pipe piston plank pulley radiator rail ribbon rivet rod roller rudder saddle sensor
shaft shelf sleeve spindle spring sprocket switch tank tile tripod tube turbine valve vessel washer
wheel window
"""
KINDS = """
amber azure bronze cedar chrome cobalt copper coral crimson ebony emerald golden granite indigo
ivory jade lilac linen maple marine nickel ochre olive opal oaken pearl pewter plum quartz ruby
rusty saffron sandy scarlet silver slate steel teal topaz tweed umber velvet violet walnut willow
zinc
"""

FOR_MAPS, FOR_PLANTS = KINDS.split()[::2], KINDS.split()[1::2]
"""What maps are made of and what is planted share no word but verbs and nouns."""


class Words:
    """Draws each name, thing and benefit only once.

    Parameters
    ----------
    dice
        Where the draws come from.
    shades
        The adjectives that things are told apart by.
    """

    def __init__(self, dice: Random, shades: Sequence[str]) -> None:
        self._dice = dice
        self._shades = shades
        self._verbs, self._things = VERBS.split(), THINGS.split()
        self._drawn: set[str] = set()

    def thing(self) -> str:
        """Return an item of information such as "silver flange"."""
        while True:
            word = f"{self._dice.choice(self._shades)} {self._dice.choice(self._things)}"
            if word not in self._drawn:
                self._drawn.add(word)
                return word

    def verb(self) -> str:
        """Return a verb; it may come again."""
        return self._dice.choice(self._verbs).capitalize()

    def name(self) -> str:
        """Return a step's name such as "Polish silver flange"."""
        return f"{self.verb()} {self.thing()}"

    def benefit(self) -> str:
        """Return a benefit in a customer's words."""
        return f"I can rely on my {self.thing()}"

    def lane(self) -> str:
        """Return the name of a team."""
        return f"{self.thing().capitalize()} team"
