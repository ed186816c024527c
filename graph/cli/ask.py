"""``wangge ask``: a question in Chinese, answered from the graph with its evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

if TYPE_CHECKING:
    from graph.asking import Answer, Reply
    from graph.store import Store

FORMATS = ("text", "json")
SIGNS = {"exact": "", "min": "≥", "max": "≤", "approx": "≈"}


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("ask", cls=Command, say=say, help=say("ask.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] QUESTION")
    @store_option(say)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", help=say("ask.format")
    )
    @click.option("--sparql", is_flag=True, help=say("ask.sparql"))
    def ask(arguments: tuple[str, ...], store_asked: str | None, form: str, sparql: bool) -> None:
        place, (question,) = split_arguments(arguments, ["QUESTION"], store_asked, say)
        from graph.asking import ask as ask_store
        from graph.store import open_store

        with open_store(place) as store:
            reply = ask_store(store, question)
            if form == "json":
                click.echo(json.dumps(reply.to_json(), ensure_ascii=False))
            else:
                click.echo(describe(store, reply, say, sparql=sparql), nl=False)

    return ask


def describe(store: Store, reply: Reply, say: Say, *, sparql: bool = False) -> str:
    """The reply as lines of text: the answer first, then each fact's sentence and its place."""
    from graph.explain import explain
    from graph.labels import names_of

    labels = names_of(store, say.language)
    if reply.answers:
        lines = ["、".join(_in_words(answer, reply, say) for answer in reply.answers)]
    else:
        known = {"unknown": say("ask.unknown"), "not_understood": say("ask.not_understood")}
        lines = [known[reply.status]]
    if not reply.answers and reply.facts:
        lines.append(say("ask.nearest"))
    for iri, fact in reply.facts.items():
        lines.append(f"  {explain(store, iri).sentence}")
        quote = fact.evidence
        told = [f"{fact.document}:{quote.start}-{quote.end}", labels.get(fact.relation, "")]
        told += [fact.time, _stance(fact.modality, say)]
        told += [say("ask.negated") if fact.negated else "", iri.rpartition("/")[2]]
        lines.append("    " + "  ".join(filter(None, told)))
    if sparql and reply.sparql:
        lines += ["", reply.sparql.rstrip()]
    return "\n".join(lines) + "\n"


def _in_words(answer: Answer, reply: Reply, say: Say) -> str:
    """One answer: its figure with bound and unit, or its name, time or text."""
    facts = [reply.facts[iri] for iri in answer.facts if iri in reply.facts]
    notes = [_stance(fact.modality, say) for fact in facts[:1] if fact.modality != "asserted"]
    if answer.value is not None:
        told = f"{SIGNS[answer.bound]}{answer.value}{answer.unit}"
    elif answer.time:
        words = next((fact.time_text for fact in facts), "")
        told = f"{answer.time}（{words}）" if words else answer.time
    else:
        told = answer.name or answer.text
    return f"{told}（{'，'.join(notes)}）" if notes else told


def _stance(modality: str, say: Say) -> str:
    """The word for what did not happen as told, or not yet; nothing for what did."""
    stances = {
        "required": say("ask.required"),
        "planned": say("ask.planned"),
        "hypothetical": say("ask.hypothetical"),
    }
    return stances.get(modality, "")
