"""A web whose every answer has its truth beside it: what an editor would say of the page, tonight and later.

`kinds` says what a kind of answer is. The rooms hold the kinds with their verdicts: `living`, `odd` and `lookalikes`
live; `lost`, `vanished`, `notices`, `led_away` and `taken` do not; of `gated`, `walled`, `barred` and `checkpoints`
nobody can know; `wired` are told by the wire. `scenes` and `prose` make sites and texts in seven languages; `web`
answers, and lets kinds change over nights. All is drawn from a seed: the same seed is the same web.
"""
