"""Speech: who says what, quoted or reported, with the speaker before, after or between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Span
from extractors.mentions.mention import Mention
from extractors.parse import Sentence
from extractors.records import record
from ontology.lexicon import Lexicon

_QUOTE = re.compile("“([^“”]*(?:“[^“”]*”[^“”]*)*)”")
_LONG = 8  # characters from which a quotation without a stop in it is speech
_REACH = 45  # characters around a quotation in which its speaker stands with a verb of speech
_FAR = 70  # characters behind it in which somebody who only does something is its speaker
_MEETING = re.compile("(?:会议|会上|大会)$")
_TOWARDS = frozenset({"对", "向", "跟", "给", "朝", "冲"})
_AGENTS = ("Person", "Organization", "AdministrativeArea", "PopulationGroup", "Post")


@record(frozen=True, slots=True)
class Saying:
    """
    A speaker and what is said; ranges count in the paragraph.

    ``sentence`` is the one that names the speaker; ``evidence`` covers the words and the speaker.
    """

    sentence: Sentence
    speaker: Mention | None
    verb: Span | None
    content: Span
    evidence: Span
    rule: str


def read_speech(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Saying]:
    """
    What is said in a paragraph, in order.

    Quotations first; then reported speech (县长要求，…) in sentences without a quotation.
    """
    if not sentences:
        return []
    text = sentences[0].paragraph.text
    sayings = _merge(list(_quotations(text, sentences, lexicon)))
    taken = [saying.evidence for saying in sayings]
    for sentence in sentences:
        reported = _reported(sentence, sentences, lexicon)
        if reported and not any(reported.evidence.overlaps(span) for span in taken):
            sayings.append(reported)
    return sorted(sayings, key=lambda saying: saying.evidence.start)


def _quotations(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Saying]:
    for found in _QUOTE.finditer(text):
        content = Span(*found.span(1))
        words = found.group(1)
        if not words or (len(words) < _LONG and not re.search("[，。！？]", words)):
            continue
        if (
            not re.search("[，。！？…；]", words)
            and text[found.end() : found.end() + 1] not in "，。"
        ):
            continue
        whole = Span(*found.span())
        speaker = _speaker(text, whole, sentences, lexicon)
        if speaker is not None:
            sentence, mention, verb, rule = speaker
            start = sentence.span.start
            spans = [whole, Span(start + mention.span.start, start + mention.span.end)]
            spans += [verb] if verb else []
            evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
            yield Saying(sentence, mention, verb, content, evidence, rule)


def _speaker(
    text: str, quote: Span, sentences: Sequence[Sentence], lexicon: Lexicon
) -> tuple[Sentence, Mention, Span | None, str] | None:
    """The one who says a quotation: after it with a verb, before it with a verb, else near it."""
    for rule in ("after", "before"):
        for sentence in sentences:
            found = _verb_beside(text, quote, sentence, lexicon, rule)
            if found is not None and (mention := _agent_before(sentence, found, quote)) is not None:
                start = sentence.span.start
                return sentence, mention, Span(start + found.start, start + found.end), rule
    for sentence in sentences:
        if quote.end <= sentence.span.start <= quote.end + 2 or _starts_after(sentence, quote):
            for mention in sentence.mentions:
                position = sentence.span.start + mention.span.start
                if mention.type == "Person" and quote.end <= position <= quote.end + _FAR:
                    return sentence, mention, None, "beside"
            break
    return _last_named_before(text, quote, sentences)


def _last_named_before(
    text: str, quote: Span, sentences: Sequence[Sentence]
) -> tuple[Sentence, Mention, Span | None, str] | None:
    """吴桂兰擦了擦汗，“……”: the first person of the sentence whose last part is a quotation."""
    if text[quote.start - 1 : quote.start] != "，" or text[quote.end - 2] not in "。！？…":
        return None
    for sentence in sentences:
        if sentence.span.start < quote.start < sentence.span.end:
            for mention in sentence.mentions:
                ahead = sentence.span.start + mention.span.end <= quote.start
                if mention.type == "Person" and ahead:
                    return sentence, mention, None, "ahead"
    return None


def _starts_after(sentence: Sentence, quote: Span) -> bool:
    return sentence.span.start < quote.end < sentence.span.end


def _verb_beside(
    text: str, quote: Span, sentence: Sentence, lexicon: Lexicon, rule: str
) -> Span | None:
    """The verb of speech of a sentence that stands beside the quotation, in the sentence."""
    start = sentence.span.start
    for chunk in sentence.chunks:
        if chunk.kind != "verb" or not _speaks(chunk.text, lexicon):
            continue
        begin, end = start + chunk.span.start, start + chunk.span.end
        if rule == "after" and quote.end <= begin <= quote.end + _REACH:
            between = text[quote.end : begin]
            if "“" not in between and not re.search("[。！？]", between):
                return chunk.span
        near = rule == "before" and quote.start - 12 <= end <= quote.start
        if near and re.fullmatch("[道时着过]*[：:，,]?", text[end : quote.start]):
            return chunk.span
    return None


def _speaks(form: str, lexicon: Lexicon) -> bool:
    return any(entry.relation == "stated" for entry in lexicon.triggers.get(form, ()))


def _agent_before(sentence: Sentence, verb: Span, quote: Span | None) -> Mention | None:
    """The person before a verb of speech, else the nearest body, unit or group before it."""
    start = sentence.span.start
    found = [
        mention
        for mention in sentence.mentions
        if mention.span.end <= verb.start
        and (set(mention.types) & set(_AGENTS) or mention.pronoun)
        and not (quote is not None and quote.start <= start + mention.span.start < quote.end)
        and not _is_addressed(sentence, mention)
    ]
    near = [mention for mention in found if verb.start - mention.span.end <= _REACH]
    for mention in reversed(near):
        if mention.type == "Person":
            return mention
    return _pointed(sentence, near[-1]) if near else None


def _pointed(sentence: Sentence, mention: Mention) -> Mention:
    """The mention with the 该 that was left in front of it: 该负责人."""
    start = mention.span.start
    pointer = sentence.text[start - 1 : start] if start else ""
    if pointer not in ("该", "这") or mention.text.startswith(pointer):
        return mention
    span = Span(start - 1, mention.span.end)
    return replace(mention, span=span, text=pointer + mention.text)


def _is_addressed(sentence: Sentence, mention: Mention) -> bool:
    """周立民对值守人员说: the one behind 对 listens."""
    before = next((c for c in sentence.chunks if c.span.end == mention.span.start), None)
    return before is not None and before.text in _TOWARDS


def _reported(sentence: Sentence, sentences: Sequence[Sentence], lexicon: Lexicon) -> Saying | None:
    """县长要求，各镇要…: the words behind the first verb of speech, to the sentence's end."""
    if "“" in sentence.text[:2]:
        return None
    for index, chunk in enumerate(sentence.chunks):
        if chunk.kind != "verb" or not _speaks(chunk.text, lexicon):
            continue
        rest = sentence.text[chunk.span.end :]
        if len(rest.strip("，：。")) < 6:
            continue
        following = sentence.chunks[index + 1] if index + 1 < len(sentence.chunks) else None
        marked = following is not None and following.text in ("，", "：", ",", ":")
        speaker = _agent_before(sentence, chunk.span, None)
        meeting = _meeting_before(sentence, chunk.span)
        if not marked and not lexicon.marks(chunk.text, "reporting"):
            continue
        if lexicon.marks(chunk.text, "wordless") and following and following.text not in "：:":
            continue
        if _is_noun_here(sentence, index, lexicon):
            continue
        if speaker is None and meeting is None:
            continue
        start = sentence.span.start
        begin = start + chunk.span.end + (1 if marked else 0)
        content = Span(begin, _last_end(sentence))
        who = meeting or speaker
        first = start + (who.span.start if who else chunk.span.start)
        verb = Span(start + chunk.span.start, start + chunk.span.end)
        return Saying(sentence, who, verb, content, Span(first, content.end), "reported")
    return None


def _is_noun_here(sentence: Sentence, index: int, lexicon: Lexicon) -> bool:
    """按照上级要求，… and 落实各项部署，… name a demand; they make none."""
    form = sentence.chunks[index].text
    if not any(each.noun for each in lexicon.triggers[form] if each.relation == "stated"):
        return False
    before = sentence.chunks[index - 1].text if index else ""
    if lexicon.marks(before, "localizer") or before.endswith(("会上", "会议上")):
        return False  # 在调度会上要求
    for chunk in reversed(sentence.chunks[:index]):
        if chunk.kind == "stop":
            return False
        if chunk.text == "在":
            continue
        if chunk.kind == "verb" or lexicon.marks(chunk.text, "role.basis"):
            return True
    return False


def _meeting_before(sentence: Sentence, verb: Span) -> Mention | None:
    for mention in sentence.mentions:
        if mention.span.end == verb.start and _MEETING.search(mention.text):
            return mention
    return None


def _last_end(sentence: Sentence) -> int:
    return sentence.span.start + len(sentence.text.rstrip())


def _merge(sayings: list[Saying]) -> list[Saying]:
    """“甲，”某人说，“乙。” is one saying: the second part joins the first."""
    merged: list[Saying] = []
    for saying in sayings:
        last = merged[-1] if merged else None
        same = last is not None and last.verb is not None and last.verb == saying.verb
        if last is not None and saying.rule == "ahead":
            same = last.sentence is saying.sentence and last.speaker == saying.speaker
        if same and last is not None:
            span = Span(last.evidence.start, max(last.evidence.end, saying.evidence.end))
            content = Span(last.content.start, saying.content.end)
            merged[-1] = Saying(last.sentence, last.speaker, last.verb, content, span, "between")
        else:
            merged.append(saying)
    return merged
