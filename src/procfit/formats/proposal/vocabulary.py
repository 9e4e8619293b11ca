"""What the heads of columns say, in the languages that committees and vendors write."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from procfit.model.text import item_key

__all__ = ["Role", "is_instruction", "is_total", "meaning_of", "role_of", "without_role"]

Role = Literal["", "id", "group", "feature", "description", "answer", "comment", "vendor", "property"]

_WORDS: dict[Role, str] = {
    "feature": "requirements? features? functions? functionality capabilit(?:y|ies) criteri(?:on|a) "
    "questions? items? attributes? outcomes? conditions? needs? specifications? "
    "anforderung(?:en)? funktion(?:en)? merkmale? kriteri(?:um|en) fragen? leistungsmerkmale? "
    "exigences? fonctions? fonctionnalités? critères? requisitos? funci(?:ón|ones) criterios? preguntas? "
    "eisen? vereisten? functies? wensen? vragen? 要件 機能 項目 要求 功能",
    "description": "descriptions? texts? names? titles? beschreibung bezeichnung description descripción "
    "omschrijving details? detail 説明 名称",
    "answer": "answers? responses? status ratings? assessments? compliance compliant scores? codes? "
    "supported support availability available fulfil(?:l)?ment fulfilled verdict offered coverage "
    "antwort(?:en)? bewertung erfüllung erfüllt erfüllungsgrad verfügbarkeit réponses? conformité "
    "évaluation disponibilité respuestas? cumplimiento evaluación antwoord(?:en)? beoordeling "
    "respons[ae] risposta conformità 回答 状態 対応 対応状況",
    "comment": "comments? remarks? notes? explanations? evidence references? justifications? proof "
    "bemerkung(?:en)? kommentare? hinweise? erläuterung(?:en)? begründung nachweis anmerkung(?:en)? "
    "commentaires? remarques? preuves? observaci(?:ón|ones) comentarios? opmerking(?:en)? toelichting "
    "備考 コメント",
    "group": "areas? categor(?:y|ies) sections? modules? groups? domains? processes process themes? topics? "
    "chapters? bereiche? kategorien? module?s? gruppen? themen? domaines? catégories? rubriques? "
    "áreas? categorías? grupos? gebied(?:en)? categorie(?:ën)? thema 分類 カテゴリ",
    "vendor": "vendors? suppliers? products? providers? bidders? tools? systems? anbieter hersteller "
    "produkte? lieferanten? fournisseurs? produits? soumissionnaire proveedor(?:es)? productos? "
    "leveranciers? 製品 ベンダー",
    "property": "severity priorit(?:y|ies) importance weights? weighting must mandatory types? cardinality "
    "metrics? sources? dates? reviewers? versions? since releases? prices? costs? licen[cs]es? owners? "
    "links? urls? info training query visual units? efforts? phases? points? examples? rationale guid "
    "priorität wichtigkeit gewicht(?:ung)? pflicht typ quelle datum preise? kosten beispiele? "
    "priorité poids importance prioridad peso prioriteit gewicht 重要度 優先度",
}
_IDS = re.compile(
    r"(?:#|id|ids|guid|uuid|key|no\.?|nr\.?|num(?:ber)?|nummer|numéro|n°|№|ref\.?|reference|item|pos\.?|lfd\.?)"
    r"(?:[ -]?(?:#|id|no\.?|nr\.?|number|code))?|.*[ -](?:id|no\.|nr\.?|#|number|nummer|guid)"
)
_ROLE = {
    role: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)") for role, words in _WORDS.items()
}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_INSTRUCTION = re.compile(
    r"\bthis colum|\bdo not\b|\bplease\b|\bmandatory for\b|^(?:enter|select|choose|fill)\b|"
    r"\bone of\b|\bwhere it is\b|\bto be (?:filled|completed)\b|^e\.g\.|^example\b|\bbitte\b|"
    r"\bausfüllen\b|\bauszufüllen\b|^nicht ändern|\bveuillez\b|\bà remplir\b|\brellen[ae]r?\b|\binvullen\b"
)
_TOTAL = re.compile(
    r"^(?:sub-?|grand )?(?:total|totals|sum|average|mean|count|percent|percentage|score total|number of|"
    r"summe|gesamt|gesamtsumme|mittelwert|anzahl|durchschnitt|somme|moyenne|suma|promedio|totaal|"
    r"gemiddelde|合計)\b.*"
)
# In this order: "not available and not planned" is none, and not roadmap.
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "none",
        re.compile(
            r"^(?:no|none|not)\b|\bnot (?:available|offered|supported|possible|met|provided|compliant)\b|"
            r"\bunavailable\b|\bcannot\b|\bnicht\b|\bkein|\bnon (?:disponible|prévu)|\bno disponible"
        ),
    ),
    (
        "roadmap",
        re.compile(r"road ?map|\bplanned\b|\bfuture\b|\bcoming\b|next release|geplant|prévu|previst"),
    ),
    (
        "third-party",
        re.compile(
            r"\bpartner|third[ -]part|\badd-?ons?\b|market ?place|drittanbieter|\btiers\b|tercer"
        ),
    ),
    (
        "customization",
        re.compile(
            r"\bcustom|\bprogramm|\bmodif|\bdevelop|\bbespoke|\bcoding|entwickl|anpassung|développ|desarroll"
        ),
    ),
    (
        "configuration",
        re.compile(
            r"\bconfig|\bset[ -]?up|\bsettings?\b|\bparameter|konfigur|einstell|paramétr|configur"
        ),
    ),
    (
        "standard",
        re.compile(
            r"\bstandard|out[ -]of[ -]the[ -]box|\bfully\b|\bnative|\bbuilt[ -]in|\bincluded\b|\bcore\b|"
            r"serienmäßig|\bde serie\b"
        ),
    ),
)


_PARTLY = re.compile(r"\bparti|\bpartly\b|\blimited|\bteilweise\b|\bparcial|\bgedeeltelijk\b")


@lru_cache(maxsize=4096)
def role_of(head: str) -> Role:
    """Return what a column with that head holds; empty when the words do not say.

    The last word that means something decides, as in "reviewer assessment"; a word such as description
    leaves the meaning to the word before it.

    Examples
    --------
    >>> role_of("Reference #"), role_of("CMS Reviewer Assessment"), role_of("Feature description")
    ('id', 'answer', 'feature')
    """
    key = item_key(_BRACKETS.sub("", head))
    if not key:
        return ""
    if _IDS.fullmatch(key) and key != "item":
        return "id"
    found = sorted(
        (match.end(), role) for role, pattern in _ROLE.items() for match in pattern.finditer(key)
    )
    roles = [role for _, role in found]
    if not roles:
        return ""
    if roles[-1] == "description":
        return next((role for role in reversed(roles[:-1]) if role != "description"), "description")
    return roles[-1]


def without_role(head: str) -> str:
    """Return the head of a column of answers without the word that says so.

    Examples
    --------
    >>> without_role("Acme Ltd – Answer"), without_role("Vendor A")
    ('Acme Ltd', 'Vendor A')
    """
    found = list(_ROLE["answer"].finditer(head.casefold())) if role_of(head) == "answer" else []
    if not found or len(head.casefold()) != len(head):
        return head.strip()
    rest = head[: found[-1].start()] + head[found[-1].end() :]
    return rest.strip(" \n\t-–—:/|,()[]?!")


def is_instruction(text: str) -> bool:
    """Tell whether a text tells people how to fill in a form."""
    return _INSTRUCTION.search(item_key(text)) is not None


def is_total(text: str) -> bool:
    """Tell whether a text heads a line of sums.

    Examples
    --------
    >>> is_total("Total:"), is_total("Totals per account")
    (True, True)
    """
    return _TOTAL.match(item_key(text)) is not None


def meaning_of(sentence: str) -> str:
    """Return the code that a definition describes, empty when its words do not say.

    Where several are named, a denial comes first, then what is named first. What holds only in part is
    never guessed.

    Examples
    --------
    >>> meaning_of("not available and not planned"), meaning_of("delivered by a certified partner")
    ('none', 'third-party')
    """
    key = item_key(sentence)
    if _PARTLY.search(key):
        return ""
    found = [(match.start(), code) for code, words in _MEANINGS if (match := words.search(key))]
    if not found:
        return ""
    return "none" if ("none" in {code for _, code in found}) else min(found)[1]
