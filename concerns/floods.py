"""How often the forms of concerns may be used, as name: (how often, in how many seconds)."""

LIMITS = {
    "concern_network": (30, 3600),  # a school or a health centre is one network
    "concern_telephone": (3, 24 * 3600),  # messages with one number: nobody is called to pieces
    "concern_desk": (60, 3600),
}
