from .whatsapp_common import WhatsAppCase

WORDS = "Thana Kalyanpur me padosi raat ko gana bajata hai"


class WhatsAppOutCase(WhatsAppCase):
    """A complaint that came by WhatsApp, and the notice that it arrived."""

    def setUp(self):
        super().setUp()
        self.message = self._say(WORDS)
        self.complaint = self.message.complaint_id
        self.notice = self._notices(self.complaint, "received")

    def _send(self, *answers):
        self.notice.write({"state": "queued", "next_attempt_at": "2026-01-01 00:00:00"})
        with self._graph(*answers) as asked:
            self.notice._work()
        return asked

    def _deliver(self, *answers, **more):
        """Hand a message to the adapter with what the ledger does not have yet.

        :return: (Outcome, what the Graph API was asked)
        """
        with self._graph(*answers) as asked:
            outgoing = self.notice._outgoing()
            for name, value in more.items():
                setattr(outgoing, name, value)
            return self.channel._adapter().send(outgoing), asked

    def _long_ago(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE police_channel_message SET happened_at = happened_at - interval '25 hours'"
            " WHERE direction = 'in'"
        )
        self.env.invalidate_all()
