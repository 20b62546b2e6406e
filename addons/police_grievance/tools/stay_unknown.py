"""Plain phrases that ask to keep a name from others, in Hindi of either script or in English.

What is asked in other words is learnt from texts; who says it plainly must never be missed.
"""

import re

from odoo.addons.police_force.tools.text import normalise

# One phrase a line; the name, and that it is kept, stand close together.
_PHRASES = r"""
keep (?:\S+ )?(?:name|identity|identities|details) (?:\S+ )?(?:secret|confidential|private|hidden|anonymous)
keep (?:me|it|this) (?:secret|confidential|anonymous|anonymously)
(?:name|identity) (?:\S+ ){0,3}(?:kept|remain|stay)s? (?:\S+ )?(?:secret|confidential|private|hidden|anonymous)
(?:do not|don't|dont|never|not to) (?:disclose|reveal|share|tell|mention|give) (?:\S+ )?(?:name|identity)
(?:want|wish|like) to (?:remain|stay|be) (?:anonymous|unknown|unnamed)
(?:na+m|pe?hcha+n) (?:\S+ ){0,3}(?:gu?pt|gopni?ya?|gopaniya|secret|confidential|chh?up[ae](?:kar|na)?)\b
na+m (?:\S+ ){0,3}(?:na|nahi|nahin|mat) bata(?:na|o|ye|yen|yein|en|ein|iye|ie|ya jaye)\b
na+m (?:\S+ ){0,3}(?:na|nahi|nahin|mat) (?:aa?ye|khole?|khule|lein?|ujagar)\b
(?:नाम|पहचान) (?:\S+ ){0,3}(?:गुप्त|गोपनीय|सीक्रेट)(?![\u0900-\u0963])
(?:नाम|पहचान) (?:\S+ ){0,3}(?:छिपा|छुपा)(?:कर|ए|ये|या जा)
(?:नाम|पहचान) (?:\S+ ){0,3}(?:न|ना|नहीं|मत) (?:बताएं|बताएँ|बतायें|बताना|बताइए|बताया जाए|आए|आये|खोलें|खुले|उजागर|लिया जाए|लें)
"""
_ASKS = re.compile(rf"(?<![\w\u0900-\u0963])(?:{'|'.join(_PHRASES.strip().split(chr(10)))})")


def asks_to_stay_unknown(text):
    """The words by which the writer of `text` asks plainly that others do not learn who they are.

    :return: str, empty if there are none
    """
    found = _ASKS.search(normalise(text))
    return found[0].strip() if found else ""
