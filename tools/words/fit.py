"""Learns weights from labelled texts, with scikit-learn; the same texts always give the same."""

import math
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from odoo.addons.police_grievance.tools.understanding.features import (
    PART,
    features_of,
    windows,
    words_of,
)
from odoo.addons.police_grievance.tools.understanding.linear import pack
from odoo.addons.police_grievance.tools.understanding.verdict import (
    ABOUT_POLICE,
    DANGER,
    ENGLISH,
    STAYS_UNKNOWN,
)

from .labelled import NO_MATTER

FOLDS = 4
# What only one text has says nothing about others; the most that the file is to hold.
_SELDOM, _MOST_FEATURES = 2, 20_000
# A rarity from 1 to 9 as a byte. Parts of words repeat each other: each counts less.
_RARITY_STEP, _PART = 28, 0.6
_LOOSENESS = 1.0
# A category that is right beside the best one.
_SECOND_BEST = 0.5
YES_OR_NO = {
    DANGER: lambda row: row.danger,
    ABOUT_POLICE: lambda row: row.about_police,
    STAYS_UNKNOWN: lambda row: row.stays_unknown,
    ENGLISH: lambda row: row.language == "en",
}
# Of how many texts without it something may be said of each wrongly: where the threshold lies.
_FALSE_ALARMS = {DANGER: 0.06, ABOUT_POLICE: 0.06, STAYS_UNKNOWN: 0.012, ENGLISH: 0.01}


class Vocabulary:
    """Features of texts, and how rare each is, 1 to 255."""

    def __init__(self, rarities):
        """:param dict rarities: by feature"""
        self.rarities = rarities
        self._places = {name: place for place, name in enumerate(rarities)}
        self._values = np.array(list(rarities.values()), dtype=float)

    @classmethod
    def of(cls, documents):
        """The features that several of these documents have."""
        count = Counter(name for document in documents for name in document)
        most = 1 + math.log(1 + len(documents))
        return cls(
            {
                name: round(_RARITY_STEP * weight * (most - math.log(1 + texts)))
                for name, texts in sorted(count.items())
                if texts >= _SELDOM
                for weight in [_PART if name.startswith(PART) else 1]
            }
        )

    def matrix(self, documents):
        """Documents as `LinearModel` sees them: a row for each, its length 1."""
        known = [
            [self._places[name] for name in document if name in self._places]
            for document in documents
        ]
        rows = np.repeat(np.arange(len(known)), [len(places) for places in known])
        columns = np.fromiter((place for places in known for place in places), dtype=int)
        shape = (len(documents), len(self.rarities))
        matrix = csr_matrix((self._values[columns], (rows, columns)), shape)
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return (diags(1 / np.where(lengths, lengths, 1)) @ matrix).tocsr()

    def strongest(self, matrix, weights):
        """The features that move the answers most."""
        moved = np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel() * (weights**2).sum(axis=0)
        kept = set(np.argsort(-moved, kind="stable")[:_MOST_FEATURES])
        return Vocabulary(
            {name: self.rarities[name] for place, name in enumerate(self.rarities) if place in kept}
        )


def documents_of(texts):
    """The features of texts, each a list of names."""
    return [list(features_of(words_of(text))) for text in texts]


def answers_of(rows):
    """Each answer, which texts it is right for and how much each text counts.

    :rtype: dict of name to (array of bool, array of float)
    """
    codes = sorted({code for row in rows for code in row.categories} - {NO_MATTER})
    whole = np.ones(len(rows))
    told = {
        name: (np.array([bool(is_so(row)) for row in rows]), whole)
        for name, is_so in YES_OR_NO.items()
    }
    for code in codes:
        right = np.array([code in row.categories for row in rows])
        best = np.array([row.categories[0] == code for row in rows])
        told[code] = right, np.where(right & ~best, _SECOND_BEST, 1)
    return told


def weigh(matrix, answers):
    """Weights and bias of each answer.

    :param answers: rows of (array of bool, array of float)
    :return: array (answers × features), list of biases
    """
    weights, biases = [], []
    for right, counts in answers:
        lean = _lean(matrix, right)
        model = LinearSVC(C=_LOOSENESS, class_weight="balanced", random_state=0)
        model.fit(matrix @ diags(lean), right, sample_weight=counts)
        weights.append(model.coef_[0] * lean)
        biases.append(float(model.intercept_[0]))
    return np.array(weights), biases


def _lean(matrix, right):
    """How much more often each feature stands in texts of one kind than of the other.

    After Wang and Manning, "Baselines and Bigrams", 2012: what stands in both alike says little.
    """
    present = matrix > 0
    yes = 1 + np.asarray(present[right].sum(axis=0)).ravel()
    no = 1 + np.asarray(present[~right].sum(axis=0)).ravel()
    return np.sqrt(np.abs(np.log((yes / yes.sum()) / (no / no.sum()))))


def out_of_fold(rows):
    """What a model says of each text that has not seen it.

    :return: array (texts × answers)
    """
    documents, answers = documents_of(row.text for row in rows), answers_of(rows)
    parts_of = [[list(features_of(part)) for part in windows(words_of(row.text))] for row in rows]
    asked = list(answers).index(STAYS_UNKNOWN)
    scores = np.zeros((len(rows), len(answers)))
    fold = np.arange(len(rows)) % FOLDS
    for number in range(FOLDS):
        seen = np.flatnonzero(fold != number)
        vocabulary = Vocabulary.of([documents[place] for place in seen])
        matrix = vocabulary.matrix(documents)
        weights, biases = weigh(
            matrix[seen], [(right[seen], counts[seen]) for right, counts in answers.values()]
        )
        unseen = np.flatnonzero(fold == number)
        scores[unseen] = matrix[unseen] @ weights.T + np.array(biases)
        for place in unseen:
            parts = vocabulary.matrix(parts_of[place]) @ weights[asked] + biases[asked]
            scores[place, asked] = parts.max()
    return scores


def thresholds(rows, scores):
    """From where on each answer is given.

    :param scores: of `out_of_fold`
    :rtype: list of float
    """
    answers = answers_of(rows)
    found = []
    for (name, (right, _counts)), column in zip(answers.items(), scores.T, strict=True):
        if name in _FALSE_ALARMS:
            wrong = np.sort(column[~right])[::-1]
            found.append(float(wrong[int(_FALSE_ALARMS[name] * len(wrong))]))
        else:
            found.append(None)
    least = _least_of_category(rows, scores[:, len(YES_OR_NO) :], list(answers)[len(YES_OR_NO) :])
    return [least if threshold is None else threshold for threshold in found]


def _least_of_category(rows, scores, codes):
    """From where on a category is better than none; that counts as good as "other"."""
    best = scores.max(axis=1)
    right = np.array(
        [
            codes[place] in row.categories
            for place, row in zip(scores.argmax(axis=1), rows, strict=True)
        ]
    )
    none_is_right = np.array([{NO_MATTER, "other"} & set(row.categories) != set() for row in rows])
    tried = np.unique(best.round(2))
    return float(max(tried, key=lambda least: np.where(best > least, right, none_is_right).sum()))


def learn(rows, least):
    """The content of the file with the weights.

    :param least: of `thresholds`
    """
    documents, answers = documents_of(row.text for row in rows), answers_of(rows)
    vocabulary = Vocabulary.of(documents)
    matrix = vocabulary.matrix(documents)
    weights, _biases = weigh(matrix, answers.values())
    vocabulary = vocabulary.strongest(matrix, weights)
    weights, biases = weigh(vocabulary.matrix(documents), answers.values())
    lines = {
        name: (rarity, {at: weight for at, weight in enumerate(column) if weight})
        for (name, rarity), column in zip(vocabulary.rarities.items(), weights.T, strict=True)
    }
    return pack(answers, [bias - low for bias, low in zip(biases, least, strict=True)], lines)
