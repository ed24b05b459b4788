"""`shopwright settings`: what is set, and what could be."""

from __future__ import annotations

import typer

__all__ = ["settings"]


def settings() -> None:
    """Show every setting: its variable, its value (secrets hidden) and what it does.

    Example:  SHOPWRIGHT_THREADS=1 shopwright settings
    """
    from rich.console import Console
    from rich.table import Table

    from shopwright.settings import settings as current

    shown = current().shown()
    if not typer.get_text_stream("stdout").isatty():
        for name, (value, _) in shown.items():
            typer.echo(f"{name}={value}")
        return
    table = Table("variable", "value", "what it does", box=None, pad_edge=False)
    for name, (value, meaning) in shown.items():
        table.add_row(name, value, meaning)
    Console().print(table)
