"""`shopwright reviews` and `shopwright demo`, end to end with the embedded model."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from shopwright.reviews.reader import ReviewReader
from shopwright.shop.files import OutputJob

Shopwright = Callable[..., object]
COMMAND = Path(sys.executable).with_name("shopwright")
KEYS = ["id", "text", "language", "sentiment", "opinions", "needs", "flags"]


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "评论.csv"
    path.write_text(
        "编号,评论内容,星级,日期,商品\na,杯子漏水，太失望了，要求退货,1,2026-03-01,保温杯\n".replace("，", "、")
        + "b,质量很好、下次还买,5,2026-03-02,保温杯\n"
        'c,"Terrible quality, it broke after one day",1,2026-04-01,lamp\n'
        "d,Absolutely love it and would buy again,5,2026-04-02,lamp\n",
        encoding="gb18030",
    )
    return path


def test_readings_follow_the_contract(shopwright: Shopwright, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert shopwright("reviews", source, "-o", out).code == 0
    records = lines(out)
    assert [list(record) for record in records] == [KEYS] * 4
    assert [record["id"] for record in records] == ["a", "b", "c", "d"]
    assert [record["language"] for record in records] == ["zh", "zh", "en", "en"]
    assert [record["sentiment"]["label"] for record in records] == ["negative", "positive", "negative", "positive"]
    assert all(0 <= record["sentiment"]["positive"] <= 1 for record in records)
    assert all(record["opinions"] == record["needs"] == record["flags"] == [] for record in records)


def test_personal_data_is_masked(shopwright: Shopwright, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": "客服让我打13800138000，没人接"}, ensure_ascii=False), encoding="utf-8")
    assert shopwright("reviews", source, "-o", out, "--report", tmp_path / "r.html").code == 0
    assert lines(out)[0]["text"] == "客服让我打[电话]，没人接"
    assert "13800138000" not in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["csv", "tsv", "parquet", "xlsx"])
def test_every_output_format(shopwright: Shopwright, source: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    assert shopwright("reviews", source, "-o", out).code == 0
    again = tmp_path / "again.jsonl"
    assert shopwright("reviews", out, "-o", again).code == 0
    assert [record["id"] for record in lines(again)] == ["a", "b", "c", "d"]
    if suffix == "parquet":
        assert pl.read_parquet(out)["sentiment"].struct.field("label").to_list()[0] == "negative"


def test_text_without_words_is_read_as_neutral(shopwright: Shopwright, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_text('id,review\n1,""\n2,"   "\n3,👍\n4,<b></b>\n', encoding="utf-8")
    assert shopwright("reviews", source, "-o", out).code == 0
    records = lines(out)
    assert [record["id"] for record in records] == ["1", "2", "3", "4"]
    labels = [record["sentiment"]["label"] for record in records]
    assert labels == ["neutral", "neutral", "positive", "neutral"]


def test_rejected_rows_stand_beside_the_output(shopwright: Shopwright, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "很好"}\n{broken\n{"text": null}\n{"text": "不好"}\n', encoding="utf-8")
    done = shopwright("reviews", source, "-o", out)
    assert done.code == 0
    assert "2 rows rejected" in done.err
    assert [record["id"] for record in lines(out)] == ["1", "4"]
    assert [row["row"] for row in lines(tmp_path / "out.rejected.jsonl")] == [2, 3]
    assert shopwright("reviews", source, "-o", out, "--strict").code == 1
    assert out.exists()


def test_stdin_to_stdout(source: Path) -> None:
    done = subprocess.run(
        [COMMAND, "reviews", "-", "-o", "-"], input=source.read_bytes(), capture_output=True, check=True
    )
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.csv", "-o", "o.jsonl"], "missing.csv"),
        (["in.csv", "-o", "o.docx"], "o.docx"),
        (["in.csv", "-o", "nowhere/o.jsonl"], "nowhere"),
        (["in.csv", "-o", "in.csv"], "in.csv"),
        (["in.csv", "-o", "o.jsonl", "--map", "colour=x"], "colour"),
        (["in.csv", "-o", "o.jsonl", "--map", "rating=stras"], "did you mean stars"),
        (["in.csv", "-o", "o.jsonl", "--text-column", "nope"], "nope"),
        (["in.csv", "-o", "o.jsonl", "--report", "nowhere/r.html"], "nowhere"),
        (["in.csv", "-o", "o.jsonl", "--encoding", "klingon"], "klingon"),
        (["other.csv", "-o", "o.jsonl"], "--text-column"),
        (["in.csv", "-o", "o.jsonl", "--report", "o.jsonl"], "same file"),
        (["in.csv", "-o", "o.jsonl", "--report", "-"], "goes to a file"),
        (["in.csv", "-o", "o.jsonl", "--sheet", "1"], "--sheet"),
        (["in.csv"], "--out"),
        (["in.csv", "-o", "o.jsonl", "--language", "fr"], "--language"),
        (["in.csv", "-o", "o.jsonl", "--nonsense"], "--nonsense"),
    ],
)
def test_unusable_input_is_answered_in_one_line(shopwright: Shopwright, arguments: list[str], said: str) -> None:
    Path("in.csv").write_text("review,stars\ngood,5\n", encoding="utf-8")
    Path("other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = shopwright("reviews", *arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "Value error" not in done.err
    assert ".:" not in done.err
    assert not Path("o.jsonl").exists()


def test_an_interrupted_run_resumes_to_the_same_output(tmp_path: Path) -> None:
    source, whole, cut = tmp_path / "in.csv", tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    rows = "".join(f"{n},第{n}次购买、质量{'很好' if n % 3 else '太差'}\n" for n in range(6000))
    source.write_text("id,评论\n" + rows, encoding="utf-8")
    subprocess.run(
        [COMMAND, "reviews", source, "-o", whole, "--report", tmp_path / "whole.html"], check=True, capture_output=True
    )
    running = subprocess.Popen([COMMAND, "reviews", source, "-o", cut], stderr=subprocess.PIPE)
    spool = tmp_path / "cut.jsonl.partial" / "records.jsonl"
    while not (spool.exists() and spool.stat().st_size > 200_000):
        assert running.poll() is None
    os.kill(running.pid, signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode == 130
    assert b"--resume" in err
    assert not cut.exists()
    command = [COMMAND, "reviews", source, "-o", cut, "--report", tmp_path / "cut.html", "--resume"]
    subprocess.run(command, check=True, capture_output=True)
    assert [record["id"] for record in lines(cut)] == [record["id"] for record in lines(whole)]
    for resumed, uninterrupted in zip(lines(cut), lines(whole), strict=True):
        assert resumed["sentiment"]["label"] == uninterrupted["sentiment"]["label"]
        assert abs(resumed["sentiment"]["positive"] - uninterrupted["sentiment"]["positive"]) < 0.005
    shown = [(tmp_path / name).read_text(encoding="utf-8").count("<blockquote") for name in ("whole.html", "cut.html")]
    assert shown[0] == shown[1] > 0


def test_the_report_of_a_resumed_workbook_pairs_every_reading_with_its_own_row(
    shopwright: Shopwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out, report = tmp_path / "in.jsonl", tmp_path / "out.xlsx", tmp_path / "r.html"
    texts = [("好评很多" * 9000, "甲"), ("太差了、退货", "乙"), ("非常好用、喜欢", "丙")]
    rows = [json.dumps({"text": text, "product": product}, ensure_ascii=False) for text, product in texts]
    source.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(OutputJob, "finish", OutputJob.close)
    assert shopwright("reviews", source, "-o", out).code == 0
    monkeypatch.undo()
    assert shopwright("reviews", source, "-o", out, "--report", report, "--resume").code == 0
    page = report.read_text(encoding="utf-8")
    assert "乙" in page
    assert "丙" in page
    assert "甲" not in page


def test_the_demo_says_what_it_found(shopwright: Shopwright, tmp_path: Path) -> None:
    done = shopwright("demo", "--report-only", "--folder", tmp_path)
    assert done.code == 0
    assert done.out == ""
    assert "reviews read: 300" in done.err
    assert "shopwright reviews" in done.err
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in report
    assert "Content-Security-Policy" in report


def test_the_library_reads_reviews_in_order() -> None:
    from shopwright.shop import Review

    texts = ["很好", "太差了，再也不来", "good " * 3000, "", "a"] * 300
    readings = list(ReviewReader().read(Review(id=str(n), text=text) for n, text in enumerate(texts)))
    assert [reading.id for reading in readings] == [str(n) for n in range(len(texts))]
    first = {reading.text: reading.sentiment for reading in readings[:5]}
    assert all(abs(first[reading.text].positive - reading.sentiment.positive) < 0.02 for reading in readings)
