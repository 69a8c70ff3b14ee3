"""The exporter for a format, once it is sure that it can do what is asked of it."""

from __future__ import annotations

from sourcekeeper import plugins
from sourcekeeper.errors import UsageError
from sourcekeeper.ports import Exporter, ExportSettings


def load_exporter(format: str, settings: ExportSettings) -> Exporter:
    """Return the exporter of a format. Raises UnknownName, and UsageError for what the format cannot do."""
    exporter: Exporter = _styled(format) if settings.style else plugins.load("exporters", format)()
    if settings.snapshot is not None and settings.snapshot not in exporter.snapshot_places:
        known = ", ".join(exporter.snapshot_places)
        raise UsageError(f"{format} has no place {settings.snapshot} for snapshots", f"It has: {known}.")
    return exporter


def _styled(format: str) -> Exporter:
    """Return the exporter that sets references in a CSL style."""
    from sourcekeeper.citing.exporters.styled import StyledHtmlExporter, StyledTextExporter  # noqa: PLC0415

    if format == "html":
        return StyledHtmlExporter()
    if format == "text":
        return StyledTextExporter()
    raise UsageError(f"{format} takes no CSL style", "text and html do.")
