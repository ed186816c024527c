"""
Stores on a SPARQL 1.1 server: what is read and written goes over HTTP.

``place`` says which server and which working folder, ``connection`` sends requests and tries
again, ``endpoints`` finds where to write, ``database`` asks as ``graph.database`` wants it,
``writing`` puts graphs into updates, ``answers`` reads what comes, and ``store`` is the store.
"""
