"""The progress bar on stderr; silent where stderr is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["reading_progress"]


@contextmanager
def reading_progress(fraction: Callable[[], float | None]) -> Iterator[Callable[[int], None]]:
    """Yields a function that is told how many rows are done; the bar follows `fraction` of the source, where known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("reading"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("reading", total=1.0, rows=0)

        def update(rows: int) -> None:
            done = fraction()
            bar.update(task, completed=done or 0.0, total=None if done is None else 1.0, rows=rows)

        yield update
