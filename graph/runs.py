"""
The runs that made a store: when, by which software, and which documents each of them read.

They are told in PROV-O, but in a file of the store (``runs.jsonl``, JSON-LD a line) rather than in
its graph: a graph says the same whenever it was built, and so do its exports.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from graph.vocabulary import BASE, PROV, RDFS, digest
from ontology.errors import StoreError

FILE: Final = "runs.jsonl"
_CONTEXT: Final = {"prov": PROV, "rdfs": RDFS}


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its IRI, when it began and ended (ISO 8601, UTC), and what read the pages."""

    iri: str
    started: str
    ended: str
    version: str


class RunLog:
    """Writes down one run while it goes on; what is written stays, however the run ends."""

    def __init__(self, folder: Path, version: str, base: str = BASE) -> None:
        """Begin the run of a store in its folder; nothing is written before a document is read."""
        self._file = folder / FILE
        self._started = datetime.now(UTC)
        self._version = version
        self._iri = f"{base}run-{digest(self._started.isoformat(), version)}"
        self._begun = False

    def read(self, documents: Iterable[str]) -> None:
        """
        Note documents, by the IRIs of their graphs, as read by this run.

        Raises StoreError where the disk refuses.
        """
        used = sorted(documents)
        if used:
            if not self._begun:
                software = {"@type": "prov:SoftwareAgent", "rdfs:label": f"wangge {self._version}"}
                self._write(
                    {
                        "@type": "prov:Activity",
                        "prov:startedAtTime": self._started.isoformat(timespec="seconds"),
                        "prov:wasAssociatedWith": software,
                    }
                )
                self._begun = True
            self._write({"prov:used": [{"@id": each} for each in used]})

    def end(self) -> None:
        """Note that the run has ended; a run that read nothing leaves no trace."""
        if self._begun:
            self._write({"prov:endedAtTime": datetime.now(UTC).isoformat(timespec="seconds")})

    def _write(self, told: dict[str, Any]) -> None:
        line = json.dumps({"@context": _CONTEXT, "@id": self._iri, **told}, ensure_ascii=False)
        try:
            with self._file.open("ab+") as file:
                if not self._ends_whole(file):
                    file.write(b"\n")
                file.write(f"{line}\n".encode())
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}") from error

    @staticmethod
    def _ends_whole(file: BinaryIO) -> bool:
        """Whether no crash has cut off the last line, which ours would be glued to."""
        if not file.seek(0, os.SEEK_END):
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def run_of(folder: Path, document: str) -> Run | None:
    """The last run that read a document, by the IRI of its graph; None where no run is known."""
    found = ""
    told: dict[str, dict[str, Any]] = {}
    for line in _lines(folder / FILE):
        run = line["@id"]
        told.setdefault(run, {}).update(line)
        if any(each.get("@id") == document for each in line.get("prov:used", ())):
            found = run
    if not found:
        return None
    return _run(found, told[found])


def last_run(folder: Path) -> Run | None:
    """The run of a store in its folder that began last; None where no run is known."""
    told: dict[str, dict[str, Any]] = {}
    for line in _lines(folder / FILE):
        told.setdefault(line["@id"], {}).update(line)
    return _run(*next(reversed(told.items()))) if told else None


def _run(iri: str, known: dict[str, Any]) -> Run:
    software = known.get("prov:wasAssociatedWith", {}).get("rdfs:label", "")
    started, ended = (known.get(f"prov:{name}AtTime", "") for name in ("started", "ended"))
    return Run(iri, started, ended, software)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of the file; one that a crash left unfinished is passed over."""
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    told = json.loads(line)
                except ValueError:
                    continue
                if isinstance(told, dict) and isinstance(told.get("@id"), str):
                    yield told
    except OSError:
        return
