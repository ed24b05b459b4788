"""What a shop consists of: its records, and the files and the database that they come from and go to."""

from shopwright.shop.records import (
    AttributeValue,
    Conversation,
    Customer,
    Document,
    Draft,
    Job,
    Message,
    Order,
    OrderItem,
    Payment,
    Product,
    Return,
    Review,
    Shipment,
    Variant,
)

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
