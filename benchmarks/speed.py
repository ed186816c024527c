"""
Speed: the whole extraction beside ``jieba.posseg`` on the same text, and its memory.

``python benchmarks/speed.py`` prints characters per second of both for 1, 10, 100 and 1000
pages, side by side in one run; ``--most 10000`` goes on to ten thousand. The pages are the
annotated ones with other figures and other words each time, so that nothing is read twice.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jieba.posseg

from extractors.document import Document
from extractors.pipeline import extract

GOLD = Path(__file__).parent.parent / "tests" / "gold"
SIZES = (1, 10, 100, 1000, 10_000)
_STEM = re.compile("[\u4e00-\u9fff]{2}(?=[县镇乡村])")
_LETTERS = (
    "清河柳林双桥石门东湖平安永和玉泉金山长宁新兴白云龙泉水北南塘坪岭溪港湾田峰顺昌义仁德文武康庆丰"
)


def pages(count: int) -> Iterator[str]:
    """The annotated pages in turn, each time with other digits and other names of units."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]
    for number in range(count):
        yield varied(texts[number % len(texts)], random.Random(number))


def varied(text: str, chance: random.Random) -> str:
    """The page with other digits and other names of units, the same for the same chance."""
    names: dict[str, str] = {}

    def renamed(stem: re.Match[str]) -> str:
        return names.setdefault(stem[0], "".join(chance.choices(_LETTERS, k=2)))

    return re.sub("[0-9]", lambda _: str(chance.randint(1, 9)), _STEM.sub(renamed, text))


def measure(count: int) -> tuple[int, float, float, float]:
    """Characters, and seconds of processor time: tagging, extraction, extraction with mentions."""
    characters, tagging, extraction, mentions = 0, 0.0, 0.0, 0.0
    for number, text in enumerate(pages(count)):
        characters += len(text)
        begin = time.process_time()
        for _ in jieba.posseg.cut(text):
            pass
        tagged = time.process_time()
        found = extract(Document(f"{number}.txt", text))
        extracted = time.process_time()
        len(found.mentions)  # looked for when asked for
        mentions += time.process_time() - tagged
        tagging += tagged - begin
        extraction += extracted - tagged
    return characters, tagging, extraction, mentions


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1000, help="pages of the longest run")
    most = parser.parse_args().most
    extract(Document("first.txt", next(pages(1))))  # dictionaries are loaded once
    list(jieba.posseg.cut("先读词典"))
    sys.stdout.write("  pages  posseg/s  extract/s  ratio  with mentions  peak memory\n")
    for count in (size for size in SIZES if size <= most):
        characters, tagging, extraction, mentions = measure(count)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(
            f"{count:>7}  {characters / tagging:>8.0f}  {characters / extraction:>9.0f}  "
            f"{extraction / tagging:>5.2f}  {mentions / tagging:>13.2f}  {peak:>8} MB\n"
        )


if __name__ == "__main__":
    main()
