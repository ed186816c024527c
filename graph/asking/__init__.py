"""Questions in Chinese, answered from the graph with the facts that answer them."""

from graph.asking.answering import Asker, ask
from graph.asking.answers import ANSWERED, NOT_UNDERSTOOD, UNKNOWN, Answer, Reply

__all__ = ["ANSWERED", "NOT_UNDERSTOOD", "UNKNOWN", "Answer", "Asker", "Reply", "ask"]
