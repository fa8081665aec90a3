"""What rests on a KPI, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpidesk.gui import formats

if TYPE_CHECKING:
    from kpidesk.services.kpis import KpiUses


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("kpi_uses", text)


def sentence(uses: KpiUses) -> str:
    """One sentence for each kind of use; empty when nothing rests on it."""
    parts = [tr("values")] * uses.values
    for many, one, several in (
        (uses.targets, tr("1 target"), tr("%1 targets")),
        (uses.agreed, tr("1 agreement"), tr("%1 agreements")),
        (uses.commitments, tr("1 open commitment"), tr("%1 open commitments")),
    ):
        parts += [formats.counted(many, one, several)] * (many > 0)
    said = [formats.fill(tr("Rests on it: %1."), ", ".join(parts))] if parts else []
    if uses.ratios:
        said.append(formats.fill(tr("%1: worked out from it."), ", ".join(uses.ratios)))
    if uses.pairs:
        said.append(formats.fill(tr("It guards %1."), ", ".join(uses.pairs)))
    return " ".join(said)
