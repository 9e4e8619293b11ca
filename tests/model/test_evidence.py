"""What a source says is one of four levels of evidence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from procfit.model.evidence import EVIDENCE, Evidence, evidence_of, weakest

MEASURED, CUSTOMER, TEAM, ASSUMED = EVIDENCE


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("CRM report 2026-03, n = 412", MEASURED),
        ("complaint log 2025, n = 1019", MEASURED),
        ("contract file 2025, n = 744", MEASURED),
        ("watched 2026-03-05, n = 22", MEASURED),
        ("stopwatch, two mornings", MEASURED),
        ("Auswertung CRM 2026-03", MEASURED),
        ("mit der Stoppuhr gemessen", MEASURED),
        ("Ticketbericht 2026", MEASURED),
        ("survey 2026-03, n = 212", CUSTOMER),
        ("customer interviews 2026-03, n = 9", CUSTOMER),
        ("interviews with 12 clients", CUSTOMER),
        ("mystery shopping 2026-01", CUSTOMER),
        ("customers", CUSTOMER),
        ("Kunden, 2026-03", CUSTOMER),
        ("Kundenbefragung 2026, n = 80", CUSTOMER),
        ("Kundeninterviews im März", CUSTOMER),
        ("Interview mit drei Kunden", CUSTOMER),
        ("Kunden gefragt, 2026-03", CUSTOMER),
        ("interview 2026-02-11", TEAM),
        ("workshop 2026-02, n = 6", TEAM),
        ("Workshop-Protokoll 2026-02", TEAM),
        ("staff survey, n = 31", TEAM),
        ("Mitarbeiterbefragung 2026", TEAM),
        ("interview with customer service", TEAM),
        ("Gespräch mit dem Kundendienst", TEAM),
        ("survey among employees, n = 31", TEAM),
        ("Umfrage unter Mitarbeitern", TEAM),
        ("legal memo 2024-11", TEAM),
        ("Petra", TEAM),
        ("best guess", ASSUMED),
        ("not measured yet", ASSUMED),
        ("keine Daten", ASSUMED),
        ("Annahme, noch zu prüfen", ASSUMED),
        ("", ASSUMED),
        ("  ", ASSUMED),
    ],
)
def test_a_source_says_how_far_a_fact_can_be_relied_on(source: str, level: Evidence) -> None:
    assert evidence_of(source) == level


@pytest.mark.parametrize(
    ("source", "level"),
    [
        ("measured: Bo's notebook", MEASURED),
        ("Gemessen: Notizbuch", MEASURED),
        ("customer: letter of 2026-02-01", CUSTOMER),
        ("Kunde: Brief vom 1.2.", CUSTOMER),
        ("team: CRM report read out in the meeting", TEAM),
        ("asked of the team: survey", TEAM),
        ("assumed: CRM report of another country", ASSUMED),
        ("see page 3: CRM report", MEASURED),
    ],
)
def test_a_level_in_front_wins_over_the_words(source: str, level: Evidence) -> None:
    assert evidence_of(source) == level


def test_the_weakest_of_some_levels_counts() -> None:
    for stronger, weaker in pairwise(EVIDENCE):
        assert weakest([stronger, weaker, stronger]) == weaker
    assert weakest([]) == ASSUMED
