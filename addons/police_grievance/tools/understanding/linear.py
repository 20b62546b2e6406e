"""A linear model: what each feature of a text says for and against each of several answers."""

import json
import math
import sys
import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, pairwise

_MAGIC = b"linear 1\n"
# A weight is a byte; the smallest ones change nothing and are left out.
_LARGEST, _SMALLEST = 127, 2
# The sums for all answers stand side by side in one number, each in as many bits as 65,000 features
# cannot fill: what a feature says is added for all of them at once.
_LANE = 32
_HALF = 1 << (_LANE - 1)
# Of how many features what they say is kept at hand.
_AT_HAND = 4_000


class LinearModel:
    """Weights in a compact form: a few hundred kilobytes, whatever they decide.

    A feature counts the more, the rarer it is; a long text weighs as much as a short one.

    :ivar answers: names of the answers
    """

    def __init__(self, content):
        """Read what `pack` wrote.

        :param bytes content: the whole file
        :raise ValueError: it is none of ours
        """
        if not content.startswith(_MAGIC):
            raise ValueError("These are no weights.")
        head, body = content.removeprefix(_MAGIC).split(b"\n", 1)
        head, body = json.loads(head), zlib.decompress(body)
        self.answers = head["answers"]
        self._biases, self._scales = head["biases"], head["scales"]
        parts = _cut(
            body, 4 * head["features"], head["features"], head["features"], head["weights"]
        )
        self._keys = array("I", parts[0])
        if sys.byteorder == "big":
            self._keys.byteswap()
        self._rarities = parts[1]
        self._starts = array("I", accumulate(parts[2], initial=0))
        self._which, self._weights = parts[3], array("b", body[-head["weights"] :])
        self._halves = sum(_HALF << _LANE * answer for answer in range(len(self.answers)))
        self._said_by = lru_cache(_AT_HAND)(self._read_said_by)

    def _read_said_by(self, place):
        """What a feature says for each answer, side by side; see `_LANE`."""
        start, end = self._starts[place], self._starts[place + 1]
        pairs = zip(self._which[start:end], self._weights[start:end], strict=True)
        return self._rarities[place] * sum(weight << _LANE * answer for answer, weight in pairs)

    def known(self, names):
        """What the model knows of some features.

        :param names: features of a text
        :return: dict of name to (place among those of the model, rarity)
        """
        known, keys, count = {}, self._keys, len(self._keys)
        for name in names:
            key = zlib.crc32(name.encode())
            place = bisect_left(keys, key)
            if place < count and keys[place] == key:
                known[name] = place, self._rarities[place]
        return known

    def scores(self, known):
        """How much speaks for each answer: above 0 it is given.

        :param known: of the features of a text
        :rtype: list of float, in the order of `answers`
        """
        # Half a lane more in each, so that none is below 0 and borrows from the next.
        total = sum((self._said_by(place) for place, _rarity in known.values()), self._halves)
        sums = array("I", total.to_bytes(_LANE // 8 * len(self.answers), sys.byteorder))
        if sys.byteorder == "big":
            sums.reverse()
        length = length_of(known.values())
        return [
            bias + scale * (lane - _HALF) / length
            for bias, scale, lane in zip(self._biases, self._scales, sums, strict=True)
        ]

    def weights_for(self, known, answer):
        """What each known feature says for one answer, and the bias of that.

        To be divided by `length_of` the features that stand together.

        :param int answer: its place among `answers`
        :return: (dict of name to float, float)
        """
        scale, found = self._scales[answer], {}
        for name, (place, rarity) in known.items():
            end = self._starts[place + 1]
            at = bisect_left(self._which, answer, self._starts[place], end)
            if at < end and self._which[at] == answer:
                found[name] = scale * rarity * self._weights[at]
        return found, self._biases[answer]


def length_of(known):
    """The length of a text: what its features say counts in proportion to it.

    :param known: pairs of (place, rarity)
    """
    return math.sqrt(sum(rarity * rarity for _place, rarity in known)) or 1.0


def _cut(body, *lengths):
    return [body[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]


def pack(answers, biases, rows):
    """Write a model down.

    :param answers: their names, at most 256
    :param biases: a number for each
    :param dict rows: of each feature (rarity from 1 to 255, {place of the answer: weight})
    :return: content of a file
    """
    scales = [
        max((abs(weights.get(at, 0)) for _rarity, weights in rows.values()), default=0) / _LARGEST
        or 1.0
        for at in range(len(answers))
    ]
    keys, rarities, counts, which, packed = (
        array("I"),
        bytearray(),
        bytearray(),
        bytearray(),
        array("b"),
    )
    for key, (rarity, weights) in sorted(
        (zlib.crc32(name.encode()), row) for name, row in rows.items()
    ):
        whole = {at: round(weight / scales[at]) for at, weight in sorted(weights.items())}
        told = {at: weight for at, weight in whole.items() if abs(weight) >= _SMALLEST}
        keys.append(key)
        rarities.append(rarity)
        counts.append(len(told))
        which.extend(told)
        packed.extend(told.values())
    if sys.byteorder == "big":
        keys.byteswap()
    body = b"".join((keys.tobytes(), rarities, counts, which, packed.tobytes()))
    head = {
        "answers": list(answers),
        "biases": [round(bias, 4) for bias in biases],
        "scales": [float(f"{scale:.6g}") for scale in scales],
        "features": len(keys),
        "weights": len(packed),
    }
    return b"".join((_MAGIC, json.dumps(head).encode(), b"\n", zlib.compress(body, 9)))
