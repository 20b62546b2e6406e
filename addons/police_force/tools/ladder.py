"""Who answers for a unit at a rank: the holder of the post there, or the next one up."""


class Ladder:
    """Posts above some units, with who holds them at one moment; plain ids, no query.

    :param ancestors: dict of unit id to the ids of the unit and all above it, nearest first
    :param posts: list of (post id, unit id, rank level, user ids of the holders, first one first)
    :param levels: dict of rank id to level
    """

    def __init__(self, ancestors, posts, levels):
        self._ancestors = ancestors
        self._posts_of_unit = {}
        self._levels = levels
        self._answers = {}
        for post in posts:
            self._posts_of_unit.setdefault(post[1], []).append(post)

    def holder(self, unit_id, rank_id, excluded=frozenset()):
        """(post id, user id) for a rank above a unit.

        A vacant post goes to the next rank up, in the same unit before the one above it.
        (post id, None) if every post is vacant, the post
        being the one that should have answered; (None, None) if there is none.

        :param frozenset excluded: ids of users who must not hear of it
        """
        key = unit_id, rank_id, excluded
        if key not in self._answers:
            self._answers[key] = self._find(unit_id, self._levels[rank_id], excluded)
        return self._answers[key]

    def rank_above(self, unit_id, rank_ids):
        """The next rank that has a post above a unit, over the highest of some ranks.

        At the top it is that highest rank again.
        """
        highest = self.highest(rank_ids)
        level = self._levels[highest]
        higher = {post[2] for post in self._above(unit_id) if post[2] > level}
        if not higher:
            return highest
        return next(rank for rank, level in self._levels.items() if level == min(higher))

    def highest(self, rank_ids):
        """The highest of some ranks."""
        return max(rank_ids, key=self._levels.get)

    def _above(self, unit_id):
        for unit in self._ancestors.get(unit_id, ()):
            yield from self._posts_of_unit.get(unit, ())

    def _find(self, unit_id, level, excluded):
        candidates = sorted(
            (distance, post_level, post_id, user_ids)
            for distance, unit in enumerate(self._ancestors.get(unit_id, ()))
            for post_id, _unit, post_level, user_ids in self._posts_of_unit.get(unit, ())
            if post_level >= level
        )
        for _distance, _level, post_id, user_ids in candidates:
            for user_id in user_ids:
                if user_id not in excluded:
                    return post_id, user_id
        return (candidates[0][2], None) if candidates else (None, None)
