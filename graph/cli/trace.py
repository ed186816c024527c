"""The stages of a sentence as tables: what ``wangge extract --trace`` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from graph.cli.language import Say
from graph.cli.text import table, terminal_columns
from graph.width import display_width

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.facts import Fact
    from extractors.frames.clauses import Unit
    from extractors.frames.ranking import Model
    from extractors.selection import Verdict
    from extractors.trace import SentenceTrace
    from graph.cli.reading import Reading

_INDENT = 10  # columns of a heading
_COLUMNS = 100  # where no terminal says how wide a line may be
_READINGS = 5  # readings of one trigger that are shown
_FEATURES = 4  # features that are shown for a reading, and against it
_SIGNS = {"exact": "", "min": "≥", "max": "≤", "approx": "≈"}


def trace_printer(
    asked: Reading, sentence: str | None, say: Say
) -> Callable[[Document], Iterator[str]]:
    """
    What prints the stages of a document's sentences.

    ``sentence`` is the number of the only one to print, or a text that all to print contain.
    """

    def printer(document: Document) -> Iterator[str]:
        from extractors.trace import trace

        for traced in trace(document, asked.model, asked.lexicon):
            if sentence is None or _is_asked(traced, sentence):
                yield render_trace(traced, asked.model, say)

    return printer


def _is_asked(traced: SentenceTrace, sentence: str) -> bool:
    if sentence.isdecimal():
        return traced.number == int(sentence)
    return sentence in traced.sentence.text


def render_trace(traced: SentenceTrace, model: Model, say: Say) -> str:
    """
    The stages of one sentence, each under its heading, as text that ends with an empty line.

    The words with their tags, the mentions, the clauses with the role of each group, the readings
    with their confidence and verdict, the triggers that gave none, and what weighed most in the
    best reading of each trigger.
    """
    place = say("trace.place", number=traced.number, article=traced.article, block=traced.block)
    text = traced.sentence.text.replace("\n", "")
    parts = [f"{place}\n{text}\n", *_parts(traced, model, say)]
    return "\n".join(parts) + "\n"


def _parts(traced: SentenceTrace, model: Model, say: Say) -> Iterator[str]:
    words = [f"{token.text}/{token.tag}" for token in traced.tokens if token.text.strip()]
    yield _named(say("trace.words"), words)
    yield "".join(
        _named(say("trace.clause", number=number), [*map(_unit, clause.units), clause.stop])
        for number, clause in enumerate(traced.sentence.clauses, 1)
    )
    yield from _mentions(traced, say)
    yield from _readings(traced, model, say)


def _mentions(traced: SentenceTrace, say: Say) -> Iterator[str]:
    mentions = [
        (each.text, " ".join(each.types), say("trace.yes") if each.named else "", each.owner)
        for each in traced.sentence.mentions
    ]
    if mentions:
        heads = ("mention", "types", "named", "owner")
        yield table([say(f"trace.{head}") for head in heads], mentions)


def _readings(traced: SentenceTrace, model: Model, say: Say) -> Iterator[str]:
    """The readings, the triggers that gave none, and what weighed most in the best readings."""
    shown = _shown(traced.verdicts)
    if shown:
        heads = ("trigger", "confidence", "verdict", "fact", "found", "entry")
        rows = [_reading(verdict, model, say) for verdict in shown]
        yield table([say(f"trace.{head}") for head in heads], rows)
    left = len(traced.verdicts) - len(shown)
    if left:
        yield say("trace.left", count=left) + "\n"
    if traced.silences:
        silent = [
            (each.trigger.form, each.trigger.relation, say(f"trace.{each.reason}"))
            for each in traced.silences
        ]
        yield table([say(f"trace.{head}") for head in ("trigger", "relation", "silent")], silent)
    yield from _weighed(shown, model, say)


def _shown(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The likeliest readings of each trigger, and all that were chosen."""
    count: dict[tuple[int, str], int] = {}
    shown = []
    for verdict in verdicts:
        key = _key(verdict)
        count[key] = count.get(key, 0) + 1
        if count[key] <= _READINGS or verdict.outcome == "chosen":
            shown.append(verdict)
    return shown


def _key(verdict: Verdict) -> tuple[int, str]:
    fact = verdict.draft.fact
    return (fact.trigger or fact.evidence).start, fact.relation


def _reading(verdict: Verdict, model: Model, say: Say) -> tuple[str, ...]:
    fact = verdict.draft.fact
    rival = verdict.rival.fact if verdict.rival else None
    better = f"{rival.subject.name} {rival.relation}" if rival else ""
    outcome = say(f"trace.{verdict.outcome}", threshold=f"{model.threshold:.2f}", rival=better)
    found, _, entry = fact.rule.partition(" ")
    trigger = fact.trigger.text if fact.trigger else "–"
    return trigger, f"{verdict.confidence:.2f}", outcome, _told(fact), found, entry


def _told(fact: Fact) -> str:
    counted = fact.quantity
    number = f" {_SIGNS[counted.bound]}{counted.value}{counted.unit}" if counted else ""
    more = "" if fact.modality == "asserted" else f" [{fact.modality}]"
    denied = " [not]" if fact.negated else ""
    place = f" @{fact.place.name}" if fact.place else ""
    recipient = f" ->{fact.recipient.name}" if fact.recipient else ""
    ends = f"{fact.subject.name} {fact.relation} {fact.object.name}"
    return ends + number + place + recipient + more + denied


def _unit(unit: Unit) -> str:
    """A constituent: a verb as it stands, a group in brackets behind the role that it is in."""
    if unit.group is None:
        return unit.text if unit.kind == "verb" else f"{unit.text}·{unit.kind}"
    group = unit.group
    members = [
        " ".join(
            [
                each.mention.text if each.mention else "…",
                *(q.quantity.text for q in each.quantities),
            ]
        )
        for each in group.members
    ]
    bound = "".join(f"{each.text}的" for each in group.modifiers)
    role = f"{group.role}:{group.marker} " if group.role else ""
    return f"[{role}{bound}{'、'.join(members)}]"


def _weighed(verdicts: Sequence[Verdict], model: Model, say: Say) -> Iterator[str]:
    """What spoke most for and against the best reading of each trigger."""
    best = {_key(verdict): verdict for verdict in reversed(verdicts)}
    for verdict in reversed(list(best.values())):
        fact = verdict.draft.fact
        weights = [
            (model.weights[each], each)
            for each in verdict.draft.features
            if model.weights.get(each)
        ]
        weights.sort(key=lambda pair: (-abs(pair[0]), pair[1]))
        told = [
            f"{weight:+.2f} {name} "
            for part in (
                [pair for pair in weights if pair[0] > 0][:_FEATURES],
                [pair for pair in weights if pair[0] < 0][:_FEATURES],
            )
            for weight, name in part
        ]
        ends = f"{fact.subject.name} {fact.relation} {fact.object.name}"
        head = say("trace.weighed", fact=ends, confidence=f"{verdict.confidence:.2f}")
        yield _named(head, told)


def _named(head: str, items: Sequence[str]) -> str:
    """A heading with items beside it, as many on a line as fit, none of them broken."""
    columns = max((terminal_columns() or _COLUMNS) - _INDENT, 20)
    lines = [""]
    for item in items:
        longer = f"{lines[-1]} {item}" if lines[-1] else item
        if lines[-1] and display_width(longer) > columns:
            lines.append(item)
        else:
            lines[-1] = longer
    if display_width(head) >= _INDENT:
        lines.insert(0, "")
    beside = head + " " * (_INDENT - display_width(head)) + lines[0]
    return "".join(
        f"{line.rstrip()}\n" for line in (beside, *(" " * _INDENT + x for x in lines[1:]))
    )
