"""Posters: the same page always gets the same one, each kind and theme has its own."""

from io import BytesIO

import pytest
from django.utils.text import slugify
from PIL import Image

from activities.models import ActivityPage
from partners.models import PartnerPage
from pictures import posters
from portal.demo import data


def test_the_same_page_gets_the_same_poster():
    first = posters.draw(kind="inloop", slug="koffie", theme="dagbesteding")

    assert posters.draw(kind="inloop", slug="koffie", theme="dagbesteding") == first
    assert posters.draw(kind="inloop", slug="thee", theme="dagbesteding").png != first.png


@pytest.mark.parametrize("kind", posters.COMPOSITIONS)
def test_each_kind_is_a_light_and_colourful_sheet(kind):
    poster = posters.draw(kind=kind, slug=kind, theme="jongeren")

    image = Image.open(BytesIO(poster.png))
    assert image.size == (posters.WIDTH, posters.HEIGHT)
    assert len(poster.png) < 80_000
    assert len(image.convert("RGB").getcolors(100_000)) > 20
    assert poster.alt.startswith("Tekening: ")


def test_every_kind_of_activity_and_partner_has_a_composition():
    assert set(ActivityPage.Kind.values) | set(PartnerPage.Kind.values) <= set(posters.COMPOSITIONS)


def test_every_theme_of_the_demonstration_has_its_inks():
    themes = {slugify(row["name"]) for row in data.read("terms")["themes"]}

    assert themes == set(posters.PALETTES)
