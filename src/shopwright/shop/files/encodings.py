"""Bytes to text: UTF-8, UTF-16 and GB18030 are recognised, and bytes that do not decode are marked, not lost."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from shopwright.errors import UsageError

__all__ = ["check_encoding", "decoded", "opening_text", "recognise", "undecodable"]

_SAMPLE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_PAIR = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_WESTERN = re.compile(rb"(?<![\x80-\xff])[\x80\x82\x84\x85\x91-\x97\x99\xa0-\xfc](?![\x80-\xff])")


def check_encoding(encoding: str) -> str:
    """The encoding to decode with when a user names one; UsageError where Python knows no such encoding.

    GBK and GB2312 are read as GB18030, which contains them.
    """
    try:
        "".encode(encoding)
        b" ".decode(encoding)
        codecs.getincrementaldecoder(encoding)
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        hint = "use utf-8, utf-16, gb18030, big5, cp1252 or another name that Python knows"
        raise UsageError(f"there is no text encoding {encoding!r}", hint=hint) from None
    return {"gbk": "gb18030", "gb2312": "gb18030", "utf-8-sig": "utf-8"}.get(name, name)


def decoded(chunks: Iterable[bytes], encoding: str | None = None, *, live: bool = False) -> Iterator[str]:
    """The text of a stream of bytes, without its byte-order mark.

    Without `encoding` it is recognised: from a byte-order mark, from the pattern of NULs that UTF-16 makes, else from
    the first non-ASCII bytes, however late they come, and up to a MiB after them (`live`: what there is, without
    waiting). A byte that does not decode becomes a lone surrogate, which `undecodable` finds.
    """
    stream = iter(chunks)
    first = next(stream, b"")
    stream = chain([first], stream)
    encoding = encoding or _marked(first)
    if encoding is None:
        sample = b""
        for sample in stream:
            if not sample.isascii():
                break
            yield sample.decode("ascii")
        else:
            return
        ahead = [] if live else _ahead(stream)
        encoding = recognise(sample + b"".join(ahead))
        stream = chain([sample], ahead, stream)
    yield from _decode(stream, encoding)


def recognise(sample: bytes) -> str:
    """The encoding of bytes that are not all ASCII: that in which at least half of their lines are valid.

    GB18030 accepts nearly any pair of bytes, so it is believed only where its pairs are mostly common Chinese
    characters. Windows-1252 is believed from three lines of lone accented letters on. Anything else is UTF-8, whose
    broken lines are then rejected one by one.

    >>> recognise("好用".encode("gbk")), recognise("好用".encode()), recognise(b"caf\\xe9")
    ('gb18030', 'utf-8', 'utf-8')
    """
    rows = [line for line in sample.splitlines() if not line.isascii()]
    if 2 * sum(_valid(line, "utf-8") for line in rows) >= len(rows):
        return "utf-8"
    if 2 * sum(_valid(line, "gb18030") for line in rows) >= len(rows) and _looks_chinese(rows):
        return "gb18030"
    high = sum(byte >= 0x80 for line in rows for byte in line)
    western = sum(len(_WESTERN.findall(line)) for line in rows)
    return "cp1252" if len(rows) >= 3 and western == high else "utf-8"


def undecodable(text: str) -> bool:
    """Whether the text holds marks of bytes that did not decode."""
    return _SURROGATE.search(text) is not None


def opening_text(head: bytes) -> str:
    """The first bytes of a file as text, good enough to tell markup and JSON from a table."""
    encoding = _marked(head) or "latin-1"
    return head.decode(encoding, errors="ignore").removeprefix("\ufeff")


def _marked(head: bytes) -> str | None:
    """The encoding that a byte-order mark or the NULs of UTF-16 give away."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if 100 * (even + odd) < len(head) or min(even, odd) * 20 > max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return None
    return name if "\0" not in text and ("\n" in text or "\r" in text) else None


def _ahead(stream: Iterator[bytes]) -> list[bytes]:
    taken: list[bytes] = []
    while sum(map(len, taken)) < _SAMPLE and (chunk := next(stream, b"")):
        taken.append(chunk)
    return taken


def _valid(line: bytes, encoding: str) -> bool:
    """Whether the line decodes; its last character may be cut off, as that of a sample is."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(line)
    except UnicodeDecodeError:
        return False
    return True


def _looks_chinese(rows: list[bytes]) -> bool:
    """Two in five pairs are punctuation or of the 3755 common characters (GB 2312, rows 1-3 and 16-55).

    UTF-8 or Western text misread as GB18030 falls mostly outside of these.
    """
    pairs = [pair for line in rows for pair in _PAIR.findall(line)]
    return 5 * sum(_COMMON_PAIR.match(pair) is not None for pair in pairs) >= 2 * len(pairs)


def _decode(stream: Iterable[bytes], encoding: str) -> Iterator[str]:
    wide = encoding.startswith("utf-16") or encoding.startswith("utf-32")
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass" if wide else "surrogateescape")
    started = False
    for chunk in stream:
        text = decoder.decode(chunk)
        if text and not started:
            text, started = text.removeprefix("\ufeff"), True
        yield text
    left = decoder.getstate()[0]
    if left:
        yield "\udc80" * len(left)
