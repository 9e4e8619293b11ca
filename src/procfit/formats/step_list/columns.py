"""The columns of a step list: what they are called, in English, German and a little beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["COLUMNS", "HEAD_WORDS", "UNITS", "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, its title and width when written, and what else it may be called.

    A key with a dot is a part of a field (``rival.time``) or of the step's lane (``lane.department``).
    A column that is not `always` written is written when a step uses it.
    """

    key: str
    title: str
    words: str
    width: int = 14
    always: bool = False


COLUMNS = (
    Column(
        "id",
        "Id",
        "no | nr | number | nummer | step id | step no | step nr | step number | schritt id | "
        "schritt nr | schrittnummer | lfd nr | laufende nummer | pos | position | key | ref | "
        "code | num",
        20,
        True,
    ),
    Column(
        "name",
        "Step",
        "name | step name | activity | activities | task | tasks | action | what | what is done | "
        "process step | work step | schritt | tätigkeit | tätigkeiten | aktivität | aufgabe | "
        "prozessschritt | arbeitsschritt | arbeitsgang | schrittname | bezeichnung | vorgang | "
        "was | stap | activiteit | étape | activité | tâche | paso | actividad | tarea",
        34,
        True,
    ),
    Column(
        "lane",
        "Who",
        "lane | swimlane | role | roles | performer | actor | responsible | done by | who does it "
        "| person | team | wer | rolle | verantwortlich | verantwortlicher | zuständig | "
        "bearbeiter | ausführende | akteur | durchgeführt von | schwimmbahn | rol | qui | rôle | "
        "quién | responsable",
        20,
        True,
    ),
    Column(
        "kind", "Kind", "type | step type | step kind | art | typ | schrittart | schritttyp", 11, True
    ),
    Column(
        "next",
        "Next",
        "next step | next steps | then | followed by | follows | successor | successors | goes to "
        "| leads to | nächster | nächste | nächster schritt | nächste schritte | danach | dann | "
        "nachfolger | folgt | weiter | weiter mit | weiter zu | gefolgt von | folgeschritt | "
        "volgende | suivant | étape suivante | siguiente",
        34,
        True,
    ),
    Column(
        "work",
        "Work (minutes)",
        "time | work time | working time | touch time | processing time | process time | handling "
        "time | duration | dauer | bearbeitungszeit | arbeitszeit | bearbeitungsdauer | zeit | "
        "aufwand | arbeit | durée | duración | duur",
        13,
        True,
    ),
    Column(
        "wait",
        "Wait (minutes)",
        "waiting | waiting time | wait time | queue time | idle time | delay | wartezeit | warten "
        "| liegezeit | wachttijd | attente | espera",
        13,
        True,
    ),
    Column(
        "value",
        "Value (0-5)",
        "customer value | wert | nutzen | kundennutzen | kundenwert | wert für den kunden | "
        "nutzen für den kunden | waarde | valeur | valor",
        11,
        True,
    ),
    Column(
        "benefit",
        "Benefit",
        "customer benefit | what the customer gets | vorteil | kundenvorteil | was der kunde davon hat",
        30,
        True,
    ),
    Column("expected", "Expected", "expected by the customer | customer expects it | erwartet", 10),
    Column(
        "adds",
        "Adds value for",
        "adds | adds value | value adding | value type | wertschöpfung | wertschöpfend",
        12,
        True,
    ),
    Column(
        "channel",
        "Channel",
        "contact | customer contact | medium | kanal | kontakt | kundenkontakt",
        12,
        True,
    ),
    Column(
        "system",
        "System",
        "systems | tool | tools | application | it system | software | anwendung | werkzeug | it",
        18,
        True,
    ),
    Column(
        "asks",
        "Asks the customer for",
        "asks | asks for | customer gives | fragt | erfragt | abgefragt",
        24,
        True,
    ),
    Column(
        "reads",
        "Reads",
        "input | inputs | uses | eingabe | eingang | eingaben | liest | verwendet",
        22,
        True,
    ),
    Column(
        "writes",
        "Writes",
        "output | outputs | result | records | ausgabe | ausgaben | ergebnis | schreibt | erfasst",
        22,
        True,
    ),
    Column(
        "delivers",
        "Delivers",
        "deliverable | deliverables | sends the customer | liefert | lieferung",
        20,
        True,
    ),
    Column(
        "needs",
        "Needs",
        "requires | required | capability | capabilities | requirement | requirements | benötigt "
        "| braucht | fähigkeit | fähigkeiten | anforderung | anforderungen",
        24,
        True,
    ),
    Column("cost", "Cost", "costs | cost per execution | kosten | coût | coste", 9, True),
    Column("effort", "Customer effort (0-5)", "effort | customer effort | kundenaufwand", 11, True),
    Column("source", "Source", "said by | evidence | quelle | beleg", 22, True),
    Column("disposition", "Disposition", "verdict | entscheid | maßnahme | massnahme", 12, True),
    Column(
        "description", "Description", "details | detail | instructions | beschreibung | erläuterung", 40
    ),
    Column("lane.id", "Lane id", "id of the lane"),
    Column(
        "lane.department", "Department", "dept | abteilung | bereich | afdeling | service | departamento"
    ),
    Column("lane.kind", "Lane kind", "lane type | kind of lane | side | art der rolle | rollenart"),
    Column("reason", "Reason", "why | why it must stay | grund | begründung | warum", 26),
    Column("control", "Control", "kontrolle | internal control", 12),
    Column("approves", "Approves", "genehmigt | freigabe von", 18),
    Column("tags", "Tags", "tag | labels | schlagworte", 16),
    Column(
        "call",
        "Calls map",
        "calls | runs map | call | ruft auf | teilprozess | sub process | subprocess",
        18,
    ),
    Column("share", "Share of starts", "share | share of cases | anteil | anteil der fälle", 10),
    Column("rival.who", "Rival", "competitor | wettbewerber | konkurrent"),
    Column("rival.time", "Rival time (minutes)", "competitor time | zeit wettbewerber", 12),
    Column("rival.same_benefit", "Rival same benefit", "competitor same benefit", 12),
    Column("rival.source", "Rival source", "competitor source", 20),
    Column("rival.date", "Rival date", "competitor date", 12),
    Column("without.how", "Without", "without this step | instead | statt dessen | stattdessen", 24),
    Column("without.capability", "Without capability", "", 20),
    Column(
        "note",
        "Notes",
        "note | comment | comments | remark | remarks | notiz | notizen | bemerkung | bemerkungen "
        "| kommentar | kommentare | anmerkung | anmerkungen | opmerking | remarque | nota",
        30,
    ),
)
"""Every column, in the order in which a list is written."""

HEAD_WORDS: Mapping[str, str] = {
    "process": "name",
    "process name": "name",
    "map": "name",
    "prozess": "name",
    "prozessname": "name",
    "id": "id",
    "process id": "id",
    "description": "description",
    "beschreibung": "description",
    "customer": "customer",
    "kunde": "customer",
    "outcome": "outcome",
    "ergebnis für den kunden": "outcome",
    "owner": "owner",
    "process owner": "owner",
    "prozessverantwortlich": "owner",
    "prozessverantwortlicher": "owner",
    "prozesseigner": "owner",
    "importance": "importance",
    "wichtigkeit": "importance",
    "importance source": "importance_source",
    "default wait": "default_wait",
    "volume": "volume",
    "menge": "volume",
    "fallzahl": "volume",
    "disposition": "disposition",
    "lanes": "lanes",
}
"""What stands left of a value that speaks for the whole map."""

UNITS: Mapping[str, str] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten", "mn"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "uur"), "h"),
    **dict.fromkeys(
        ("d", "day", "days", "tag", "tage", "tagen", "dagen", "workdays", "arbeitstage"), "d"
    ),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), "w"),
}
"""Words for units of time."""
