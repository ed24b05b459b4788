"""A shop, and files that are imported into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shopwright.shop.database import Shop
from shopwright.shop.files import open_table
from shopwright.shop.imports import Imported, ImportOptions, import_table, open_reading
from shopwright.shop.kinds import RecordKind

Put = Callable[..., Imported]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Shop.open(f"sqlite:///{tmp_path}/shop.db") as opened:
        yield opened


@pytest.fixture
def put(shop: Shop, tmp_path: Path) -> Put:
    """Import a text, or the bytes of a file, as a kind of record; keywords are options, or `name` and `dry_run`."""

    def run(kind: RecordKind, content: str | bytes, name: str = "in.csv", **options: object) -> Imported:
        dry_run = bool(options.pop("dry_run", False))
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with open_table(path) as table:
            reading = open_reading(table, kind, ImportOptions(**options))  # type: ignore[arg-type]
            return import_table(shop, reading, dry_run=dry_run)

    return run
