"""The CSV files that Shopify exports."""

from __future__ import annotations

from shopwright.shop.imports.layouts import Layout, specs

__all__ = ["SHOPIFY"]

_PRODUCTS = specs("""
    id: Handle | URL handle
    title: Title
    description: Body (HTML) | Description
    brand: Vendor
    category: Product Category | Product category
    type: Type
    option1_name: Option1 Name
    option1_value: Option1 Value
    option2_name: Option2 Name
    option2_value: Option2 Value
    option3_name: Option3 Name
    option3_value: Option3 Value
    sku: Variant SKU | SKU
    price: Variant Price | Price
    stock: Variant Inventory Qty | Inventory quantity
""")
_ORDERS = specs("""
    id: Name
    financial_status: Financial Status
    fulfillment_status: Fulfillment Status
    cancelled: Cancelled at
    placed: Created at
    currency: Currency
    total: Total
    customer: Email
    customer_email: Email
    customer_name: Billing Name
    customer_phone: Billing Phone
    recipient: Shipping Name
    phone: Shipping Phone | Phone
    country: Shipping Country
    province: Shipping Province Name | Shipping Province
    city: Shipping City
    street: Shipping Address1 | Shipping Street
    street2: Shipping Address2
    zip: Shipping Zip
    note: Notes
    item_title: Lineitem name
    item_quantity: Lineitem quantity
    item_price: Lineitem price
    item_code: Lineitem sku
    payment_method: Payment Method
    payment_reference: Payment Reference | Payment ID
    paid_at: Paid at
    shipped: Fulfilled at
    refunded: Refunded Amount
""")

SHOPIFY = (
    Layout(
        "shopify",
        "products",
        _PRODUCTS,
        marks=(
            ("Handle", "Title", "Variant Price"),
            ("Handle", "Title", "Body (HTML)"),
            ("URL handle", "Title", "Option1 name"),
            ("URL handle", "Title", "Price"),
        ),
        grouping="adjacent",
    ),
    Layout(
        "shopify",
        "orders",
        _ORDERS,
        marks=(("Name", "Financial Status", "Lineitem name"), ("Name", "Created at", "Lineitem quantity")),
        grouping="adjacent",
    ),
)
"""Products spread over the rows of their variants, orders over those of their lines."""
