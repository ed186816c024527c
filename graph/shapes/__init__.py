"""What the graph must look like, in SHACL, and whether it does."""

from __future__ import annotations
