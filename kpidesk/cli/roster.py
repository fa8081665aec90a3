"""Commands about people, KPIs and targets: reps, kpis, catalogue, targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, amount, command, day, today
from kpidesk.cli.session import opened
from kpidesk.domain.errors import UserError
from kpidesk.domain.limits import largest_share
from kpidesk.domain.terms import ROLES, Cadence

if TYPE_CHECKING:
    import argparse

    from kpidesk.cli.parser import Amount
    from kpidesk.domain.entities import Kpi, Target
    from kpidesk.services.desk import Desk

_KPI_FIELDS = ("key", "name", "kind", "kpi_class", "unit", "direction", "cadence", "aggregation")


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    reps = command(
        commands,
        "reps",
        _reps,
        "The roster; other names by which files call a rep",
        'reps alias "Maya Okafor" "M. Okafor"',
    )
    reps.add_argument(
        "action", nargs="?", choices=("alias", "unalias"), help="keep another name of a rep, or forget it"
    )
    reps.add_argument("names", nargs="*", metavar="NAME", help="the rep and the other name; to forget, the other name")
    kpis = command(commands, "kpis", _kpis, "KPIs in use; add one from the catalogue", "kpis add discovery_held")
    kpis.add_argument("action", nargs="?", choices=("add",), help="take catalogue KPIs into use")
    kpis.add_argument("keys", nargs="*", metavar="KEY", help="keys of the catalogue")
    kpis.add_argument("--role", choices=ROLES, help="what a rep in this role usually begins with")
    command(commands, "catalogue", _catalogue, "The built-in catalogue of KPIs to add from", "catalogue")
    targets = command(
        commands,
        "targets",
        _targets,
        "List or set targets",
        "targets set discovery_held 12 --rep Maya --from 2026-06-29",
    )
    targets.add_argument("action", nargs="?", choices=("set",), help="set a target from a day on")
    targets.add_argument("kpi", nargs="?", metavar="KPI")
    targets.add_argument("value", nargs="?", type=amount, metavar="VALUE", help="percent as 0.25 or 25%%")
    scope = targets.add_mutually_exclusive_group()
    scope.add_argument("--rep", metavar="R", help="for one rep")
    scope.add_argument("--role", metavar="R", help="for everyone in a role")
    scope.add_argument("--team", metavar="T", help="for a team")
    targets.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day (default: today)")
    targets.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day (default: until another begins)")
    targets.add_argument("--high", type=amount, metavar="VALUE", help="upper edge of a band")
    cadences = [each.value for each in Cadence]
    targets.add_argument("--cadence", choices=cadences, help="period of the target (default: as before)")


def _reps(chosen: argparse.Namespace) -> int:
    if chosen.action is not None:
        return _alias(chosen)
    on = today(chosen)
    with opened(chosen) as desk:
        teams, aliases = desk.team.teams(), desk.aliases.aliases()
        found = [
            {
                "name": rep.name,
                "role": rep.role or None,
                "team": teams[rep.team_id].name if rep.team_id else None,
                "manager": rep.manager or None,
                "hired_on": rep.hired_on,
                "active": rep.active(on),
                "cadence_days": rep.cadence_days,
                "aliases": [alias.text for alias in aliases if alias.rep_id == rep.id],
            }
            for rep in desk.team.reps(archived=True)
        ]
    columns = ("name", "role", "team", "manager", "hired_on", "active", "cadence_days")
    output.rows(chosen, found, columns, "No reps yet. Import a file or add one in the window.")
    return DONE


def _alias(chosen: argparse.Namespace) -> int:
    wanted = 2 if chosen.action == "alias" else 1
    if len(chosen.names) != wanted:
        raise UserError(f"That needs {wanted} {'names' if wanted > 1 else 'name'}. See: kpidesk reps --help")
    with opened(chosen) as desk:
        if chosen.action == "alias":
            rep = desk.team.rep(chosen.names[0])
            desk.aliases.keep(rep, chosen.names[1])
            output.line(f"Files may call {rep.name} “{chosen.names[1]}” now.")
        else:
            desk.aliases.forget(desk.aliases.alias(chosen.names[0]))
            output.line(f"“{chosen.names[0]}” is forgotten.")
    return DONE


def _kpis(chosen: argparse.Namespace) -> int:
    if chosen.action == "add":
        from kpidesk.services.kpis import catalogue

        if not chosen.keys and chosen.role is None:
            raise UserError("Name a KPI to add, or a role with --role. See: kpidesk catalogue")
        with opened(chosen, create=True) as desk:
            usual = [kpi.key for kpi in catalogue().preset(chosen.role or "")]
            added = desk.kpis.take_into_use([*chosen.keys, *usual])
        if chosen.format == "json":
            output.as_json([_kpi_row(kpi) for kpi in added])
        else:
            names = ", ".join(kpi.name for kpi in added)
            output.line(f"Now in use: {names}." if added else "Already in use; nothing changed.")
        return DONE
    if chosen.role is not None:
        raise UserError(f"--role goes with add: kpidesk kpis add --role {chosen.role}")
    with opened(chosen) as desk:
        found = [_kpi_row(kpi) for kpi in desk.team.kpis()]
    output.rows(chosen, found, _KPI_FIELDS, "No KPIs in use yet. See: kpidesk catalogue")
    return DONE


def _kpi_row(kpi: object) -> dict[str, object]:
    return {name: getattr(kpi, name) for name in _KPI_FIELDS}


def _catalogue(chosen: argparse.Namespace) -> int:
    from kpidesk.services.kpis import catalogue

    found = [
        {**_kpi_row(kpi), "definition": kpi.definition, "roles": kpi.roles, "pair_key": kpi.pair_key, "trap": kpi.trap}
        for kpi in catalogue().values()
    ]
    output.rows(chosen, found, ("key", "name", "kind", "kpi_class", "unit", "cadence", "definition"), "")
    return DONE


def _targets(chosen: argparse.Namespace) -> int:
    if chosen.action == "set":
        with opened(chosen) as desk:
            kpi, wanted, high = chosen.kpi or "", chosen.value, chosen.high
            for typed in filter(None, (wanted, high)):
                _refuse_doubtful_percent(desk.team.kpi(kpi), typed)
            target, before = desk.targets.set_target(
                kpi,
                None if wanted is None else wanted.number,
                on=chosen.first or today(chosen),
                cadence=Cadence(chosen.cadence) if chosen.cadence else None,
                rep=chosen.rep,
                role=chosen.role,
                team=chosen.team,
                high=None if high is None else high.number,
                until=chosen.last,
            )
            whom = _whom(desk, target)
        ends = "" if target.valid_to is None else f" to {target.valid_to}"
        instead = "" if before is None else f" It takes the place of {output.text(before.value)}."
        output.line(
            f"Target set for {whom}: {chosen.kpi} {output.text(target.value)} a {target.cadence}"
            f" from {target.valid_from}{ends}.{instead}"
        )
        return DONE
    _nothing_to_set(chosen)
    with opened(chosen) as desk:
        names = {kpi.id: kpi.key for kpi in desk.team.kpis(archived=True)}
        reps = {rep.id: rep.name for rep in desk.team.reps(archived=True)}
        teams = {ident: team.name for ident, team in desk.team.teams().items()}
        found = [
            {
                "kpi": names[target.kpi_id],
                "value": target.value,
                "high": target.high,
                "cadence": target.cadence,
                "scope": target.scope,
                "for": reps.get(target.rep_id or target.id) or target.role or teams.get(target.team_id or target.id),
                "from": target.valid_from,
                "to": target.valid_to,
                "note": target.note or None,
            }
            for target in desk.team.targets()
        ]
    columns = ("kpi", "value", "cadence", "scope", "for", "from", "to", "note")
    output.rows(chosen, found, columns, "No targets yet. See: kpidesk targets set --help")
    return DONE


def _refuse_doubtful_percent(kpi: Kpi, typed: Amount) -> None:
    """A percent sign belongs to KPIs in percent; a number too large for a fraction was meant to have it."""
    largest = largest_share(kpi)
    if typed.is_percent and largest is None:
        raise UserError(f"{kpi.name} is not counted in percent. Type a number without the sign.")
    if not typed.is_percent and largest is not None and abs(typed.number) > largest:
        plain = f"{typed.number:.12g}"
        raise UserError(f"{plain} means {typed.number * 100:.12g}%. Type {typed.number / 100:.12g} or {plain}%.")


def _nothing_to_set(chosen: argparse.Namespace) -> None:
    given = (chosen.rep, chosen.role, chosen.team, chosen.first, chosen.last, chosen.high, chosen.cadence)
    if any(each is not None for each in given):
        raise UserError("The list of targets takes no such option; it goes with set. See: kpidesk targets --help")


def _whom(desk: Desk, target: Target) -> str:
    if target.rep_id is not None:
        return next(rep.name for rep in desk.team.reps(archived=True) if rep.id == target.rep_id)
    if target.team_id is not None:
        return f"team {desk.team.teams()[target.team_id].name}"
    return f"role {target.role}" if target.role else "everyone"
