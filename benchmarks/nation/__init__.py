"""A made-up nation of any size: outlines, register and counts as a data package, and how the service bears it."""
