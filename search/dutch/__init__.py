"""The shared Dutch analysis: fold, tokens, stems, compounds, synonyms and their word lists."""

# Part of every index's name: raise it when the same text gives other tokens.
VERSION = 1
