"""The words that decide about short labels: which say nothing, which mean the opposite of each other."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "DIRECTIONS",
    "NEGATIONS",
    "NUMBERS",
    "OPPOSITES",
    "PLACEHOLDERS",
    "REVERSING",
    "SILENT",
    "UNSTEMMED",
    "opposites_of",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    halves = (pair.split("/") for pair in text.split())
    return tuple((first, second) for first, second in halves)


def _numbers(text: str) -> Mapping[str, str]:
    """Return a number for each word; the words of one number stand between bars."""
    groups = enumerate(text.split("|"), 1)
    return {word: str(number) for number, group in groups for word in group.split()}


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
    "activity aktivität aufgabe boundary call catch collapsed convergence decision divergence entscheidung "
    "event exclusive expanded gateway inclusive intermediate manual new outcome parallel prozess process "
    "receive schritt script send service step sub subprocess task throw unnamed untitled user"
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
        "upgrade/downgrade extend/shorten renew/terminate renew/cancel lock/release "
        "approve/refuse grant/refuse pass/fail premium/standard expand/collapse buyer/seller "
        "debtor/creditor profit/loss previous/next long/short local/remote public/private "
        "domestic/foreign convergence/divergence"
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
    "nl": _pairs(
        "accepteren/weigeren accepteren/afwijzen aannemen/afwijzen goedkeuren/afkeuren "
        "goedkeuren/afwijzen toekennen/weigeren toestaan/verbieden toestaan/weigeren "
        "bevestigen/annuleren boeken/annuleren openen/sluiten beginnen/eindigen starten/stoppen "
        "starten/beëindigen voor/na vooraf/achteraf eerste/laatste vroeg/laat inkomend/uitgaand "
        "inkomende/uitgaande ingang/uitgang importeren/exporteren import/export verzenden/ontvangen "
        "versturen/ontvangen sturen/ontvangen geven/nemen uitlenen/terugbrengen kopen/verkopen "
        "inkoop/verkoop bestellen/annuleren betalen/terugbetalen factuur/creditnota credit/debet "
        "toevoegen/verwijderen aanmaken/verwijderen maken/verwijderen blokkeren/vrijgeven "
        "blokkeren/deblokkeren vergrendelen/ontgrendelen activeren/deactiveren "
        "inschakelen/uitschakelen aanmelden/afmelden inschrijven/uitschrijven aankomen/vertrekken "
        "verhogen/verlagen stijgen/dalen intern/extern interne/externe handmatig/automatisch "
        "volledig/onvolledig geldig/ongeldig positief/negatief winnen/verliezen nieuw/oud "
        "nieuwe/oude minimaal/maximaal hoog/laag met/zonder alle/geen inpakken/uitpakken "
        "laden/lossen installeren/verwijderen aansluiten/afsluiten leveren/ophalen leveren/retourneren "
        "klant/leverancier vraag/aanbod verlengen/opzeggen verlengen/inkorten in/uit aan/uit op/af"
    ),
    "fr": _pairs(
        "accepter/refuser accepter/rejeter approuver/rejeter approuver/refuser accorder/refuser "
        "autoriser/interdire permettre/interdire confirmer/annuler réserver/annuler ouvrir/fermer "
        "commencer/terminer commencer/finir démarrer/arrêter démarrer/terminer ouverture/clôture "
        "ouvrir/clôturer avant/après premier/dernier première/dernière tôt/tard entrant/sortant "
        "entrée/sortie importer/exporter import/export envoyer/recevoir envoi/réception "
        "donner/prendre prêter/rendre acheter/vendre achat/vente commander/annuler "
        "payer/rembourser facturer/rembourser facture/avoir crédit/débit créditer/débiter "
        "ajouter/supprimer ajouter/retirer ajouter/enlever créer/supprimer insérer/supprimer "
        "attacher/détacher bloquer/libérer bloquer/débloquer verrouiller/déverrouiller "
        "activer/désactiver abonner/désabonner inscrire/désinscrire inscription/désinscription "
        "entrer/sortir arriver/partir augmenter/diminuer augmenter/réduire hausse/baisse "
        "monter/descendre interne/externe manuel/automatique complet/incomplet valide/invalide "
        "positif/négatif succès/échec gagner/perdre nouveau/ancien nouvelle/ancienne "
        "minimum/maximum haut/bas élevé/faible total/partiel avec/sans tous/aucun "
        "emballer/déballer charger/décharger installer/désinstaller connecter/déconnecter "
        "brancher/débrancher livrer/enlever livrer/retourner livraison/retour client/fournisseur "
        "offre/demande prolonger/raccourcir renouveler/résilier"
    ),
    "es": _pairs(
        "aceptar/rechazar aprobar/rechazar aprobar/denegar conceder/denegar permitir/prohibir "
        "confirmar/cancelar confirmar/anular reservar/cancelar reservar/anular abrir/cerrar "
        "apertura/cierre empezar/terminar iniciar/terminar iniciar/finalizar inicio/fin "
        "comenzar/acabar comenzar/terminar arrancar/parar antes/después primero/último "
        "primera/última temprano/tarde entrante/saliente entrada/salida importar/exportar "
        "importación/exportación enviar/recibir envío/recepción dar/tomar prestar/devolver "
        "comprar/vender compra/venta pedir/cancelar pagar/reembolsar cobrar/reembolsar "
        "crédito/débito factura/abono facturar/abonar añadir/eliminar añadir/quitar "
        "agregar/eliminar agregar/quitar crear/eliminar crear/borrar insertar/borrar "
        "adjuntar/separar bloquear/liberar bloquear/desbloquear activar/desactivar "
        "habilitar/deshabilitar alta/baja entrar/salir llegar/salir aumentar/reducir "
        "aumentar/disminuir subir/bajar interno/externo manual/automático completo/incompleto "
        "válido/inválido positivo/negativo éxito/fracaso ganar/perder nuevo/viejo nuevo/antiguo "
        "mínimo/máximo alto/bajo total/parcial con/sin todos/ninguno empaquetar/desempaquetar "
        "cargar/descargar instalar/desinstalar conectar/desconectar entregar/recoger "
        "entregar/devolver entrega/devolución cliente/proveedor oferta/demanda ampliar/reducir "
        "prolongar/acortar renovar/rescindir renovar/cancelar"
    ),
}
"""Pairs of words that never mean the same work."""

REVERSING: dict[str, tuple[str, ...]] = {
    "en": ("un", "non", "dis", "de"),
    "de": ("un", "nicht", "ent"),
    "nl": ("on", "niet", "ont"),
    "fr": ("non", "dés", "dé"),
    "es": ("des",),
}
"""Beginnings that turn a word into its opposite: "paid" and "unpaid"."""

NEGATIONS: dict[str, frozenset[str]] = {
    "en": _words("neither never no non none nor not without"),
    "de": _words("kein keine keinem keinen keiner keines nicht nichts nie niemals ohne"),
    "nl": _words("geen niet niets nooit zonder"),
    "fr": _words("aucun aucune jamais n ne ni non pas sans"),
    "es": _words("jamás ni ningún ninguna ninguno no nunca sin tampoco"),
}
"""Words that say that something is not done, or that something is not there."""

NUMBERS: dict[str, Mapping[str, str]] = {
    "en": _numbers("one first 1st|two second 2nd twice|three third 3rd|four fourth 4th|five fifth 5th"),
    "de": _numbers(
        "erste erster erstes ersten erstmals|zwei zweite zweiter zweites zweiten|"
        "drei dritte dritter drittes dritten|vier vierte vierter viertes vierten|"
        "fünf fünfte fünfter fünftes fünften"
    ),
    "nl": _numbers("eerste 1e|twee tweede 2e|drie derde 3e|vier vierde 4e|vijf vijfde 5e"),
    "fr": _numbers(
        "premier première 1er 1re|deux deuxième second seconde 2e|trois troisième 3e|"
        "quatre quatrième 4e|cinq cinquième 5e"
    ),
    "es": _numbers(
        "primer primero primera|dos segundo segunda|tres tercer tercero tercera|"
        "cuatro cuarto cuarta|cinco quinto quinta"
    ),
}
"""Words that count, with the number they stand for."""


def opposites_of(language: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of opposites of a language; none where there is no list."""
    return OPPOSITES.get(language, ())
