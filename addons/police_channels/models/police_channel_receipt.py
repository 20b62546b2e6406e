from odoo import api, fields, models

# What a report makes of a message of ours.
STATE_BY_STATUS = {
    "delivered": "delivered",
    "read": "delivered",
    "failed": "failed",
    "refused": "failed",
}


class PoliceChannelReceipt(models.Model):
    """A report on a message of ours. Rows of their own: reports come late, twice, in any order."""

    _name = "police.channel.receipt"
    _description = "Delivery Report"
    _order = "id desc"

    channel_id = fields.Many2one(
        "police.channel", required=True, readonly=True, index=True, ondelete="restrict"
    )
    event_id = fields.Many2one(
        "police.channel.event", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    message_id = fields.Many2one(
        "police.channel.message", "On", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    status = fields.Selection(
        [
            ("delivered", "Delivered"),
            ("read", "Read"),
            ("partly", "First part delivered"),
            ("delayed", "Delayed"),
            ("failed", "Not delivered"),
            ("refused", "Refused by the network"),
        ],
        required=True,
        readonly=True,
    )
    code = fields.Char(readonly=True)
    detail = fields.Text("Details", readonly=True, groups="police_force.group_control_room")
    received_at = fields.Datetime("Received", required=True, readonly=True)

    @api.model
    def _store(self, event, receipts):
        """Keep the reports of an event, and let each tell on its message.

        :param receipts: list of adapters.incoming.Receipt
        """
        messages = self.env["police.channel.message"]._sent_by_receipt(event.channel_id, receipts)
        rows = self.create(
            [
                {
                    "channel_id": event.channel_id.id,
                    "event_id": event.id,
                    "message_id": message.id,
                    "status": receipt.status,
                    "code": receipt.code,
                    "detail": receipt.detail,
                    "received_at": event.received_at,
                }
                for receipt, message in zip(receipts, messages, strict=True)
            ]
        )
        refusals = dict(zip(rows, [receipt.refusal for receipt in receipts], strict=True))
        for row in rows.filtered("message_id").sorted(lambda row: row.message_id.id):
            # Whoever sends it may just be writing down what came of that.
            row.message_id._lock()
            row.message_id._learn(STATE_BY_STATUS.get(row.status), refusals[row])
        return rows
