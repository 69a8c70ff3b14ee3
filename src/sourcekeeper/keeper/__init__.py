"""The verbs over one store: the one place where the wings meet."""

from sourcekeeper.keeper.keeper import Keeper

__all__ = ["Keeper"]
