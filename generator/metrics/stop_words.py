"""Words that say nothing about what a paper is on: part of the definition of text novelty."""

STOP_WORDS: tuple[str, ...] = tuple(
    """
    a an the of and or in on for to from by with at as is are was were be been being it its this
    that these those we our us i you they their them he she his her which who whom what when
    where how why can could may might must shall should will would do does did done has have had
    having not no nor than then there here also such into over under between among both each
    more most other some any all only own same so too very via using use used uses based new
    novel propose proposed proposes paper present presents presented show shows shown results
    result method methods approach approaches however while if but about through during before
    after above below up down out off again further once per within without across toward
    towards against due et al ie eg
    """.split()
)
"""Lower case, in the order of the definition; compared before the plural stemmer."""
