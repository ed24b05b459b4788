"""An import in words: what is new, what changes from what to what, what was rejected."""

from __future__ import annotations

import json
from typing import Any

from shopwright.shop.imports.differences import Change
from shopwright.shop.imports.importing import Imported

__all__ = ["told"]

_WIDTH = 60


def told(kind: str, done: Imported, *, dry_run: bool) -> list[str]:
    """Lines that are safe to show and bounded in length and number; of a dry run with every kept change."""
    counts = [f"{done.new} new", f"{done.changed} changed", f"{done.unchanged} unchanged"]
    if done.removed:
        counts.append(f"{done.removed} removed")
    if done.rejected:
        counts.append(f"{done.rejected} rows rejected")
    start = "dry run, nothing is written; " if dry_run else "imported "
    lines = [f"{start}{kind} ({done.source}): {', '.join(counts)}"]
    lines += [f"  {number} {made} added that they refer to" for made, number in done.made.items()]
    if dry_run:
        for what in ("new", "changed", "removed"):
            lines += _changes([change for change in done.changes if change.what == what], getattr(done, what))
    lines += [f"  row {row.number} rejected: {_short(row.reason)}" for row in done.refused[: 20 if dry_run else 10]]
    return lines


def _changes(changes: list[Change], total: int) -> list[str]:
    lines = []
    for change in changes:
        lines.append(f"  {change.what:8}  {_short(change.id)}  {_short(change.name)}".rstrip())
        for difference in change.differences:
            old, new = _value(difference.old), _value(difference.new)
            lines.append(f"              {_short(difference.field)}: {old} → {new}")
        if change.more:
            lines.append(f"              and {change.more} fields more")
    if total > len(changes):
        lines.append(f"  and {total - len(changes)} more {changes[0].what if changes else ''}")
    return lines


def _value(value: Any) -> str:
    if value is None:
        return "(nothing)"
    return _short(value if isinstance(value, str) and value.strip() else json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    """On one line, without what a terminal would obey, and not too long."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"
