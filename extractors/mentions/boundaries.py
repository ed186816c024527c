"""Boundaries: the words of a sentence cut anew where a noun phrase begins or ends inside one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.mentions.phrases import QUOTED
from extractors.mentions.tagging import BEGIN, INSIDE, OUTSIDE
from extractors.tokens import Token, plain_tokens
from ontology.lexicon import Lexicon

_STOPS = frozenset("，。；：！？,;:!?\n")
_DISPOSING = ("把", "将")


def cuts_of(labels: str) -> set[int]:
    """
    Where a phrase begins or ends, by the labels of characters.

    >>> sorted(cuts_of("OBIIO"))
    [1, 4]
    """
    return {
        at
        for at in range(1, len(labels))
        if labels[at] == BEGIN or (labels[at - 1] != OUTSIDE and labels[at] == OUTSIDE)
    }


def crossed(tokens: Sequence[Token], cuts: set[int]) -> bool:
    """Whether a phrase begins or ends inside a word."""
    return any(_inside(token, cuts) for token in tokens)


def _inside(token: Token, cuts: set[int]) -> list[int]:
    """The cuts inside a word, in order."""
    return [at for at in range(token.start + 1, token.end) if at in cuts]


def cut_words(tokens: Sequence[Token], labels: str, lexicon: Lexicon) -> list[Token]:
    """
    The words with those cut in which a phrase begins or ends; what is left of one is a word anew.

    A span that its finder keeps whole (a figure, a time, a title) is never cut, nor is a verb
    with its object that the lexicon has as one word (告诉记者, 测量体温).

    >>> from ontology.lexicon import load_lexicon
    >>> words = [Token(0, 3, "员代洪", "x"), Token(3, 4, "芳", "n")]
    >>> [token.text for token in cut_words(words, "IBII", load_lexicon())]
    ['员', '代', '洪', '芳']
    >>> words = [Token(0, 4, "告诉记者", "x")]
    >>> [token.text for token in cut_words(words, "OOBI", load_lexicon())]
    ['告诉记者']
    """
    cuts = cuts_of(labels)
    found: list[Token] = []
    for token in tokens:
        inner = _inside(token, cuts)
        if not inner or token.tag.isupper() or _holds_object(token, labels, lexicon):
            found.append(token)
            continue
        for start, end in pairwise([token.start, *inner, token.end]):
            piece = token.text[start - token.start : end - token.start]
            found += plain_tokens(piece, start, lexicon)
    return found


def _holds_object(token: Token, labels: str, lexicon: Lexicon) -> bool:
    """Whether a word is a verb of the lexicon inside which a whole phrase stands."""
    goes_on = labels[token.end : token.end + 1] == INSIDE
    return token.text in lexicon.triggers and labels[token.start] == OUTSIDE and not goes_on


def without_crossed(names: Sequence[Token], words: Sequence[Token], cuts: set[int]) -> list[Token]:
    """The names and words, each name in which a phrase begins or ends given up for its words."""
    found: list[Token] = []
    for name in names:
        if name in words or not _inside(name, cuts):
            found.append(name)
        else:
            found += (each for each in words if name.start <= each.start < name.end)
    return found


def labels_of(tokens: Sequence[Token], labels: str, lexicon: Lexicon) -> str:
    """
    The label of each word: that of its first character; a word that is cut by none goes on.

    What stands in quotation marks behind a verb of putting into practice is a phrase (坚持“…”).
    """
    found: list[str] = []
    for index, token in enumerate(tokens):
        first = labels[token.start]
        kept = token.tag.isupper() and first == OUTSIDE
        if kept and BEGIN in labels[token.start : token.end]:
            first = BEGIN  # a span kept whole in which a phrase begins
        if kept and token.tag == QUOTED and index and _practises(tokens[index - 1], lexicon):
            first = BEGIN
        goes_on = first == INSIDE and bool(found) and found[-1] != OUTSIDE
        found.append(first if first != INSIDE or goes_on else BEGIN)
    return "".join(found)


def freed_verbs(tokens: Sequence[Token], labels: str, lexicon: Lexicon) -> str:
    """
    The labels with the verb set free that a clause with 把 or 将 must have.

    Where a phrase has swallowed it, 将|棉被发放|给群众, it is the last verb of the phrase.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> words = tokenize("将棉被发放给群众", lexicon)
    >>> freed_verbs(words, "OBIOB", lexicon), freed_verbs(words, "OBOOB", lexicon)
    ('OBOOB', 'OBOOB')
    """
    found = list(labels)
    start = 0
    for end in range(len(tokens) + 1):
        if end < len(tokens) and tokens[end].text not in _STOPS:
            continue
        marked = next((at for at in range(start, end) if tokens[at].text in _DISPOSING), None)
        if marked is not None and found[marked] == OUTSIDE:
            rest = range(marked + 1, end)
            if not any(found[at] == OUTSIDE and _is_verb(tokens[at], lexicon) for at in rest):
                held = (at for at in reversed(rest) if _swallowed(tokens, found, at, lexicon))
                if (verb := next(held, None)) is not None:
                    found[verb] = OUTSIDE
        start = end + 1
    return "".join(found)


def _is_verb(token: Token, lexicon: Lexicon) -> bool:
    return token.text in lexicon.triggers or token.tag.startswith("v")


def _swallowed(tokens: Sequence[Token], labels: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a verb ends a phrase that begins before it."""
    ends = at + 1 == len(tokens) or labels[at + 1] != INSIDE
    return labels[at] == INSIDE and ends and tokens[at].text in lexicon.triggers


def _practises(token: Token, lexicon: Lexicon) -> bool:
    entries = lexicon.triggers.get(token.text, ())
    return any(entry.relation == "implemented" for entry in entries)
