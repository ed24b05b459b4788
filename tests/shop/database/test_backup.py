"""A backup holds the whole shop as it was at one moment, goes into any database, and is believed only if unaltered."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from shopwright.errors import (
    DamagedFileError,
    InputError,
    OutputError,
    RecordError,
    ShopwrightError,
    TooLargeError,
    UsageError,
)
from shopwright.shop import Customer, Document, Product, Review
from shopwright.shop.database import Record, Shop, back_up, backup, restore
from shopwright.shop.database.engine import writing
from shopwright.shop.database.rows import KINDS
from shopwright.shop.database.schema import downgrade
from shopwright.shop.files.bounds import UNPACKED_SMALL

Parts = dict[str, bytes]


def everything(shop: Shop) -> list[Record]:
    """All records of a shop; in Python's order, as each database sorts text in its own."""
    return sorted((record for kind in KINDS for record in shop.all(kind)), key=lambda r: (type(r).__name__, r.id))


def repacked(source: Path, out: Path, change: Callable[[Parts], object]) -> Path:
    """A copy of an archive with changed parts."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out


def test_from_any_database_into_any_other(shop: Shop, other_url: str, records: list[Record], tmp_path: Path) -> None:
    shop.save(records)
    done = back_up(shop, tmp_path / "shop.zip")
    assert done.rows["products"] == done.rows["order_items"] == 2
    with Shop.open(other_url) as other:
        again = restore(other, tmp_path / "shop.zip")
        assert again.rows == done.rows
        assert everything(other) == everything(shop)
        back_up(other, tmp_path / "again.zip")
    with zipfile.ZipFile(tmp_path / "shop.zip") as one, zipfile.ZipFile(tmp_path / "again.zip") as two:
        tables = [json.loads(archive.read("manifest.json"))["tables"] for archive in (one, two)]
    assert tables[0] == tables[1]


def test_a_backup_is_private_and_replaces_the_old_one_whole(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "shop.zip"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr("shopwright.shop.database.backup.write_manifest", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(shop, out)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db" and ".db-" not in path.name] == [
        "shop.zip"
    ]
    assert out.read_text(encoding="utf-8") == "old"
    monkeypatch.undo()
    back_up(shop, out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(out)


def test_a_backup_shows_one_moment_while_others_write(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other_url: str
) -> None:
    shop.save([Product(id="p", title="before")])
    real = backup.write_rows

    def meanwhile(archive: zipfile.ZipFile, table: object, rows: object) -> object:
        shop.save([Customer(id="late"), Product(id="p", title="after")])
        return real(archive, table, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "write_rows", meanwhile)
    back_up(shop, tmp_path / "shop.zip")
    with Shop.open(other_url) as other:
        restore(other, tmp_path / "shop.zip")
        assert [product.title for product in other.all(Product)] == ["before"]
        assert other.count(Customer) == 0


def test_a_shop_that_is_not_empty_is_only_replaced_when_asked(
    shop: Shop, records: list[Record], tmp_path: Path
) -> None:
    shop.save(records)
    back_up(shop, tmp_path / "shop.zip")
    shop.save([Review(id="later", text="x"), Customer(id="later")])
    with pytest.raises(UsageError, match=r"not empty \(it has .* --overwrite"):
        restore(shop, tmp_path / "shop.zip")
    assert shop.get(Review, "later") is not None
    restore(shop, tmp_path / "shop.zip", overwrite=True)
    assert everything(shop) == sorted(records, key=lambda r: (type(r).__name__, r.id))


def edit(name: str, old: str, new: str) -> Callable[[Parts], None]:
    """A change of one part's text."""

    def change(parts: Parts) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())

    return change


ALTERED: list[tuple[Callable[[Parts], object], str]] = [
    (edit("reviews.jsonl", "很好用", "很难用"), "reviews.jsonl is not what the manifest says"),
    (edit("products.jsonl", '"89.00"', '"1.00"'), "products.jsonl is not what"),
    (edit("products.jsonl", '"89.00"', '"1.0.0"'), "products.jsonl, row 1: price: no amount"),
    (edit("products.jsonl", '"stock"', '"stuck"'), "unknown column stuck"),
    (edit("products.jsonl", '{"id"', '{"ix'), "no JSON"),
    (edit("products.jsonl", '"title": ""', '"title": null'), "title: missing"),
    (edit("orders.jsonl", "T04:30:15.123456+00:00", ""), "without a zone"),
    (edit("orders.jsonl", '"shipped"', '"lost"'), "status: none of placed, paid"),
    (edit("orders.jsonl", "2026-03", "2026-33"), "orders.jsonl, row 1: placed"),
    (lambda parts: parts.pop("customers.jsonl"), "lacks customers.jsonl"),
    (lambda parts: parts.update({"jobs.jsonl": b""}), "jobs.jsonl is not what"),
    (lambda parts: parts.update({"jobs.jsonl": b"\xff\n"}), "no UTF-8"),
    (lambda parts: parts.pop("manifest.json"), "no backup of a shop"),
    (lambda parts: parts.update({"manifest.json": b'{"format": "shopwright-backup", "version": 1}'}), "manifest"),
    (edit("manifest.json", '"version": 1', '"version": 2'), "newer Shopwright"),
    (edit("manifest.json", '"schema": "0002"', '"schema": "0099"'), "newer schema"),
    (edit("manifest.json", '"rows": 2', '"rows": "many"'), "manifest is damaged"),
]


def test_what_was_altered_changes_nothing(shop: Shop, records: list[Record], tmp_path: Path) -> None:
    shop.save(records)
    back_up(shop, tmp_path / "shop.zip")
    shop.save([Review(id="kept", text="x")])
    before = everything(shop)
    for change, said in ALTERED:
        bad = repacked(tmp_path / "shop.zip", tmp_path / "bad.zip", change)
        with pytest.raises(InputError, match=said):
            restore(shop, bad, overwrite=True)
        assert everything(shop) == before


def test_a_forged_backup_still_needs_every_reference(shop: Shop, records: list[Record], tmp_path: Path) -> None:
    shop.save(records)
    back_up(shop, tmp_path / "shop.zip")

    def forge(parts: Parts) -> None:
        parts["customers.jsonl"] = b""
        manifest = json.loads(parts["manifest.json"])
        manifest["tables"]["customers"] = {"rows": 0, "sha256": hashlib.sha256(b"").hexdigest()}
        parts["manifest.json"] = json.dumps(manifest).encode()

    before = everything(shop)
    with pytest.raises(RecordError):
        restore(shop, repacked(tmp_path / "shop.zip", tmp_path / "bad.zip", forge), overwrite=True)
    assert everything(shop) == before


def test_files_that_are_no_backups(shop: Shop, tmp_path: Path) -> None:
    back_up(shop, tmp_path / "shop.zip")
    content = (tmp_path / "shop.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.zip").write_text("订单", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("products.jsonl", b" " * (UNPACKED_SMALL + 1))
    for name, kind in (
        ("cut.zip", DamagedFileError),
        ("text.zip", DamagedFileError),
        ("bomb.zip", TooLargeError),
        ("missing.zip", InputError),
        ("", InputError),
    ):
        with pytest.raises(kind) as caught:
            restore(shop, tmp_path / name)
        assert isinstance(caught.value, ShopwrightError)


def test_places_where_no_backup_can_go(shop: Shop, tmp_path: Path) -> None:
    for out in (tmp_path, tmp_path / "nowhere" / "shop.zip"):
        with pytest.raises(OutputError):
            back_up(shop, out)
    if shop.file is not None:
        with pytest.raises(OutputError, match="input itself"):
            back_up(shop, shop.file)


def test_a_backup_of_an_older_schema_is_migrated(shop: Shop, records: list[Record], tmp_path: Path) -> None:
    shop.save(records)
    back_up(shop, tmp_path / "new.zip")

    def age(parts: Parts) -> None:
        rows = [json.loads(line) for line in parts["documents.jsonl"].splitlines()]
        old = [{k: v for k, v in row.items() if not k.startswith("valid_")} for row in rows]
        parts["documents.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in old)
        manifest = json.loads(parts["manifest.json"])
        manifest["schema"] = "0001"
        manifest["tables"]["documents"]["sha256"] = hashlib.sha256(parts["documents.jsonl"]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()

    restore(shop, repacked(tmp_path / "new.zip", tmp_path / "old.zip", age), overwrite=True)
    found = shop.get(Document, "d1")
    assert found is not None
    assert (found.title, found.valid_from) == ("退货政策", None)
    with writing(shop.engine) as connection:
        downgrade(connection, "0001")  # the schema is the newest, or this would fail
