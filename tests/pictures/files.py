"""Files as they come in, good and bad, made on the spot."""

import io
import struct
import zipfile
import zlib

from PIL import Image

SECRET = "Achterstraat 12"
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def picture(form: str = "JPEG", size=(80, 40), **options) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, form, **options)
    return data.getvalue()


def photograph(form: str = "JPEG", size=(80, 40)) -> bytes:
    """A picture that lies on its side and tells where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, SECRET
    exif[GPS] = {1: "N", 2: (51.0, 55.0, 0.0)}
    return picture(form, size, exif=exif)


def two_in_one() -> bytes:
    """What phones write: a JPEG with a smaller one behind it, and where it was taken in both."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = 6, SECRET
    data = io.BytesIO()
    image = Image.new("RGB", (80, 40), "teal")
    image.save(data, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10))], exif=exif)
    return data.getvalue()


def bomb(side: int = 10_000, rows: int | None = None) -> bytes:
    """A PNG that says it has side × side dots, in some hundred kilobytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        summed = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + summed

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    squeezed = zlib.compressobj(9)
    row = b"\0" + bytes(3 * side)
    body = b"".join(squeezed.compress(row) for _ in range(rows or side)) + squeezed.flush()
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("index.html", "<p>hallo</p>")
    return data.getvalue()


def moving() -> bytes:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], duration=100)
    return data.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "zip": (lambda: picture() + archive(), "holds_more"),
    "zip in a png": (lambda: picture("PNG") + archive(), "holds_more"),
    "page": (lambda: picture(comment=b"<script>alert(1)</script>"), "holds_more"),
    "page behind": (lambda: picture("WEBP") + b"<html><body>hallo", "holds_more"),
    "script": (lambda: b"GIF89a/*\x01\x00" + picture("GIF")[10:] + b"*/=1;alert(1)", "holds_more"),
    "bomb": (bomb, "too_many_dots"),
    "larger bomb": (lambda: bomb(60_000, rows=1), "too_many_dots"),
    "svg": (lambda: SVG, "svg"),
    "text": (lambda: b"geen plaatje", "no_picture"),
    "moving": (moving, "moves"),
    "half": (lambda: photograph(size=(800, 600))[:-1500], "broken"),
    "heavy": (lambda: picture("PNG") + bytes(11 * 1024 * 1024), "too_heavy"),
}  # fmt: skip
