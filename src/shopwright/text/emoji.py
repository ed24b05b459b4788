"""What emoji say where a review holds nothing else: a lexicon of those whose polarity is beyond doubt."""

from __future__ import annotations

__all__ = ["emoji_polarity", "wordless"]

PRAISE = frozenset("👍👏🙌💪👌😀😃😄😁😊☺🙂😍🥰😘🤩🥳😋😎🤗💯❤🧡💛💚💙💜🤍💖💕💗😻🌹🎉✨🌟⭐✅🔥")
BLAME = frozenset("👎😡😠🤬😤😒🙄😞😟😢😭😩😫😖😣🤮🤢😷💩🤦💔❌🚫😾😱😰😨⚠")


def wordless(text: str) -> bool:
    """Whether a text holds no letter and no digit in any script.

    >>> wordless("👍👍！"), wordless("好👍")
    (True, False)
    """
    return not any(character.isalnum() for character in text)


def emoji_polarity(text: str) -> float | None:
    """P(positive) of a wordless text by its emoji, with one of each added (Laplace); None where none of them speaks.

    >>> emoji_polarity("👍👍"), emoji_polarity("…")
    (0.75, None)
    """
    praise = sum(character in PRAISE for character in text)
    blame = sum(character in BLAME for character in text)
    return (praise + 1) / (praise + blame + 2) if praise + blame else None
