"""The language of a short text, by its script."""

from __future__ import annotations

import re

__all__ = ["identify"]

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f\u1e00-\u1eff]")
# A word has two letters at least, and no digit beside it: not the "A" of 180/95A, the "kg" of 5kg, the name RTX4090.
_WORD = re.compile(
    r"(?<![0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff])[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
    r"(?:[A-Za-z'’\u00c0-\u024f\u1e00-\u1eff])++(?![0-9])"
)
_ACCENT = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_ADDRESS = re.compile(r"(?<![a-z])[a-z]++://[!-~]++|www\.[!-~]++", re.IGNORECASE)  # its letters belong to no language
_OTHER = re.compile("[\u0370-\u1dff\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_SCRIPTS = {
    "ja": re.compile("[\u3041-\u3096\u30a1-\u30fa]"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
    "ru": re.compile("[\u0400-\u052f]"),
    "ar": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
}


def identify(text: str) -> str:
    """Return the language of `text`: "zh", "en", "und" for none, or that of another script.

    Chinese against English goes by the number of Han characters against that of Latin words; names that carry digits
    and web addresses do not count, and capitalised words count half, being product names more often than not. Kana
    (more than a fifth of kana and Han together) is "ja", hangul "ko"; Cyrillic, Arabic, Thai, Greek, Hebrew and
    Devanagari go by their largest language: "ru", "ar", "th", "el", "he", "hi".

    Limits: Latin script is English, except a text with an accent on more than a fifth of its words ("und"); Japanese
    without kana is "zh"; Ukrainian is "ru"; simplified and traditional Chinese are both "zh".

    >>> identify("yyds！真的好用"), identify("The 质量 is great"), identify("180/95A 👍")
    ('zh', 'en', 'und')
    """
    if text.isascii():
        return _latin(text)
    if _OTHER.search(text) and (language := _of_other_script(text)):
        return language
    if not _LATIN.search(text):
        return "zh" if _HAN.search(text) else "und"
    han = len(_HAN.findall(text))
    if not han:
        return _latin(text)
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    weight = sum(0.5 if word[0].isupper() else 1.0 for word in words)
    return "zh" if han >= weight else "en"


def _latin(text: str) -> str:
    """The language of a text in Latin script, if it has a word at all."""
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if text.isascii():
        return "en" if _WORD.search(text) else "und"
    words = _WORD.findall(text)
    accented = sum(1 for word in words if _ACCENT.search(word))
    return "en" if words and accented * 5 <= len(words) else "und"


def _of_other_script(text: str) -> str | None:
    """The language of the script that outweighs Han and Latin, or None."""
    counts = {language: len(script.findall(text)) for language, script in _SCRIPTS.items()}
    language = max(counts, key=counts.__getitem__)
    han = len(_HAN.findall(text))
    if language == "ja":
        return "ja" if counts["ja"] * 4 > han and counts["ja"] >= len(_WORD.findall(text)) else None
    return language if counts[language] > 0 and counts[language] >= han + len(_WORD.findall(text)) else None
