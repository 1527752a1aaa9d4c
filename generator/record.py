"""What the records of the model and all views are made of."""

import msgspec


class Record(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A frozen record: plain values, tuples, mappings, and other records.

    A build makes a hundred of them for each page. A `Struct` is made, compared, hashed and encoded
    several times faster than a dataclass, and the collector need not look at it: records form no
    circles.
    """
