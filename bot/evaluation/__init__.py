"""The evaluation of an AOJ-team: its figures, what members bring in, the report, and the figures of the city."""
