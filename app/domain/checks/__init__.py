"""Checks of the counts and units of a release; each takes facts and yields findings."""
