"""What a shop consists of: its records, and the files that they come from and go to."""

from shopwright.shop.records import Review

__all__ = ["Review"]
