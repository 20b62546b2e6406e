"""What a citizen's words say, and which of the words say so."""

import math
from functools import cache
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from .features import QUESTION, features_of, windows, words_of
from .linear import LinearModel, length_of

# Answers that are no codes of categories.
DANGER, ABOUT_POLICE, STAYS_UNKNOWN, ENGLISH = (
    "?danger",
    "?about_police",
    "?stays_unknown",
    "?english",
)
WEIGHTS = Path(__file__).resolve().parents[2] / "data" / "understanding.weights"
# Of how many words the desk is told that they say it.
_MOST_TOLD = 5


class Finding(NamedTuple):
    """One thing that a text says, or does not say.

    :ivar value: True or False; of a category its code, empty if there is none
    :ivar certainty: 0 to 1: how sure it is that the text says so
    :ivar words: those that say so, as `text.words` cuts them; empty if the text does not
    """

    value: object
    certainty: float
    words: str


class Verdict(NamedTuple):
    """What a text says.

    :ivar language: "hi" or "en": in which its writer is to be answered; "en" when nothing tells
    """

    danger: Finding
    about_police: Finding
    stays_unknown: Finding
    category: Finding
    language: str


def understand(text, codes=None, police_codes=frozenset()):
    """What a text says.

    :param codes: of the categories that there are; all that are known without it
    :param police_codes: those of them that a complaint about the police is of
    :rtype: Verdict
    """
    return judge(_model(), text, codes, police_codes)


def judge(model, text, codes=None, police_codes=frozenset()):
    """The same, by a model of the caller's."""
    words = words_of(text)
    features = features_of(words)
    known = model.known(features)
    scores = dict(zip(model.answers, model.scores(known), strict=True))

    def said(answer):
        if scores[answer] <= 0:
            return Finding(False, _certainty(scores[answer]), "")
        weights, _bias = model.weights_for(known, model.answers.index(answer))
        return Finding(True, _certainty(scores[answer]), _telling_words(words, features, weights))

    about_police = said(ABOUT_POLICE)
    known_codes = {code for code in scores if code[0] != "?" and (codes is None or code in codes)}
    fitting = known_codes & police_codes if about_police.value else known_codes
    code = max(sorted(fitting or known_codes), key=scores.get, default=None)
    category = said(code) if code else Finding(False, 0.0, "")
    return Verdict(
        said(DANGER),
        about_police,
        _said_anywhere(model, words, known, STAYS_UNKNOWN),
        category._replace(value=code if category.value else ""),
        "en" if scores[ENGLISH] > 0 or not known else "hi",
    )


def _said_anywhere(model, words, known, answer):
    """What some words side by side say, whatever else the text is about."""
    weights, bias = model.weights_for(known, model.answers.index(answer))
    best, told = -math.inf, ()
    for part in windows(words):
        features = features_of(part)
        here = {name: known[name] for name in features if name in known}
        score = bias + sum(weights.get(name, 0) for name in here) / length_of(here.values())
        if score > best:
            best, told = score, (part, features)
    if best <= 0:
        return Finding(False, _certainty(best), "")
    return Finding(True, _certainty(best), _telling_words(*told, weights))


def _certainty(score):
    return 1 / (1 + math.exp(-score))


def _telling_words(words, features, weights):
    """The few words side by side that say most.

    :param features: of the words
    :param dict weights: what features say
    """
    told = [0.0] * len(words)
    for name, places in features.items():
        weight = weights.get(name)
        if weight:
            share = weight / len(places)
            for place in places:
                told[place] += share
    spans = (
        (said, start, end)
        for start in range(len(words))
        for end, said in enumerate(accumulate(told[start : start + _MOST_TOLD]), start + 1)
    )
    _said, start, end = max(spans, key=itemgetter(0), default=(0, 0, 0))
    return " ".join(word for word in words[start:end] if word != QUESTION)


@cache
def _model():
    """The weights, read when the first text is to be understood."""
    return LinearModel(WEIGHTS.read_bytes())
