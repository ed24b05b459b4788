"""What the report says in sentences: headline, what follows it, and the chart for those who cannot see it."""

from __future__ import annotations

from markupsafe import Markup

from shopwright.reviews.report.charts import Timeline
from shopwright.reviews.report.counts import Groups
from shopwright.reviews.report.findings import standouts
from shopwright.reviews.report.phrasing import Phrasing
from shopwright.reviews.report.summary import ReviewSummary

__all__ = ["chart_desc", "headline", "lede"]


def _linked(name: str, words: Phrasing, anchors: dict[str, str]) -> Markup:
    """A product's name as a link to its row, where it has one."""
    named = words.say("named", name=words.name(name))
    return Markup('<a href="#{}">{}</a>').format(anchors[name], named) if name in anchors else named


def headline(summary: ReviewSummary, words: Phrasing, anchors: dict[str, str]) -> Markup:
    """What was found, in one sentence that claims no more than the numbers allow."""
    share = summary.counts.share
    reviews = words.reviews(summary.counts.n)
    if not summary.counts.n:
        return words.say("headline_empty")
    if share is None:
        return words.say("headline_no_verdict", reviews=reviews)
    found = standouts(summary.products)
    if name := found.worst or found.best:
        return words.say(
            "headline_worst" if found.worst else "headline_best",
            reviews=reviews,
            share=words.share(share),
            product=_linked(name, words, anchors),
            product_share=words.share(summary.products[name].share or 0.0),
        )
    judged = sum(counts.enough for _, counts in summary.products.items())
    return words.say("headline_even" if judged > 1 else "headline_plain", reviews=reviews, share=words.share(share))


def lede(summary: ReviewSummary, words: Phrasing, anchors: dict[str, str]) -> list[Markup]:
    """The sentences below the headline."""
    counts, interval = summary.counts, summary.counts.interval()
    if not counts.n:
        return [words.say("lede_empty")]
    sentences = []
    if interval:
        sentences.append(
            words.say(
                "lede_basis",
                verdicts=words.number(counts.verdicts),
                positive=words.number(counts.positive),
                interval=words.interval(interval),
            )
        )
    found = standouts(summary.products)
    if found.worst and found.best:
        share = words.share(summary.products[found.best].share or 0.0)
        sentences.append(words.say("lede_best", product=_linked(found.best, words, anchors), product_share=share))
    if not (found.worst or found.best) and (name := _lowest(summary.products)):
        share = words.share(summary.products[name].share or 0.0)
        sentences.append(words.say("lede_lowest", product=_linked(name, words, anchors), product_share=share))
    if summary.disagreements:
        link = words.say("disagree_link", reviews=words.reviews(summary.disagreements))
        sentences.append(words.say("lede_disagree", link=Markup('<a href="#disagree">{}</a>').format(link)))
    return sentences


def _lowest(products: Groups) -> str | None:
    """The product with the lowest share of those with verdicts enough; None if all have the same."""
    judged = [(counts.share or 0.0, -counts.n, name) for name, counts in products.items() if counts.enough]
    return min(judged)[2] if judged and min(judged)[0] < max(judged)[0] else None


def chart_desc(chart: Timeline, words: Phrasing) -> Markup:
    """The chart in words, for those who do not see it; empty without a chart."""
    judged = [mark.period for mark in chart.marks if mark.period.counts.share is not None]
    if not judged:
        return Markup("")
    low = min(judged, key=lambda period: period.counts.share or 0.0)
    high = max(judged, key=lambda period: period.counts.share or 0.0)
    return words.say(
        "chart_desc",
        first=words.period(chart.marks[0].period, chart.per_year),
        last=words.period(chart.marks[-1].period, chart.per_year),
        low=words.period(low, chart.per_year),
        low_share=words.share(low.counts.share or 0.0),
        high=words.period(high, chart.per_year),
        high_share=words.share(high.counts.share or 0.0),
    )
