"""Write the reference of the named queries, docs/queries.md and docs/queries.zh.md."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path

from graph.build import build
from graph.cli.text import cut
from graph.query import NamedQuery, QueryResult, mechanisms, named_queries, run_named
from graph.results import LABEL_SUFFIX, Row
from graph.store import Store, open_store

ROOT = Path(__file__).parents[1]
ROWS = 3
COLUMNS = 40
"""How wide a cell may be; an evidence sentence can be longer than a page is wide."""

EXAMPLES = {
    "all-of-a-kind": {"kind": "志愿者"},
    "entity": {"name": "孟轲乡"},
    "grid": {"subject": "华龙区"},
    "hierarchy": {"unit": "滨河社区"},
    "screening": {"what": "车辆"},
    "search": {"word": "四个口袋"},
    "timeline": {"time": "01-10"},
    "totals": {"what": "卡点"},
}
"""What some queries are asked with; the others are asked as they are."""


WORDS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
FILES = {"en": ROOT / "docs" / "queries.md", "zh": ROOT / "docs" / "queries.zh.md"}


def main() -> None:
    """Write the reference anew, with the answers that come out today."""
    with tempfile.TemporaryDirectory() as place:
        build([ROOT / "seeds"], Path(place) / "seeds.kg")
        with open_store(Path(place) / "seeds.kg") as store:
            for language, file in FILES.items():
                file.write_text(reference(store, language), encoding="utf-8", newline="\n")


def reference(store: Store, language: str) -> str:
    """The whole reference in one language, with answers from the store."""
    words = WORDS[language]
    parts = [f"# {words['title']}", words["intro"], words["kinds"]]
    for about in mechanisms().values():
        parts.append(f"## {about.zh if language == 'zh' else about.en}")
        queries = [one for one in named_queries().values() if one.mechanism == about.name]
        parts += [_section(store, query, language) for query in queries]
    return "\n\n".join(parts) + "\n"


def _section(store: Store, query: NamedQuery, language: str) -> str:
    words = WORDS[language]
    given = EXAMPLES.get(query.name, {})
    result = run_named(store, query.name, given, language=language)
    count = len(result.rows)
    arguments = "".join(f" --param {name}={value}" for name, value in given.items())
    parts = [
        f"### {query.name}",
        query.zh if language == "zh" else query.en,
        "\n".join(_parameters(query, language)),
        f"{words['example']}: `wangge query seeds.kg {query.name}{arguments}`",
        _table(result) if count else "",
        words["rows"].format(count=count) if count else words["nothing"],
    ]
    return "\n\n".join(part for part in parts if part)


def _parameters(query: NamedQuery, language: str) -> list[str]:
    words = WORDS[language]
    lines = []
    for one in query.parameters:
        told = [one.zh if language == "zh" else one.en]
        told += [words["required"]] if one.required else []
        told += [words["default"].format(words=" ".join(one.default))] if one.default else []
        lines.append(f"- `{one.name}` ({one.kind}): {'; '.join(told)}")
    return lines


def _table(result: QueryResult) -> str:
    places = {name: place for place, name in enumerate(result.variables)}
    shown = {
        name: places.get(name + LABEL_SUFFIX, place)
        for name, place in places.items()
        if not (name.endswith(LABEL_SUFFIX) and name.removesuffix(LABEL_SUFFIX) in places)
    }
    lines = [[_cell(row, place, result) for place in shown.values()] for row in result.rows[:ROWS]]
    # Hashes tell a reader nothing, and change with what they are made from.
    kept = [index for index in range(len(shown)) if not any(line[index] is None for line in lines)]
    heads = [list(shown)[index] for index in kept]
    rows = [heads, ["---"] * len(kept), *([str(line[index]) for index in kept] for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(row: Row, place: int, result: QueryResult) -> str | None:
    """The text of a cell in Markdown; None for an IRI that has no label."""
    term = row[place]
    if term is None:
        return ""
    text = str(getattr(term, "value", term))
    if text.startswith("http"):
        if text not in result.labels:
            return None
        text = result.labels[text]
    line = cut(" ".join(text.split()), COLUMNS)
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#~" else mark for mark in line)


if __name__ == "__main__":
    main()
