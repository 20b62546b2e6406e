import math

from odoo import api, models
from odoo.exceptions import ValidationError

from .police_first_log_in import DEFAULT_DAYS, VALIDITY
from .police_log_in_failure import ATTEMPTS, DEFAULT_ATTEMPTS, DEFAULT_PAUSE, PAUSE

# More would be a slip of the keyboard: of attempts; a week's seconds; a year's days.
MOST_ATTEMPTS, LONGEST_PAUSE, MOST_DAYS = 10_000, 7 * 24 * 3600, 366


class IrConfigParameter(models.Model):
    """Numbers of the service: refused where they are none, and never in the way of those who work."""

    _inherit = "ir.config_parameter"

    @api.model
    def _service_numbers(self):
        """:return: dict of key to default, of the type that is read; addons add theirs"""
        return {ATTEMPTS: DEFAULT_ATTEMPTS, PAUSE: DEFAULT_PAUSE, VALIDITY: DEFAULT_DAYS}

    @api.model
    def _service_maxima(self):
        """:return: dict of each key of `_service_numbers` to the most it can be"""
        return {ATTEMPTS: MOST_ATTEMPTS, PAUSE: LONGEST_PAUSE, VALIDITY: MOST_DAYS}

    @api.model
    def _service_number(self, key):
        """A number of the service; its default where there is none, or what cannot be used."""
        default = self._service_numbers()[key]
        number = _number(self.sudo().get_param(key), type(default))
        return default if number is None or number > self._service_maxima()[key] else number

    @api.constrains("key", "value")
    def _check_service_numbers(self):
        numbers, maxima = self._service_numbers(), self._service_maxima()
        for parameter in self.filtered(lambda parameter: parameter.key in numbers):
            key, value = parameter.key, parameter.value
            number = _number(value, type(numbers[key]))
            if number is None:
                raise ValidationError(
                    self.env._("%(key)s has to be a number, not “%(value)s”.", key=key, value=value)
                )
            if number > maxima[key]:
                raise ValidationError(
                    self.env._(
                        "%(key)s can be %(most)s at most, not “%(value)s”.",
                        key=key,
                        most=maxima[key],
                        value=value,
                    )
                )


def _number(text, kind):
    """:return: a finite number from zero on, None for any other text"""
    try:
        number = kind(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None
