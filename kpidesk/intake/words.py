"""The usual names of columns in exports of customer systems, folded, and which field or KPI they mean."""

from __future__ import annotations

from kpidesk.domain.folding import fold

REP_WORDS = (
    "rep",
    "sales rep",
    "salesrep",
    "sales agent",
    "sales_agent",
    "sales representative",
    "salesperson",
    "sales person",
    "opportunity owner",
    "deal owner",
    "owner",
    "account executive",
    "agent",
    "seller",
    "name",
    "rep name",
    "employee",
    "mitarbeiter",
    "mitarbeiterin",
    "verkaufer",
    "vertriebler",
    "vertriebsmitarbeiter",
    "vertriebsmitarbeiterin",
    "zustandig",
    "vendeur",
    "commercial",
    "vendedor",
    "comercial",
    "assigned to",
    "user",
    "row labels",
    "zeilenbeschriftungen",
    "etiquettes de lignes",
)

FIRST_NAMES = frozenset({"first name", "firstname", "given name", "vorname", "prenom", "nombre"})
LAST_NAMES = frozenset(
    {"last name", "lastname", "surname", "family name", "nachname", "nom", "nom de famille", "apellido"}
)

TARGET_WORDS = frozenset(
    {
        *("target", "targets", "goal", "goals", "quota", "quotas", "plan", "ziel", "ziele", "zielwert", "soll"),
        *("vorgabe", "objectif", "objectifs", "cible", "objetivo"),
    }
)
"""Words that say of numbers that they are targets."""

VALUE_WORDS = frozenset({"value", "values", "actual", "result", "wert", "ist", "ergebnis", "valeur", "valor"})
"""Names of the column of values in a file with one value a row."""

DESCRIBES = {
    "team": "team",
    "office": "team",
    "regional office": "team",
    "region": "team",
    "manager": "manager",
    "reports to": "manager",
    "sales manager": "manager",
    "supervisor": "manager",
    "role": "role",
    "job title": "role",
    "title": "role",
    "position": "role",
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "hired on": "hired_on",
    "hire date": "hired_on",
    "start date": "hired_on",
    "left on": "left_on",
    "end date": "left_on",
    "department": "team",
    "abteilung": "team",
    "gruppe": "team",
    "equipe": "team",
    "vorgesetzter": "manager",
    "vorgesetzte": "manager",
    "fuhrungskraft": "manager",
    "vertriebsleiter": "manager",
    "responsable": "manager",
    "rolle": "role",
    "funktion": "role",
    "fonction": "role",
    "poste": "role",
    "email address": "email",
    "e-mail-adresse": "email",
    "courriel": "email",
    "hired": "hired_on",
    "date hired": "hired_on",
    "eintritt": "hired_on",
    "eintrittsdatum": "hired_on",
    "date d'embauche": "hired_on",
    "termination date": "left_on",
    "leaving date": "left_on",
    "austritt": "left_on",
    "austrittsdatum": "left_on",
    "personalnummer": "alias",
    "personal-nr.": "alias",
    "matricule": "alias",
    "employee id": "alias",
    "employee number": "alias",
    "user id": "alias",
}
"""Field of a rep by the name of a column."""

_KPI_WORDS = {
    "calls_made": "calls; call; dials; calls made; anrufe; appels; anrufe getatigt",
    "conversations": "conversations; connects; gesprache",
    "emails_personal": "emails; e-mails; emails sent",
    "meetings_booked": "meetings booked; termine vereinbart",
    "meetings_held": "meetings; meetings held; meeting; termine; rendez-vous; rdv; reunions; besprechungen",
    "discovery_held": "discovery calls; discoveries; erstgesprache",
    "demos_held": "demos; demo; demos held; presentations; demonstrations; vorfuhrungen",
    "proposals_sent": (
        "proposals; quotes; proposals sent; angebote; devis; propositions; offers; offers sent; angebote versendet"
    ),
    "opps_created": (
        "new opps; new opportunities; opps created; opportunities created; new_opps; neue opps; "
        "nouvelles opportunites; created opportunities"
    ),
    "deals_won": (
        "won deals; deals won; won_deals; wins; won; gewonnene deals; ventes gagnees; affaires gagnees; abschlusse"
    ),
    "revenue_won": (
        "won value; won_value; revenue; revenue won; bookings; won revenue; umsatz; umsatz gewonnen; "
        "sales; chiffre d'affaires; umsatz gew.; won amount; closed won amount; montant gagne; revenus"
    ),
    "win_rate": "win rate; win %; win_rate; gewinnrate; abschlussquote; taux de reussite",
    "customer_visits": "visits; customer visits; besuche",
    "prospecting_hours": "prospecting hours; prospecting time",
}
KPI_KEYS = {fold(word): key for key, words in _KPI_WORDS.items() for word in words.split(";")}
"""Key of the KPI that each usual name of a column means."""


def kpi_word(name: str) -> str:
    """The key of the KPI that a column of this name, without its unit, usually means; else the name itself."""
    plain = fold(name.split("(", maxsplit=1)[0].split("[", maxsplit=1)[0])
    return KPI_KEYS.get(plain, name)
