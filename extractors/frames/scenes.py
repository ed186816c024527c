"""Scenes: the place that the sentences of a paragraph speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from extractors.document import Span
from extractors.frames.clauses import Clause, Group, Unit
from extractors.mentions.mention import Mention
from extractors.records import record
from ontology.lexicon import Lexicon

PLACES = frozenset({"Place", "AdministrativeArea"})
REACHED = PLACES | {"Organization"}  # what one can go to
ORIGINS = frozenset({"从", "自"})
_REACH = 3  # sentences of a paragraph for which a scene holds
_TAKEN_TO = ("到", "至", "往", "赴", "进", "入", "回")  # 接到, 转运至, 送往: where they end
_ABSTRACT = frozenset({"上", "下", "中", "间", "后", "前", "时", "期间", "以来", "之前", "之后"})

Filler = tuple[Mention, str]


@record(frozen=True, slots=True)
class Scene:
    """
    The place that the sentences of a paragraph speak of, and the sentence that told it.

    A ``firm`` scene is a site that people came to or that a sentence is about; a unit, or a
    place that a clause only names (在广场举行演练), ends where somebody else acts.
    """

    place: Filler | None = None
    sentence: int = -1
    firm: bool = False

    def within(self, clauses: Sequence[Clause], sentence: int) -> Scene:
        """The scene as it still holds in a sentence: none where that is about somebody else."""
        if sentence - self.sentence > _REACH:
            return Scene()
        ending = {"AdministrativeArea"} if self.firm else {"AdministrativeArea", "Organization"}
        return Scene() if _begins_with_named(clauses, ending) else self

    def after(self, clauses: Sequence[Clause], sentence: int, lexicon: Lexicon) -> Scene:
        """The scene as a sentence leaves it: the last place that it tells, else this one."""
        if any(_speaks(clause, lexicon) for clause in clauses):
            return self  # 强调，在林区设卡: what is demanded sets no scene
        scenes = [each for clause in clauses for each in scenes_of(clause, clauses, lexicon)]
        if not scenes:
            return self
        place, firm = scenes[-1]
        return Scene(place, sentence, firm)


def scenes_of(
    clause: Clause, clauses: Sequence[Clause], lexicon: Lexicon
) -> Iterator[tuple[Filler, bool]]:
    """The places that a clause sets: where it is, where people go, the place it speaks of."""
    for position, unit in enumerate(clause.units):
        group = unit.group
        if group is None:
            continue
        after = clause.units[position + 1].text if position + 1 < len(clause.units) else ""
        if group.localized and after in _ABSTRACT:
            continue
        adjunct = is_adjunct(clause)
        leads = position == 0 and not group.role
        leads = leads and (clause is clauses[0] or group.localized or adjunct)
        led = position > 0 and leads_to(clause.units[position - 1], lexicon)
        told = group.role == "place" and group.marker not in ORIGINS
        found = located(group, REACHED) if told or led or leads else None
        if found is None and told:
            found = _site_of_work(group, lexicon)
        if leads and found is not None and not _is_site(found[0], lexicon):
            continue  # 清河县…: a unit that acts is no scene
        if found is not None and not lexicon.marks(found[0].core, "vague_place"):
            yield found, (led or leads or adjunct) and found[1] == "Place"


def _speaks(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause reports what somebody says."""
    forms = (unit.text for unit in clause.units if unit.kind == "verb")
    entries = (each for form in forms for each in lexicon.triggers.get(form, ()))
    return any(entry.relation == "stated" for entry in entries)


def _site_of_work(group: Group, lexicon: Lexicon) -> Filler | None:
    """汽车站 of 在|汽车站执勤: the work that was read as a name ends where the place does."""
    for mention in group.mentions[:1]:
        for end in range(len(mention.text) - 2, 1, -1):
            site = mention.text[:end]
            if "Place" in lexicon.type_of(site)[:1] and lexicon.type_of(mention.text[end:]):
                start = mention.span.start
                return Mention(Span(start, start + end), site, ("Place",), False, site), "Place"
    return None


def _is_site(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a phrase ends with a noun that is known for a place (安置点, 车站)."""
    ends = (mention.core[-size:] for size in (2, 3, 4))
    return any("Place" in lexicon.heads.get(end, ()) for end in ends)


def _begins_with_named(clauses: Sequence[Clause], types: Set[str]) -> bool:
    """Whether a sentence begins with a thing of these types by its name."""
    first = next(iter(clauses), None)
    if first is None or not first.units or first.units[0].group is None:
        return False
    group = first.units[0].group
    return not group.role and any(each.named and each.type in types for each in group.mentions)


def leads_to(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a word is a verb of motion: one that may tell of a visit to a place, or 送往."""
    for entry in lexicon.triggers.get(unit.text, ()):
        if entry.relation == "visited" and PLACES & entry.objects:
            return True
        if entry.relation == "relocated" and entry.form.endswith(_TAKEN_TO):
            return True
    return False


def located(group: Group, allowed: frozenset[str], taken: Sequence[object] = ()) -> Filler | None:
    """The first thing of a group that is a place or may stand for one."""
    for mention in group.mentions:
        if mention.span in taken or (mention.pronoun and mention.text[0] not in "该我"):
            continue
        if len(mention.core) == 1:
            continue  # the 县 of a name that was not read
        if kind := place_type(mention, allowed):
            return mention, kind
    return None


def place_type(mention: Mention, allowed: Set[str]) -> str:
    """What a mention is as a place, empty where it is none; what is ``allowed`` stands for one."""
    kind = next((each for each in mention.types if each in PLACES), "")
    return kind or ("Place" if mention.type in allowed else "")


def is_adjunct(clause: Clause) -> bool:
    """Whether a clause only says where or when: it has no verb but the preposition 在."""
    return all(unit.kind != "verb" or unit.text == "在" for unit in clause.units)
