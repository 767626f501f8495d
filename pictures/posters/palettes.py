"""Six inks for each theme of the neighbourhood."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    paper: str
    ink: str
    main: str
    second: str
    accent: str
    soft: str


PALETTES = {
    "opvoeden-en-opgroeien": Palette(
        "#fbf3e4", "#1f3a4d", "#e8743b", "#f4b942", "#2a7f8e", "#f7d9c4"
    ),
    "scheiding": Palette("#f8f0ea", "#3b2a4a", "#8a4f7d", "#e8957a", "#3f7c85", "#e8d6e2"),
    "autisme-ass": Palette("#eef5f2", "#17434a", "#2f8f83", "#a8d5ba", "#f2b56b", "#d3e8df"),
    "armoede-en-geld": Palette("#f8f4e4", "#23402f", "#3c8d5a", "#f2c14e", "#d9593d", "#d9e8cf"),
    "jongeren": Palette("#f5f0ff", "#1e1b4b", "#5b3fd9", "#ff6f61", "#ffd23f", "#dcd3ff"),
    "gezondheid": Palette("#eff6fa", "#12355b", "#2274a5", "#e83f6f", "#ffbf00", "#cfe3f2"),
    "veilig-thuis": Palette("#f7f1ea", "#2b2d42", "#d1495b", "#edae49", "#30638e", "#f4d8d0"),
    "meedoen-en-sporten": Palette("#f3f8ea", "#1b3a2b", "#f25c05", "#2e933c", "#ffc914", "#d8ebc5"),
    "taal-en-integratie": Palette("#fff4e6", "#3d1f3d", "#d7263d", "#f49d37", "#1b998b", "#fbdcc2"),
    "leven-met-een-beperking": Palette(
        "#f0f2fb", "#222b5f", "#4357ad", "#48a9a6", "#e9b44c", "#d5dbf2"
    ),
    "dagbesteding": Palette("#f9f2e5", "#4a2e1f", "#c8553d", "#588b8b", "#f2c078", "#f3dfc8"),
    "de-eerste-duizend-dagen": Palette(
        "#fdf2ee", "#4a2545", "#ee6c6c", "#6fb0b8", "#ffc857", "#fad9d3"
    ),
}


def palette_of(theme: str) -> Palette:
    """Return the inks of a theme; raise KeyError for a theme nobody mixed inks for."""
    return PALETTES[theme]
