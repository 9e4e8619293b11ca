"""The words that decide about short labels: which say nothing, which mean the opposite of each other."""

from __future__ import annotations

__all__ = ["DIRECTIONS", "OPPOSITES", "PLACEHOLDERS", "SILENT", "UNSTEMMED", "opposites_of"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    halves = (pair.split("/") for pair in text.split())
    return tuple((first, second) for first, second in halves)


SILENT: dict[str, frozenset[str]] = {
    "en": _words(
        "a an and are as at be by for her his in into is it its my of on or our that the their this to "
        "was were will with your"
    ),
    "de": _words(
        "als am an auf bei beim das dem den der des die durch ein eine einem einen einer eines für im in "
        "ins ist mit oder seine sein und unser vom zu zum zur"
    ),
    "nl": _words("aan bij de door een en het in met of om onze op te ten tot uw van voor"),
    "fr": _words(
        "à au aux avec ce ces d dans de des du en et l la le les leur ou par pour sa ses son sur un "
        "une votre"
    ),
    "es": _words("a al con de del e el en la las los o para por su sus un una unos y"),
}
"""Words that carry no meaning of their own, by language."""

DIRECTIONS: dict[str, frozenset[str]] = {
    "en": frozenset({"from"}),
    "de": frozenset({"von", "aus"}),
    "nl": frozenset({"uit"}),
    "fr": frozenset({"depuis"}),
    "es": frozenset({"desde"}),
}
"""Words that say where something comes from: they stay tied to the word behind them."""

UNSTEMMED: dict[str, frozenset[str]] = {
    "en": _words("accounting customs goods marketing policy terms"),
    "de": frozenset(),
    "nl": frozenset(),
    "fr": frozenset(),
    "es": frozenset(),
}
"""Words whose stem would be that of another word ("customs" and "customer")."""

PLACEHOLDERS = _words(
    "activity aktivität aufgabe call decision entscheidung event exclusive gateway inclusive manual new "
    "outcome parallel prozess process receive schritt script send service step sub subprocess task unnamed "
    "untitled user"
)
"""Words of labels that drawing tools put where nobody has written a name."""

OPPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": _pairs(
        "accept/reject accept/decline accept/refuse approve/reject approve/decline approve/deny "
        "grant/deny allow/forbid allow/refuse confirm/cancel confirm/deny book/cancel open/close "
        "start/stop start/end begin/end begin/finish before/after first/last early/late in/out "
        "incoming/outgoing inbound/outbound import/export send/receive give/take lend/return "
        "buy/sell order/cancel pay/refund charge/refund credit/debit invoice/credit add/remove "
        "add/delete create/delete insert/delete attach/detach assign/release block/release "
        "block/unblock lock/unlock hold/release activate/deactivate enable/disable "
        "subscribe/unsubscribe register/deregister enter/leave arrive/leave "
        "increase/decrease raise/lower up/down on/off internal/external manual/automatic "
        "complete/incomplete valid/invalid positive/negative success/failure win/lose won/lost "
        "new/old old/current minimum/maximum high/low full/partial with/without all/none "
        "pack/unpack load/unload install/uninstall connect/disconnect deliver/collect "
        "dispatch/return ship/return purchase/sale customer/supplier supply/demand "
        "upgrade/downgrade extend/shorten renew/terminate renew/cancel lock/release"
    ),
    "de": _pairs(
        "annehmen/ablehnen genehmigen/ablehnen zusagen/absagen bestätigen/stornieren "
        "erteilen/verweigern erlauben/verbieten öffnen/schließen beginnen/beenden starten/stoppen "
        "starten/beenden anfangen/aufhören vor/nach vorher/nachher erster/letzter früh/spät "
        "eingehend/ausgehend eingang/ausgang import/export senden/empfangen geben/nehmen "
        "kaufen/verkaufen einkauf/verkauf bestellen/stornieren zahlen/erstatten gutschrift/rechnung "
        "hinzufügen/entfernen anlegen/löschen erstellen/löschen sperren/freigeben "
        "sperren/entsperren aktivieren/deaktivieren anmelden/abmelden erhöhen/senken "
        "intern/extern manuell/automatisch vollständig/unvollständig gültig/ungültig "
        "neu/alt minimal/maximal hoch/niedrig mit/ohne alle/keine packen/auspacken "
        "laden/entladen liefern/abholen liefern/zurücknehmen kunde/lieferant verlängern/kündigen "
        "verlängern/verkürzen gewinnen/verlieren soll/haben ein/aus auf/ab an/aus"
    ),
}
"""Pairs of words that never mean the same work."""


def opposites_of(language: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of opposites of a language; none where there is no list."""
    return OPPOSITES.get(language, ())
