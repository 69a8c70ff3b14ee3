"""Pages that make careless readers slow or fat. Tests read small ones; `make bench` reads large ones and tells time.

No test asserts on time: what is asserted is that the page is read, and that what it gives is bounded.
"""

from __future__ import annotations

from collections.abc import Callable

_BLOCK = "<script type=application/ld+json>"

TRAPS: dict[str, Callable[[int], str]] = {
    "long-title": lambda size: f"<title>{'titre ' * (size // 6)}</title><h1>x</h1>",
    "long-heading": lambda size: f"<title>a</title><h1>{'titre ' * (size // 6)}</h1>",
    "metas": lambda size: "".join(f'<meta name="n{n}" content="v">' for n in range(size // 30)) + "<title>x</title>",
    "authors": lambda size: '<meta name="citation_author" content="Ann Lee">' * (size // 46) + "<title>x</title>",
    "deep-linked-data": lambda size: _BLOCK + '{"a":' * (size // 5) + "</script><title>x</title>",
    "broken-linked-data": lambda size: (
        f'{_BLOCK}{{"@type":"NewsArticle","headline":"x" ' + '"a":"b", ' * (size // 9) + "</script><title>x</title>"
    ),
    "broken-blocks": lambda size: (
        (_BLOCK + '{"@type":"NewsArticle" "author":[' + '{"name":"x" ' * (size // 800) + "</script>") * 64
        + "<title>x</title>"
    ),
    "many-works": lambda size: (
        f"{_BLOCK}["
        + ",".join(
            f'{{"@type":"NewsArticle","headline":"x {n}","author":{{"@id":"#{n}"}}}}' for n in range(size // 65)
        )
        + "]</script><title>x</title>"
    ),
    "microdata": lambda size: (
        "<div itemscope itemtype=Article>" * min(2000, size // 64) + "<a itemprop=author>x</a>" * (size // 48)
    ),
    "bylines": lambda size: "<h1>T</h1>" + "<span class=author>Ann Lee</span>" * (size // 33),
    "nested-bylines": lambda size: "<h1>T</h1>" + "<span class=author>" * (size // 19),
    "headings": lambda size: "<title>abc</title>" + "<h3><b>abc</b> def</h3>" * (size // 23),
    "dates": lambda size: "<title>T</title><h1>T</h1>" + "<p>3 mai 2020, " * (size // 15),
    "sighs": lambda size: f"<title>{'oh no, oh non, hmm ' * (size // 19)}</title>",
    "bars": lambda size: f"<title>{'a | ' * (size // 4)}</title>",
    "spaces": lambda size: f"<title>a{' ' * (size // 2)}|{' ' * (size // 2)}b</title>",
    "logos": lambda size: "<div class=logo>" + "<img alt=x>" * (size // 11),
    "toolbars": lambda size: "<div id=wm-ipp>" * (size // 15) + "<title>x</title>",
    "attributes": lambda size: "<title>x</title><div " + " ".join(f"a{n}=1" for n in range(size // 9)) + ">",
}
"""Each makes a page of about so many bytes."""
