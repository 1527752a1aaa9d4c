"""What LaTeX commands outside math mean: plain tables.

Commands that are in no table are looked up in pylatexenc, which knows some 1,500 symbols.
"""

# Combining characters for `\"u`, `\v{s}` and so on (Knuth, The TeXbook, chapter 9; the single
# letters are commands, the rest are symbols).
ACCENTS: dict[str, str] = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "G": "\u030f",
    "U": "\u030e",
    "h": "\u0309",
}

# What an accent with nothing to stand on means: a character of its own.
BARE_ACCENTS: dict[str, str] = {"~": "~", "^": "^", "`": "`", "'": "'", '"': '"', "=": "", ".": ""}

SYMBOLS: dict[str, str] = {
    "AA": "Å",
    "AE": "Æ",
    "DH": "Ð",
    "DJ": "Đ",
    "L": "Ł",
    "NG": "Ŋ",
    "O": "Ø",
    "OE": "Œ",
    "P": "¶",
    "S": "§",
    "SS": "ẞ",
    "TH": "Þ",
    "aa": "å",
    "ae": "æ",
    "copyright": "©",
    "dag": "†",
    "ddag": "‡",
    "degree": "°",
    "dh": "ð",
    "dj": "đ",
    "dots": "…",
    "euro": "€",
    "guillemotleft": "«",
    "guillemotright": "»",
    "guilsinglleft": "‹",
    "guilsinglright": "›",
    "i": "ı",
    "j": "ȷ",
    "l": "ł",
    "lq": "‘",
    "rq": "’",
    "ldots": "…",
    "newline": " ",
    "ng": "ŋ",
    "nobreakspace": " ",
    "nobreakdash": "",
    "o": "ø",
    "oe": "œ",
    "par": " ",
    "pounds": "£",
    "qquad": " ",
    "quad": " ",
    "quotedblbase": "„",
    "quotesinglbase": "‚",
    "sharp": "♯",
    "slash": "/",
    "space": " ",
    "ss": "ß",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textasteriskcentered": "*",
    "textbackslash": "\\",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbullet": "•",
    "textcopyright": "©",
    "textdegree": "°",
    "textdollar": "$",
    "textellipsis": "…",
    "textemdash": "—",
    "textendash": "–",
    "texteuro": "€",
    "textexclamdown": "¡",
    "textgreater": ">",
    "texthyphen": "-",
    "textless": "<",
    "textmu": "µ",
    "textnumero": "№",
    "textordfeminine": "ª",
    "textordmasculine": "º",
    "textparagraph": "¶",
    "textperiodcentered": "·",
    "textpm": "±",
    "textquestiondown": "¿",
    "textquotedbl": '"',
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotesingle": "'",
    "textregistered": "®",
    "textsection": "§",
    "textsterling": "£",
    "texttimes": "×",
    "texttrademark": "™",
    "textunderscore": "_",
    "textvisiblespace": " ",
    "th": "þ",
    "BibTeX": "BibTeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "XeLaTeX": "XeLaTeX",
    "item": " • ",
    "lbrack": "[",
    "rbrack": "]",
}

# After a backslash and one character that is no letter.
ESCAPES: dict[str, str] = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    ">": " ",
    "\\": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "+": "",
}

# Commands that only change the look of what follows: they go, their argument stays.
LOOKS: frozenset[str] = frozenset(
    """
    Huge LARGE Large MakeLowercase MakeUppercase bf bfseries boldmath boldsymbol ce centering cal
    displaystyle em emph enquote enspace ensuremath footnotesize hbox huge it itshape large
    lowercase mathbb mathbf mathcal mathit mathrm mathsf mathtt mbox mdseries mkbibemph
    mkbibquote natexlab newblock noindent normalfont normalsize protect relax rm rmfamily
    sc scriptsize scshape sf sffamily sl slshape small smash string textbf textit textlf
    textmd textnormal textrm textsc textsf textsl textsuperscript textsubscript texttt textup
    tiny tt ttfamily underline uline unboldmath uppercase upshape xspace bibinfo bibnamefont
    bibfnamefont bibfield
    """.split()
)

# Commands whose first argument is no text for a reader; a second one (`\textcolor`) is.
WITHOUT_FIRST_ARGUMENT: frozenset[str] = frozenset(
    """
    SortNoop begin cite citealp citep citet citetext color colorbox end fontsize footnote
    footnotemark foreignlanguage hspace hyphenation includegraphics label noopsort phantom
    raisebox ref scalebox selectlanguage sortnoop textcolor thanks vspace bibinfo href hspace
    hypersetup foreigntextlanguage
    """.split()
)

# Their argument is an address: `~`, `_` and `--` in it mean themselves.
ADDRESSES: frozenset[str] = frozenset({"url", "path", "nolinkurl"})

SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
