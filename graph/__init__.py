"""Top floor: facts in, graph out."""
