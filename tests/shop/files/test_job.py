"""Output jobs: atomic, resumable at any byte, with their rejected rows."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shopwright.errors import OutputError, UsageError
from shopwright.shop.files import OutputJob, RejectedRow, check_place, fingerprint_file, open_table, replace_text
from shopwright.shop.files.spool import Spool

ROWS = 7


def process(job: OutputJob, *, stop: int = ROWS + 1) -> None:
    """Rows 3 and 7 are rejected, all others written; an interrupt before row `stop`."""
    for number in range(1, ROWS + 1):
        if number <= job.resume_after:
            continue
        if number == stop:
            raise KeyboardInterrupt
        if number in (3, 7):
            job.reject(RejectedRow(number, "no text", {"备注": "空"}))
        else:
            job.write(number, {"id": str(number), "text": f"很好，用\n{number}", "opinions": [{"n": number}]})


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def uninterrupted(folder: Path, name: str) -> dict[str, bytes]:
    folder.mkdir()
    with OutputJob(folder / name) as job:
        process(job)
    assert (job.written, job.rejected, job.resume_after) == (5, 2, 0)
    return results(folder)


def test_records_and_rejected_rows(tmp_path: Path) -> None:
    found = uninterrupted(tmp_path / "a", "o.jsonl")
    assert set(found) == {"o.jsonl", "o.rejected.jsonl"}
    records = [json.loads(line) for line in found["o.jsonl"].splitlines()]
    assert [record["id"] for record in records] == ["1", "2", "4", "5", "6"]
    rejected = [json.loads(line) for line in found["o.rejected.jsonl"].splitlines()]
    assert rejected == [{"row": n, "reason": "no text", "values": {"备注": "空"}} for n in (3, 7)]


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv", "o.tsv", "o.parquet"])
@pytest.mark.parametrize("stop", range(1, ROWS + 1))
def test_resuming_gives_the_same_bytes(tmp_path: Path, name: str, stop: int) -> None:
    expected = uninterrupted(tmp_path / "a", name)
    out = tmp_path / "b" / name
    out.parent.mkdir()
    with pytest.raises(KeyboardInterrupt), OutputJob(out, fingerprint={"model": "a"}) as job:
        process(job, stop=stop)
    assert not out.exists()
    with OutputJob(out, fingerprint={"model": "a"}, resume=True) as job:
        before = [record["id"] for _, record in job.recovered()]
        process(job)
        assert [record["id"] for _, record in job.recovered()] == before
    assert before == [id for id in ("1", "2", "4", "5", "6") if int(id) < stop]
    assert (job.written, job.rejected) == (5, 2)
    assert results(out.parent) == expected


def test_a_kill_at_any_byte_is_survived(tmp_path: Path) -> None:
    expected = uninterrupted(tmp_path / "a", "o.jsonl")
    (tmp_path / "k").mkdir()
    killed = OutputJob(tmp_path / "k" / "o.jsonl")
    process(killed)
    killed.close()
    records = (tmp_path / "k" / "o.jsonl.partial" / "records.jsonl").read_bytes()
    ends = {at + shift for at in range(len(records)) if records[at : at + 1] == b"\n" for shift in (-1, 0, 1, 2)}
    for size in sorted(ends | set(range(0, len(records) + 1, 17))):
        folder = tmp_path / "b"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "k", folder)
        os.truncate(folder / "o.jsonl.partial" / "records.jsonl", size)
        with OutputJob(folder / "o.jsonl", resume=True) as job:
            process(job)
        assert results(folder) == expected


def test_noise_after_a_power_cut_is_cut_off(tmp_path: Path) -> None:
    expected = uninterrupted(tmp_path / "a", "o.jsonl")
    job = OutputJob(tmp_path / "a" / "o.jsonl")
    process(job)
    job.close()
    with (tmp_path / "a" / "o.jsonl.partial" / "records.jsonl").open("ab") as stream:
        stream.write(b"\0\0\0\n7\n[1, {}]\n")
    with OutputJob(tmp_path / "a" / "o.jsonl", resume=True) as job:
        process(job)
    assert results(tmp_path / "a") == expected


def test_a_real_kill(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from shopwright.shop.files import OutputJob, RejectedRow\n"
        "job = OutputJob(sys.argv[1])\n"
        "for n in range(1, 5001):\n"
        "    job.reject(RejectedRow(n, 'odd')) if n % 7 == 0 else job.write(n, {'id': n})\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    out = tmp_path / "o.jsonl"
    assert subprocess.run([sys.executable, "-c", script, str(out)], check=False).returncode == -9
    with OutputJob(out, resume=True) as job:
        assert 1000 < job.resume_after < 5000
        assert job.written + job.rejected == job.resume_after
        assert [record["id"] for _, record in job.recovered()] == [n for n in range(1, job.resume_after + 1) if n % 7]


@pytest.mark.parametrize("step", ["ready_rejected", "discard"])
def test_a_kill_while_finishing_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    expected = uninterrupted(tmp_path / "a", "o.csv")

    def interrupt(_spool: Spool) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "b"
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(Spool, step, interrupt)
        with pytest.raises(KeyboardInterrupt), OutputJob(folder / "o.csv") as job:
            process(job)
    with OutputJob(folder / "o.csv", resume=True) as job:
        assert job.resume_after == 6
        process(job)
    assert results(folder) == expected


def test_without_resume_an_interrupted_run_is_discarded(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    with pytest.raises(KeyboardInterrupt), OutputJob(out) as job:
        process(job, stop=5)
    with OutputJob(out) as job:
        assert (job.resume_after, list(job.recovered()), job.written) == (0, [], 0)
    assert results(tmp_path) == {"o.jsonl": b""}


def test_resuming_another_run_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    with pytest.raises(KeyboardInterrupt), OutputJob(out, fingerprint={"model": "a", "top": 1}) as job:
        process(job, stop=5)
    with pytest.raises(UsageError, match='model was "a" and is "b"') as caught:
        OutputJob(out, fingerprint={"model": "b", "top": 1}, resume=True)
    assert "--resume" in str(caught.value)
    assert "top" not in str(caught.value)
    with OutputJob(out, fingerprint={"top": 1, "model": "a"}, resume=True) as job:
        assert job.resume_after == 4


def test_with_nothing_to_resume_it_simply_starts(tmp_path: Path) -> None:
    with OutputJob(tmp_path / "o.jsonl", resume=True) as job:
        process(job)
    assert job.written == 5


def test_an_old_output_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    out.write_text("old")
    (tmp_path / "o.rejected.jsonl").write_text("old")
    with pytest.raises(KeyboardInterrupt), OutputJob(out) as job:
        process(job, stop=5)
    assert out.read_text() == "old"
    with OutputJob(out) as job:
        job.write(1, {"id": "1"})
        assert out.read_text() == "old"
    assert results(tmp_path) == {"o.jsonl": b'{"id": "1"}\n'}


def test_an_error_before_any_work_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="early"), OutputJob(tmp_path / "o.jsonl"):
        raise ValueError("early")
    assert results(tmp_path) == {}


def test_two_runs_do_not_share_an_output(tmp_path: Path) -> None:
    with OutputJob(tmp_path / "o.jsonl") as job:
        job.write(1, {"id": "1"})
        with pytest.raises(OutputError, match="another run is writing"):
            OutputJob(tmp_path / "o.jsonl")
        with pytest.raises(OutputError, match="another run is writing"):
            OutputJob(tmp_path / "o.jsonl", resume=True)
    assert results(tmp_path) == {"o.jsonl": b'{"id": "1"}\n'}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "o.jsonl.partial").mkdir()
    (tmp_path / "o.jsonl.partial" / "records.jsonl").write_text("mine")
    with pytest.raises(OutputError, match="in the way"):
        OutputJob(tmp_path / "o.jsonl")
    assert (tmp_path / "o.jsonl.partial" / "records.jsonl").read_text() == "mine"


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "o.jsonl").symlink_to(tmp_path / "real" / "r.jsonl")
    with OutputJob(tmp_path / "o.jsonl") as job:
        job.write(1, {})
    assert (tmp_path / "o.jsonl").is_symlink()
    assert (tmp_path / "real" / "r.jsonl").read_text() == "{}\n"


def impossible(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    source = folder / "in.jsonl"
    source.write_text("{}\n")
    (folder / "old.rejected.jsonl").write_text("{}\n")
    (folder / "folder.csv").mkdir()
    (folder / "file.csv.partial").write_text("")
    yield str(folder / "o.docx"), "no format that can be written", {}
    yield str(folder / "o"), "no suffix", {}
    yield str(folder / "none" / "o.csv"), "mkdir", {}
    yield str(folder / "folder.csv"), "is a directory", {}
    yield str(folder / "file.csv"), "cannot be written", {}
    yield str(source), "is the input itself", {"source": source}
    yield str(folder / "old.csv"), "is the input itself", {"source": str(folder / "old.rejected.jsonl")}


def test_what_cannot_work_is_refused_before_any_work(tmp_path: Path) -> None:
    for out, words, options in impossible(tmp_path):
        with pytest.raises(OutputError, match=words):
            OutputJob(out, **options)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "o.jsonl")
    with pytest.raises(OutputError, match="is a device"):
        OutputJob(tmp_path / "o.jsonl")


def test_a_full_disk_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    out = tmp_path / "o.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr(Spool, "lines", full)
        with pytest.raises(OutputError, match="--resume"), OutputJob(out) as job:
            process(job)
    with OutputJob(out, resume=True) as job:
        process(job)
    assert job.written == 5


def test_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with OutputJob("-", resume=True) as job:
        process(job)
        assert (list(job.recovered()), job.resume_after) == ([], 0)
    assert (job.written, job.rejected) == (5, 2)
    assert len(capsysbinary.readouterr().out.splitlines()) == 5


def test_what_no_xlsx_cell_can_hold_is_rejected(tmp_path: Path) -> None:
    with OutputJob(tmp_path / "o.xlsx") as job:
        assert job.write(1, {"id": "1", "text": "a"})
        assert not job.write(2, {"id": "2", "text": "x" * 40_000})
    assert (job.written, job.rejected) == (1, 1)
    with open_table(tmp_path / "o.rejected.jsonl") as table:
        (row,) = table
    assert row.values["row"] == 2
    assert "32,767" in row.values["reason"]


def test_what_json_cannot_hold_is_written_all_the_same(tmp_path: Path) -> None:
    with OutputJob(tmp_path / "o.jsonl") as job:
        job.write(1, {"text": "a\ud83d", "x": float("nan")})
        job.reject(RejectedRow(2, "odd", {"x": float("inf"), "b": b"\xff"}))
    assert json.loads((tmp_path / "o.jsonl").read_bytes()) == {"text": "a\ufffd", "x": None}
    assert json.loads((tmp_path / "o.rejected.jsonl").read_bytes())["values"] == {"x": None, "b": "\ufffd"}


def test_fingerprints_follow_the_content(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("id,text\n1,a\n")
    shutil.copyfile(first, second)
    assert fingerprint_file(first) == fingerprint_file(second)
    second.write_text("id,text\n1,b\n")
    assert fingerprint_file(first) != fingerprint_file(second)
    assert fingerprint_file("-") == {"name": "-"}


def test_a_text_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "r.html"
    replace_text(out, "旧")
    assert results(tmp_path) == {"r.html": "旧".encode()}

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        with pytest.raises(OutputError, match="No space left"):
            replace_text(out, "新")
    assert results(tmp_path) == {"r.html": "旧".encode()}
    with pytest.raises(OutputError, match="is the input itself"):
        check_place(out, out)
