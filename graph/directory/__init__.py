"""
The directory of a store: all its entities, looked up by name, by pinyin, by type and by weight.

It is made once (``making``) and lies in a folder as files that any number of processes read
(``reading``) without loading them: what a reader holds does not grow with the store.
"""

from graph.directory.entries import Entry
from graph.directory.making import directory_of
from graph.directory.reading import Directory

__all__ = ["Directory", "Entry", "directory_of"]
