import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image, PngImagePlugin

from pictures import renditions
from pictures.models import Picture

SECRET = "Achterstraat 12"
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def photograph(form: str) -> bytes:
    """A picture of 80 by 40 that lies on its side and tells where it was taken."""
    image = Image.new("RGB", (80, 40), "teal")
    exif = image.getexif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, SECRET
    exif[GPS] = {1: "N", 2: (51.0, 55.0, 0.0)}
    data, options = io.BytesIO(), {}
    if form == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", SECRET)
    if form == "JPEG":
        options["comment"] = SECRET
    image.save(data, form, exif=exif, **options)
    return data.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_a_camera_wrote_is_kept_nowhere(form):
    content = photograph(form)
    assert SECRET.encode() in content
    file = ImageFile(io.BytesIO(content), name=f"foto.{form.lower()}")

    picture = Picture.objects.create(title="Foto", file=file)
    renditions.warm(picture)

    files = [picture.file, *(row.file for row in picture.renditions.all())]
    for stored in files:
        with stored.open("rb") as opened:
            kept = opened.read()
        assert SECRET.encode() not in kept, stored.name
        assert not Image.open(io.BytesIO(kept)).getexif(), stored.name
    assert Image.open(picture.file.path).size == (40, 80) == (picture.width, picture.height)
    assert Image.open(picture.file.path).format == form
    assert picture.file_size in (None, picture.file.size)


@pytest.mark.django_db
def test_a_picture_without_metadata_is_kept_byte_for_byte():
    data = io.BytesIO()
    Image.new("RGB", (80, 40), "teal").save(data, "PNG")

    picture = Picture.objects.create(
        title="Tekening", file=ImageFile(io.BytesIO(data.getvalue()), name="tekening.png")
    )

    with picture.file.open("rb") as opened:
        assert opened.read() == data.getvalue()
