"""The demonstration: a neighbourhood as a municipality would fill it, loaded by `seed_demo`."""
