"""A map sheet for a meeting: content, drawing, and the two formats it is written in."""
