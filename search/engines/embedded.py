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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tantivy

from search import dutch
from search.document import (
    KEYWORD_FIELDS,
    TEXT_FIELDS,
    TOKEN_FIELDS,
    Document,
    encode,
    vocabulary_words,
)
from search.engines import tantivy_query
from search.engines.base import (
    SCHEMA,
    Answer,
    Built,
    EngineError,
    Hit,
    IndexMissing,
    Kept,
    Overtaken,
    Rebuilds,
    Request,
)
from search.engines.bookkeeping import Words, settle
from search.vocabulary import Vocabulary

POINTER = "current"
VERSION = f"s{SCHEMA}d{dutch.VERSION}"
LOCK_SECONDS = 20.0
_HEAP = 30_000_000
_MOST_COUNTS = 256

Counts = dict[tuple, dict[str, dict[str, int]]]


def build_schema() -> tantivy.Schema:
    """Return the fields of an index: ready tokens, keywords, numbers, and what is shown."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic", stored=True)
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
        self.intent = folder / "intent.json"
        self.stamp: tuple[int, int] = (0, 0)
        self.vocabulary = Vocabulary()
        self.words_stamp: tuple[int, int] = (0, 0)
        self.counts: Counts = {}

    def refresh(self) -> None:
        stamp = _stamp(self.meta)
        if stamp != self.stamp:
            self.index.reload()
            self.stamp, self.counts = stamp, {}
        words_stamp = _stamp(self.words)
        if words_stamp != self.words_stamp:
            self.vocabulary = Vocabulary.loaded(json.loads(self.words.read_bytes()))
            self.words_stamp = words_stamp


class Embedded(Rebuilds):
    """The contract of engines.base on tantivy."""

    name = "embedded"
    version = VERSION

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._key: tuple[int, ...] = ()

    def search(self, request: Request) -> Answer:
        with _translated():
            opened = self._open()
            # Taken before the searcher, so that no older count gets among newer ones.
            counts = opened.counts
            searcher = opened.index.searcher()
            found = tantivy_query.run(searcher, opened.schema, request)
            facets = _counted(counts, searcher, opened.schema, request)
            hits = [self._hit(searcher, *row) for row in found.rows]
            return Answer(found.count if request.total else len(hits), hits, facets)

    def write(
        self, documents: Iterable[Document], deleted: Iterable[int], number: int | None = None
    ) -> None:
        documents = list(documents)
        gone = {*deleted, *(document.pk for document in documents)}
        with _translated(), self._writing():
            self._pass_fence(number)
            opened = self._open()
            known, base = opened.vocabulary, list(opened.words_stamp)
            vocabulary, intent = settle(
                known, base, _read(opened.intent), documents, gone, self._words_in(opened)
            )
            _replace(opened.intent, encode(intent))
            writer = opened.index.writer(_HEAP, 1)
            for pk in gone:
                writer.delete_documents_by_term("key", str(pk))
            for document in documents:
                writer.add_document(to_tantivy(document))
            writer.commit()
            if vocabulary is not known:
                _replace(opened.words, encode(vocabulary.saved()))
            writer.wait_merging_threads()

    def build(self, documents: Iterable[Document], number: int | None = None) -> Built:
        with _translated():
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"{VERSION}-{uuid.uuid4().hex[:12]}"
            folder = self.folder / name
            folder.mkdir()
            try:
                return Built(name, self._fill(folder, documents))
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise

    def swap(self, built: Built, number: int | None = None) -> None:
        with _translated():
            with self._writing():
                self._pass_fence(number)
                _replace(self.folder / POINTER, built.name.encode())
            self._sweep(keep=built.name)

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

    def _fill(self, folder: Path, documents: Iterable[Document]) -> int:
        index = tantivy.Index(build_schema(), str(folder))
        writer = index.writer(4 * _HEAP, 1)
        counts: dict[str, int] = {}
        total = 0
        for document in documents:
            writer.add_document(to_tantivy(document))
            for word in vocabulary_words(document.source):
                counts[word] = counts.get(word, 0) + 1
            total += 1
        writer.commit()
        writer.wait_merging_threads()
        _replace(folder / "words.json", encode(Vocabulary(total, counts).saved()))
        return total

    def _words_in(self, opened: _Opened) -> Callable[[list[int]], Words]:
        """Return what reads the words of documents as they stand in the index."""

        def stored(pks: list[int]) -> Words:
            searcher = opened.index.searcher()
            found = {}
            for pk in pks:
                query = tantivy.Query.term_query(opened.schema, "key", str(pk), "basic")
                for _score, address in searcher.search(query, 1).hits:
                    source = searcher.doc(address).get_first("source")
                    found[pk] = vocabulary_words(json.loads(bytes(source)))
            return found

        return stored

    def stored(self) -> Iterator[Kept]:
        with _translated():
            opened = self._open()
            searcher = opened.index.searcher()
            total = max(searcher.num_docs, 1)
            for _score, address in searcher.search(tantivy.Query.all_query(), total).hits:
                row = searcher.doc(address)
                payload, source = (bytes(row.get_first(name)) for name in ("payload", "source"))
                yield Kept(int(row.get_first("key")), json.loads(payload), json.loads(source))

    def _pass_fence(self, number: int | None) -> None:
        """Let only the newest number through, from whatever process; the lock is held.

        :raises Overtaken: a higher one has been here.
        """
        if number is None:
            return
        fence = self.folder / "fence"
        highest = int(fence.read_text()) if fence.exists() else 0
        if number < highest:
            raise Overtaken(f"{number} comes after {highest}")
        if number > highest:
            _replace(fence, str(number).encode())

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


def _counted(counts: Counts, searcher, schema, request: Request) -> dict[str, dict[str, int]]:
    """Return the counts of the facets; another page or order of the same results keeps them."""
    if not request.counts:
        return {}
    asked = (request.tree, request.always, (*request.filters.items(),), request.counts)
    found = counts.get(asked)
    if found is None:
        if len(counts) >= _MOST_COUNTS:
            counts.clear()
        found = counts[asked] = tantivy_query.count(searcher, schema, request)
    return found


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def _read(path: Path) -> dict | None:
    return json.loads(path.read_bytes()) if path.exists() else None


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
