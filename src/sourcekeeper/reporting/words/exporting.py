"""What a bibliography cannot say as it was. Data only."""

from __future__ import annotations

EXPORTING = {
    "export-text-cut": (
        "{key} ({where}): its {field} was too long and is cut",
        "{key} ({where}) : {field} trop long, coupé",
    ),
    "export-names-cut": (
        "{key} ({where}): only the first names of {field} are written",
        "{key} ({where}) : seuls les premiers noms de {field} sont écrits",
    ),
    "export-date-mended": (
        "{key} ({where}): no calendar has its {field}; what is sure of it is written",
        "{key} ({where}) : {field} n’existe dans aucun calendrier ; seul ce qui est sûr est écrit",
    ),
    "export-style-fails": (
        "{key} ({where}): the style {style} cannot set it; it is written plainly",
        "{key} ({where}) : le style {style} ne peut le composer ; la notice est écrite simplement",
    ),
    "export-address-left-out": (
        "{key}: {field} {where} is left out: too long, or nothing that a web address can be",
        "{key} : {field} {where} est omis : trop long, ou ce n’est pas une adresse du web",
    ),
}
