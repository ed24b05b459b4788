"""The CSV files that WooCommerce exports: its own product export, and the usual order exports."""

from __future__ import annotations

from shopwright.shop.imports.layouts import Layout, specs

__all__ = ["WOOCOMMERCE"]

_ATTRIBUTES = "\n".join(
    f"attribute{n}_name: Attribute {n} name\nattribute{n}_value: Attribute {n} value(s)" for n in range(1, 11)
)
_PRODUCTS = specs(f"""
    id: ID
    row_type: Type
    sku: SKU
    title: Name
    description: Description
    short_description: Short description
    category: Categories
    brand: Brands
    price: Regular price
    sale_price: Sale price
    stock: Stock
    parent: Parent
{_ATTRIBUTES}
""")
_ORDERS = specs("""
    id: Order Number | Order ID | order_number | order_id
    status: Order Status | Status | order_status
    placed: Order Date | Date | order_date
    currency: Order Currency | Currency | order_currency
    total: Order Total Amount | Order Total | Total | order_total
    customer: Email (Billing) | Billing Email | Billing Email Address | billing_email | Customer User ID | customer_user
    customer_email: Email (Billing) | Billing Email | Billing Email Address | billing_email
    customer_first: First Name (Billing) | Billing First Name | billing_first_name
    customer_last: Last Name (Billing) | Billing Last Name | billing_last_name
    customer_phone: Phone (Billing) | Billing Phone | billing_phone
    first: First Name (Shipping) | Shipping First Name | shipping_first_name
    last: Last Name (Shipping) | Shipping Last Name | shipping_last_name
    phone: Phone (Shipping) | Shipping Phone | Phone (Billing) | Billing Phone | billing_phone
    country: Country Code (Shipping) | Country Name (Shipping) | Shipping Country | shipping_country
    province: State Code (Shipping) | State Name (Shipping) | Shipping State | shipping_state
    city: City (Shipping) | Shipping City | shipping_city
    street: Address 1&2 (Shipping) | Address 1 (Shipping) | Shipping Address 1 | shipping_address_1
    street2: Address 2 (Shipping) | Shipping Address 2 | shipping_address_2
    zip: Postcode (Shipping) | Shipping Postcode | shipping_postcode
    note: Customer Note | customer_note
    item_title: Item Name | Product Name | item_name
    item_quantity: Quantity (- Refund) | Quantity | Item Quantity | item_quantity
    item_price: Item Cost | Item Price | Product Price | item_price
    item_total: Order Line Total | Item Total | Line Total | item_total
    item_code: SKU | Item SKU | Product SKU | Product ID | Product Id | item_sku
    payment_method: Payment Method Title | Payment Method | payment_method_title
    payment_reference: Transaction ID | transaction_id
    paid_at: Paid Date | Date Paid | paid_date
    shipped: Completed Date | Date Completed | completed_date
    refunded: Order Refund Amount | Refunded Amount | refund_total
""")

WOOCOMMERCE = (
    Layout(
        "woocommerce",
        "products",
        _PRODUCTS,
        marks=(("ID", "Type", "SKU", "Name", "Regular price"), ("ID", "Type", "Name", "Published", "Parent")),
        grouping="parents",
    ),
    Layout(
        "woocommerce",
        "orders",
        _ORDERS,
        marks=(
            ("Order Number", "Order Status", "Email (Billing)"),
            ("Order Number", "Order Status", "Item Name"),
            ("Order ID", "Order Status", "Item Name"),
            ("Order ID", "Order Status", "Billing Email"),
            ("order_id", "order_date", "billing_email"),
            ("order_number", "order_date", "billing_email"),
        ),
        grouping="adjacent",
    ),
)
"""A product with variations is a row that other rows name as their parent."""
