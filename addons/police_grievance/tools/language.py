"""Which language a citizen wrote in, and whether the words speak of danger."""

import re

from .text import normalise, words

HINDI, ENGLISH = "hi_IN", "en_US"

_DEVANAGARI = re.compile("[\u0904-\u0939\u0958-\u0961]")
# Words that carry sentences. What both languages have (me, to, par, do, is, he, din, sun) and names of
# things that Hindi writers say in English too (mobile, police, report) decide nothing: in neither list.
_HINDI_IN_LATIN = frozenset(
    """
    aaj aap aapka aapki aapse aaya abhi agar apna apne apni aur bahut behan beta beti bhai bhi bohot chori choree
    dena dete deta deti dhamki dia diya dijie dijiye dukaan dukan fir gaanv gaaon galiya gaon gaya gaye gayi ghar gya
    gye gyi hai hain hamara hamare hamari hamen hame ho hoon hua hue hui humara humare humein hun inka inki inke iska
    iske iski isse jab jamin jhagda jhagra jyada ka kab kabhi kahan kahin kaise kal kar karke karna karne karo karta
    karte karti karwai karyavahi karyawahi kaun ke khet ki kia kijie kijiye kisi kiya ko koi kripya krapya kuch kuchh
    kya kyon kyu kyun ladka ladki lekin lia liya log logon maar madad magar maine main makan marpit mein mera mere
    meri mujhe mujhko muje mujko nahi nahin namaskar namaste nhi ne padosi paisa paise pati patni phir rasta raat raha
    rahe rahi rha rhe rhi roj rupaye rupye saath sahab sahib saheb se shaam shikayat subah sunvai sunwai tha thana
    thane thi toh tum tumhara unhone unka unke unki uska uske uski usne usse voh wala wale wali woh ya yah ye yeh
    zameen zyada
    """.split()
)
_ENGLISH = frozenset(
    """
    about action after against all an and any are as be because been before being but by can cannot complain complaint
    could dear did does during for from had has have help her here him his how if it its kindly like lost money my
    near need neighbour neighbor night no noise not of on or our please received regarding regards she should since
    so stolen street taken thank thanks that the their them there these they this those today us want was we week were
    what when where which who why will with would yes yesterday you your
    """.split()
)

_DANGER = re.compile(
    r"\b(?:"
    # English
    r"kidnap\w*|abduct\w*|hostage|suicid\w*|kill(?:s|ed|ing|er)?|murder\w*|stab(?:bed|bing)|"
    r"(?:gang\s?)?rap(?:e|ed|ing|ist)|molest\w*|gun\s?point|gun|pistol|knife|bomb|gunshots?|acid|"
    r"shot (?:at|dead|me|him|her|us|them)|shooting|firing|fired (?:at|on|upon|shots)|bleeding|unconscious|strangl\w+|riot\w*|"
    r"emergency|accident|save (?:me|us|my|him|her|them)|(?:life|lives) (?:is |are )?in danger|"
    r"(?:beat|beats|beating|thrash\w*|attack|attacks|attacking|hitting) (?:me|us|my|him|her|them)|"
    r"being (?:beaten|attacked|followed|chased)|attacked|"
    r"break(?:ing)? into|broke into|(?:someone|somebody|thieves|thief) (?:is |are )?in(?:side)? (?:my|our|the) house|"
    r"(?:child|girl|boy|daughter|son|baby|wife|sister) (?:is |has been |has gone |went |gone )?missing|"
    r"missing (?:child|girl|boy|daughter|son|baby)|"
    r"caught fire|fire (?:broke|has broken|is spreading)|set(?:ting)? (?:\w+ ){1,3}(?:on fire|ablaze)|"
    r"(?:house|shop|hut|building|room|car|field) (?:is )?burning|(?:on|is|a|big|huge|there) fire(?! (?:station|brigade|"
    r"service|engine|department|office|extinguisher|safety|noc|road|works?|crackers?)\b)|"
    # Hindi in Latin letters
    r"bacha+(?:o+| ?lo| ?lijiye| ?lijie)|(?:jaan|jan) se ma+r\w*|(?:jaan|jan) (?:ka|ko|ka bahut|ko bahut) (?:khatra|khatara)|"
    r"ma+r (?:rah[aei]n?|rh[aei]|dal\w*|daal\w*|dega|denge|diya|dia|pit)|ma+r ?pit (?:ho|kar)\w*|pi+t (?:rah[aei]|rh[aei])|"
    r"apha?ran|apahara?n|agwa|agva|utha ?(?:kar|ke)? ?le ?ga\w+|bandhak|"
    r"(?:a+tma?|atam) ?hatya|khud ?kushi|hatya|katl|qatl|khoon|fa+nsi|pha+nsi|(?:zahar|jahar|zeher|jeher)|"
    r"(?:jaan|jan) de (?:du|dunga|dungi|doonga|doongi|raha|rahi)\w*|mar jau?n?g[ai]|mar ja(?:u|oo|un|unga|ungi)n?|"
    r"bala+tka+r|dushkar?m|katta|tamancha|bandu+k|bandook|pistaul|cha+ku|chaaku|go+li (?:ma+r|cha?l)\w*|tezab|tejab|"
    r"a+g lag\w*|jala (?:diya|dia|dala|rahe|denge)|zinda jala\w*|jinda jala\w*|durgha?tna|behosh|danga|ghus (?:aa?y?e|aa?ya|rahe)|"
    r"(?:bachcha|baccha|bacha|bachchi|bacchi|bachi|beti|beta|ladki|ladka) (?:\w+ ){0,3}(?:la+pata|gayab|gum)"
    r")\b"
)
# No \b here: Python takes the vowel signs of Devanagari for the end of a word.
_DANGER_DEVANAGARI = re.compile(
    r"(?<![\u0900-\u0963])(?:"
    r"बचाओ|बचाइए|बचाइये|बचा ल|जान से मार|मार (?:रह|डाल|दे|दि)|मारपीट (?:हो|कर)|मारा जा रह|पीट रह|"
    r"जान (?:को|का) (?:\S+ )?खतरा|अपहरण|अगवा|उठा(?:कर|के| कर| के)? ले ग|बंधक|"
    r"आत्महत्या|खुदकुशी|हत्या|कत्ल|खून|फांसी|फाँसी|जहर|जान दे (?:द|रह)|मर जाऊ|"
    r"बलात्कार|दुष्कर्म|कट्टा|तमंचा|तमंचे|बंदूक|बन्दूक|पिस्तौल|पिस्टल|चाकू|गोली (?:मार|चल)|बम(?![\u0900-\u0963])|तेजाब|"
    r"आग लग|जला (?:दि|डाल|रह|दे)|जिंदा जला|जिन्दा जला|दुर्घटना|एक्सीडेंट|बेहोश|दंगा|घुस (?:आ|रह)|"
    r"(?:बच्चा|बच्ची|बेटी|बेटा|लड़की|लड़का) (?:\S+ ){0,3}(?:लापता|गायब|गुम)|किडनैप|सुसाइड|मर्डर|रेप"
    r")"
)
# As the whole message these are a cry; in a sentence they are a road, a dismissal, a favour.
_CRIES = frozenset(("fire", "fire fire", "help", "help help", "help me", "aag", "madad", "आग", "मदद"))


def guess_language(text):
    """Return the code of the language `text` was written in: hi_IN or en_US.

    Hindi in Latin letters counts as Hindi. The majority of words that tell decides, so that one
    Hindi word in an English mail changes nothing; English when nothing tells.
    """
    hindi = english = 0
    for word in words(text):
        if _DEVANAGARI.search(word) or word in _HINDI_IN_LATIN:
            hindi += 1
        elif word in _ENGLISH:
            english += 1
    return HINDI if hindi > english else ENGLISH


def has_danger_words(text):
    """Tell whether `text` speaks of danger to somebody, in Hindi of either script or in English.

    Rather too often than too seldom: a person looks at what this finds.
    """
    text = " ".join(words(text)).replace("\u093c", "")
    return text in _CRIES or bool(_DANGER.search(text) or _DANGER_DEVANAGARI.search(text))
