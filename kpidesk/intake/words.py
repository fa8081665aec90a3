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
    "vendeur",
    "commercial",
    "vendedor",
)

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
    "employee id": "alias",
    "employee number": "alias",
    "user id": "alias",
}
"""Field of a rep by the name of a column."""

_KPI_WORDS = {
    "calls_made": "calls; call; dials; calls made; anrufe",
    "conversations": "conversations; connects; gesprache",
    "emails_personal": "emails; e-mails; emails sent",
    "meetings_booked": "meetings booked; termine vereinbart",
    "meetings_held": "meetings; meetings held; meeting; termine",
    "discovery_held": "discovery calls; discoveries; erstgesprache",
    "demos_held": "demos; demo; demos held; presentations",
    "proposals_sent": "proposals; quotes; proposals sent; angebote",
    "opps_created": "new opps; new opportunities; opps created; opportunities created; new_opps; neue opps",
    "deals_won": "won deals; deals won; won_deals; wins; won",
    "revenue_won": "won value; won_value; revenue; revenue won; bookings; won revenue; umsatz; umsatz gewonnen; sales",
    "win_rate": "win rate; win %; win_rate",
    "customer_visits": "visits; customer visits; besuche",
    "prospecting_hours": "prospecting hours; prospecting time",
}
KPI_KEYS = {fold(word): key for key, words in _KPI_WORDS.items() for word in words.split(";")}
"""Key of the KPI that each usual name of a column means."""


def kpi_word(name: str) -> str:
    """The key of the KPI that a column of this name, without its unit, usually means; else the name itself."""
    plain = fold(name.split("(", maxsplit=1)[0].split("[", maxsplit=1)[0])
    return KPI_KEYS.get(plain, name)
