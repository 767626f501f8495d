"""The album: a poster for every page of the demonstration."""

from concurrent.futures import ThreadPoolExecutor

from django.core.files.base import ContentFile
from django.utils.text import slugify

from pictures import posters
from pictures.models import Picture


class Album:
    """Draws posters ahead, on every core, and hands them out as pictures.

    Draw first: (kind, title, theme) of every page; then ask for each as a picture.
    """

    def __init__(self, wanted: list[tuple[str, str, str]]):
        self._pool = ThreadPoolExecutor(max_workers=2)
        self._drawn = {
            title: self._pool.submit(posters.draw, kind=kind, slug=slugify(title), theme=theme)
            for kind, title, theme in wanted
        }
        self.pictures: list[Picture] = []

    def picture(self, *, kind: str, title: str, theme: str) -> Picture:
        """Return the poster of the page with that title, kept as a picture."""
        if title in self._drawn:
            poster = self._drawn.pop(title).result()
        else:
            poster = posters.draw(kind=kind, slug=slugify(title), theme=theme)
        picture = _keep(title, poster)
        self.pictures.append(picture)
        return picture

    def close(self) -> None:
        """Stop drawing: what was not asked for is dropped."""
        self._pool.shutdown(cancel_futures=True)


def _keep(title: str, poster: posters.Poster) -> Picture:
    picture = Picture(title=title, description=poster.alt)
    name = f"{slugify(title)}.png"
    stale = picture.file.field.generate_filename(picture, name)
    if picture.file.storage.exists(stale) and not Picture.objects.filter(file=stale).exists():
        picture.file.storage.delete(stale)  # left behind by a start that was killed
    picture.file.save(name, ContentFile(poster.png), save=False)
    picture.width, picture.height = posters.WIDTH, posters.HEIGHT
    picture.save()
    return picture
