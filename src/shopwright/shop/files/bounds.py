"""The bounds that keep memory safe whatever a file holds."""

from __future__ import annotations

__all__ = ["CELL_CHARACTERS", "DEPTH", "HEAD", "RECORD", "SHEET_ROWS", "UNPACKED", "UNPACKED_RATIO", "UNPACKED_SMALL"]

HEAD = 64 << 10
"""Bytes that are looked at to recognise a format."""
RECORD = 1 << 20
"""Characters of one record, line or cell; a longer one is rejected."""
DEPTH = 64
"""Levels of nesting in one JSON object."""
UNPACKED = 512 << 20
"""Bytes that the parts of one workbook may unpack to, all together."""
UNPACKED_RATIO = 200
"""How many times larger than packed a workbook may become once it passes `UNPACKED_SMALL` bytes."""
UNPACKED_SMALL = 64 << 20
SHEET_ROWS = 1_048_576
"""Rows that an XLSX sheet can have, by the limits of Excel."""
CELL_CHARACTERS = 32_767
"""UTF-16 units that an XLSX cell can hold, by the limits of Excel."""
