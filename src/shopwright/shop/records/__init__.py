"""What a shop consists of, as plain records: frozen dataclasses that know nothing of files or databases."""

from shopwright.shop.records.conversations import Conversation, Message
from shopwright.shop.records.customers import Customer
from shopwright.shop.records.documents import Document
from shopwright.shop.records.drafts import Draft
from shopwright.shop.records.jobs import Job
from shopwright.shop.records.orders import Order, OrderItem, Payment, Return, Shipment
from shopwright.shop.records.products import AttributeValue, Product, Variant
from shopwright.shop.records.reviews import Review

__all__ = [
    "AttributeValue",
    "Conversation",
    "Customer",
    "Document",
    "Draft",
    "Job",
    "Message",
    "Order",
    "OrderItem",
    "Payment",
    "Product",
    "Return",
    "Review",
    "Shipment",
    "Variant",
]
