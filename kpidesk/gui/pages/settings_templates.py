"""The shapes of agendas: what each looks like, changed, copied, and taken to other files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from kpidesk.domain.errors import UserError
from kpidesk.domain.terms import Family
from kpidesk.gui import formats
from kpidesk.gui.dialogs.template import TemplateDialog
from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.template_words import family, section, tr
from kpidesk.gui.models.templates_model import Col, TemplateRow, TemplatesModel
from kpidesk.gui.pages.settings_list import ListCard, tool
from kpidesk.gui.widgets.labels import PlainLabel
from kpidesk.gui.widgets.template_strip import TemplateStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpidesk.domain.templates import Template
    from kpidesk.gui.context import Context

_WIDTHS = {Col.NAME: 220, Col.STATE: 88}
_LINES = 6


class TemplatesCard(ListCard):
    """A list of all templates; the chosen one is shown below it. Every change is one step that can be undone."""

    def __init__(self, context: Context) -> None:
        model = TemplatesModel()
        super().__init__(
            "templates", self.tr("Templates"), model, _WIDTHS, home=Col.NAME, rest=Col.PURPOSE, lines=_LINES
        )
        self.set_subtitle(self.tr("The shape an agenda takes"))
        self._context, self.model = context, model
        self.ask_open: Callable[[], Path | None] = self._ask_open
        self.ask_save: Callable[[str], Path | None] = self._ask_save
        self.title = PlainLabel("", FontRole.GROUP, "text", wrap=True)
        self.title.setObjectName("template_title")
        self.strip = TemplateStrip("template")
        self.points = PlainLabel("", FontRole.BODY, "text2", wrap=True)
        self.points.setObjectName("template_points")
        self.wrong = PlainLabel("", FontRole.META, "risk", wrap=True)
        self.wrong.setObjectName("templates_problem")
        self.take_in = tool("import_template", self.tr("Add a file…"), "download", self._take_in)
        self.copy = tool("copy_template", self.tr("Copy…"), "copy", self._copy)
        self.edit = tool("edit_template", self.tr("Edit…"), "pencil", self._edit)
        self.export = tool("export_template", self.tr("Export…"), "upload", self._export)
        self.delete = tool("delete_template", self.tr("Delete"), "trash-2", self._drop)
        self.reset = tool("reset_template", self.tr("Back to default"), "undo-2", self._drop)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the templates again and stay on the same one."""
        templates = self._context.desk.templates
        found, changed = templates.all(), templates.changed()
        self.model.set_rows(TemplateRow(at, each, each.id in changed) for at, each in enumerate(found))
        self.set_count(formats.number(len(found)))
        self.wrong.setText("\n".join(templates.damaged()))
        self.wrong.setVisible(bool(self.wrong.text()))
        self.rows.keep()

    @property
    def chosen(self) -> Template | None:
        """The template of the current row."""
        row = self.rows.current
        return row.template if row is not None else None

    def _show(self, row: TemplateRow | None) -> None:
        if row is None:
            return
        self.title.setText(f"{row.template.name}. {row.template.purpose}".strip())
        self.strip.show_template(row.template, self._context.desk.team.workspace().forecast_cap)
        self.points.setText("\n".join(_lines(row.template)))
        self.points.setVisible(bool(self.points.text()))
        self.delete.setVisible(not row.template.built_in)
        self.reset.setVisible(row.template.built_in)
        self.reset.setEnabled(row.changed)

    def _edit(self) -> None:
        if self.chosen is not None:
            TemplateDialog(self, self._context, self.chosen).open()

    def _copy(self) -> None:
        if self.chosen is not None:
            copy = self._context.desk.templates.copy(self.chosen)
            dialog = TemplateDialog(self, self._context, copy, new=True)
            dialog.saved.connect(self.rows.choose)
            dialog.open()

    def _drop(self) -> None:
        template, templates = self.chosen, self._context.desk.templates
        if template is None or (template.built_in and not self.reset.isEnabled()):
            return
        if self._context.editor.do(lambda: templates.drop(template)) and not template.built_in:
            said = formats.fill(self.tr("%1 is deleted. One-on-ones that had it take the usual one."), template.name)
            self._context.say(said, lambda: self._bring_back(template))

    def _bring_back(self, template: Template) -> None:
        self._context.editor.do(lambda: self._context.desk.templates.keep(template))
        self.rows.choose(template.id)

    def _export(self) -> None:
        template = self.chosen
        path = self.ask_save(f"{template.name}.toml") if template is not None else None
        if template is None or path is None:
            return
        try:
            self._context.desk.templates.export(template, path)
        except UserError as error:
            self._context.editor.refused.emit(str(error))
        else:
            self._context.say(formats.fill(self.tr("Written to %1."), path.name))

    def _take_in(self) -> None:
        path = self.ask_open()
        if path is None:
            return
        try:
            taken = self._context.desk.templates.take_in(path)
        except UserError as error:
            self._context.editor.refused.emit(str(error))
            return
        self.rows.choose(taken.template.id)
        if taken.change.kinds:
            self._context.editor.do(lambda: taken.change)
            said = self.tr("Added as %1.")
        else:
            said = self.tr("%1 is there already.")
        self._context.say(formats.fill(said, taken.template.name))

    def _connect(self) -> None:
        self.rows.current_changed.connect(self._show)
        self.rows.opened.connect(self._edit)
        self.add_actions(
            (self.edit.text(), Qt.Key.Key_F2, self._edit),
            (self.copy.text(), None, self._copy),
            (self.tr("Delete, or back to default"), QKeySequence.StandardKey.Delete, self._drop),
            (self.export.text(), None, self._export),
            (self.take_in.text(), None, self._take_in),
        )

    def _lay_out(self) -> None:
        self.right.addWidget(self.take_in)
        self.body.addWidget(self.rows, 1)
        self.add_detail(self.wrong, self.title, self.strip, self.points)
        foot: QHBoxLayout = self.add_foot()
        foot.addStretch(1)
        for button in (self.edit, self.copy, self.export, self.delete, self.reset):
            foot.addWidget(button)

    def _ask_open(self) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Add a template"), "", self.tr("Templates (*.toml)"))
        return Path(path) if path else None

    def _ask_save(self, name: str) -> Path | None:
        path, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Export the template"), name, self.tr("Templates (*.toml)")
        )
        return Path(path) if path else None


def _lines(template: Template) -> list[str]:
    """What a template always talks about, and what weighs more in it."""
    lines = [f"{section(each.section)}: {each.title}" for each in template.points]
    favoured = [family(each) for each in Family if each in template.favours]
    if favoured:
        lines.append(formats.fill(tr("Weighs a little more: %1."), ", ".join(favoured)))
    return lines
