"""Policies as people write them, in Markdown, HTML, DOCX and PDF, cut into sections."""

from shopwright.shop.imports.documents.importing import import_document
from shopwright.shop.imports.documents.reading import is_document, read_document
from shopwright.shop.imports.documents.sections import PolicyFile, Section

__all__ = ["PolicyFile", "Section", "import_document", "is_document", "read_document"]
