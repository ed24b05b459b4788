"""A file of reviews in, a file of readings out, and a summary for the report."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shopwright.reviews.reader import ReviewReader
from shopwright.reviews.reading import ReviewReading
from shopwright.reviews.report import ReviewSummary
from shopwright.shop.files import OutputJob, RejectedRow, Table, numbered_reviews
from shopwright.shop.records import Review

__all__ = ["BatchResult", "read_table"]

FLUSH_EVERY = 200


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run over a file came to."""

    written: int
    rejected: int
    summary: ReviewSummary


def read_table(
    table: Table,
    columns: dict[str, str],
    job: OutputJob,
    reader: ReviewReader,
    *,
    progress: Callable[[int], None] = lambda _: None,
    refused: Callable[[RejectedRow], None] = lambda _: None,
) -> BatchResult:
    """Read every review of `table` into `job`, in order; `progress` is told how many are done, `refused` each rejected row.

    Rows that an interrupted run has done are not read again: their records feed the summary as they are.
    """
    summary, recovered = ReviewSummary(), job.recovered()
    waiting: deque[tuple[int, Review]] = deque()

    def accepted() -> Iterator[Review]:
        done = next(recovered, None)
        for number, item in numbered_reviews(table, columns):
            if number <= job.resume_after:
                if isinstance(item, Review) and done and done[0] == number:
                    summary.add(item, ReviewReading.from_record(done[1]))
                    done = next(recovered, None)
            elif isinstance(item, RejectedRow):
                job.reject(item)
                refused(item)
            else:
                waiting.append((number, item))
                yield item

    for reading in reader.read(accepted()):
        number, review = waiting.popleft()
        if job.write(number, reading.record()):
            summary.add(review, reading)
        if job.written % FLUSH_EVERY == 0:
            job.flush()
        progress(job.written + job.rejected)
    return BatchResult(job.written, job.rejected, summary)
