"""Which language a citizen wrote in, and whether the words speak of danger."""

import re

from odoo.addons.police_force.tools.text import words
from odoo.addons.police_force.tools.urdu import is_urdu, to_latin

HINDI, ENGLISH = "hi_IN", "en_US"

_DEVANAGARI = re.compile("[\u0904-\u0939\u0958-\u0961]")


def _set_of(text):
    return frozenset(text.split())


# Words that carry sentences. What both languages have (me, to, par, do, is, he, din, sun) and names
# of things that Hindi writers say in English too (mobile, police, report) decide nothing and stand
# in neither list.
_HINDI_IN_LATIN = _set_of(
    """
    aaj aap aapka aapki aapse aaya abhi agar apna apne apni aur bahut behan beta beti bhai bhi
    bohot chori choree dena dete deta deti dhamki dia diya dijie dijiye dukaan dukan fir gaanv
    gaaon galiya gaon gaya gaye gayi ghar gya gye gyi hai hain hamara hamare hamari hamen hame
    ho hoon hua hue hui humara humare humein hun inka inki inke iska iske iski isse jab jamin
    jhagda jhagra jyada ka kab kabhi kahan kahin kaise kal kar karke karna karne karo karta
    karte karti karwai karyavahi karyawahi kaun ke khet ki kia kijie kijiye kisi kiya ko koi
    kripya krapya kuch kuchh kya kyon kyu kyun ladka ladki lekin lia liya log logon maar madad
    magar maine main makan marpit mein mera mere meri mujhe mujhko muje mujko nahi nahin
    namaskar namaste nhi ne padosi paisa paise pati patni phir rasta raat raha rahe rahi rha rhe
    rhi roj rupaye rupye saath sahab sahib saheb se shaam shikayat subah sunvai sunwai tha thana
    thane thi toh tum tumhara unhone unka unke unki uska uske uski usne usse voh wala wale wali
    woh ya yah ye yeh zameen zyada
    """
)
_ENGLISH = _set_of(
    """
    about action after against all an and any are as be because been before being but by can
    cannot complain complaint could dear did does during for from had has have help her here him
    his how if it its kindly like lost money my near need neighbour neighbor night no noise not
    of on or our please received regarding regards she should since so stolen street taken thank
    thanks that the their them there these they this those today us want was we week were what
    when where which who why will with would yes yesterday you your
    """
)

# What is no name of a place even where it sounds like one.
COMMON_WORDS = _HINDI_IN_LATIN | _ENGLISH

# One phrase a line; blanks stand between words.
_DANGER_IN_LATIN = r"""
kidnap\w*|abduct\w*|hostage|bandhak|agwa|agva|apha?ran|apahara?n|utha ?(?:kar|ke)? ?le ?ga\w+
suicid\w*|(?:a+tma?|atam) ?hatya|khud ?kushi|fa+nsi|pha+nsi
(?:jaan|jan) de (?:du|dunga|dungi|doonga|doongi|raha|rahi)\w*
mar jau?n?g[ai]|mar ja(?:u|oo|un|unga|ungi)n?
kill(?:s|ed|ing|er)?|murder\w*|hatya|katl|qatl|khoon|(?:jaan|jan) se ma+r\w*
stab(?:bed|bing)|strangl\w+|hanged|acid|tezab|tejab|zahar|jahar|zeher|jeher
(?:gang ?)?rap(?:e|ed|ing|ist)|molest\w*|bala+tka+r|dushkar?m
gun|gunshots?|gun ?point|pistol|pistaul|knife|bomb|katta|tamancha|bandu+k|bandook|cha+ku
firing|shooting|fired (?:at|on|upon|shots)|shot (?:at|dead|me|him|her|us|them)
go+li (?:ma+r|cha?l)\w*
bleeding|unconscious|behosh|emergency|accident|durgha?tna|riot\w*|danga
save (?:me|us|my life|him|her|them)|bacha+(?:o+| ?lo| ?lijiye| ?lijie)
(?:life|lives) (?:is |are )?in danger|(?:jaan|jan) k[ao] (?:bahut )?kha?ta?ra
(?:beat|beats|beating|thrash\w*|attack|attacks|attacking|hitting) (?:me|us|my|him|her|them)
being (?:beaten|attacked|followed|chased)|attacked
ma+r (?:rah[aei]n?|rh[aei]|da+l\w*|dega|denge|diya|dia)|pi+t (?:rah[aei]|rh[aei])
ma+r ?pi+t (?:ho|kar)\w*
break(?:ing)? into|broke into|ghus (?:aa?y?e|aa?ya|rahe)
(?:someone|somebody|thieves|thief) (?:is |are )?in(?:side)? (?:my|our|the) house
(?:child|girl|boy|daughter|son|baby|wife|sister) (?:is |has been |has gone |went |gone )?missing
missing (?:child|girl|boy|daughter|son|baby)
(?:bac[ch]+[ai]|beti|beta|ladki|ladka) (?:\w+ ){0,3}(?:la+pata|gayab|gum)
(?:house|shop|hut|building|room|car|field) (?:is )?burning|caught fire|ablaze
fire (?:broke|has broken|is spreading)|a+g lag\w*
(?:on|is|a|big|huge|there) fire(?! (?:station|brigade|service|engine|department)\b)(?! safety\b)
jala (?:diya|dia|dala|rahe|denge)|[zj]inda jala\w*
"""
_DANGER_IN_DEVANAGARI = r"""
अपहरण|अगवा|बंधक|किडनैप|उठा(?:कर|के| कर| के)? ले ग
आत्महत्या|खुदकुशी|सुसाइड|फांसी|फाँसी|जान दे (?:द|रह)|मर जाऊ
हत्या|कत्ल|मर्डर|खून|जान से मार|जहर|तेजाब
बलात्कार|दुष्कर्म|रेप(?![\u0900-\u0963])
कट्टा|तमंचा|तमंचे|बंदूक|बन्दूक|पिस्तौल|पिस्टल|चाकू|बम(?![\u0900-\u0963])|गोली (?:मार|चल)
बेहोश|दुर्घटना|एक्सीडेंट|दंगा
बचाओ|बचाइए|बचाइये|बचा ल|जान (?:को|का) (?:\S+ )?खतरा
मार (?:रह|डाल|दे|दि)|मारपीट (?:हो|कर)|मारा जा रह|पीट रह|घुस (?:आ|रह)
(?:बच्चा|बच्ची|बेटी|बेटा|लडकी|लडका) (?:\S+ ){0,3}(?:लापता|गायब|गुम)
आग लग|जला (?:दि|डाल|रह|दे)|जिंदा जला|जिन्दा जला
"""


def _any_of(patterns):
    return "|".join(patterns.split("\n")[1:-1])


# Devanagari has no \b: Python takes its vowel signs for the end of a word.
_DANGER = re.compile(
    rf"\b(?:{_any_of(_DANGER_IN_LATIN)})\b|(?<![\u0900-\u0963])(?:{_any_of(_DANGER_IN_DEVANAGARI)})"
)
# As the whole message these are a cry; in a sentence they are a road, a dismissal, a favour.
_CRIES = frozenset(
    ("fire", "fire fire", "help", "help help", "help me", "aag", "madad", "आग", "मदद")
)


def guess_language(text):
    """Return the code of the language `text` was written in: hi_IN or en_US.

    Hindi in Latin letters counts as Hindi, and so does Urdu, which is said alike. The majority of
    words that tell decides, so that one Hindi word in an English mail changes nothing; English when
    nothing tells.
    """
    hindi = english = 0
    for word in words(text):
        if _DEVANAGARI.search(word) or is_urdu(word) or word in _HINDI_IN_LATIN:
            hindi += 1
        elif word in _ENGLISH:
            english += 1
    return HINDI if hindi > english else ENGLISH


def has_danger_words(text):
    """Tell whether `text` speaks of danger to somebody, in Hindi, Urdu or English.

    Rather too often than too seldom: a person looks at what this finds.
    """
    # Without the dot under letters, which many leave out.
    text = " ".join(words(to_latin(text or ""))).replace("\u093c", "")
    return text in _CRIES or bool(_DANGER.search(text))
