"""Who answers for a unit at a rank: the holder of the post there, or the next one up."""


class Ladder:
    """Posts above some units, with who holds them at one moment; plain ids, no query.

    :param ancestors: dict of unit id to the ids of the unit and all above it, nearest first
    :param posts: list of (post id, unit id, rank level, user id of the holder or None)
    :param levels: dict of rank id to level
    """

    def __init__(self, ancestors, posts, levels):
        self._ancestors = ancestors
        self._posts_of_unit = {}
        self._levels = levels
        self._answers = {}
        for post in posts:
            self._posts_of_unit.setdefault(post[1], []).append(post)

    def holder(self, unit_id, rank_id):
        """(post id, user id) for a rank above a unit.

        A vacant post goes to the next rank up. (post id, None) if every post is vacant, the post
        being the one that should have answered; (None, None) if there is none.
        """
        key = unit_id, rank_id
        if key not in self._answers:
            self._answers[key] = self._find(unit_id, self._levels[rank_id])
        return self._answers[key]

    def _find(self, unit_id, level):
        candidates = sorted(
            (post_level, distance, post_id, user_id or 0)
            for distance, unit in enumerate(self._ancestors.get(unit_id, ()))
            for post_id, _unit, post_level, user_id in self._posts_of_unit.get(unit, ())
            if post_level >= level
        )
        for _level, _distance, post_id, user_id in candidates:
            if user_id:
                return post_id, user_id
        return (candidates[0][2], None) if candidates else (None, None)
