from odoo import models

from ..people.police_masked import BY_SERVICE
from .police_complaint_const import BEFORE_STATION

# The better, the later.
_SURE = ("unknown", "proposed", "certain")


def _written(point):
    """Return degrees as people write them, exact to a metre."""
    return "{:.5f}, {:.5f}".format(*point)


class PoliceComplaintCompletedMixin(models.AbstractModel):
    """What a first message left out and its sender tells afterwards: what happened, and where.

    It goes where it would have gone with that at once, as long as no person has decided. The clock
    stays as it is.
    """

    _name = "police.complaint.completed.mixin"
    _description = "What Was Told Afterwards"
    _inherit = "police.complaint.category.mixin"

    def _complete(
        self, envelope, tells_what=False, tells_where=False, place_text="", is_proven=False
    ):
        """Take what a message says as if it had come with the first one.

        :param Envelope envelope: words, and where they say it was
        :param bool tells_what: there were no words yet: these are what happened
        :param bool tells_where: it answers the question where: what was known of that gives way
        :param str place_text: what it says to that question
        :param bool is_proven: its sender cannot be forged; else it adds, and a person decides where to
        """
        self.ensure_one()
        complaint = self.sudo()
        may_route = complaint._may_route_again()
        where = may_route and complaint._values_of_place(envelope, tells_where, place_text)
        what = tells_what and complaint._values_of_first_words(envelope.text)
        complaint.write({**(where or {}), **(what or {})})
        complaint._keep_point(envelope)
        if may_route:
            complaint._route_again(more=envelope.text, is_proven=is_proven)

    def _values_of_place(self, envelope, tells_where, place_text):
        """Where it was, as a message says: a place on the map is taken as a whole, or not at all."""
        point = {"latitude": envelope.latitude, "longitude": envelope.longitude}
        where = {
            "place_text": place_text or envelope.place_text,
            "pin_code": envelope.pin_code,
            **({} if None in point.values() else point),
        }
        has_point = bool(self.latitude or self.longitude)
        known = {"place_text": self.place_text, "pin_code": self.pin_code}
        known |= dict.fromkeys(point, has_point)
        return {
            name: value
            for name, value in where.items()
            if value not in (None, "", False) and (tells_where or not known[name])
        }

    def _keep_point(self, envelope):
        """Keep a place on the map that is not the complaint's among what its citizen told."""
        told = (envelope.latitude, envelope.longitude)
        if None not in told and _written(told) != _written((self.latitude, self.longitude)):
            self._log_words(f"📍 {_written(told)}", "police_grievance.mt_from_citizen")

    def _values_of_first_words(self, text, category=None):
        """What follows from words that come late: category and nature, where nobody has said any.

        :param category: `police.category` that they speak of, where that has been asked for already
        """
        before = self._as_written("description").strip()
        values = {"description": f"{before}\n{text}".strip()}
        # Of a greeting nobody sees what it is about.
        if self._as_written("subject") in ("", self._subject_of(before)):
            values["subject"] = self._subject_of(text)
        if category is None:
            category = self.env["police.understanding"].sudo()._understand(text).category.value
        if category and not self.category_id:
            values["category_id"] = category.id
            values |= {} if self.nature else {"nature": category._facts().nature}
        return values

    def _may_route_again(self):
        """Whether it still waits for somebody to say where it belongs."""
        return (
            self.stage_code in BEFORE_STATION
            and self.routing_state in ("unknown", "proposed")
            and not (self.suspected_unit_id or self.complained_unit_id)
        )

    def _route_again(self, more="", is_proven=True, **chosen):
        """Send it where it belongs by all that is known now; a worse guess changes nothing.

        :param str more: words that were added, which are not those of the complaint itself
        :param bool is_proven: see `_complete`
        :param chosen: values that a person has chosen, by name of the field
        """
        vals = {name: self[name] for name in ("place_text", "pin_code", "latitude", "longitude")}
        vals["subject"] = self._as_written("subject")
        vals["description"] = f"{self._as_written('description')}\n{more}".strip()
        verdict = self.env["police.understanding"].sudo()._understand(vals["description"])
        values = self._route_values({**vals, **chosen}, verdict)
        values = values if is_proven else self._only_proposed(values)
        if not self._is_news(values):
            return
        quiet = self.with_context(tracking_disable=True, police_own_log=BY_SERVICE)
        if values["routing_state"] == "certain":
            quiet._enter_stage(self.env["police.stage"]._by_code("with_station"), **values)
        else:
            quiet.write(values)

    def _is_news(self, values):
        """Whether it is a better guess; that it may be about the police is one, however sure the place is."""

        def sureness(state, confidence):
            return (_SURE.index(state), confidence)

        now = sureness(self.routing_state, self.routing_confidence)
        is_surer = now < sureness(values["routing_state"], values["routing_confidence"])
        return is_surer or values["routing_rule"] == "about_police"
