"""What a reader, a browser and an attacker find on the page."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256

import pytest

from shopwright.reviews.report import ReviewSummary

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus=alert(1) '",
    "{{7*7}} {% raw %} {0.__class__} %(x)s",
    "</style><style>*{display:none}</style>",
    "</title></bdi></p></blockquote><h1>owned</h1>",
    "<!-- <![CDATA[ ]]> -->",
    "a\u2028b\u2029c\x00d\x1b[31me\u202edcba\u2066f\ud800g",
    "&lt;b&gt; &#60;script&#62; javascript:alert(1)",
]


def hostile_summary(put) -> ReviewSummary:
    summary = ReviewSummary()
    for label in ("positive", "negative"):
        for at, text in enumerate(HOSTILE):
            put(
                summary, label, text=f"{text} {at}{label} " * 3, id=text, product=f"{text}{at // 2}", category=text,
                language=text[:10], rating=1.0, date=date(2026, 1 + at, 1),
            )  # fmt: skip
    return summary


def test_hostile_texts_add_no_element_and_no_attribute(put, draw, parse, full):
    put(full, "negative", product="Rare")
    tame = {(tag, name) for tag, attributes in parse(draw(full)).elements for name in (None, *attributes)}
    html = draw(hostile_summary(put), source=HOSTILE[0], model=HOSTILE[1])
    wild = {(tag, name) for tag, attributes in parse(html).elements for name in (None, *attributes)}
    assert wild - tame == set()
    assert "<script" not in html.lower()
    assert html.lower().count("<style") == html.lower().count("</style") == 1


def test_hostile_texts_are_still_there_to_be_read(put, draw, parse):
    text = parse(draw(hostile_summary(put))).text
    for told in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{7*7}}", "{0.__class__}"):
        assert told in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_loads_nothing_and_the_policy_names_its_only_style(draw, parse, full, language):
    html = draw(full, language=language)
    page = parse(html)
    [policy] = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert f"style-src 'sha256-{b64encode(sha256(page.style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in page.elements}
    assert not re.search(r"https?:|//[a-z]|url\(|@import", html)
    for _, attributes in page.elements:
        assert not {"style", "src", "srcset"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_every_link_leads_somewhere_and_no_id_comes_twice(draw, parse, full):
    page = parse(draw(full))
    links = {a["href"][1:] for _, a in page.elements if a.get("href")}
    assert {"product-1", "disagree", "telling"} <= links <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("zh", "61 条评价，好评率 54%；最让顾客不满的是“Kettle”，好评率只有 11%。"),
        ("en", "61 reviews, 54% positive; customers are least happy with “Kettle”, at 11%."),
    ],
)
def test_headline_says_what_was_found(draw, parse, full, language, found):
    assert found in parse(draw(full, language=language)).text


def test_shares_and_intervals_on_the_page_equal_those_done_by_hand(draw, parse, full):
    # Kettle: 30 odd rows, 2 neutral, 3 positive; Lamp: 30 even rows, 2 neutral, 28 positive, and one negative more
    text = parse(draw(full)).text
    assert "Of the 57 that pass a clear verdict, 31 are positive (95% interval 42–67%)" in text
    assert "Kettle 30 11% 4–27%" in text
    assert "Lamp 31 97% 83–99%" in text
    assert "Positive 31 51%" in text


def test_sections_without_their_columns_are_left_out(put, draw, parse, full):
    everything = {"by_product", "by_category", "by_month", "by_rating", "disagree"}
    assert everything <= set(parse(draw(full)).ids)
    bare = ReviewSummary()
    put(bare, "positive")
    put(bare, "negative")
    page = parse(draw(bare))
    assert not everything & set(page.ids)
    assert {"overall", "telling", "method"} <= set(page.ids)
    assert "Average stars" not in page.text


@pytest.mark.parametrize(("language", "said"), [("zh", "没有可读的评价"), ("en", "no readable reviews")])
def test_empty_input_makes_a_sensible_page(draw, parse, language, said):
    page = parse(draw(ReviewSummary(), language=language, rejected=3))
    assert said in page.text
    assert "3" in page.text
    assert "telling" not in page.ids
    assert "method" in page.ids


def test_neutral_reviews_only_make_no_share_up(put, draw, parse):
    summary = ReviewSummary()
    put(summary, "neutral", product="Lamp", date=date(2026, 1, 1), rating=3.0)
    text = parse(draw(summary)).text
    assert "1 review, none with a clear verdict." in text
    assert "no verdict" in text


def test_products_with_few_verdicts_are_shown_but_not_judged(put, draw, parse, full):
    put(full, "negative", product="Rare", rating=1.0)
    text = parse(draw(full)).text
    table = text[text.index("Positive against negative") :]
    assert table.index("Kettle") < table.index("Lamp") < table.index("Rare")
    assert "too few to judge" in table


def test_of_many_products_the_worst_and_the_best_are_in_sight_and_the_rest_folded(put, draw, parse):
    summary = ReviewSummary()
    for product in range(30):
        for at in range(30):
            put(summary, "positive" if at < product else "negative", product=f"P{product:02}")
    text = parse(draw(summary)).text
    fold = text.index("The others (15)")
    names = {name: text.index(name, text.index("Positive against negative")) for name in ("P00", "P15", "P29")}
    assert names["P00"] < names["P29"] < fold < names["P15"]


def test_a_quote_shows_product_date_stars_verdict_and_id(put, draw, parse):
    summary = ReviewSummary()
    put(summary, "negative", text="The lid came loose on the first day and soup went everywhere.", id="A-17",
        product="Flask", date=date(2026, 3, 9), rating=2.0, language="en")  # fmt: skip
    page = parse(draw(summary))
    for told in ("soup went everywhere", "Negative, 97% sure", "Flask", "9 March 2026", "#A-17"):
        assert told in page.text
    assert any(a.get("aria-label") == "2 stars" for _, a in page.elements)


def test_page_states_its_language_headings_tables_and_chart_for_those_who_listen(draw, parse, full):
    page = parse(draw(full, language="zh"))
    assert ("html", {"lang": "zh-CN"}) in page.elements
    tags = [tag for tag, _ in page.elements]
    assert tags.count("h1") == tags.count("main") == 1
    assert tags.count("table") == tags.count("caption")
    assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
    assert {"chart_title", "chart_desc"} <= set(page.ids)
    drawn = [a for tag, a in page.elements if tag == "svg"]
    assert all({"aria-hidden", "aria-label", "aria-labelledby"} & attributes.keys() for attributes in drawn)
