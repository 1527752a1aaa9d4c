"""What all views are made of."""

import msgspec


class Record(msgspec.Struct, frozen=True, gc=False):
    """A frozen record that a template sees: plain values, tuples, and other records.

    A build makes a hundred of them for each page. A `Struct` is made, compared and hashed several
    times faster than a dataclass, and the collector need not look at it: views form no circles.
    """
