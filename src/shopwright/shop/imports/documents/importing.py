"""The sections of a document into the shop, in place of those that it had before."""

from __future__ import annotations

from contextlib import AbstractContextManager

from shopwright.shop.database.store import Shop
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.files.rows import Row
from shopwright.shop.imports.differences import Change
from shopwright.shop.imports.documents.sections import PolicyFile
from shopwright.shop.imports.given import Given
from shopwright.shop.imports.importing import Imported, Importing
from shopwright.shop.records import Document

__all__ = ["import_document"]


def import_document(shop: Shop, document: PolicyFile, *, dry_run: bool = False) -> Imported:
    """Save each section as a policy, and remove those of a file of this name that are gone, in one transaction.

    Category, language and validity of a section that stays are kept. `updated` is the time of the file, but only where
    the section changed.
    """
    opened: AbstractContextManager[Transaction] = shop.snapshot() if dry_run else shop.transaction()
    with opened as transaction:
        before = {
            found.id: found
            for found in transaction.all(Document)
            if found.kind == "policy" and found.id.startswith(document.prefix)
        }
        importing = Importing(transaction, write=not dry_run, references=None)
        given = [_given(document, id, at, before.get(id)) for at, id in enumerate(document.ids())]
        done = importing.run(given)
        done.source = document.name
        for id in before.keys() - {each.id for each in given}:
            done.add(Change("removed", id, before[id].title))
            if not dry_run:
                transaction.delete(Document, id)
    return done


def _given(document: PolicyFile, id: str, at: int, before: Document | None) -> Given:
    section = document.sections[at]
    fields = {"kind": "policy", "title": section.title, "text": section.text}
    row = Row(at + 1, fields)
    if before is None or (before.title, before.text) != (section.title, section.text):
        return Given(Document, id, fields | {"updated": document.changed}, (row,))
    return Given(Document, id, fields, (row,))
