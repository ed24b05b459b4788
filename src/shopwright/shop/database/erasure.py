"""Erases a person: their records, their traces in others' records, the bytes on disk; then looks for what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from shopwright.errors import UsageError
from shopwright.shop.database.identity import Identity
from shopwright.shop.database.overwriting import overwrite_deleted
from shopwright.shop.database.search import Search, search_shop
from shopwright.shop.database.store import Shop
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.records import Conversation, Customer, Draft, Job, Order, Review
from shopwright.text import mask

__all__ = ["Erasure", "Traces", "erase_customer", "traces_of"]


@dataclass(frozen=True)
class Traces:
    """How many records hold something of a customer.

    >>> Traces(orders=2, reviews=1, conversations=0, drafts=0, jobs=0).orders
    2
    """

    orders: int
    reviews: int
    conversations: int
    drafts: int
    jobs: int


@dataclass(frozen=True)
class Erasure:
    """What was done, and what a search found afterwards."""

    traces: Traces
    identity: Identity
    """The erased values themselves, for a search in files; keep it no longer than that takes."""
    search: Search


def traces_of(shop: Shop, id: str) -> Traces:
    """What `erase_customer` would change; UsageError where there is no such customer."""
    with shop.snapshot() as snapshot:
        customer = _known(snapshot, id)
        identity = Identity.of(customer, snapshot.all(Order, customer_id=id))
        orders, conversations = snapshot.count(Order, customer_id=id), snapshot.count(Conversation, customer_id=id)
        reviews = sum(1 for _ in _reviews(snapshot, id))
        drafts, jobs = (sum(1 for _ in _cleaned(snapshot, kind, identity)) for kind in (Draft, Job))
        return Traces(orders, reviews, conversations, drafts, jobs)


def erase_customer(shop: Shop, id: str) -> Erasure:
    """Erase a customer (GDPR article 17, PIPL article 47), overwrite the bytes, and search for what was erased.

    The customer and their conversations are deleted. Orders stay without name, telephone, address, notes, reasons,
    payment references and tracking numbers, so that the books add up. Reviews stay without their author, with personal
    data masked. Drafts and jobs that mean the customer lose every identifying value. All of that is one transaction;
    UsageError, with nothing done, where there is no such customer. What is found elsewhere is told, not changed: the
    name in another person's review may be another person's.
    """
    with shop.transaction() as transaction:
        customer = _known(transaction, id)
        orders = list(transaction.all(Order, customer_id=id))
        identity = Identity.of(customer, orders)
        reviews = [_anonymous_review(review, identity) for review in _reviews(transaction, id)]
        drafts, jobs = (list(_cleaned(transaction, kind, identity)) for kind in (Draft, Job))
        conversations = [found.id for found in transaction.all(Conversation, customer_id=id)]
        transaction.save([*(_anonymous_order(order, identity) for order in orders), *reviews, *drafts, *jobs])
        for conversation in conversations:
            transaction.delete(Conversation, conversation)
        transaction.delete(Customer, id)
    traces = Traces(len(orders), len(reviews), len(conversations), len(drafts), len(jobs))
    trouble = overwrite_deleted(shop)
    search = search_shop(shop, identity)
    search.findings.extend(trouble)
    return Erasure(traces, identity, search)


def _known(transaction: Transaction, id: str) -> Customer:
    customer = transaction.get(Customer, id)
    if customer is None:
        raise UsageError(f"there is no customer {id!r}", hint="give the id as the shop has it; was it erased before?")
    return customer


def _reviews(transaction: Transaction, id: str) -> Iterator[Review]:
    """Those linked to the customer, and those of a file that names authors by their ids."""
    yield from transaction.all(Review, customer_id=id)
    yield from (review for review in transaction.all(Review, customer=id) if review.customer_id != id)


def _anonymous_review(review: Review, identity: Identity) -> Review:
    return replace(review, text=mask(identity.scrub(review.text)).text, customer=None, customer_id=None)


def _anonymous_order(order: Order, identity: Identity) -> Order:
    return replace(
        order,
        customer_id=None,
        recipient=None,
        phone=None,
        address=None,
        note=None,
        items=tuple(
            replace(item, title=identity.scrub(item.title), attributes=identity.scrub(item.attributes))
            for item in order.items
        ),
        payments=tuple(
            replace(payment, reference=None, method=identity.scrub(payment.method)) for payment in order.payments
        ),
        shipments=tuple(replace(shipment, tracking_number=None) for shipment in order.shipments),
        returns=tuple(replace(returned, reason=None) for returned in order.returns),
    )


def _cleaned(transaction: Transaction, kind: type[Draft] | type[Job], identity: Identity) -> Iterator[Draft | Job]:
    """Drafts or jobs that mean the customer beyond doubt, without any of their values."""
    for record in transaction.all(kind):
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        texts = {name: value for name, value in values.items() if _may_change(name, value)}
        if any(identity.strongly(value, name) for name, value in texts.items()):
            yield replace(record, **{name: identity.scrub(value, name) for name, value in texts.items()})


def _may_change(name: str, value: Any) -> bool:
    return name not in ("id", "product_id", "status", "kind") and isinstance(value, str | dict | tuple)
