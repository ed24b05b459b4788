"""The rows of our own layout to records: every field as its column in the database has it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from shopwright.shop.database.columns import Column, Count, Day, Json, Key, Moment, Money, Real
from shopwright.shop.database.rows import Part, kind_of
from shopwright.shop.exports.encoding import field_names, unkept
from shopwright.shop.files.parsing import parse_date, parse_rating
from shopwright.shop.files.scalars import as_text, is_missing
from shopwright.shop.imports import values
from shopwright.shop.imports.given import Given
from shopwright.shop.imports.rowcells import Cells
from shopwright.shop.imports.statuses import order_status
from shopwright.shop.kinds import RECORDS, RecordKind
from shopwright.shop.records import Customer, Product

__all__ = ["own_record"]

_KINDS = {"政策": "policy", "规则": "policy", "常见问题": "faq", "问答": "faq", "FAQ": "faq", "Policy": "policy"}


def own_record(kind: RecordKind, cells: Cells, *, flat: bool, exact: bool, seen: dict[str, int]) -> Given:
    """What a row says of a record; ValueError with the reason where it says nothing usable.

    `flat`: whether cells are text, where an empty cell is null and `""` the empty text. `exact`: whether the file is as
    we export it, so that spaces count. `seen` counts the rows of this file that have no id and the same content.
    """
    record_type = RECORDS[kind]
    table = kind_of(record_type).table
    parts = {part.field: part for part in kind_of(record_type).parts}
    found: dict[str, Any] = {}
    for field, column in cells.columns.items():
        raw = cells.raw(field)
        try:
            if field in parts:
                found[field] = _parts(parts[field], raw)
            else:
                found[field] = _value(table.columns[field].type, raw, cells, field, flat=flat, exact=exact)
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from None
    found = {name: value for name, value in found.items() if value is not None or _nullable(kind, name)}
    id = found.pop("id", None) or _made_id(kind, found, seen)
    defaults = {"kind": _usual_kind(cells)} if kind == "policies" else {}
    return Given(record_type, id, found, (cells.row,), whole=True, defaults=defaults, needs=_needs(found))


def _usual_kind(cells: Cells) -> str:
    """Of a table that does not say: a question with its answer is an FAQ."""
    headers = {cells.columns[field].casefold() for field in ("title", "text") if field in cells.columns}
    return "faq" if headers & {"question", "answer", "问题", "答案", "回答"} else "policy"


def _nullable(kind: RecordKind, field: str) -> bool:
    """Whether null is a value; else an empty cell says nothing."""
    column = kind_of(RECORDS[kind]).table.columns.get(field)
    return column is None or bool(column.nullable)


def _value(column: Any, raw: Any, cells: Cells, field: str, *, flat: bool, exact: bool) -> Any:
    """The cell as the field's type; None for nothing."""
    if isinstance(column, Moment):
        return values.moment(raw, cells.zone)
    if (read := _READERS.get(type(column))) is not None:
        return read(raw)
    if field in ("status", "kind"):
        word = values.words(raw)
        return order_status(word) if field == "status" else _KINDS.get(word or "", word)
    protected = isinstance(column, Key) or field == "phone"  # an apostrophe keeps the first zero or plus
    text = _text(raw, protected=protected, exact=exact or (field == "text" and raw != ""))
    if field == "text" and raw == "" and not exact:
        return ""  # empty text is text; of an export it is null, which no text is
    return unkept(text) if text and flat else text or (None if flat else text)


def _text(raw: Any, *, protected: bool, exact: bool) -> str | None:
    """Text, or an id; unless `exact`, without spaces around it."""
    if not exact:
        return values.key(raw) if protected else values.words(raw)
    text = as_text(raw)
    if text is None and not is_missing(raw):
        raise ValueError(f"a {type(raw).__name__} where text should be")
    return text


def _json(raw: Any) -> Any:
    try:
        return json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError):
        return None


def _mapping(raw: Any) -> dict[str, Any]:
    """A JSON object, or `材质:棉;颜色:红`."""
    if raw is None or raw == "":
        return {}
    if isinstance(found := _json(raw), Mapping):
        return dict(found)
    parts = [re.split("[:：]", part, maxsplit=1) for part in re.split("[;；\n]", str(raw)) if part.strip()]
    if not isinstance(raw, str) or any(len(part) < 2 for part in parts):
        raise ValueError(f"{values.shown(str(raw))} is neither a JSON object nor of the form 材质:棉;颜色:红")
    return {name.strip(): value.strip() for name, value in parts}


_READERS: Mapping[type, Callable[[Any], Any]] = {
    Money: values.amount,
    Count: values.count,
    Day: parse_date,
    Real: parse_rating,
    Json: _mapping,
}


def _parts(part: Part, raw: Any) -> list[dict[str, Any]]:
    """The things of a JSON list of objects, their fields as the export wrote them."""
    if raw is None or raw == "":
        return []
    found = _json(raw)
    if not isinstance(found, list) or not all(isinstance(thing, Mapping) for thing in found):
        raise ValueError(f"{values.shown(str(raw))} is no JSON list of objects")
    return [_thing(part, thing) for thing in found]


def _thing(part: Part, thing: Mapping[str, Any]) -> dict[str, Any]:
    made = {}
    for name, value in thing.items():
        if name not in field_names(part.type):
            raise ValueError(f"{part.field} have no {values.shown(name)}")
        column = part.table.columns[name].type
        assert isinstance(column, Column)
        try:
            plain = str(value) if isinstance(column, Money) and isinstance(value, int | float) else value
            made[name] = None if value is None else column.from_json(plain)
        except (ValueError, TypeError):
            raise ValueError(f"{name} {values.shown(str(value))} cannot be read") from None
    return made


def _made_id(kind: RecordKind, found: Mapping[str, Any], seen: dict[str, int]) -> str:
    """An id of what the row says; the same content a second time in a file is a second record."""
    names = {"reviews": ("text", "product", "date", "customer"), "policies": ("kind", "title")}.get(kind)
    if names is None:
        raise ValueError("no id")
    content = json.dumps([str(found.get(name)) for name in names], ensure_ascii=False)
    digest = hashlib.sha256(content.encode()).hexdigest()[:20]
    seen[digest] = seen.get(digest, 0) + 1
    return f"{kind[0]}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")


def _needs(found: Mapping[str, Any]) -> tuple[Given, ...]:
    """The records referred to, as far as this one knows them."""
    needs = []
    if customer := found.get("customer_id"):
        needs.append(Given(Customer, customer, {"name": found.get("customer")}))
    if product := found.get("product_id"):
        needs.append(Given(Product, product, {"title": found.get("product") or product}))
    for item in found.get("items", ()):
        if item.get("product_id"):
            needs.append(Given(Product, item["product_id"], {"title": item.get("title") or ""}))
    return tuple(needs)
