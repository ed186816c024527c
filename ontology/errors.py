"""The errors that wangge raises on purpose: one root, and one kind for each place they arise in.

Each message is one line that says what is wrong, where, and what to do. The command line prints it
as it stands and exits with 1; it never shows a traceback for any of these.
"""


class WanggeError(Exception):
    """The root of every error that wangge raises on purpose."""


class OntologyError(WanggeError, ValueError):
    """The ontology's Turtle cannot be used: a syntax error, an unknown class, a cycle."""


class LexiconError(WanggeError, ValueError):
    """A line of the lexicon cannot be used."""


class ReadError(WanggeError, OSError):
    """A source cannot be read: it is missing, broken, encrypted, or no text."""


class ExtractionError(WanggeError, RuntimeError):
    """The extractors break down on a document: a defect of ours that a page has brought out."""


class StoreError(WanggeError, RuntimeError):
    """The store cannot be opened, is in use, or is not one of ours."""


class QueryError(WanggeError, ValueError):
    """A query cannot be run: a syntax error, an unknown name, a missing parameter."""


class UsageError(WanggeError, ValueError):
    """The command was called with something that it cannot use."""
