"""Files in and out: every table format to rows, records to every format, with nothing lost on the way."""

from shopwright.shop.files.fields import REVIEW_FIELDS
from shopwright.shop.files.fingerprints import fingerprint_file
from shopwright.shop.files.formats import INPUT_SUFFIXES, OUTPUT_SUFFIXES, Format, output_format
from shopwright.shop.files.headers import FieldSpec, parse_mapping, resolve
from shopwright.shop.files.job import OutputJob
from shopwright.shop.files.jsontext import to_json
from shopwright.shop.files.parsing import parse_date, parse_rating
from shopwright.shop.files.places import check_place, replace_text
from shopwright.shop.files.reviews import numbered_reviews, read_reviews
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.tables import Table, open_table

__all__ = [
    "INPUT_SUFFIXES",
    "OUTPUT_SUFFIXES",
    "REVIEW_FIELDS",
    "FieldSpec",
    "Format",
    "OutputJob",
    "RejectedRow",
    "Row",
    "Table",
    "check_place",
    "fingerprint_file",
    "numbered_reviews",
    "open_table",
    "output_format",
    "parse_date",
    "parse_mapping",
    "parse_rating",
    "read_reviews",
    "replace_text",
    "resolve",
    "to_json",
]
