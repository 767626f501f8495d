import io

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from PIL import Image

from common import clock
from pictures import renditions
from pictures.models import Picture, Rendition

pytestmark = [pytest.mark.django_db, pytest.mark.noted]


def make_picture(title="Zon", size=(1600, 900), description="Tekening: een zon.") -> Picture:
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, "PNG")
    file = ImageFile(io.BytesIO(data.getvalue()), name=f"{title.lower()}.png")
    return Picture.objects.create(title=title, description=description, file=file)


def test_offers_avif_webp_and_a_jpeg_with_its_size():
    picture = make_picture()
    renditions.warm(picture)

    html = renditions.html_for([picture])[picture.pk]

    assert html.count("<source ") == 2
    assert html.index("image/avif") < html.index("image/webp")
    assert "400w" in html
    assert "1200w" in html
    assert 'width="800" height="450"' in html
    assert 'alt="Tekening: een zon."' in html
    assert 'loading="lazy"' in html
    assert "style=" not in html


def test_a_known_picture_costs_no_query():
    picture = make_picture()
    renditions.warm(picture)
    renditions.html_for([picture])

    with CaptureQueriesContext(connection) as queries:
        renditions.html_for([picture])

    assert len(queries) == 0


def test_many_new_pictures_cost_one_query():
    pictures = [make_picture(f"Zon{number}", (320, 180)) for number in range(4)]
    for picture in pictures:
        renditions.warm(picture)

    with CaptureQueriesContext(connection) as queries:
        assert len(renditions.html_for([*pictures, None])) == 4

    assert len(queries) == 1


def test_shows_the_original_until_renditions_exist_and_draws_none_itself():
    picture = make_picture()

    html = renditions.html_for([picture])[picture.pk]

    assert picture.file.url in html
    assert 'width="1600" height="900"' in html
    assert Rendition.objects.count() == 0


def test_a_small_original_is_not_offered_at_one_width_twice():
    picture = make_picture(size=(600, 338))
    renditions.warm(picture)

    html = renditions.html_for([picture])[picture.pk]

    assert html.split("</source>")[0].count(f"{600}w") <= 2  # once for each format
    assert "800w" not in html


def test_alternative_text_is_escaped_and_can_be_empty():
    picture = make_picture(description='een "zon" & <maan>')

    template = Template(
        '{% load pictures %}{% responsive_picture p %}{% responsive_picture p alt="" %}'
    )
    html = template.render(Context({"p": picture}))

    assert 'alt="een &quot;zon&quot; &amp; &lt;maan&gt;"' in html
    assert 'alt=""' in html


def test_no_picture_gives_nothing():
    template = Template("{% load pictures %}[{% responsive_picture p %}]")

    assert template.render(Context({"p": None})) == "[]"


def test_the_worker_makes_what_is_missing_once():
    picture = make_picture(size=(320, 180))

    assert renditions.run(clock.now()) == 1
    assert renditions.run(clock.now()) == 0

    specs = set(renditions.PROFILES["card"].specs)
    assert set(picture.renditions.values_list("filter_spec", flat=True)) >= specs


def test_a_broken_file_holds_up_no_other(monkeypatch):
    monkeypatch.setattr(renditions, "_unreadable", set())
    whole = [make_picture(f"Zon{number}", (320, 180)) for number in range(2)]
    broken = make_picture("Kapot", (320, 180))
    broken.file.storage.delete(broken.file.name)

    done = [renditions.run(clock.now()) for _turn in (broken, *whole)]

    assert sum(done) == len(whole)
    assert renditions.run(clock.now()) == 0
