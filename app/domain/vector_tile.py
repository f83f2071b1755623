"""The wire format of vector tiles (Mapbox Vector Tile 2): take a layer apart, and write one with other geometries.

Only what the service's own tiles hold is read: attributes stay the bytes they were, so that a rewritten tile says what
the tile that it came from says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Attributes = tuple[tuple[bytes, bytes], ...]

POINT, POLYGON = 1, 3
_VARINT, _BYTES = 0, 2  # wire types of protobuf
_LAYER, _NAME, _FEATURES, _KEYS, _VALUES, _EXTENT, _VERSION = 3, 1, 2, 3, 4, 5, 15  # fields of a tile and of a layer
_ID, _TAGS, _TYPE, _GEOMETRY = 1, 2, 3, 4  # fields of a feature
_MOVE_TO, _LINE_TO, _CLOSE_PATH = 1, 2, 7
_MORE, _LOW = 0x80, 0x7F


@dataclass(frozen=True, slots=True)
class Shape:
    """A feature to write: its parts are points (one position each), or rings without the closing position.

    Outer rings have a positive area as numbers, though y grows downwards; holes follow theirs with a negative one.
    """

    id: int
    attributes: Attributes
    kind: int
    parts: Sequence[Positions]


def read_attributes(tile: bytes) -> dict[int, Attributes]:
    """Return the attributes of each feature of a tile of one layer, key and value as they are encoded, by id."""
    layers = [content for number, content in _fields(tile) if number == _LAYER and isinstance(content, bytes)]
    return {} if not layers else _attributes(layers[0])


def _attributes(layer: bytes) -> dict[int, Attributes]:
    parts: dict[int, list[bytes]] = {_FEATURES: [], _KEYS: [], _VALUES: []}
    for number, content in _fields(layer):
        if number in parts and isinstance(content, bytes):
            parts[number].append(content)
    keys, values = parts[_KEYS], parts[_VALUES]
    found = {}
    for feature in parts[_FEATURES]:
        entry = dict(_fields(feature))  # id, tags, type and geometry stand once each
        tags = [*_varints(bytes(entry.get(_TAGS, b"")))]
        pairs = zip(tags[::2], tags[1::2], strict=True)
        found[int(entry.get(_ID, 0))] = tuple((keys[key], values[value]) for key, value in pairs)
    return found


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and content of each field of a protobuf message of varints and strings of bytes."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        value, at = _varint(message, at)
        if tag & 7 == _VARINT:
            yield tag >> 3, value
        elif tag & 7 == _BYTES:
            yield tag >> 3, message[at : at + value]
            at += value
        else:
            raise ValueError(f"a vector tile has no fields of wire type {tag & 7}")


def _varints(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _varint(packed, at)
        yield value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & _LOW) << shift
        at, shift = at + 1, shift + 7
        if byte < _MORE:
            return value, at


def write_tile(layer: str, extent: int, shapes: Sequence[Shape]) -> bytes:
    """Return a tile of one layer; the empty string without shapes. Equal input gives equal bytes."""
    if not shapes:
        return b""
    keys: dict[bytes, int] = {}
    values: dict[bytes, int] = {}
    features = [_feature(shape, keys, values) for shape in shapes]
    parts = [
        _field(_VERSION, 2),
        _field(_NAME, layer.encode()),
        *(_field(_FEATURES, feature) for feature in features),
        *(_field(_KEYS, key) for key in keys),
        *(_field(_VALUES, value) for value in values),
        _field(_EXTENT, extent),
    ]
    return _field(_LAYER, b"".join(parts))


def _feature(shape: Shape, keys: dict[bytes, int], values: dict[bytes, int]) -> bytes:
    tags: list[int] = []
    for key, value in shape.attributes:
        tags += (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
    commands = _points(shape.parts) if shape.kind == POINT else _rings(shape.parts)
    geometry = _field(_GEOMETRY, _packed(commands))
    return _field(_ID, shape.id) + _field(_TAGS, _packed(tags)) + _field(_TYPE, shape.kind) + geometry


def _points(parts: Sequence[Positions]) -> Positions:
    positions = np.concatenate(parts)
    steps = np.diff(positions, axis=0, prepend=[[0, 0]])
    return np.concatenate([_command(_MOVE_TO, len(positions)), _zigzag(steps)])


def _rings(parts: Sequence[Positions]) -> Positions:
    commands: list[Positions] = []
    cursor = np.zeros((1, 2), np.int64)
    for ring in parts:
        steps = _zigzag(np.diff(np.concatenate([cursor, ring]), axis=0))
        line = _command(_LINE_TO, len(ring) - 1)
        commands += [_command(_MOVE_TO, 1), steps[:2], line, steps[2:], _command(_CLOSE_PATH, 1)]
        cursor = ring[-1:]
    return np.concatenate(commands)


def _command(command: int, count: int) -> Positions:
    return np.array([count << 3 | command], np.int64)


def _zigzag(steps: Positions) -> Positions:
    flat = steps.ravel()
    return (flat << 1) ^ (flat >> 63)


def _field(number: int, content: int | bytes) -> bytes:
    if isinstance(content, int):
        return _packed([number << 3 | _VARINT, content])
    return _packed([number << 3 | _BYTES, len(content)]) + content


def _packed(numbers: Iterable[int] | Positions) -> bytes:
    """Return numbers as varints, seven bits a byte, the lowest first."""
    values = np.fromiter(numbers, np.uint64) if not isinstance(numbers, np.ndarray) else numbers.astype(np.uint64)
    sizes = np.ones(len(values), np.int64)
    for bits in range(7, 64, 7):
        sizes += values >> np.uint64(bits) > 0
    starts = np.cumsum(sizes) - sizes
    out = np.zeros(int(sizes.sum()), np.uint8)
    for place in range(int(sizes.max(initial=0))):
        here = sizes > place
        byte = (values[here] >> np.uint64(7 * place)) & np.uint64(_LOW)
        more = np.where(sizes[here] > place + 1, _MORE, 0).astype(np.uint64)
        out[starts[here] + place] = byte | more
    return out.tobytes()
