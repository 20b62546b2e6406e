"""The words around the name of a station or place, by what they say of it."""

from odoo.addons.police_force.tools.text import STATION_WORDS, joined_sound_key

from .language import COMMON_WORDS


def _set_of(text):
    return frozenset(text.split())


# Words beside a name that say it is a station's.
OFFICE_WORDS = _set_of(
    """
    thanadhyaksh thanadhyaksha thanaprabhari thanedar thanedaar kotwal kotval sho
    थानाध्यक्ष थानाप्रभारी थानेदार कोतवाल एसएचओ एसओ
    """
)
OUTPOST_WORDS = _set_of("chowki chauki chouki चौकी")
STATION_CUES = STATION_WORDS | OFFICE_WORDS | OUTPOST_WORDS
OBLIQUE_STATION = _set_of("thane thaane थाने")
# Words that may stand between the word for a station and its name.
FILLERS = _set_of(
    """
    police पुलिस area kshetra छेत्र क्षेत्र of in ke ki ka के की का mahoday mahodaya महोदय महोदया
    श्रीमान shriman sriman sri shri श्री ji जी sahab साहब prabhari प्रभारी station the sir
    """
)
VERBS = _set_of(
    """
    hai hain h he hu hun hoon tha thi the ho hota hoti hua gaya gya gaye gye gayi gyi nahi nhi
    है हैं हूँ हूं था थी थे हो होता होती गया गए गये गई नहीं नही lagta lagega padega padta लगता पड़ता
    lagti padti लगेगा पड़ेगा
    """
)
# Everyday words, names of people and things that sound like a station or place.
EVERYDAY = _set_of(
    """
    shahar shehar sahar shahr शहर सहर khatra खतरा khatara bharosa भरोसा samadhan समाधान kursi कुर्सी
    punch panch पंच pooch puch poochh puchh पूछ matra मात्रा shabd शब्द prashn प्रश्न
    bar baar bhar भर badh बाढ़ बाढ bara bada badi sar sir sr सर सिर said side sad
    telegram टेलीग्राम बांधा बाँधा बार बारा बड़ा बड़े बड़ी बाड़ा aata ata आता आटा आते आती aati bela बेला pali
    पाली पाला पले pale brown icon raksha rakhsha रक्षा रक्षक kahna kehna kahana कहना कहने kehne kahne
    maut mot mout मौत मोट मौट moti मोती satta सट्टा सत्ता sata सटा bahar बाहर
    रानी rani rana राणा सही sahi sahayata सहायता et aayna आइना sen सेन sadh साध
    साड़ साड़ी sadi sadar सदर kant कांत katra कटरा gaur goha
    girar sada sade सादा सादे बाद bad baad basti बस्ती banda bande बंदा बंदे bandha बांदा rath रथ kota
    kote कोटा कोटे surat सूरत sagar सागर gaya goa ata etah एटा mau मऊ gonda ballia arai आरा ara
    बेल bel bail बैल aur और या ya hi ही यहाँ यहां वहाँ वहां अभी गाँव गांव gaon gaav ghar घर रोड road
    मार mar maar मारा mara मेरा mera मेरे mere मेरी meri ratan रतन रात raat rat rate rupe रुपये सामान
    saman samaan सम्मान samman kamal कमल munna सीता sita sona सोना सोनी soni rupa रूपा madan मदन
    kali काली लाली lali bhola भोला tala ताला tara तारा nala नाला nali नाली kuan कुआं school स्कूल
    patti पट्टी pati पति pata पता पिता pita pitaji बिना bina baithak dukan दुकान ganga गंगा
    khet खेत khel खेल jagah जगह talab तालाब mela मेला thela ठेला khula खुला pura पूरा puri पूरी
    पूरे pure para pura पुरा purana पुराना naya नया nagar नगर bazar bazaar बाजार बाज़ार बज़ार kasba
    कस्बा pan पान pani पानी kam काम kaam din दिन din दीन line लाइन station स्टेशन sarai सराय sirsa
    khas खास garhi गढ़ी garha गड्ढा गढ़ा tal kala काला kalan khurd khera खेड़ा tiraha chauraha चौराहा
    mandi मंडी मण्डी mohalla मोहल्ला colony kalony कालोनी कॉलोनी court कोर्ट kachahari kutchery कचहरी
    jail जेल हल hal हाल haal haveli हवेली kila किला qila masjid mandir मंदिर मन्दिर chowk चौक
    """
)
_HINDI_IN_DEVANAGARI = _set_of(
    """
    आज कल अब कब जब तब यह वह ये वो हम तुम आप मैं मुझे मेरा हमारा उसका उसकी उनका अपना अपनी अपने इस उस
    कि जो तो भी ही न ना ने को का के की में से पर तक लिए लिये साथ पास बाद पहले बीच ऊपर नीचे आगे पीछे
    है हैं था थी थे हो हुआ हुई हुए होता होती कर करके करना करते करता करती किया की गयी गई गया गए गये
    दिया दी दिये लिया ली लेकर दे ले लो दो एक तीन चार पाँच पांच छह सात आठ नौ दस सौ हजार लाख रहा रही रहे
    जा जाता जाती जाते जाना आना आया आयी आए आये कोई कुछ सब सभी बहुत और या लेकिन मगर किसी किस कैसे क्यों
    क्या कौन कहाँ जहाँ वहाँ यहाँ कहा कही कहीं बोला बोले रात दिन शाम सुबह रोज लोग लड़का लड़की बेटा बेटी
    माँ बाप भाई बहन पति पत्नी बच्चा बच्चे आदमी औरत नाम फोन मोबाइल पैसा पैसे रुपये घर गाँव खेत
    मदद शिकायत रिपोर्ट प्रार्थी प्रार्थना निवेदन महोदय श्रीमान सेवा विषय सर साहब जी कृपया धन्यवाद
    """
)
# What both languages write, and language.py therefore leaves out.
_SHARED = _set_of("me mei mai m se ke ki ka ko ne par pe pr k h he is us to do the hi bhi na")
# A name does not go on with one of these.
GLUE = (
    _SHARED
    | FILLERS
    | VERBS
    | _set_of(
        "में मे से पर पे ने को तक और या भी तो जो कि aur or and on at in from near is was the for with my we"
    )
) - {"station"}
LITTLE_WORDS = (COMMON_WORDS | _SHARED | _HINDI_IN_DEVANAGARI) - STATION_WORDS
_PLACES_BEHIND = _set_of(
    """
    bazar bazaar chauraha chaurahe tiraha mandi block gaon kasba toll tehsil road thana thane
    बाजार बाज़ार चौराहा चौराहे तिराहा मंडी ब्लाक ब्लॉक गांव गाँव कस्बा कस्बे टोल तहसील थाना थाने रोड
    """
)
# Of these a place can only be told by what follows: "Bela bazar", never "sham ki bela".
PERHAPS = {
    **dict.fromkeys(("aata", "आटा"), _PLACES_BEHIND),
    **dict.fromkeys(
        ("bela", "बेला", "pali", "पाली", "sahar", "सहार"),
        _PLACES_BEHIND | _set_of("ke ki ka k me mein के की का में मे मा"),
    ),
}
# Half of the towns have a quarter that is called so.
GENERIC = _set_of(
    "sadar bazar bazaar civil line lines prem premnagar सदर बाजार बाज़ार सिविल लाइन लाइंस प्रेम nagar नगर"
)
# Before "thana" these are never a name.
ADVERBS = _set_of(
    """
    bar baar bara bahar bhar बार बारा बाहर भर aata ata आता shahar shehar शहर aur और ghar घर hi ही abhi अभी
    ya या gaya गया din दिन kal raat रात roz bad baad बाद puchh pooch पूछ kahna कहना badi bada बड़ा बड़े बड़ी
    """
)
NO_NAMES = (LITTLE_WORDS | EVERYDAY) - STATION_WORDS
# The Hindi ones by their sound, for words in Urdu script.
NO_NAME_SOUNDS = frozenset(joined_sound_key([word]) for word in NO_NAMES)

# Where something is: behind the name in Hindi, before it in English.
LOCATIVE_BEHIND = _set_of(
    """
    me mein mai main m men ma mei par pe per pr ke ki ka k se sey kasba kasbe town gaon gaanv gram
    mohalla mohalle bazar bazaar mandi chauraha chaurahe tiraha thana thane wale wala wali area ilaka
    ilake station bus road stand nagar colony market block chowki ghat kshetra jila zila district
    में मे मा पर पे पै के की का से सें कस्बा कस्बे गाँव गांव ग्राम मोहल्ला मोहल्ले बाजार बाज़ार मंडी मण्डी चौराहा
    चौराहे तिराहा वाले वाला वाली क्षेत्र इलाके स्टेशन बस रोड मार्केट तहसील थाना थाने जिला जनपद घाट चौकी
    tehsil tahsil college hospital bank खास खां को ko
    """
)
LOCATIVE_BEFORE = _set_of(
    """
    in at near from of to into by village vill town city gram graam gaon gaanv kasba mohalla moh mohalla post
    opposite around outside inside beside resident tehsil tahsil address thana ps po via between
    ग्राम गाँव गांव कस्बा कस्बे मोहल्ला मुहल्ला पोस्ट तहसील निवासी पता मौजा मु० mauza इलाका नगर
    niwasi nivasi district zila jila जिला जनपद
    """
)
VILLAGE_BEFORE = _set_of(
    """
    village vill gram graam gaon gaanv kasba mohalla moh post tehsil tahsil mauza town
    ग्राम गाँव गांव कस्बा कस्बे मोहल्ला मुहल्ला पोस्ट तहसील मौजा
    """
)
VILLAGE_BEHIND = _set_of(
    "village gaon gaanv gram kasba kasbe town tehsil tahsil mohalla mohalle "
    "गाँव गांव ग्राम कस्बा कस्बे तहसील मोहल्ला मोहल्ले"
)
DISTRICT_WORDS = _set_of(
    "district distt dist zila jila zile jile janpad janapad जिला जिले जनपद ज़िला जिल्ला ज़िले"
)

# People, whose names places have, too.
KIN = _set_of(
    """
    beti bitiya betee beta bahan behan bahen behn patni bivi biwi wife daughter son sister mausi chachi
    bhabhi nanad saheli dost ladki ladka naam name named bhai brother pati husband friend smt kumari km
    shri sri mr mrs miss
    बेटी बिटिया बेटा बहन बहिन पत्नी बीवी भाभी ननद सहेली दोस्त लड़की लड़का नाम भाई पति श्रीमती कुमारी कु पुत्र
    पुत्री भतीजी भतीजा बुआ मौसी चाची चाचा बहू मोड़ी छोरी
    """
)
SURNAMES = _set_of(
    """
    singh kumar kumari devi yadav gupta sharma verma varma khan ansari mishra tiwari dubey pandey
    shukla pal rajput chauhan thakur kushwaha shakya lodhi katiyar sachan jain agarwal soni das prasad
    begum bano nath rani bai सिंह कुमार कुमारी देवी यादव गुप्ता शर्मा वर्मा खान अंसारी मिश्रा तिवारी
    दुबे पाण्डेय पांडे शुक्ला पाल राजपूत चौहान ठाकुर कुशवाहा शाक्य लोधी कटियार सचान जैन अग्रवाल सोनी दास
    प्रसाद बेगम बानो नाथ रानी बाई
    """
)
ROADS = _set_of("road rd highway marg route rod रोड मार्ग हाईवे हाइवे राजमार्ग सड़क express")
# Offices above a station: a letter to them names the seat of the district, not where it was.
OFFICES = _set_of(
    """
    sp ssp adg dig ig dm sdm co adm cp acp dcp commissioner collector superintendent adhikshak ayukt
    zone jon zon jone अधीक्षक जिलाधिकारी उपजिलाधिकारी आयुक्त एसपी एसएसपी डीएम डीआईजी आईजी एडीजी सीओ क्षेत्राधिकारी
    महानिदेशक महानिरीक्षक उपमहानिरीक्षक जोन ज़ोन परिक्षेत्र
    """
)

# Police that are no station of a place.
OTHER_POLICE = _set_of("grp rpf gaarpi जीआरपी आरपीएफ जी0आर0पी0 जी०आर०पी० आर०पी०एफ०")
CYBER = _set_of("cyber saiber cybercrime साइबर सायबर")
CELLS = _set_of("cell sel police crime सेल पुलिस क्राइम")
# With a station that did something, these make it the one complained of.
COMPLAINTS = _set_of(
    """
    nahi nahin nhi ni na not no never refused refuse refusing denied without bhaga bhagaa daant danta
    rishwat ghoos bribe demanding demanded demand asked mange maange mang maang mangte abused beaten beat
    lete leta leke lekar liye lie utha uthwa dhamki dhamka hissa token entry vasool vasooli hafta
    इंट्री टोकन हिस्सा लेते लेता लेकर लेके लिये लिए वसूल वसूली धमकी धमका हफ्ता उठा
    pita peeta mara maara baitha baithaye tarka talta talte taal bahana laparwahi pending lying kal ulta
    नहीं नही नाहीं नईं न मना भगा भगाया डाँट डांट रिश्वत घूस मांगे माँगे मांग माँग मांगते मांगा ले लिए पीटा मारा
    बैठा बैठाया टरका टाल टालते बहाना लापरवाही उल्टा उलटा उलटो कल दबाव समझौता गाली
    """
)
HOME_BEHIND = _set_of(
    """
    niwasi nivasi niwaasi rehne rahne rehna rehta rahta rehti rahti rehte rahte rhta rhti rhte rhne basinda
    निवासी निवासिनी रहने रहता रहती रहते रहतीं मूलनिवासी बाशिन्दा
    """
)
HOME_BEFORE = _set_of(
    """
    niwasi nivasi resident live living reside residing residence address home belong belongs staying
    निवासी पता ghar घर stay lives resides
    """
)
AM = _set_of("hu hun hoon hoo हूँ हूं हु hain हैं bol likh लिख बोल")
CAME = _set_of(
    "aaya aaye aayi aae aai aya aye aayi आया आये आए आई आयी आयीं came come coming "
    "kharida kharidi khareeda खरीदा खरीदी लौट lauta laut लौटते lautte lautate लौटा मँगाया मंगाया mangaya"
)
ORIGIN_BEFORE = _set_of("mayka maika मायका मायके mayke maike peehar पीहर bought purchased ordered")
# "Stolen from X" is where it happened, any other "from X" is where somebody came from.
LOST = _set_of("stolen lost missing theft taken snatched kidnapped abducted robbed disappeared")
TOWARDS = _set_of("taraf तरफ ओर refer रेफर le ले")
# Where it happened.
MATTER = _set_of("matter mamla मामला ghatna घटना incident occurred happened वारदात")
POSITIONS = _set_of("me mein mai m par pe pr में मे पर पे पास paas")
# Behind the name of a station: something was done there, or by it.
AT = _set_of(
    """
    me mein mai m ne par pe se ke ki k ka wale walo walon wala police gaya gaye gayi gya gye pahuncha
    pahunche pahuchi jane jata jati staff daroga sho munshi sipahi
    में मे ने पर पे से के की का वाले वालों पुलिस गया गये गए गयी पहुँचा पहुंचा पहुँची पहुंची जाने जाता जाती
    दरोगा मुंशी सिपाही the and refused is are has have did do does will never sen सें पै खां
    """
)
FORCE = _set_of("police पुलिस")
GENITIVES = _set_of("ke ki ka k के की का")
HOSPITALS = _set_of("aspatal hospital अस्पताल चिकित्सालय chikitsalaya jail जेल")
# Whoever does the deeds of a station.
OFFICERS = _set_of(
    """
    daroga sipahi munshi diwan dewan deewan constable inspector thanedar havaldar vivechak halka picket prv
    112 thane chowki chauki policewala policewale muharrir io si asi hamrahi homeguard cop cops
    थाने दरोगा दारोगा सिपाही सिपाहियों मुंशी दीवान कांस्टेबल इंस्पेक्टर थानेदार हवलदार विवेचक हल्का चौकी पुलिसवाले पुलिसवालों पिकेट
    """
)
