"""Keeps the sources of campaign texts alive.

``from sourcekeeper import Keeper, cite, export, extract`` is all a program needs; each is loaded when first used, so
that importing the package costs nothing.
"""

__version__ = "0.1.0"
__all__ = ["Keeper", "__version__", "cite", "export", "extract"]

TYPE_CHECKING = False
"""What `typing` calls so; importing that would take as long as all of ``--version``."""

if TYPE_CHECKING:
    from sourcekeeper.keeper import Keeper
    from sourcekeeper.keeper.shortcuts import cite, export, extract


def __dir__() -> list[str]:
    """Return what there is, what is loaded when first used included: `help` and completion ask."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> object:
    if name == "Keeper":
        from sourcekeeper.keeper import Keeper  # noqa: PLC0415

        return Keeper
    if name in __all__:
        from sourcekeeper.keeper import shortcuts  # noqa: PLC0415

        return getattr(shortcuts, name)
    raise AttributeError(f"module 'sourcekeeper' has no attribute {name!r}")
