"""What a reader would see of a text that may carry HTML.

`html.parser` is not used: it swallows the rest of a text at an unclosed tag, and in some Python 3.11 and 3.12 releases
it takes quadratic time on broken markup (CVE-2025-6069).
"""

from __future__ import annotations

import html
import re
from html.entities import html5

__all__ = ["plain"]

_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol optgroup option p pre section
    summary table tbody tfoot thead title tr ul
    """.split()  # noqa: SIM905 - a list of fifty quoted words is harder to read
)
_CELLS = frozenset({"td", "th"})
_INLINE = frozenset(
    """
    a abbr acronym applet area audio b base bdi bdo big button canvas cite code col colgroup data datalist del
    dfn em embed font i iframe img input ins kbd label link map mark marquee meta meter noscript object output
    param picture progress q rp rt ruby s samp select slot small source span strike strong sub sup svg template
    textarea time track tt u var video wbr
    """.split()  # noqa: SIM905 - a list of fifty quoted words is harder to read
)
_BARE = (
    "allowfullscreen|async|autofocus|autoplay|checked|controls|default|defer|disabled|hidden|ismap|loop|multiple|"
    "muted|nomodule|noshade|novalidate|nowrap|open|playsinline|readonly|required|reversed|selected"
)
# No part may contain "<", not even a quoted value, so a failed match never reads beyond the next one: linear time.
_VALUE = r"""\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++)"""
_ATTRIBUTES = rf"(?:(?:\s++|(?<=[\"']))(?:[A-Za-z_@:][-\w.:]*+{_VALUE}|(?:{_BARE})(?![-\w])))*+\s*+/?+\s*+"
_TAG = re.compile(rf"<!--|<!doctype\b[^<>]*+>|<(/?)([a-z][a-z0-9]*+)({_ATTRIBUTES})>", re.IGNORECASE | re.ASCII)
_CLOSING = {
    "<!--": re.compile("-->"),
    "script": re.compile(r"</script\s*+>", re.IGNORECASE),
    "style": re.compile(r"</style\s*+>", re.IGNORECASE),
}
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp(?![A-Za-z0-9])")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return `text` as a reader of the page would see it: without tags, comments, scripts and styles.

    Character references are resolved once, block elements and `<br>` break the line, and runs of white space fold into
    one space or, where they hold a line break, into one line break. A text without markup is returned as it is. Only
    the names of real HTML elements with well-formed attributes are tags, so prose such as `价格<100` or `<小编推荐>`
    keeps its words; a `<script>` or `</script>` without its partner counts as prose too. Takes linear time, never raises.

    Limits: `a<b>c` reads as a bold tag; an attribute value that holds a bare `<` makes its tag prose; the result is
    text, not safe HTML: `&lt;b&gt;` becomes `<b>`, so whoever shows it escapes it.

    >>> plain("<p>质量好<br>价格&lt;100</p><script>track()</script>")
    '质量好\\n价格<100'
    >>> plain("价格<100 & 质量>80")
    '价格<100 & 质量>80'
    """
    if "<" not in text and "&" not in text:
        return text
    stripped = _without_tags(text) if "<" in text else [text]
    seen = "".join(_REFERENCE.sub(_resolved, part) for part in stripped)  # each by itself: tags part references
    if seen == text:
        return text
    return _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", seen).strip()


def _without_tags(text: str) -> list[str]:
    """The parts of `text` between its tags, and the white space that the tags stand for."""
    parts: list[str] = []
    position = 0
    unclosed: set[str] = set()  # what has no end further on, so that it is searched for only once
    while match := _TAG.search(text, position):
        parts.append(text[position : match.start()])
        position, mark = _skip(text, match, unclosed)
        parts.append(mark)
    parts.append(text[position:])
    return parts


def _skip(text: str, match: re.Match[str], unclosed: set[str]) -> tuple[int, str]:
    """Where reading goes on after `match`, and what stands in its place."""
    name = (match[2] or "").lower()
    if name in _BLOCKS:
        return match.end(), "\n"
    if name in _CELLS:
        return match.end(), " "
    if name in _INLINE or match[0].startswith(("<!d", "<!D")):
        return match.end(), ""
    opening = "<!--" if match[0] == "<!--" else "" if match[1] else name
    if opening in _CLOSING and opening not in unclosed:
        if closing := _CLOSING[opening].search(text, match.end()):
            return closing.end(), ""
        unclosed.add(opening)
    return match.end(), match[0]


def _resolved(reference: re.Match[str]) -> str:
    """The character that a reference stands for; the reference itself if there is no such character."""
    name = reference[0][1:]
    return html.unescape(reference[0]) if name[0] == "#" or name in html5 else reference[0]
