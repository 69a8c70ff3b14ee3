"""The verbs of `Keeper`, a subject a module; each class holds nothing but what `opened.Opened` has opened."""
