"""Write what wangge prints into the READMEs: the answers to their questions, and their fact."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from extractors.document import Document
from extractors.pipeline import extract
from graph.asking import ask
from graph.build import build
from graph.cli.ask import describe
from graph.cli.language import Say
from graph.query import render, run_query
from graph.store import open_store

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
NESTED = ("subject", "object")


def main() -> None:
    """Replace the answer and the fact in both READMEs by what comes out today."""
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "seeds.kg"
        build([ROOT / "seeds"], store)
        for readme in READMES:
            text = readme.read_text(encoding="utf-8")
            text = _replace(text, "text", answer(store, _block(text, "sparql")))
            text = _replace(text, "json", fact_of(_sentence(text)))
            text = _replace(text, "txt", reply(store, _asked(text)))
            readme.write_text(text, encoding="utf-8", newline="\n")


def answer(store: Path, question: str) -> str:
    """The answer to a SPARQL query, as ``wangge query`` prints it."""
    with open_store(store) as opened:
        return render(run_query(opened, question))


def reply(store: Path, question: str) -> str:
    """The answer to a question in Chinese, as ``wangge ask`` prints it."""
    with open_store(store) as opened:
        return describe(opened, ask(opened, question), Say("zh"))


def fact_of(sentence: str) -> str:
    """The one fact of a sentence, its parts on lines of their own."""
    (fact,) = extract(Document("page.txt", sentence)).facts
    record = fact.to_json()
    record["confidence"] = round(record["confidence"], 2)
    lines = (f"  {json.dumps(key)}: {_value(key, value)}" for key, value in record.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(key: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2 if key in NESTED else None)
    return text.replace("\n", "\n  ")


def _sentence(text: str) -> str:
    found = re.search(r"^`([^`]+。)`", text, re.MULTILINE)
    assert found, "the README shows no sentence"
    return found[1]


def _asked(text: str) -> str:
    found = re.search(r'^\$ wangge ask \S+ "([^"]+)"$', text, re.MULTILINE)
    assert found, "the README asks no question"
    return found[1]


def _block(text: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no {language} block"
    return found[1]


def _replace(text: str, language: str, content: str) -> str:
    return text.replace(f"```{language}\n{_block(text, language)}", f"```{language}\n{content}", 1)


if __name__ == "__main__":
    main()
