"""A web whose every answer has its truth beside it: what an editor would say of the page, tonight and later.

`kinds` says what a kind of answer is; the rooms `living`, `lost`, `taken`, `gated` and `wired` hold the kinds, each
with its verdict; `scenes` and `prose` make sites and texts in seven languages; `web` answers, and lets kinds change
over nights. All is drawn from a seed: the same seed is the same web.
"""
