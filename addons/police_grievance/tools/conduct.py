"""Tell whether words complain of the police themselves, in Hindi of either script or in English.

Who and what have to stand in one sentence: a station is named in every second complaint, an officer
is addressed in every letter, and a neighbour beats, too.
"""

import re

from odoo.addons.police_force.tools.text import normalise

# Words between who and what, either way round.
_NEAR = 8
# What a letter is about stands on its first pages.
_READ_LENGTH = 10_000

# A person of the police; not where one is spoken to ("Daroga ji", "The SHO, PS ...").
_OFFICER = r"""
daroga|darogah|sho|s\.h\.o\.?|si|s\.i\.?|asi|thane?da+r|thana ?adh?yaksh?|thanadhyaksh?a?|kotwal
sipahi|constables?|inspectors?|sub[ -]?inspectors?|diwan ?ji|munshi ?ji|ch[ao]+wki in[ -]?charge
station (?:house )?(?:officer|head|in[ -]?charge)|police ?(?:wal[aeo]n?|walon|officers?|staff|team|party)
policem[ae]n|police ?(?:karmi|karmiyon)|cops?|investigating officer|vivechak|beat officer
circle officer|c\.?o\.? sahab ke log
दरोगा|दारोगा|एसएचओ|एस एच ओ|थानेदार|थानाध्यक्ष|कोतवाल|सिपाही|सिपाहियों|कांस्टेबल|कॉन्स्टेबल|कान्सटेबल
इंस्पेक्टर|इन्स्पेक्टर|उपनिरीक्षक|उप निरीक्षक|चौकी प्रभारी|चौकी इंचार्ज|थाना प्रभारी|थाने वाले|थानेवाले|थाने वालों
पुलिस ?वाल(?:ा|े|ों)|पुलिस ?कर्मी|पुलिस ?कर्मियों|विवेचक|क्षेत्राधिकारी|हेड मोहर्रिर
"""
_SPOKEN_TO = (
    r"(?! ?(?:ji\b|sir\b|sahab|sahib|saheb|mahoday|mahodaya"
    r"|जी(?![\u0900-\u0963])|साहब|साहेब|महोदय|श्रीमान))"
)
# The police as such: only what they do to the writer counts, and only close by.
_FORCE = (
    r"police(?! (?:station|chow?ki|line|thana|post|helpline))|thane? (?:me|mein|par)"
    r"|पुलिस(?! (?:थान|चौकी|लाइन))|थाने? (?:में|पर)"
)
_BRIBE = r"""
brib\w*|rishwat\w*|reshwat|rishvat|gho+s(?:khor)?|ghus (?:ma+ng|le)\w*|hafta (?:vasool|wasool|ma+ng)\w*
(?:paise|paisa|rupaye|rupye|rupees|money|rs\.?|amount) \S* ?(?:\S+ )?(?:ma+ng\w*|demand\w*|le liye|le raha|vasool\w*)
(?:demand\w*|ask(?:s|ed|ing)? (?:\S+ )?for|took|taking|extort\w*) (?:\S+ ){0,2}(?:money|rupees|rs|paise|\d+)
extort\w*|vasooli|wasooli|ugahi|corrupt\w*|bhrasht\w*
रिश्वत\S*|घूस\S*|घुस मांग
(?:पैसे|पैसा|रुपये|रुपए|रूपये|रकम) (?:की )?(?:\S+ )?(?:मांग|माँग|माग|ले लि|ऐंठ|वसूल)\S*
वसूली|उगाही|भ्रष्ट\S*|हफ्ता (?:मांग|वसूल)\S*
"""
_HARM = r"""
beat(?:s|en|ing)?|thrash\w*|slap\w*|hit|assault\w*|tortur\w*|abus(?:e|es|ed|ing|ive)|misbehav\w*|threaten\w*|insult\w*
rude|harass\w*|molest\w*|humiliat\w*|drunk|mistreat\w*|manhandl\w*
ma+ra|maar[aei]?|pi+ta|peeta|pitai|gali\w*|gaali\w*|dhamk\w*|badta?mee?zi\w*|abhadra\w*|tha?ppad\w*|sataya|pareshan
मारा|मार रह\S*|पीटा|पिटाई|मारपीट|गाली\S*|गालियां|धमक\S*|बदतमीजी|बदतमीज़ी|अभद्र\S*|दुर्व्यवहार|थप्पड\S*|परेशान
प्रताड\S*|अपमान\S*|नशे में
"""
_FALSE_CASE = r"""
(?:false|fake|fabricated) (?:case|fir|charge)s?
(?:illegal(?:ly)?|unlawful(?:ly)?) (?:detain\w*|detention|custody|confin\w*)|lock[ -]?up
jh?u+th?[ae] (?:case|mukadm\w*|mukdm\w*|mamla)|hira+sat
झूठ[ाे] (?:केस|मुकद\S*|मामल\S*)|फर्जी (?:केस|मुकद\S*)|हवालात|लॉकअप|हिरासत
"""
# A report that is refused: only the police do that.
_TAKEN_DOWN = r"(?:register\w*|lodg\w*|writ\w*|record\w*|tak\w*|accept\w*)"
_REFUSED = rf"""
(?:fir|f\.i\.r\.?|nc report|complaint|report) (?:\S+ ){{0,3}}(?:not|never) (?:\S+ ){{0,2}}{_TAKEN_DOWN}
(?:refus\w*|den(?:y|ies|ied)|are not|is not) (?:\S+ ){{0,2}}{_TAKEN_DOWN} (?:\S+ ){{0,3}}(?:fir|complaint|report)
(?:fir|report|tahrir|mukad?ma|sh?ikayat) (?:\S+ ){{0,3}}(?:nahi|nahin|nhi|nai) (?:\S+ )?(?:likh\w*|darj|li)
(?:एफआईआर|एफ आई आर|fir|रिपोर्ट|तहरीर|मुकदमा|शिकायत) (?:\S+ ){{0,3}}(?:नहीं|नही) (?:\S+ )?(?:लिख\S*|दर्ज|ली|ले)
(?:रिपोर्ट|एफआईआर|मुकदमा|तहरीर) (?:\S+ ){{0,3}}(?:से मना|से इनकार)
(?:thane?|thaane|kotwali|police) (?:\S+ ){{0,3}}(?:sunwai|sunvai|sunte|sun) (?:\S+ )?(?:nahi|nahin|nhi)
(?:थाने|थाना|कोतवाली|पुलिस) (?:\S+ ){{0,3}}(?:सुनवाई|सुनते|सुन) (?:\S+ )?(?:नहीं|नही)
(?:thane?|thaane) (?:\S+ ){{0,2}}(?:se )?(?:bhaga|bhagaa) (?:diya|dete)|थाने (?:\S+ ){{0,2}}भगा (?:दिया|देते)
"""


def _any_of(patterns):
    return "|".join(patterns.strip().split("\n"))


# Devanagari has no \b: Python takes its vowel signs for the end of a word.
_START, _END = r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])"
_OFFICERS = rf"{_START}(?:{_any_of(_OFFICER)}){_END}{_SPOKEN_TO}"
_DEEDS = rf"{_START}(?:{_any_of(_BRIBE)}|{_any_of(_HARM)}|{_any_of(_FALSE_CASE)}){_END}"
_OFFENCES = rf"{_START}(?:{_any_of(_BRIBE)}|{_any_of(_FALSE_CASE)}){_END}"
_BY = r"(?:\S+ ){0,3}?(?:by|to|from|of) (?:\S+ ){0,2}?"
_STATION_S = (
    r"(?:थाना|thana|kotwali|कोतवाली|चौकी|chowki) (?:\S+ ){1,3}?(?:का|के|की|में|ka|ke|ki|me|mein)"
)
_GAP = rf"(?:\S+ ){{0,{_NEAR}}}?"
_CONDUCT = tuple(
    re.compile(pattern)
    for pattern in (
        # The officer ... beats; beaten by the officer.
        rf"{_OFFICERS} {_GAP}{_DEEDS}",
        rf"{_START}(?:{_any_of(_BRIBE)}|{_any_of(_HARM)}){_END} {_BY}{_OFFICERS}",
        rf"{_OFFENCES} (?:\S+ ){{0,4}}?{_OFFICERS}",
        # The police took, beat; in the station a bribe is asked for.
        rf"{_START}(?:{_FORCE}) {_GAP}{_OFFENCES}",
        rf"{_OFFENCES} (?:\S+ ){{0,3}}?{_START}(?:{_FORCE})",
        rf"{_START}(?:police ne|पुलिस ने) (?:\S+ ){{0,4}}?(?:{_any_of(_HARM)})",
        rf"{_START}police (?:have |has )?(?:beat|abused|thrashed|slapped|threatened)",
        rf"{_START}(?:{_any_of(_HARM)}){_END} (?:\S+ ){{0,2}}?by (?:the )?police{_END}",
        rf"{_START}{_STATION_S} {_GAP}{_START}(?:{_any_of(_BRIBE)}){_END}",
        rf"{_START}(?:{_any_of(_REFUSED)})",
    )
)
_SENTENCE = re.compile(r"[.!?।|;\n]+(?=\s|$)|\n+|।")


def speaks_of_police_conduct(text):
    """Tell whether `text` complains of officers or of a station; a person decides what is true."""
    return any(
        pattern.search(sentence)
        for sentence in map(_plain, _SENTENCE.split((text or "")[:_READ_LENGTH]))
        for pattern in _CONDUCT
    )


def _plain(sentence):
    """One sentence, its words apart by one blank, without dots under letters and punctuation."""
    sentence = normalise(sentence).replace("\u093c", "")
    return " ".join(re.sub(r"[,:()\"'“”‘’]", " ", sentence).split())
