"""
Building on Apache Spark: the same readers and extractors, on as many machines as there are.

``plan`` divides what is to be read into parts, ``reading`` is what a machine does with one,
``parts`` has the parts read that are not there yet, ``identity`` joins what several of them know of
one thing, ``output`` writes the folder, and ``build`` does all of it and fills a store.
"""
