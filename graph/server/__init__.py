"""
The store over HTTP: SPARQL 1.1 Protocol, Update and Graph Store Protocol on Starlette.

A front process speaks HTTP and touches no store; queries run in worker processes, which are ended
at their limit and replaced (Oxigraph cannot be stopped from Python). The workers read a snapshot:
hard links to the store's files, taken when nobody writes, so that a build neither waits for the
server nor is seen half done. ``graph/server/app.py`` lists the modules that have routes.
"""

from graph.server.settings import Limits, Settings

__all__ = ["Limits", "Settings"]
