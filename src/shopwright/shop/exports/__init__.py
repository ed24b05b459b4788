"""A shop's records to files, without loss."""

from shopwright.shop.exports.writing import export_records

__all__ = ["export_records"]
