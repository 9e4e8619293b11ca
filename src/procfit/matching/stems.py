"""Are two short labels the same work? Equal stems after guards, and what the team answered.

Equal stem sets are the precise end of label matching: on the process-matching contests (Cayoglu et al.,
2014; Antunes et al., 2015) they reach a precision of .65 to .99.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from procfit.matching.guards import contradictory, is_placeholder, opposed
from procfit.matching.reading import content
from procfit.model.team import TeamAnswers
from procfit.model.text import item_key

__all__ = [
    "Wordings",
    "is_placeholder",
    "opposed",
    "same_work",
    "shared_words",
    "stems",
    "work_key",
]


def stems(label: str, language: str = "en") -> tuple[str, ...]:
    """Return the stems of a label in order, without the words that say nothing.

    Examples
    --------
    >>> stems("Approving the customer's credit limit")
    ('approv', 'custom', 'credit', 'limit')
    """
    return tuple(stem for _, stem in content(label, language))


def shared_words(a: str, b: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of the first label that say something and stand, in some form, in the second.

    Examples
    --------
    >>> shared_words("Checking the credit", "Check customer credit")
    ('checking', 'credit')
    """
    others = frozenset(stems(b, language))
    found = (word for word, stem in content(a, language) if stem in others)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def work_key(label: str, language: str = "en") -> frozenset[str]:
    """Return what makes two labels the same work: the set of their stems, numbers and negations included.

    A label without any word that says something is its own key.

    Examples
    --------
    >>> work_key("Check customer credit") == work_key("Credit check of customer")
    True
    >>> work_key("Check credit") == work_key("Do not check credit")
    False
    """
    return frozenset(stems(label, language)) or frozenset({item_key(label)})


class Wordings:
    """Judges wordings in one language, with what the team answered.

    Two wordings are the same work when their stems are equal, or when a chain of ``[[same]]`` answers
    joins them and they do not contradict each other; a ``[[different]]`` answer has the last word.

    Parameters
    ----------
    language
        The language of the maps, as in ``procfit.toml``.
    answers
        What the team answered.
    """

    def __init__(self, language: str = "en", answers: TeamAnswers | None = None) -> None:
        self.language = language
        answers = answers or TeamAnswers()
        self._different = {self._pair(answer.a, answer.b) for answer in answers.different}
        self._same = {self._pair(answer.a, answer.b) for answer in answers.same}
        self._leader: dict[frozenset[str], frozenset[str]] = {}
        for answer in answers.same:
            first, second = self.key(answer.a), self.key(answer.b)
            self._leader[self._lead(first)] = self._lead(second)
        self._apart = {
            frozenset({self.group(answer.a), self.group(answer.b)}) for answer in answers.different
        }

    def key(self, label: str) -> frozenset[str]:
        """Return the stems of a label; see `work_key`."""
        return work_key(label, self.language)

    def group(self, label: str) -> Hashable:
        """Return what all wordings of the same work share, ``[[different]]`` answers aside."""
        return self._lead(self.key(label))

    def same(self, a: str, b: str) -> bool:
        """Tell whether two wordings are the same work."""
        if self.group(a) != self.group(b) or self._pair(a, b) in self._different:
            return False
        return self.key(a) == self.key(b) or self.answered_same(a, b) or not self.contradict(a, b)

    def answered_same(self, a: str, b: str) -> bool:
        """Tell whether the team called just these two wordings the same work."""
        return self._pair(a, b) in self._same

    def answered_different(self, a: str, b: str) -> bool:
        """Tell whether the team called two wordings, or others of the same stems, different work."""
        if self._pair(a, b) in self._different:
            return True
        first, second = self.group(a), self.group(b)
        return first != second and frozenset({first, second}) in self._apart

    def contradict(self, a: str, b: str) -> bool:
        """Tell whether two wordings cannot mean the same work; see `contradictory`."""
        return contradictory(a, b, self.language)

    def _lead(self, key: frozenset[str]) -> frozenset[str]:
        while key in self._leader and self._leader[key] != key:
            key = self._leader[key]
        return key

    def _pair(self, a: str, b: str) -> frozenset[Hashable]:
        """Return what names a pair: its stems, or its wordings where the stems are equal."""
        first, second = self.key(a), self.key(b)
        return frozenset({item_key(a), item_key(b)} if first == second else {first, second})


def same_work(a: str, b: str, language: str = "en", answers: TeamAnswers | None = None) -> bool:
    """Tell whether two wordings are the same work; see `Wordings`.

    Examples
    --------
    >>> same_work("Approve credit limit", "Credit limit approval")
    True
    """
    return Wordings(language, answers).same(a, b)
