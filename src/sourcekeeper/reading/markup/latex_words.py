"""What LaTeX commands stand for: letters, signs, quotation marks, languages. Data, and what uses it."""

from __future__ import annotations

import unicodedata

from sourcekeeper.reading.languages import words

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
"""Commands that put a mark on the next letter."""

SYMBOLS = {
    # one sign
    "%": "%", "#": "#", "_": "_", "&": "&", "$": "$", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ",
    ",": "\u202f", ";": " ", ":": " ", ">": " ", "!": "", "/": "", "-": "", "@": "", ")": "", "(": "", "[": "",
    "]": "", "|": "", "+": "", "<": "",
    # letters
    "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "SS", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    # quotation marks
    "og": "« ", "fg": " »", "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»",
    "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘",
    "guilsinglleft": "‹", "guilsinglright": "›", "quotedblbase": "„", "quotesinglbase": "‚", "lq": "‘", "rq": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textquotesingle": "'", "textquotedbl": '"',
    # dashes, dots, space
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "quad": " ", "qquad": " ",
    "space": " ", "nobreakspace": " ", "enspace": " ", "thinspace": " ", "enskip": " ", "newline": " ", "par": "\n",
    "linebreak": " ", "slash": "/", "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">", "lbrace": "{", "rbrace": "}",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "tilde": "~", "allowbreak": "",
    "textcompwordmark": "",
    "string": "", "protect": "", "relax": "", "null": "", "noindent": "", "indent": "", "hfill": " ",
    # signs
    "S": "§", "P": "¶", "textsection": "§", "textparagraph": "¶", "dag": "†", "ddag": "‡", "textdagger": "†",
    "textdaggerdbl": "‡", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™",
    "euro": "€", "texteuro": "€", "EUR": "€", "pounds": "£", "textsterling": "£", "degre": "°", "degres": "°",
    "textdegree": "°", "degree": "°", "no": "n° ", "No": "N° ", "nos": "nos ", "Nos": "Nos ",
    "numero": "n° ", "Numero": "N° ",
    "textnumero": "№", "textordfeminine": "ª", "textordmasculine": "º", "textbullet": "•", "textperiodcentered": "·",
    "cdot": "·", "times": "×", "pm": "±", "textpm": "±", "leq": "≤", "geq": "≥", "le": "≤", "ge": "≥", "neq": "≠",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "textrightarrow": "→", "approx": "≈", "infty": "∞", "mu": "µ",
    "textmu": "µ", "ier": "er", "iers": "ers", "iere": "re", "ieres": "res", "ieme": "e", "iemes": "es",
    "primo": "1°", "secundo": "2°", "tertio": "3°", "quarto": "4°", "at": "@", "LaTeX": "LaTeX", "TeX": "TeX",
    "XeLaTeX": "XeLaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "textquestiondown": "¿", "textexclamdown": "¡",
    "textperthousand": "‰", "textonehalf": "½", "textonequarter": "¼", "bsc": "",
    "asterisk": "*", "textasteriskcentered": "*",
}  # fmt: skip
"""Commands without arguments, and what is printed."""

DROPPED = {
    "label": 1, "ref": 1, "pageref": 1, "eqref": 1, "autoref": 1, "cref": 1, "Cref": 1, "nameref": 1, "index": 1,
    "vspace": 1, "hspace": 1, "input": 1, "include": 1, "subfile": 1, "includegraphics": 1, "usepackage": 1,
    "RequirePackage": 1, "documentclass": 1, "bibliography": 1, "bibliographystyle": 1, "addbibresource": 1,
    "pagestyle": 1, "thispagestyle": 1, "pagenumbering": 1, "color": 1, "selectlanguage": 1, "setlength": 2,
    "addtolength": 2, "fontsize": 2, "fontfamily": 1, "fontseries": 1, "fontshape": 1, "hypersetup": 1,
    "geometry": 1, "graphicspath": 1, "nocite": 1, "phantomsection": 0, "addcontentsline": 3, "markboth": 2,
    "markright": 1, "setmainfont": 1, "setmainlanguage": 1, "setdefaultlanguage": 1, "setotherlanguage": 1,
    "hyphenation": 1, "linespread": 1, "rule": 2, "raisebox": 1, "textcolor": 1, "colorbox": 1, "parbox": 1,
    "resizebox": 2, "scalebox": 1, "rotatebox": 1, "foreignlanguage": 1, "definecolor": 3, "newtheorem": 2,
    "theoremstyle": 1, "newcounter": 1, "hypertarget": 1, "hyperlink": 1, "hypersetup*": 1, "multicolumn": 2,
    "multirow": 2, "cline": 1, "includepdf": 1, "bibliographyitem": 1, "glsaddall": 0, "vskip": 0, "penalty": 0,
    "adjustbox": 1, "newlength": 1, "pdfbookmark": 2, "makebox": 0, "ExecuteBibliographyOptions": 1, "notag": 0,
}  # fmt: skip
"""Commands and how many of their first arguments are no text; what follows those is."""

ITALIC = words("emph textit textsl citetitle titel mkbibemph booktitle journaltitle uline")
"""Commands whose argument is in italics (or stands for it)."""
ITALIC_SWITCHES = words("em it itshape sl slshape")
"""Commands after which everything is, up to the end of the group."""
RAISED = words("textsuperscript up fup")

VERBATIM = ("verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents",
            "filecontents*", "tikzpicture", "pgfpicture", "equation", "equation*", "align", "align*",
            "tcblisting", "alltt")  # fmt: skip
"""Environments whose content is no running text."""

HEADINGS = words(
    "part chapter section subsection subsubsection paragraph subparagraph addchap addsec minisec "
    "frametitle framesubtitle subtitle"
)

QUOTES = {"fr": ("« ", " »"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»"), "pt": ("“", "”"), "nl": ("‘", "’")}
"""What ``\\enquote`` prints in each language; English marks otherwise."""
INNER_QUOTES = {"fr": ("“", "”"), "de": ("‚", "‘"), "es": ("“", "”"), "it": ("“", "”")}

LANGUAGES = {
    "french": "fr", "francais": "fr", "frenchb": "fr", "acadian": "fr", "canadien": "fr", "english": "en",
    "british": "en-GB", "UKenglish": "en-GB", "american": "en-US", "USenglish": "en-US", "australian": "en",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH",
    "nswissgerman": "de-CH", "spanish": "es", "catalan": "ca", "italian": "it", "portuguese": "pt", "portuges": "pt",
    "brazilian": "pt-BR", "brazil": "pt-BR", "dutch": "nl", "polish": "pl", "swedish": "sv", "danish": "da",
    "norsk": "nb", "finnish": "fi", "czech": "cs", "hungarian": "hu", "greek": "el", "russian": "ru",
    "romanian": "ro", "turkish": "tr", "breton": "br", "basque": "eu", "galician": "gl",
}  # fmt: skip
"""Names that babel and polyglossia give languages."""

GERMAN_SHORTHANDS = {
    '"`': "„", "\"'": "“", '"<': "«", '">': "»", '"=': "-", '"~': "-", '"-': "", '""': "", '"|': "", '"/': "/",
    '"a': "ä", '"o': "ö", '"u': "ü", '"A': "Ä", '"O': "Ö", '"U': "Ü", '"s': "ß", '"z': "ß", '"e': "ë", '"i': "ï",
}  # fmt: skip

_FOOTNOTE_SIGNS = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")


def accented(mark: str, letter: str) -> str:
    """Return a letter with the mark a command puts on it.

    >>> accented("'", "e"), accented("c", "c"), accented("^", "ı")
    ('é', 'ç', 'î')
    """
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", plain[:1] + ACCENTS[mark]) + plain[1:]


def shown_number(number: int, style: str) -> str:
    """Return a number as a counter's style prints it: ``arabic``, ``roman``, ``Alph``, ``fnsymbol`` and so on.

    >>> shown_number(4, "roman"), shown_number(2, "alph"), shown_number(2, "fnsymbol"), shown_number(7, "arabic")
    ('iv', 'b', '†', '7')
    """
    if style == "fnsymbol" and 1 <= number <= len(_FOOTNOTE_SIGNS):
        return _FOOTNOTE_SIGNS[number - 1]
    if style in {"alph", "Alph"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if style == "alph" else letter.upper()
    if style in {"roman", "Roman"} and 1 <= number < 4000:
        roman = _roman(number)
        return roman if style == "roman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    steps = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")
    steps_to_one = (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")
    written = []
    for value, letters in (*steps, *steps_to_one):
        written.append(letters * (number // value))
        number %= value
    return "".join(written)
