"""The schema and its migrations: in step with the code, and kind to what is already stored."""

from itertools import pairwise
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from shopwright.errors import DatabaseError
from shopwright.shop import Document, Order
from shopwright.shop.database import Record, Shop
from shopwright.shop.database.engine import reading, writing
from shopwright.shop.database.rows import KINDS
from shopwright.shop.database.schema import HEAD, VERSION_TABLE, downgrade, revision, revisions, upgrade
from shopwright.shop.database.tables import SCHEMA


def stored(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is there, as the database has it."""
    with reading(engine) as connection:
        names = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
        return {
            name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).mappings()]
            for name in sorted(names)
        }


def without(rows: dict[str, list[dict[str, Any]]], table: str, *columns: str) -> dict[str, list[dict[str, Any]]]:
    """The same without some columns of a table."""
    kept = [{name: value for name, value in row.items() if name not in columns} for row in rows[table]]
    return {**rows, table: kept}


def test_tables_and_migrations_are_in_step(shop: Shop) -> None:
    with shop.engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SCHEMA) == []


def test_a_difference_would_be_found(shop: Shop) -> None:
    with writing(shop.engine) as connection:
        connection.execute(text("ALTER TABLE documents DROP COLUMN valid_from"))
    with shop.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, SCHEMA) != []


def test_the_newest_revision_is_the_one_that_the_code_asks_for(shop: Shop) -> None:
    assert revisions()[-1] == HEAD
    with reading(shop.engine) as connection:
        assert revision(connection) == HEAD


def test_down_and_up_step_by_step_keep_the_data(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    before = stored(shop.engine)
    assert len(before["documents"]) == 2
    for _, lower in reversed(list(pairwise(reversed(revisions())))):
        with writing(shop.engine) as connection:
            downgrade(connection, lower)
    assert stored(shop.engine) == without(before, "documents", "valid_from", "valid_until")
    with writing(shop.engine) as connection:
        assert "ix_orders_placed" not in {found["name"] for found in inspect(connection).get_indexes("orders")}
        upgrade(connection)
    assert without(stored(shop.engine), "documents", "valid_from", "valid_until") == without(
        before, "documents", "valid_from", "valid_until"
    )
    assert shop.get(Order, "o1") == records[0]
    assert shop.count(Document) == 2
    test_tables_and_migrations_are_in_step(shop)


def test_opening_upgrades_an_old_shop(database_url: str, records: list[Record]) -> None:
    with Shop.open(database_url) as shop:
        shop.save(records)
        with writing(shop.engine) as connection:
            downgrade(connection, "0001")
    with Shop.open(database_url) as shop:
        assert shop.get(Order, "o1") == records[0]
        document = shop.get(Document, "d1")
        assert document is not None
        assert (document.title, document.valid_from) == ("退货政策", None)


def test_down_to_nothing_and_up_again(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    with writing(shop.engine) as connection:
        downgrade(connection, "base")
    assert stored(shop.engine) == {}
    with writing(shop.engine) as connection:
        upgrade(connection)
    assert all(shop.count(kind) == 0 for kind in KINDS)


def test_a_migration_that_fails_changes_nothing(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    before = stored(shop.engine)

    def interrupted() -> None:
        with writing(shop.engine) as connection:
            downgrade(connection, "base")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stored(shop.engine) == before


def test_a_newer_schema_is_refused(database_url: str) -> None:
    with Shop.open(database_url) as shop, writing(shop.engine) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"a newer Shopwright made this shop \(schema 9999"):
        Shop.open(database_url)


def test_somebody_elses_tables_are_left_alone(database_url: str) -> None:
    with Shop.open(database_url) as shop, writing(shop.engine) as connection:
        downgrade(connection, "base")
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
        connection.execute(text("CREATE TABLE orders (number INTEGER)"))
    with pytest.raises(DatabaseError, match="a table orders that Shopwright did not make"):
        Shop.open(database_url)
