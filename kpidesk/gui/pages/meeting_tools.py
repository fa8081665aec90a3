"""The marks of Markdown as buttons, for those who do not type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpidesk.gui.fonts import FontRole
from kpidesk.gui.models.agenda_model import tr
from kpidesk.gui.widgets.buttons import Button

if TYPE_CHECKING:
    from kpidesk.gui.widgets.note_editor import NoteEditor


def tools(editor: NoteEditor) -> list[Button]:
    """The buttons, each putting its mark into an editor."""
    made = []
    looks = {"bold": FontRole.GROUP, "italic": FontRole.SLANTED}
    for name, text, said, slot in (
        ("bold", "B", tr("Bold"), lambda: editor.put_around("**")),
        ("italic", "I", tr("Italic"), lambda: editor.put_around("*")),
        ("heading", "H", tr("Heading"), lambda: editor.put_before_lines("## ")),
        ("list", tr("• List"), tr("List"), lambda: editor.put_before_lines("- ")),
        ("task", tr("☐ Task"), tr("Task"), lambda: editor.put_before_lines("- [ ] ")),
        ("quote", tr("“ Quote"), tr("Quote"), lambda: editor.put_before_lines("> ")),
    ):
        tool = Button(text, "ghost", size="small", name=said, role=looks.get(name))
        tool.setObjectName(f"note_{name}")
        tool.setToolTip(said)
        tool.clicked.connect(slot)
        made.append(tool)
    return made
