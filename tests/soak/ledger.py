"""What the service has of all that was written, held against it."""

from collections import Counter

from .traffic import NETWORK

ROWS = """
    SELECT external_id, address, text, state, action, complaint_id FROM police_channel_message
    WHERE direction = 'in'
"""
DONE = "SELECT count(DISTINCT text) FROM police_channel_message WHERE direction = 'in' AND state = 'done'"
STILL_TO_DO = """
    SELECT count(*) FROM police_channel_message
    WHERE next_attempt_at IS NOT NULL AND direction = 'in'
"""
ARRIVALS_LEFT = "SELECT count(*) FROM police_channel_event WHERE next_attempt_at IS NOT NULL"


class Ledger:
    """
    :param house: a `house.House`
    :param messages: list of traffic.Written: all that is written
    :ivar done: how many of them have been worked on when it was looked last
    """

    def __init__(self, house, messages):
        self._house, self._messages = house, messages
        self.done = 0

    def look(self):
        """:return: whether it got on since the last look"""
        before = self.done
        self.done = self._number(DONE) or before
        return self.done > before

    def _number(self, statement):
        rows = self._house.query(statement)
        return rows and int(rows[0][0])

    def is_quiet(self):
        """Whether nothing is left to do but to send what is queued, which goes last."""
        return self._number(STILL_TO_DO) == 0 and self._number(ARRIVALS_LEFT) == 0

    def faults(self):
        """:return: list of what is not as it should be, in words"""
        rows = self._house.query(ROWS)
        return [
            *self._wrong_rows(rows),
            *self._wrong_complaints(rows),
            *self._wrong_answers(),
        ]

    def _wrong_rows(self, rows):
        """Every message one row, and what Kannel brought again under another identifier told as such."""
        by_id = Counter(row[0] for row in rows)
        by_text = Counter(row[2] for row in rows if row[4] != "repeated")
        texts = {message.text for message in self._messages}
        for message in self._messages:
            if message.way != NETWORK and by_id[message.identifier] != 1:
                yield f"{by_id[message.identifier]} rows of {message}"
            if by_text[message.text] != 1:
                yield f"{by_text[message.text]} rows with the words of {message}"
        yield from (f"a row of nobody: {row}" for row in rows if row[2] not in texts)
        yield from (f"not worked on: {row}" for row in rows if row[3] != "done")

    def _wrong_complaints(self, rows):
        """Every sender one complaint, and no complaint of nobody."""
        of_senders = {}
        for row in rows:
            of_senders.setdefault(row[1], set()).add(row[5])
        for message in self._messages:
            complaints = of_senders.get(f"+{message.sender}", set())
            if len(complaints) != 1 or "" in complaints:
                yield f"{len(complaints)} complaints of {message}"
        senders = len({message.sender for message in self._messages})
        complaints = self._number("SELECT count(*) FROM police_complaint")
        if complaints != senders:
            yield f"{complaints} complaints of {senders} senders"

    def _wrong_answers(self):
        """Each is told once that we have it, and nothing goes out twice."""
        told = self._house.query(
            """
            SELECT complaint.id, count(message.id) FROM police_complaint complaint
            LEFT JOIN police_channel_message message
                   ON message.complaint_id = complaint.id AND event_code = 'received'
             GROUP BY complaint.id HAVING count(message.id) <> 1
            """
        )
        yield from (f"told {times} times of complaint {case}" for case, times in told)
        sent = Counter(
            one.message.get("biz_opaque_callback_data") for one in self._house.graph.sent
        )
        yield from (f"sent {times} times: {ours}" for ours, times in sent.items() if times > 1)
