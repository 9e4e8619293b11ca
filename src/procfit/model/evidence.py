"""How far a fact can be relied on: measured, asked of the customer, asked of the team, assumed.

The level is read from what a ``source`` says, in English and German. Words decide, in this order: what
calls itself an assumption, the team's own people, customers, conversations, records and counts. Any other
source is something that somebody said. A team that disagrees puts the level in front: ``measured: …``,
``customer: …``, ``team: …``, ``assumed: …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, get_args

__all__ = ["EVIDENCE", "Evidence", "evidence_of", "weakest"]

Evidence = Literal["measured", "asked of the customer", "asked of the team", "assumed"]

EVIDENCE: tuple[Evidence, ...] = get_args(Evidence)
"""The levels, the strongest first."""

_PREFIXES: dict[str, Evidence] = {
    **dict.fromkeys(("measured", "gemessen"), "measured"),
    **dict.fromkeys(("customer", "asked of the customer", "kunde", "kunden"), "asked of the customer"),
    **dict.fromkeys(("team", "asked of the team"), "asked of the team"),
    **dict.fromkeys(("assumed", "assumption", "angenommen", "annahme"), "assumed"),
}

_NOT_CUSTOMERS = re.compile(
    r"customer[\s-]+(?:service|care|success|support|desk)|kunden(?:service|dienst|betreu\w*|berater\w*)",
    re.IGNORECASE,
)
"""Colleagues whose name holds the customer's."""

_ASSUMED = (
    r"\b(?:assum\w+|guess\w*|gut feeling|rule of thumb)\b",
    r"\b(?:annahmen?|angenommen|vermut\w+|bauchgefühl|faustregel)\b",
    r"\b(?:not (?:yet )?measured|no (?:data|source)|unknown|tbd)\b",
    r"\b(?:(?:noch )?nicht gemessen|keine (?:daten|quelle)|unbekannt)\b",
)
_OWN_PEOPLE = (
    r"\b(?:staff|employees?|team|internal)[\s-]+(?:survey|poll|interviews?|questionnaire)\b",
    r"\b(?:survey|poll|interviews?|asked)\b.*\b(?:staff|employees|colleagues|agents)\b",
    r"\bmitarbeiter\w*(?:umfrage|befragung|interview)|(?:umfrage|befragung).*\bmitarbeiter",
)
_CUSTOMER = (
    r"^\W*(?:customers?|clients?|kunden?)[\d\W]*$",
    r"\b(?:surveys?|polls?|questionnaires?|mystery[\s-]shopping|focus groups?|nps|csat)\b",
    r"\b(?:interviews?|asked|talks?|panel|council|advisory board)\b.*\b(?:customers?|clients?)\b",
    r"\b(?:customers?|clients?)\b.*\b(?:interviews?|asked|said|told|panel|council)\b",
    r"umfrage|befragung|fragebogen|testk[aä]uf|fokusgruppe|kunden-?(?:interview|gespräch|beirat)",
    r"\bkunden?\b.*(?:gefragt|befragt|sagt|interview)|(?:interview|gespräch)\w* mit .*\bkunden?\b",
)
_TEAM = (
    r"\b(?:interviews?|meetings?|committee|experts?|opinion|estimate[sd]?)\b",
    r"workshop|besprechung|sitzung|geschätzt|schätzung",
)
_MEASURED = (
    r"\bn\s*=\s*\d",
    r"\b(?:measure[ds]?|measurements?|stop-?watch\w*|timed|watched|observed|counted|rode along)\b",
    r"\b(?:tally|tallies|logs?|reports?|statistics?|analytics|samples?|records?|data|exports?)\b",
    r"\b(?:invoices?|tracking|time ?stamps?|process mining|register|daten)\b",
    r"gemessen|messung|stoppuhr|gestoppt|gezählt|beobachtet|strichliste|bericht|protokoll",
    r"auswertung|statistik|stichprobe|rechnung|zeitstempel",
)
_WORDS: tuple[tuple[re.Pattern[str], Evidence], ...] = tuple(
    (re.compile("|".join(words), re.IGNORECASE), level)
    for words, level in (
        (_ASSUMED, EVIDENCE[3]),
        (_OWN_PEOPLE, EVIDENCE[2]),
        (_CUSTOMER, EVIDENCE[1]),
        (_TEAM, EVIDENCE[2]),
        (_MEASURED, EVIDENCE[0]),
    )
)


@lru_cache(maxsize=65536)
def evidence_of(source: str) -> Evidence:
    """Return the level of evidence that a source gives; a fact without a source is assumed.

    Examples
    --------
    >>> evidence_of("CRM report 2026-03, n = 412"), evidence_of("survey 2026-03, n = 212")
    ('measured', 'asked of the customer')
    >>> evidence_of("interview 2026-02-11"), evidence_of(""), evidence_of("measured: Bo's notebook")
    ('asked of the team', 'assumed', 'measured')
    """
    prefix, colon, _ = source.partition(":")
    said = _PREFIXES.get(" ".join(prefix.casefold().split())) if colon else None
    if said or not source.strip():
        return said or "assumed"
    told = _NOT_CUSTOMERS.sub(" ", source)
    return next((level for words, level in _WORDS if words.search(told)), "asked of the team")


def weakest(levels: Iterable[Evidence]) -> Evidence:
    """Return the weakest of some levels; what rests on nothing is assumed.

    Examples
    --------
    >>> weakest(["measured", "asked of the team"]), weakest([])
    ('asked of the team', 'assumed')
    """
    return max(levels, key=EVIDENCE.index, default="assumed")
