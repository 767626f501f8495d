"""The engine inside the process: tantivy, with its index in a folder under var/.

A pointer file names the folder in use, so that a new index is built beside the old one and
swapped in one step. Readers open the folder lazily, after a fork, and look at its commit file
before each search. One writer at a time holds a file lock for a short write.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy

from search import document as documents_
from search import dutch
from search.document import KEYWORD_FIELDS, TEXT_FIELDS, TOKEN_FIELDS, Document, encode
from search.engines import tantivy_query
from search.engines.base import SCHEMA, Answer, EngineError, Hit, IndexMissing, Request
from search.vocabulary import Vocabulary

POINTER = "current"
VERSION = f"s{SCHEMA}d{dutch.VERSION}"
LOCK_SECONDS = 20.0
_HEAP = 30_000_000


def build_schema() -> tantivy.Schema:
    """Return the fields of an index: ready tokens, keywords, numbers, and what is shown."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    for name in ("order", "until"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, fast=True)
    for name in ("payload", "source"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def to_tantivy(document: Document) -> tantivy.Document:
    """Return the document in tantivy's terms."""
    out = tantivy.Document(key=str(document.pk), order=document.order, until=document.until)
    for name, value in document.analysed().items():
        out.add_text(name, value)
    for name, values in document.keywords.items():
        for value in values:
            out.add_text(name, value)
    if document.latitude is not None and document.longitude is not None:
        out.add_float("latitude", document.latitude)
        out.add_float("longitude", document.longitude)
    out.add_bytes("payload", encode(document.payload))
    out.add_bytes("source", encode(document.source))
    return out


class _Opened:
    """An index as one process holds it, with the vocabulary of its last commit."""

    def __init__(self, folder: Path):
        self.index = tantivy.Index.open(str(folder))
        self.index.config_reader("manual")
        self.schema = self.index.schema
        self.meta = folder / "meta.json"
        self.words = folder / "words.json"
        self.stamp: tuple[int, int] = (0, 0)
        self.vocabulary = Vocabulary()
        self._words_stamp: tuple[int, int] = (0, 0)

    def refresh(self) -> None:
        stamp = _stamp(self.meta)
        if stamp != self.stamp:
            self.index.reload()
            self.stamp = stamp
        words_stamp = _stamp(self.words)
        if words_stamp != self._words_stamp:
            self.vocabulary = Vocabulary.loaded(json.loads(self.words.read_bytes()))
            self._words_stamp = words_stamp


class Embedded:
    """The contract of engines.base on tantivy."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._key: tuple[int, ...] = ()

    def search(self, request: Request) -> Answer:
        with _translated():
            opened = self._open()
            searcher = opened.index.searcher()
            found = tantivy_query.run(searcher, opened.schema, request)
            facets = tantivy_query.count(searcher, opened.schema, request)
            hits = [self._hit(searcher, *row) for row in found.rows]
            return Answer(found.count, hits, facets)

    def write(self, documents: Iterable[Document], deleted: Iterable[int]) -> None:
        documents = list(documents)
        gone = [*deleted, *(document.pk for document in documents)]
        with _translated(), self._writing():
            opened = self._open()
            vocabulary = opened.vocabulary.changed(
                (documents_.vocabulary_words(document.source) for document in documents),
                self._words_of(opened, gone),
            )
            writer = opened.index.writer(_HEAP, 1)
            for pk in gone:
                writer.delete_documents_by_term("key", str(pk))
            for document in documents:
                writer.add_document(to_tantivy(document))
            writer.commit()
            if vocabulary is not opened.vocabulary:
                _replace(opened.words, encode(vocabulary.saved()))
            writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Document]) -> int:
        with _translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"{VERSION}-{uuid.uuid4().hex[:12]}"
            folder = self.folder / name
            folder.mkdir()
            try:
                count = self._build(folder, documents)
                with self._writing():
                    _replace(self.folder / POINTER, name.encode())
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._sweep(keep=name)
            return count

    def vocabulary(self) -> Vocabulary:
        with _translated():
            return self._open().vocabulary

    def count(self) -> int:
        with _translated():
            return self._open().index.searcher().num_docs

    def generation(self) -> str:
        with _translated():
            opened = self._open()
            return f"{self._key}{opened.stamp}"

    def _build(self, folder: Path, documents: Iterable[Document]) -> int:
        index = tantivy.Index(build_schema(), str(folder))
        writer = index.writer(4 * _HEAP, 1)
        counts: dict[str, int] = {}
        total = 0
        for document in documents:
            writer.add_document(to_tantivy(document))
            for word in documents_.vocabulary_words(document.source):
                counts[word] = counts.get(word, 0) + 1
            total += 1
        writer.commit()
        writer.wait_merging_threads()
        _replace(folder / "words.json", encode(Vocabulary(total, counts).saved()))
        return total

    def _words_of(self, opened: _Opened, pks: list[int]) -> Iterator[set[str]]:
        """Yield the words of documents as they stand in the index."""
        searcher = opened.index.searcher()
        for pk in pks:
            query = tantivy.Query.term_query(opened.schema, "key", str(pk), "basic")
            for _score, address in searcher.search(query, 1).hits:
                source = searcher.doc(address).get_first("source")
                yield documents_.vocabulary_words(json.loads(bytes(source)))

    def _hit(self, searcher, pk: int, score: int, address, point) -> Hit:
        stored = searcher.doc(address)
        return Hit(
            pk=pk,
            score=score,
            payload=json.loads(bytes(stored.get_first("payload"))),
            source=lambda: json.loads(bytes(stored.get_first("source"))),
            point=point,
        )

    def _open(self) -> _Opened:
        """Return the index in use, opened in this process and as last committed.

        :raises IndexMissing: there is none, or it is broken or of another version.
        """
        pointer = self.folder / POINTER
        try:
            key = (*_stamp(pointer), os.getpid())
            with self._lock:
                if self._opened is None or key != self._key:
                    name = pointer.read_text()
                    if not name.startswith(f"{VERSION}-"):
                        raise IndexMissing("the index is of another version")
                    self._opened, self._key = _Opened(self.folder / name), key
                self._opened.refresh()
                return self._opened
        except (OSError, ValueError, TypeError) as error:
            raise IndexMissing(str(error)) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the one writer's lock, which the system frees when a process dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + LOCK_SECONDS
        with (self.folder / "write.lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > deadline:
                        raise EngineError("another process keeps writing the index") from None
                    time.sleep(0.05)
            yield

    def _sweep(self, keep: str) -> None:
        """Remove folders of earlier indexes; a reader that has one open keeps its files."""
        hour_ago = time.time() - 3600
        for folder in self.folder.iterdir():
            stale = folder.is_dir() and folder.name != keep
            other = not folder.name.startswith(f"{VERSION}-")
            if stale and (other or folder.stat().st_mtime < hour_ago):
                shutil.rmtree(folder, ignore_errors=True)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, whole."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Turn what tantivy and the file system raise into EngineError."""
    try:
        yield
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise EngineError(str(error)) from error
