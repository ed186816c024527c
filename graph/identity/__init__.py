"""
Who is who in the store: corrections by hand, claims that several sources make, and the units.

The extractors name each thing by what makes it one (``extractors.qualification``). Here a person
may say otherwise (``corrections``), what they say is worked into the documents' graphs
(``settling``), and the units of the national hierarchy are described (``units``).
"""
