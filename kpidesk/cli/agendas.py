"""Commands about what agendas are made of: templates, questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpidesk.cli import DONE, output
from kpidesk.cli.parser import Parser, command
from kpidesk.cli.session import opened
from kpidesk.domain.errors import UserError

if TYPE_CHECKING:
    import argparse

    from kpidesk.domain.templates import Template
    from kpidesk.services.questions import Listed

_LENGTHS = (15, 20, 30, 45, 60)


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add this family to the command line."""
    templates = command(
        commands,
        "templates",
        _templates,
        "The shapes of agendas; write one to a file, or take one in",
        'templates export "Monthly strategy" monthly.toml',
    )
    templates.add_argument("action", nargs="?", choices=("export", "import"), help="write to a file, or take one in")
    templates.add_argument("names", nargs="*", metavar="NAME", help="the template and the file; to take in, the file")
    questions = command(
        commands,
        "questions",
        _questions,
        "The question bank; add a question of your own",
        'questions add "Which hour of {kpi} was the best one?" --rule L1 --rule L2',
    )
    questions.add_argument("action", nargs="?", choices=("add",), help="add a question")
    questions.add_argument("text", nargs="?", metavar="TEXT", help="what to ask; fields such as {kpi} are filled in")
    questions.add_argument("--rule", action="append", default=[], metavar="L1", help="signal it fits; may be repeated")
    questions.add_argument("--role", action="append", default=[], metavar="sdr", help="only for reps in this role")


def _templates(chosen: argparse.Namespace) -> int:
    if chosen.action == "export":
        return _export(chosen)
    if chosen.action == "import":
        return _take_in(chosen)
    with opened(chosen) as desk:
        changed = desk.templates.changed()
        found = [_template_row(each, changed=each.id in changed) for each in desk.templates.all()]
    if chosen.format == "text":
        # Lengths and points belong to JSON: a line says which template to choose.
        found = [{**row, "points": len(row["points"])} for row in found]
    output.rows(chosen, found, ("name", "purpose", "built_in", "changed", "points"), "")
    return DONE


def _template_row(template: Template, *, changed: bool) -> dict[str, Any]:
    plans = [template.plan(minutes, 1.0) for minutes in _LENGTHS]
    return {
        "name": template.name,
        "purpose": template.purpose or None,
        "built_in": template.built_in,
        "changed": changed and template.built_in,
        "favours": sorted(template.favours),
        "points": [
            {"section": point.section, "title": point.title, "questions": list(point.questions)}
            for point in template.points
        ],
        "lengths": [
            {"minutes": plan.minutes, "sections": dict(plan.sections), "focus_kpis": plan.focus_kpis} for plan in plans
        ],
    }


def _export(chosen: argparse.Namespace) -> int:
    name, path = _named(chosen, 2, "export NAME FILE.toml")
    with opened(chosen) as desk:
        desk.templates.export(desk.templates.named(name), Path(path))
    return _say(chosen, f"Written: {path}", {"file": path})


def _take_in(chosen: argparse.Namespace) -> int:
    (path,) = _named(chosen, 1, "import FILE.toml")
    with opened(chosen, create=True) as desk:
        taken = desk.templates.take_in(Path(path))
    new = bool(taken.change.kinds)
    said = f"Kept as “{taken.template.name}”." if new else f"“{taken.template.name}” is there already; nothing changed."
    return _say(chosen, said, {"name": taken.template.name, "new": new})


def _named(chosen: argparse.Namespace, count: int, usage: str) -> list[str]:
    if len(chosen.names) != count:
        raise UserError(f"Write it as: kpidesk templates {usage}. See: kpidesk templates --help")
    return list(chosen.names)


def _questions(chosen: argparse.Namespace) -> int:
    if chosen.action == "add":
        return _add_question(chosen)
    if chosen.rule or chosen.role:
        raise UserError("--rule and --role belong to a new question. See: kpidesk questions --help")
    with opened(chosen) as desk:
        found = [_question_row(each) for each in desk.questions.all()]
    if chosen.format == "text":
        found = [{**row, "rules": " ".join(row["rules"]), "for": " ".join(row["roles"])} for row in found]
    output.rows(chosen, found, ("id", "text", "rules", "for", "asked", "own"), "")
    return DONE


def _question_row(listed: Listed) -> dict[str, Any]:
    one = listed.question
    return {
        "id": one.id,
        "text": one.text,
        "rules": sorted(one.rules),
        "kpis": sorted(one.kpis),
        "classes": sorted(one.classes),
        "roles": sorted(one.roles),
        "asked": listed.asked,
        "own": listed.number is None,
        "changed": listed.number is not None and listed.own is not None,
    }


def _add_question(chosen: argparse.Namespace) -> int:
    from kpidesk.domain.entities import OwnQuestion, new_id

    if not chosen.text or not chosen.rule:
        raise UserError("A question needs its words and at least one --rule. See: kpidesk questions --help")
    new = OwnQuestion(new_id(), chosen.text, tuple(sorted(set(chosen.rule))), tuple(sorted(set(chosen.role))))
    with opened(chosen, create=True) as desk:
        desk.questions.keep(new)
    return _say(chosen, "The question is in the bank.", {"id": str(new.id), "text": new.text})


def _say(chosen: argparse.Namespace, sentence: str, answer: dict[str, Any]) -> int:
    if chosen.format == "json":
        output.as_json(answer)
    else:
        output.line(sentence)
    return DONE
