"""A shop's data in SQLite or PostgreSQL: kept, backed up, restored, and a customer's erased."""

from shopwright.shop.database.backup import Backup, back_up, check_backup, restore
from shopwright.shop.database.erasure import Erasure, Traces, erase_customer, traces_of
from shopwright.shop.database.exports import search_files
from shopwright.shop.database.identity import Identity
from shopwright.shop.database.rows import Record
from shopwright.shop.database.search import Finding, Search
from shopwright.shop.database.store import Shop
from shopwright.shop.database.transaction import Transaction

__all__ = [
    "Backup",
    "Erasure",
    "Finding",
    "Identity",
    "Record",
    "Search",
    "Shop",
    "Traces",
    "Transaction",
    "back_up",
    "check_backup",
    "erase_customer",
    "restore",
    "search_files",
    "traces_of",
]
