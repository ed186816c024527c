"""``python -m fuzz TARGET SECONDS``: look for inputs that break a target; keep them as findings."""

from __future__ import annotations

import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import atheris

# What is counted as covered: our own code, and the readers' libraries.
_INSTRUMENTED = ["extractors", "ontology", "pdfplumber", "pdfminer", "docx", "trafilatura"]
_LONGEST = {"turtle": 40_000, "layout": 3_000, "extraction": 1_500}
FINDINGS = Path(__file__).with_name("findings")


def main() -> None:
    """Run libFuzzer, with more of its own options behind the first two arguments if you like."""
    if len(sys.argv) < 3:
        sys.exit("usage: python -m fuzz TARGET SECONDS [LIBFUZZER OPTIONS]; see fuzz/README.md")
    name, seconds, *options = sys.argv[1:]
    with atheris.instrument_imports(include=_INSTRUMENTED):
        from fuzz.inputs import inputs_of, words
        from fuzz.targets import TARGETS
    if name not in TARGETS:
        sys.exit(f"no target {name}; one of {', '.join(TARGETS)}")
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    corpus, dictionary, kept = folder / "corpus", folder / "words", FINDINGS / name
    corpus.mkdir()
    kept.mkdir(parents=True, exist_ok=True)
    for data in inputs_of(name):
        (corpus / sha256(data).hexdigest()).write_bytes(data)
        TARGETS[name](data)  # models and words are loaded before an input's time is measured
    dictionary.write_text("".join(map(_entry, words())), encoding="ascii")
    settings = {
        "max_total_time": seconds,
        "max_len": _LONGEST.get(name, 8_000),
        "timeout": 120,
        "rss_limit_mb": 3_000,
        "dict": dictionary,
        "artifact_prefix": f"{kept}/",
    }
    arguments = [f"-{key}={value}" for key, value in settings.items()]
    atheris.Setup([sys.argv[0], *arguments, *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def _entry(word: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'


if __name__ == "__main__":
    main()
