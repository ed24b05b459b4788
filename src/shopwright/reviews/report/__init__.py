"""The report of a run over reviews: one self-contained HTML file, in Chinese or English."""

from shopwright.reviews.report.page import render
from shopwright.reviews.report.summary import ReviewSummary, report_language
from shopwright.reviews.report.wording import ReportLanguage

__all__ = ["ReportLanguage", "ReviewSummary", "render", "report_language"]
