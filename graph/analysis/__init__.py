"""Analysis of the graph of facts: pure functions from a networkx graph to tables."""
