"""``export`` and ``import`` at their work: files, folders, packed ones, refusals and exit codes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli.export import FORMATS
from graph.cli.group import command_line
from graph.exports import FOLDERS
from graph.exports import FORMATS as FILES

PAGE = "7月21日，石门县招募120余名志愿者。\n"
LINE = {
    "document": "手工.txt",
    "subject": {"name": "柳林镇", "type": "AdministrativeArea"},
    "relation": "recruited",
    "object": {"name": "志愿者", "type": "PopulationGroup"},
    "evidence": {"start": 3, "end": 15, "text": "柳林镇招募志愿者20名"},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a store of one page."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)
    Path("a.txt").write_text(PAGE, encoding="utf-8")
    assert run("build", "a.txt", "-q").exit_code == 0
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(command_line(language), arguments)


def line(**changes: object) -> str:
    return json.dumps(LINE | changes, ensure_ascii=False) + "\n"


def test_the_command_offers_the_formats_of_the_library():
    assert set(FORMATS) == {*FILES, *FOLDERS}


@pytest.mark.parametrize("form", FILES)
def test_a_packed_file_holds_what_is_printed(folder: Path, form: str):
    printed = run("export", "--format", form)
    assert run("export", "--format", form, "-o", "out/a.gz").exit_code == 0
    packed = Path("out/a.gz").read_bytes()
    assert gzip.decompress(packed) == printed.stdout_bytes
    run("export", "--format", form, "-o", "b.gz")
    assert Path("b.gz").read_bytes() == packed


@pytest.mark.parametrize("form", FOLDERS)
def test_several_files_go_into_a_folder(folder: Path, form: str):
    result = run("export", "--format", form, "-o", "tables")
    assert (result.exit_code, result.stdout) == (0, "")
    names = sorted(path.name for path in Path("tables").iterdir())
    assert sorted(Path(one).name for one in result.stderr.split() if ".csv" in one) == names
    refused = run("export", "--format", form)
    assert refused.exit_code == 2
    assert f"{form} is several files; name a folder for them with -o" in refused.stderr


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld", "jsonl", "nq.gz", "ttl"])
def test_what_export_writes_import_reads(folder: Path, suffix: str):
    form = {"nq": "nquads", "ttl": "turtle"}.get(suffix.split(".")[0], suffix)
    run("export", "--format", form, "-o", f"a.{suffix}")
    result = run("import", "copy.kg", f"a.{suffix}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "copy.kg:" in result.stdout
    again = run("export", "copy.kg", "--format", "jsonl").stdout
    assert again == run("export", "--format", "jsonl").stdout


def test_the_store_may_be_left_out(folder: Path):
    Path("hand.jsonl").write_text(line(), encoding="utf-8")
    result = run("import", "hand.jsonl", "--json")
    assert json.loads(result.stdout) | {"seconds": 0} == {
        "new": 1,
        "replaced": 0,
        "addedTo": 0,
        "facts": 1,
        "refused": [],
        "seconds": 0,
    }
    assert "手工.txt" in run("export", "--format", "jsonl").stdout
    assert run("import", "--store", "other.kg", "hand.jsonl", "-q").stdout == ""
    assert Path("other.kg").is_dir()


def test_every_refusal_is_told_with_its_line(folder: Path):
    bad = "".join(line(relation=f"recruted{number}") for number in range(5))
    Path("hand.jsonl").write_text(line() + bad, encoding="utf-8")
    result = run("import", "hand.jsonl", "--json")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert [one.split(": relation")[0] for one in told] == [
        f"refused: hand.jsonl:{number}" for number in range(2, 7)
    ]
    assert [one["line"] for one in json.loads(result.stdout)["refused"]] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["import"], 2, "is missing"),
        (["import", "only.kg"], 2, "FILE is missing"),
        (["import", "a.nq"], 1, "a.nq: there is no such file"),
        (["import", "copy.kg", "a.txt"], 1, "a.txt: its name says no format"),
        (["import", "hand.jsonl", "--domain", "nothing"], 1, "nothing"),
    ],
)
def test_a_call_that_cannot_be(folder: Path, arguments: list[str], code: int, reason: str):
    Path("hand.jsonl").write_text(line(), encoding="utf-8")
    result = run(*arguments)
    assert result.exit_code == code
    assert reason in result.stderr
    assert not Path("copy.kg").exists()


def test_both_languages(folder: Path):
    Path("hand.jsonl").write_text(line() + "{}\n", encoding="utf-8")
    result = run("import", "hand.jsonl", language="zh")
    assert "已退回：hand.jsonl:2：" in result.stderr
    assert "收入事实 1 条" in result.stdout
