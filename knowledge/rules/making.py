"""The quick way to make a named tuple: `new(Spell, (...))`.

The constructor that NamedTuple writes is a Python function around this one and costs twice as much, which counts
where a history makes a dozen of them.
"""

new = tuple.__new__
