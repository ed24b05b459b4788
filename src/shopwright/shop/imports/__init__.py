"""Files of a shop's platforms into its database."""

from shopwright.shop.imports.differences import Change, Difference
from shopwright.shop.imports.documents import PolicyFile, Section, import_document, is_document, read_document
from shopwright.shop.imports.importing import Imported
from shopwright.shop.imports.layouts import Layout
from shopwright.shop.imports.reading import LAYOUTS, Reading, choose_layout
from shopwright.shop.imports.rejections import Rejections
from shopwright.shop.imports.tables import ImportOptions, import_table, open_reading
from shopwright.shop.imports.telling import told
from shopwright.shop.kinds import Source

__all__ = [
    "LAYOUTS",
    "Change",
    "Difference",
    "ImportOptions",
    "Imported",
    "Layout",
    "PolicyFile",
    "Reading",
    "Rejections",
    "Section",
    "Source",
    "choose_layout",
    "import_document",
    "import_table",
    "is_document",
    "open_reading",
    "read_document",
    "told",
]
