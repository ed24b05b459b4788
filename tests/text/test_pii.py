"""Properties of finding and masking that hold for any text, and the time they take."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopwright.text.pii import Entity, _search, find, mask

PIECES = """
电话 手机 微信 加V vx QQ 订单号 快递单号 单号 护照 车牌 身份证 银行卡 call phone my wechat order no. tracking 我 的 ： : 元 - . @ ，
13800138000 138-0013-8000 +86 +44 010-62510000 555-0123 (212) 6222021234567890128 110101199003070011 a@b.cn 京A12345 1 １３８
新A12345 SF1234567890123 E12340000 203.0.113.195 xiaomei_2020 [电话] [PHONE] 100200300 2026-03-01
"""
HOSTILE = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\ufdd0", "\u200b"]), max_size=14).map("".join)
ANY = st.one_of(st.text(), HOSTILE, st.text(alphabet="0123456789 -.@+()aXx京微信QqV:："))


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_entities_are_sorted_disjoint_and_inside_the_text(text: str) -> None:
    position = 0
    for entity in find(text):
        assert position <= entity.start < entity.end <= len(text)
        position = entity.end


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_masking_replaces_the_entities_and_nothing_else(text: str) -> None:
    masked = mask(text)
    assert list(masked.entities) == find(text)
    rest = masked.text
    position = 0
    for entity in masked.entities:
        kept = text[position : entity.start]
        assert rest.startswith(kept + "[")
        rest = rest[len(kept) :].partition("]")[2]
        position = entity.end
    assert rest == text[position:]


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_the_quick_way_out_loses_nothing(text: str) -> None:
    assert find(text) == _search(text)


def test_the_mark_speaks_the_language_of_the_text() -> None:
    assert mask("我的电话是13800138000").text == "我的电话是[电话]"
    assert mask("Write to me@example.com").text == "Write to [EMAIL]"
    assert mask("我的电话是13800138000").entities == (Entity("PHONE", 5, 16),)


def test_offsets_count_code_points_of_the_input() -> None:
    text = "👍🏻𠮷 １３８ ００１３ ８０００。"
    (entity,) = find(text)
    assert text[entity.start : entity.end] == "１３８ ００１３ ８０００"


def test_clean_text_comes_back_unchanged() -> None:
    text = "买了2件，很好"
    assert mask(text).text is text


PATHS_TO_SLOWNESS = (
    "1|a@|a@a.|1 |1-|138 0013 |a|1.|f:|订单号|微信 |vx|京A|+1 (|(|0755-|62 |call me |13800138000 |phone 5|QQ|[电话]"
)


@pytest.mark.parametrize("piece", PATHS_TO_SLOWNESS.split("|"))
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("piece", ["1", "a@a@"])
def test_a_megabyte_ends_within_a_second_or_so(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 1.5


def test_ordinary_reviews_are_passed_at_speed() -> None:
    reviews = [
        "质量很好，物流也快，客服态度不错，下次还会再来买的！",
        "买了2件，每件99.9元，很划算",
        "Great value, works as described.",
    ]
    start = time.process_time()
    for _ in range(2_000):
        for review in reviews:
            find(review)
    assert time.process_time() - start < 0.6  # 10,000 a second at the least, on a busy machine; 50,000 on a quiet one


def test_importing_loads_no_phone_tables() -> None:
    heavy = {"phonenumbers", "stdnum", "torch", "numpy"}
    code = f"import sys, shopwright.text.pii; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
