from collections.abc import Set as AbstractSet

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

COMPLAINT = "police.complaint"


class PoliceMailOnComplaintMixin(models.AbstractModel):
    """For mail's models: what hangs on a complaint is seen by those who may read that complaint.

    Mail lets authors, recipients and assignees read on after a complaint has left them, and
    everybody list the followers.
    """

    _name = "police.mail.on.complaint.mixin"
    _description = "Hanging on a Complaint"
    _complaint_model_field = "res_model"
    _complaint_frozen = ()  # operations that nobody may do by hand

    @api.model
    def _words_of(self, complaints):
        """What hangs on complaints, with words that may tell who complained."""
        field = self._complaint_model_field
        return self.search([(field, "=", COMPLAINT), ("res_id", "in", complaints.ids)])

    def _complaints_told_of(self):
        """The complaint that each of these records hangs on, if any."""
        complaints = self.env[COMPLAINT]
        return {
            row: complaints.browse(row.res_id)
            for row in self
            if row[self._complaint_model_field] == COMPLAINT
        }

    def _check_access(self, operation):
        result = super()._check_access(operation)
        allowed = self - result[0] if result else self
        hidden = allowed._of_closed_complaint(operation)
        if not hidden:
            return result
        forbidden = result[0] + hidden if result else hidden
        return forbidden, lambda: AccessError(
            self.env._("This belongs to a complaint, which you cannot read or change this way.")
        )

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._on_open_complaint_if_any(_asked_for(domain))
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    @api.model
    def _on_open_complaint_if_any(self, asked=None):
        """Domain: hangs on no complaint, or on one that the user may read; a part of the one query.

        :param asked: ids of the only records that it is asked for: without them PostgreSQL finds all
            complaints that the user may read, of which there may be a million, before it looks
        """
        elsewhere = Domain(self._complaint_model_field, "!=", COMPLAINT)
        complaints = self.env[COMPLAINT]
        if not complaints.has_access("read"):
            return elsewhere
        only = Domain.TRUE if asked is None else Domain("id", "in", asked)
        return elsewhere | Domain("res_id", "in", complaints._search(only))

    def _of_service(self):
        """Those of `self` that hang on any record of the service."""
        field = self._complaint_model_field
        rows = self.sudo().filtered(lambda row: (row[field] or "").startswith("police."))
        return self.browse(rows.ids)

    def _of_closed_complaint(self, operation):
        """Those of `self` that hang on a complaint and are not open to the operation."""
        rows = self.sudo().filtered(lambda row: row[self._complaint_model_field] == COMPLAINT)
        if operation in self._complaint_frozen:
            return self._of_service()
        complaints = self.env[COMPLAINT].browse(set(rows.mapped("res_id"))).exists()
        readable = set(complaints._filtered_access("read").ids)
        return self.browse(rows.filtered(lambda row: row.res_id not in readable).ids)


def _asked_for(domain):
    """Ids of the records that what hangs on them is searched for.

    :return: list of int; None where a domain does not limit them as plainly as the list of a page does
    """
    terms = list(Domain(domain))
    if "|" in terms or "!" in terms:
        return None
    for name, operator, value in (term for term in terms if term != "&"):
        if name == "res_id" and operator == "in" and isinstance(value, list | tuple | AbstractSet):
            return list(value)
    return None
