"""``wangge entity``: show who or what a name is, and which mentions were found to be it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option
from graph.cli.text import fitted, rows, table

if TYPE_CHECKING:
    from graph.identity.card import Card
    from graph.store import Store


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("entity", cls=Command, say=say, help=say("entity.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] NAME")
    @store_option(say)
    @click.option("--of", "within", metavar="UNIT", default="", help=say("entity.of"))
    @click.option("--limit", default=20, type=click.IntRange(0), help=say("entity.limit"))
    @click.option("--json", "as_json", is_flag=True, help=say("entity.json"))
    def entity(
        arguments: tuple[str, ...],
        store_asked: str | None,
        within: str,
        limit: int,
        as_json: bool,
    ) -> None:
        place, (name,) = split_arguments(arguments, ["NAME"], store_asked, say)
        from graph.identity.card import entity_card, find_one
        from graph.store import open_store

        with open_store(place) as store:
            card = entity_card(store, find_one(store, name, within), limit)
            if as_json:
                click.echo(json.dumps(card.to_json(), ensure_ascii=False, indent=2))
            else:
                click.echo(fitted(describe(store, card, say)), nl=False)

    return entity


def describe(store: Store, card: Card, say: Say) -> str:
    """The card as lines of text."""
    from graph.explain import headline
    from graph.identity.rules import identity_rules
    from graph.labels import names_of

    entity, labels = card.entity, names_of(store, say.language)
    told = [
        ("entity.type", labels.get(entity.type, entity.type)),
        ("entity.unit", card.scope),
        ("entity.posts", "、".join(card.posts)),
        ("entity.path", card.path),
        ("entity.place", f"{card.place[1]}°N {card.place[0]}°E" if card.place else ""),
        ("entity.code", entity.adcode),
        ("entity.kind", "、".join(entity.kinds[:1])),
        ("entity.aliases", "、".join(entity.aliases)),
        ("entity.id", entity.id),
    ]
    parts = [entity.name, rows([(say(key), text) for key, text in told if text])]
    known = identity_rules()
    heads = [
        *(say("entity.document"), say("entity.mentions")),
        *(say("entity.rule"), say("entity.confidence")),
    ]
    lines = [
        (
            each.document,
            "、".join((*each.mentions, *(f"← {part}" for part in each.parts))),
            getattr(known[each.rule], say.language) if each.rule in known else each.rule,
            "" if each.confidence is None else f"{each.confidence:.2f}",
        )
        for each in card.merged
    ]
    parts.append(table(heads, lines))
    if card.facts:
        heads = [
            *(say("entity.fact"), say("entity.sources")),
            *(say("entity.evidence"), say("entity.id")),
        ]
        facts = [
            (
                headline(each.fact, labels.get(each.fact.relation, "")),
                str(each.sources),
                each.fact.evidence.text,
                each.iri.rpartition("/")[2],
            )
            for each in card.facts
        ]
        parts.append(table(heads, facts))
    if card.claims > len(card.facts):
        parts.append(say("entity.more", shown=len(card.facts), all=card.claims) + "\n")
    return "\n".join(parts)
