"""How often the forms of signups may be used, as name: (how often, in how many seconds)."""

LIMITS = {
    "network": (60, 3600),  # signups; a library or a school is one network
    "activity": (600, 3600),
    "email": (8, 24 * 3600),  # mails to one address that anybody can cause
    "again_network": (20, 3600),  # requests for a link
    "again": (3, 24 * 3600),
    "ask_network": (10, 24 * 3600),  # questions about data
    "ask": (3, 24 * 3600),
}
