"""A made-up nation of any size: its outlines, its register and counts, its data package, and how the service bears it."""
