from odoo import api, models
from odoo.exceptions import UserError

from ..tools.text import clean_all

# How many characters a person may write into one field. What a channel brings in is the service's.
LONGEST = {"char": 1000, "text": 10_000, "json": 20_000, "html": 100_000}
WORDS = frozenset(LONGEST)
# The English in which words of the service are stored, whichever an officer reads.
LANGUAGE = "en_US"


def _is_other_english(lang):
    return bool(lang) and lang.startswith("en_") and lang != LANGUAGE


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        """Clean the words on records of the service, and refuse those that are too long.

        What is not the user's to write no default in the context gives either: core asks for the values alone.

        :raise UserError: in the user's language, before anything is written
        """
        if self._has_our_words():
            vals_list = [self._cleaned(vals) for vals in vals_list]
        if self._is_of_service():
            for vals in vals_list:
                self._check_lengths(vals)
        creating = self._in_one_english()._without_hidden_defaults()
        records = super(Base, creating).create(vals_list)
        return records.with_env(self.env)

    def write(self, vals):
        """Clean words as `create` does and refuse those that are too long; what is, can be shortened.

        :raise UserError: in the user's language, before anything is written
        """
        if self._has_our_words():
            vals = self._cleaned(vals)
        if self._is_of_service():
            self._check_lengths(vals)
        return super(Base, self._in_one_english()).write(vals)

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        """Keep one English, whichever of them it was put down as."""
        if self._name.startswith("police."):
            others = [lang for lang in translations if _is_other_english(lang)]
            said = [translations[lang] for lang in others if translations[lang]]
            kept = {lang: text for lang, text in translations.items() if lang not in others}
            translations = {LANGUAGE: said[0], **kept} if said else kept
        return super()._update_field_translations(field_name, translations, *args, **kwargs)

    def _in_one_english(self):
        """These records as they are written: a second English would be a second name of a thing.

        Whoever reads one that is not stored is shown the first.
        """
        is_other = self._name.startswith("police.") and _is_other_english(
            self.env.context.get("lang")
        )
        return self.with_context(lang=LANGUAGE) if is_other else self

    def _without_hidden_defaults(self):
        """The same without defaults, in the context, for fields of the service that the user may not write."""
        if self.env.su or not self._name.startswith("police."):
            return self
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_") or self._may_be_given(key.removeprefix("default_"))
        }
        return self.with_env(self.env(context=context))

    def _may_be_given(self, name):
        return name not in self._fields or self._has_field_access(self._fields[name], "write")

    def _in_words_of_force(self):
        """These records in the language of the force, in which the service itself writes to officers."""
        return self.with_context(lang=self.env["res.lang"]._of_force())

    def _in_one_company(self):
        """The same with the company named, so that it costs no query: one database, one force."""
        company = self.env["ir.model.data"]._xmlid_to_res_id("base.main_company")
        return self.with_context(allowed_company_ids=[company])

    def _is_of_service(self):
        """Whether a person writes on such a record."""
        return self._has_our_words() and not self.env.su

    def _has_our_words(self):
        """Whether this is a record of the service, or one where its words are masked."""
        return self._name.startswith("police.") or hasattr(self, "_masked_fields")

    def _cleaned(self, vals):
        """The values, their words without what cannot be stored or shown."""
        words = {
            name: clean_all(value)
            for name, value in vals.items()
            if isinstance(value, (str, dict, list))
            and name in self._fields
            and self._fields[name].type in WORDS
        }
        return {**vals, **words}

    def _check_lengths(self, vals):
        for name, value in vals.items():
            field = self._fields.get(name)
            most = field and not field.readonly and LONGEST.get(field.type)
            # Other values than text and answers by question are no words.
            if not most or not isinstance(value, (str, dict)) or len(str(value)) <= most:
                continue
            if len(str(value)) > max((len(str(row[name] or "")) for row in self), default=0):
                raise UserError(
                    self.env._(
                        "“%(field)s” is too long: at most %(most)s characters, these are %(count)s.",
                        field=field._description_string(self.env),
                        most=most,
                        count=len(str(value)),
                    )
                )

    def export_data(self, fields_to_export):
        """Write down what is exported of the service, or by officers; rights are checked before."""
        result = super().export_data(fields_to_export)
        is_officer = self.env.user.has_group("police_force.group_user")
        if is_officer or self._name.startswith("police."):
            self.env["police.audit.entry"]._add_export(self, fields_to_export)
        return result
