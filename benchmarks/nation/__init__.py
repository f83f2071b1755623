"""A made-up nation of any size: outlines, register, counts, the package of them, and how the service bears it."""
