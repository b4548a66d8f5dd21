class Kind:
    """A kind of things that threads share: statements that make them, an expression that says how they are in the end, and statements that do
    something to them, of which some append what they have seen to the list r of their thread; and since when CPython has those."""

    def __init__(self, name, makes, state, *statements, since=(3, 8)):
        self.name, self.makes, self.state, self.statements, self.since = name, makes, state, statements, since
