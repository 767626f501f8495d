"""Who goes in which group of a series, and how former partners are kept apart.

docs/former-partners.md says who could learn what, and what closes it.
"""
