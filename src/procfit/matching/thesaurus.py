"""Words that often stand for each other in the names of steps and in lists of requirements.

They only bring candidates forward for a person to judge; they never make two labels the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from procfit.matching.reading import content, stem

__all__ = ["ALIKE", "concept_of", "words_alike"]


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


ALIKE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": _groups("""
        check verify review examine inspect validate assess evaluate test control audit appraise screen
        approve authorize authorise clear endorse permit
        sign countersign
        record log register enter capture type
        copy retype transcribe duplicate
        file archive store
        send dispatch forward transmit submit mail post issue
        ship deliver
        create make prepare draft write generate build produce compile
        tell inform notify advise alert
        call phone contact ring
        ask request query inquire enquire
        receive obtain get
        choose select pick
        decide determine
        calculate compute estimate
        book reserve schedule plan arrange agree
        cancel revoke withdraw void stop block
        reject refuse decline deny
        change modify update amend adjust edit correct revise
        close finish finalize finalise conclude
        find search identify locate look
        pay settle remit
        repay refund reimburse
        remind chase dun
        fix repair mend solve resolve
        assign allocate route
        train instruct teach
        show present demonstrate
        thank welcome greet
        measure rate score
        answer reply respond response
        acknowledge confirm
        invoice bill
        customer client buyer
        vendor supplier
        enquiry inquiry lead prospect
        quote quotation offer proposal
        contract agreement
        complaint grievance
        ticket case
        appointment date visit meeting
        goods product article item
        staff employee worker
        address location
        credit solvency creditworthiness
        price rate tariff
        phone telephone
        email mail message
        report summary overview
        form questionnaire
        fill complete
        read study
        print
        pack
        scan
        hand
        drive
        discuss
        negotiate
    """),
    "de": _groups("""
        prüfen kontrollieren überprüfen sichten untersuchen validieren bewerten testen begutachten prüfung
        genehmigen freigeben bewilligen gegenzeichnen autorisieren genehmigung freigabe
        erfassen eintragen aufnehmen registrieren eingeben dokumentieren erfassung
        kopieren übertragen abschreiben
        ablegen archivieren speichern
        senden schicken versenden übermitteln weiterleiten verschicken mailen
        liefern zustellen
        erstellen anlegen schreiben vorbereiten ausstellen erzeugen verfassen
        informieren benachrichtigen mitteilen
        anrufen telefonieren kontaktieren
        fragen anfragen erfragen nachfragen
        erhalten empfangen bekommen
        wählen auswählen
        entscheiden festlegen bestimmen
        berechnen kalkulieren ermitteln
        buchen reservieren planen vereinbaren
        stornieren absagen widerrufen
        ablehnen verweigern zurückweisen
        ändern anpassen aktualisieren korrigieren bearbeiten
        abschließen beenden schließen
        suchen finden nachschlagen
        zahlen bezahlen begleichen überweisen
        erstatten zurückzahlen
        mahnen erinnern
        reparieren beheben lösen
        zuweisen zuordnen
        antworten beantworten
        kunde auftraggeber käufer
        lieferant anbieter
        angebot offerte
        vertrag vereinbarung
        beschwerde reklamation
        auftrag bestellung
        termin besuch
        ware produkt artikel
        mitarbeiter angestellte
        bonität kredit
        unterschreiben unterzeichnen
        ausfüllen vervollständigen
        lesen
        drucken
        packen
    """),
    "nl": _groups("""
        controleren nakijken beoordelen toetsen nagaan inspecteren verifiëren
        goedkeuren autoriseren akkorderen fiatteren
        registreren vastleggen noteren invoeren
        kopiëren overtypen
        archiveren opslaan
        sturen versturen verzenden doorsturen mailen
        leveren bezorgen
        maken opstellen aanmaken schrijven voorbereiden
        informeren melden berichten
        bellen telefoneren contacteren
        vragen opvragen navragen
        ontvangen krijgen
        kiezen selecteren
        beslissen bepalen
        berekenen calculeren
        boeken reserveren plannen afspreken
        annuleren intrekken
        weigeren afwijzen
        wijzigen aanpassen bijwerken corrigeren
        sluiten afronden afsluiten
        zoeken vinden opzoeken
        betalen voldoen
        herinneren aanmanen
        repareren oplossen herstellen
        toewijzen toekennen
        beantwoorden antwoorden
        klant afnemer
        offerte aanbieding
        contract overeenkomst
        bestelling order
        afspraak bezoek
        medewerker personeel
        ondertekenen tekenen
        invullen
        lezen
        printen afdrukken
        inpakken
    """),
    "fr": _groups("""
        vérifier contrôler examiner inspecter valider évaluer tester
        approuver autoriser accorder homologuer
        enregistrer saisir noter consigner inscrire
        copier recopier ressaisir
        archiver classer stocker
        envoyer expédier transmettre adresser
        créer établir préparer rédiger émettre
        informer avertir aviser prévenir
        appeler téléphoner contacter
        demander solliciter
        recevoir obtenir
        choisir sélectionner
        décider déterminer
        calculer estimer chiffrer
        réserver planifier fixer
        annuler révoquer
        refuser rejeter décliner
        modifier changer corriger actualiser
        clôturer fermer terminer
        chercher rechercher trouver
        payer régler
        relancer rappeler
        réparer résoudre
        attribuer affecter
        répondre réponse
        client acheteur
        fournisseur vendeur
        devis offre proposition
        contrat accord
        plainte réclamation
        produit article marchandise
        employé salarié collaborateur
        signer contresigner
        remplir compléter
        lire
        imprimer
        emballer
    """),
    "es": _groups("""
        comprobar verificar revisar examinar inspeccionar validar evaluar controlar
        aprobar autorizar conceder
        registrar anotar introducir apuntar
        copiar transcribir
        archivar guardar
        enviar mandar remitir transmitir
        crear elaborar preparar redactar emitir
        informar avisar notificar comunicar
        llamar telefonear contactar
        pedir solicitar preguntar
        recibir obtener
        elegir seleccionar escoger
        decidir determinar
        calcular estimar
        reservar planificar programar
        cancelar anular revocar
        rechazar denegar
        cambiar modificar corregir actualizar
        cerrar finalizar terminar
        buscar encontrar localizar
        pagar abonar
        reparar resolver solucionar
        asignar repartir
        responder contestar
        cliente comprador
        proveedor vendedor
        oferta presupuesto cotización
        contrato acuerdo
        queja reclamación
        producto artículo mercancía
        empleado trabajador
        firmar
        rellenar completar
        leer
        imprimir
        empaquetar
    """),
}
"""Groups of words alike, by language; a word alone has a meaning that no other group has.

A word may stand in several groups; the first one counts.
"""


@cache
def _concepts(language: str) -> Mapping[str, str]:
    concepts: dict[str, str] = {}
    for group in ALIKE.get(language, ()):
        for word in group:
            concepts.setdefault(stem(word, language), group[0])
    return concepts


def concept_of(stemmed: str, language: str = "en") -> str:
    """Return the word that stands for all words alike, or nothing where a stem has no group.

    Examples
    --------
    >>> concept_of("review"), concept_of("examin"), concept_of("rais")
    ('check', 'check', '')
    """
    return _concepts(language).get(stemmed, "")


def words_alike(a: str, b: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Return the words of two labels that stand for each other and are not the same.

    Examples
    --------
    >>> words_alike("Review credit", "Check customer credit")
    (('review', 'check'),)
    """
    others = {concept_of(stemmed, language): (word, stemmed) for word, stemmed in content(b, language)}
    found = {}
    for word, stemmed in content(a, language):
        concept = concept_of(stemmed, language)
        other, other_stem = others.get(concept, ("", stemmed))
        if concept and stemmed != other_stem:
            found[concept] = (word, other)
    return tuple(found.values())
