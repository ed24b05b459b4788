"""Pure functions over strings: language, personal data, markup, n-grams. Nothing here loads a model."""

from shopwright.text.language import identify
from shopwright.text.markup import plain
from shopwright.text.pii import Entity, Masked, find, mask

__all__ = ["Entity", "Masked", "find", "identify", "mask", "plain"]
