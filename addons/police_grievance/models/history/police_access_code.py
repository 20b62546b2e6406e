import hmac
import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import hmac as keyed_hash

DIGITS = 8
VALID = timedelta(minutes=30)
TRIES_ALLOWED = 5
REQUESTS_ALLOWED = 5
WINDOW = timedelta(hours=24)
KEEP, REOPEN, JUDGE, HEAR = "keep", "reopen", "judge", "hear"


class PoliceAccessCode(models.Model):
    """A code that proves who reads at the address on record.

    By it a complaint is kept in an account, asked for with a link, for the account that asked; or it is
    reopened, judged or asked for from an address that anybody could have forged. Made when the message with it
    is handed over, good once and for minutes. Only its hash is kept.
    """

    _name = "police.access.code"
    _description = "Code to Prove Who Reads at an Address"
    _order = "id desc"

    party_id = fields.Many2one("police.party", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", "Account", ondelete="cascade")
    purpose = fields.Selection(
        [
            (KEEP, "Keep it in an account"),
            (REOPEN, "Reopen it in a conversation"),
            (JUDGE, "Judge it in a conversation"),
            (HEAR, "Hear by phone how it stands"),
        ],
        required=True,
        default=KEEP,
    )
    requested_at = fields.Datetime(required=True)
    expires_at = fields.Datetime(help="Empty until the code is sent.")
    code_hash = fields.Char(groups="base.group_system", copy=False)
    tries = fields.Integer()
    is_limit_told = fields.Boolean("A person knows that there were too many")

    _account = models.Constraint(
        "CHECK ((purpose = 'keep') = (partner_id IS NOT NULL))",
        "A complaint is kept in an account, and in nothing else.",
    )

    @api.model
    def _request(self, party, partner, purpose=KEEP):
        """Note that an account wants to keep a complaint, or that its complainant has to prove who they are.

        :param partner: `res.partner` of the account; empty without one
        :return: False if too many codes were asked for already
        """
        codes, now = self.with_user(SUPERUSER_ID), fields.Datetime.now()
        recent = codes._recent(party, purpose)
        if codes.search_count(recent, limit=REQUESTS_ALLOWED) >= REQUESTS_ALLOWED:
            return False
        codes.create(
            {
                "party_id": party.id,
                "partner_id": partner.id,
                "purpose": purpose,
                "requested_at": now,
            }
        )
        return True

    @api.model
    def _recent(self, party, purpose):
        return [
            ("party_id", "=", party.id),
            ("purpose", "=", purpose),
            ("requested_at", ">", fields.Datetime.now() - WINDOW),
        ]

    @api.model
    def _under_way(self, party, purpose):
        """The request that was made last, while its code is yet to be sent, or is good.

        Whoever forges a sender asks for codes, too: as long as there is one, nobody needs another.

        :return: the row, in sudo; without `expires_at` its code is not sent yet; empty if there is none
        """
        last = self.with_user(SUPERUSER_ID).search(self._recent(party, purpose), limit=1)
        is_good = last.tries < TRIES_ALLOWED and (
            not last.expires_at or last.expires_at > fields.Datetime.now()
        )
        return last if is_good else last.browse()

    @api.model
    def _limit_is_news(self, party, purpose):
        """Whether nobody was told yet that too many codes were asked for; from now on they are."""
        recent = self.with_user(SUPERUSER_ID).search(self._recent(party, purpose))
        is_news = not any(recent.mapped("is_limit_told"))
        recent[:1].is_limit_told = True
        return is_news

    @api.model
    def _make(self, party, purposes=(KEEP,)):
        """The codes that were asked for last, made anew: earlier ones are good no more.

        What waits for several purposes gets the same digits: one message brings them.

        :return: the digits, to be sent and kept nowhere; empty if nobody waits for any
        """
        now, codes = fields.Datetime.now(), self.with_user(SUPERUSER_ID)
        last = codes.union(*(codes.search(self._recent(party, one), limit=1) for one in purposes))
        waiting = last.filtered(lambda code: not code.expires_at) or last.sorted("id")[-1:]
        plain = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        for code in waiting:
            code.write({"code_hash": code._hash(plain), "expires_at": now + VALID, "tries": 0})
        return plain if waiting else ""

    @api.model
    def _confirm(self, party, partner, plain, purpose=KEEP):
        """Whether this is the code that an account got; each try is counted, right or wrong.

        :param str plain: as typed
        """
        given = "".join(filter(str.isdecimal, plain))
        code = self.with_user(SUPERUSER_ID).search(
            [
                ("party_id", "=", party.id),
                ("partner_id", "=", partner.id),
                ("purpose", "=", purpose),
                ("expires_at", ">", fields.Datetime.now()),
                ("tries", "<", TRIES_ALLOWED),
            ],
            limit=1,
        )
        if not code:
            return False
        # Two tries at once: the second fails to serialise and is made again, one further on.
        code.tries += 1
        is_right = hmac.compare_digest(code.code_hash, code._hash(given))
        if is_right:
            code.expires_at = fields.Datetime.now()
        return is_right

    def _hash(self, plain):
        return keyed_hash(self.env(su=True), "police.access.code", f"{self.id}:{plain}")

    @api.autovacuum
    def _gc_old(self):
        """Forget codes that no longer count."""
        limit = fields.Datetime.now() - WINDOW
        self.sudo().search([("requested_at", "<", limit)], limit=10_000).unlink()
