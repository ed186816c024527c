"""Learning phrases: bracketed sentences, the labels of their words, and the tagger they teach."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.mentions.tagging import load_tagger
from extractors.parse import parse_untyped, read_names, read_words
from extractors.training.phrases import (
    bracketed,
    examples_of,
    fit_tagger,
    labels_of,
    read_bracketed,
    write_tagger,
)
from extractors.training.types import fit_typer, typed_phrases
from ontology.errors import ReadError
from ontology.lexicon import load_lexicon

SENTENCES = (
    "{A青石镇}组织{G党员}120名参加{E消防演练}。",
    "{O县水利局}派出{G抢险队员}30名加固{L河堤}。",
    "{A柳林镇}转移{G低洼地带群众}300人。",
    "{O县民政局}向{G受灾群众}发放{I棉被}800床。",
    "{A白沙乡}开展{E全面排查}，发现{B安全隐患}12处。",
    "{O县教育局}印发{D复学工作方案}，要求{O各学校}落实{M晨检制度}。",
)


def test_braces_hold_phrases_with_their_types() -> None:
    sentence = bracketed("{A青石镇}组织{G党员}120名。")
    assert sentence is not None
    assert sentence.text == "青石镇组织党员120名。"
    found = [(sentence.text[span.start : span.end], kind) for span, kind in sentence.phrases]
    assert found == [("青石镇", "AdministrativeArea"), ("党员", "PopulationGroup")]


@pytest.mark.parametrize("line", ["{青石镇}组织党员", "{A青石镇组织党员", "{Z青石镇}组织党员"])
def test_what_is_no_bracket_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "page.brk"
    path.write_text(f"{SENTENCES[0]}\n{line}\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"page\.brk:2: "):
        read_bracketed(path)


def test_a_page_without_brackets_has_no_sentences(tmp_path: Path) -> None:
    assert read_bracketed(tmp_path / "none.brk") == []


@pytest.mark.parametrize("line", SENTENCES)
def test_a_phrase_begins_once(line: str) -> None:
    sentence = bracketed(line)
    assert sentence is not None
    labels = labels_of(sentence)
    assert len(labels) == len(sentence.text)
    assert labels.count("B") == len(sentence.phrases)


def test_a_tagger_learns_its_sentences(tmp_path: Path) -> None:
    """It repeats what it was taught, and what is written is what it weighs."""
    lexicon = load_lexicon()
    # a feature counts from the second time it is seen
    sentences = [each for each in map(bracketed, SENTENCES * 2) if each is not None]
    examples = list(examples_of(sentences, lexicon))
    tagger = fit_tagger(examples)
    wrong = total = 0
    for sentence, example in zip(sentences, examples, strict=True):
        words = read_words(sentence.text, lexicon).tokens
        names = read_names(sentence.text, frozenset(), lexicon)
        told = tagger.tag(words, names, lexicon)
        wrong += sum(one != other for one, other in zip(told, example.labels, strict=True))
        total += len(told)
    assert wrong / total < 0.1
    path = tmp_path / "tagging.json"
    write_tagger(tagger, path)
    assert path.read_text(encoding="utf-8").count("\n") > 10


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("民政协理员代洪芳逐户走访。", {"代洪芳"}),
        ("关庙镇铁坪村地处渠尾。", {"关庙镇", "铁坪村"}),
        ("护士蒋蕾把晚饭送到病房。", {"蒋蕾"}),
    ],
)
def test_a_phrase_may_begin_inside_a_word(text: str, phrases: set[str]) -> None:
    """The segmenter's words are no bounds: 员代|洪芳, 庙镇|铁坪."""
    found = parse_untyped(text, load_lexicon(), load_tagger())
    assert phrases <= {each.text for each in found if each.mention is not None}


def test_learning_is_the_same_every_time() -> None:
    lexicon = load_lexicon()
    sentences = [each for each in map(bracketed, SENTENCES) if each is not None]
    examples = list(examples_of(sentences, lexicon))
    assert fit_tagger(examples) == fit_tagger(examples)


def test_types_are_learnt_from_phrases() -> None:
    """A noun that the lexicon lacks takes the type that such nouns had."""
    lexicon, tagger = load_lexicon(), load_tagger()
    lines = [f"县里购置{{I{stem}艇}}3艘。" for stem in ("皮划", "巡江", "救护", "快速")]
    sentences = [each for each in map(bracketed, (*lines, *SENTENCES)) if each is not None]
    examples = [
        example
        for page, sentence in enumerate(sentences)
        for example in typed_phrases(sentence, str(page), lexicon, tagger)
    ]
    model = fit_typer(examples)
    shares = model.shares([("1=艇", "lex=")])
    assert max(shares, key=lambda kind: shares[kind]) == "Item"
