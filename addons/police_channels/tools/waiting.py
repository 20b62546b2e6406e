"""Whether a short message says nothing but that its writer waits: "koi nahi aaya abhi tak", "no action till now".

All of its words have to be such words: "Abhi tak mera beta ghar nahi aaya" tells of a missing son.
"""

from odoo.addons.police_force.tools.text import words

# At least one of these: they ask, or deny.
_TELLING = frozenset(
    words(
        """
    nahi nahin nhi nai na kab kabtak no not nothing none never still waiting pending reminder when
    नहीं नही न कब इंतज़ार इंतजार
    """
    )
)
_BESIDE = frozenset(
    words(
        """
    abhi tak tk ab aaj aj kal itne kai din dino hafte mahine se ho hua hui huyi hue hoga hogi gaye gaya gye gayi
    raha rahi rahe aaya aayi aaye aya ayi aye aayega mila mili milega milegi kiya ki ka ke ko koi koyi kuch kuchh
    kya bhi par pe meri mera hamari hai h hain sir ji please plz kripya shikayat sikayat police thane thana
    karyavahi karyawahi karyvahi karwai karvai karrwai kaarwai kaaryavahi sunwai sunvai samadhan jawab jabab jwab
    jaanch janch complaint case action response reply update result answer progress any one has have been done
    taken come came happened till so far yet now until since days day weeks week months month for on my the is
    will it i am
    अभी तक अब आज इतने कई दिन दिनों हफ़्ते हफ्ते महीने से हो हुआ हुई हुए होगा होगी गए गये गया गई रहा रही रहे आया
    आई आए आयी मिला मिली मिलेगा की का के को कोई कुछ क्या भी पर मेरी मेरा हमारी है हैं सर जी कृपया शिकायत पुलिस
    थाने थाना कार्रवाई कार्यवाही कारवाई सुनवाई समाधान जवाब जाँच जांच
    """
    )
)


def only_waits(text):
    """Tell whether `text` says that nothing has happened yet, or asks when, and nothing else."""
    said = [word for word in words(text) if not word.isdecimal()]
    is_telling = any(word in _TELLING for word in said)
    return (
        len(said) > 1 and is_telling and all(word in _TELLING or word in _BESIDE for word in said)
    )
