"""Everyday words of Hindi in Latin letters and of English."""


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
    his how if it its kindly last like lost money month months my near need neighbour neighbor
    night no noise not of on or our please received regarding regards she should since so stolen
    street taken thank thanks that the their them there these they this those today us want was
    we week were what when where which who why will with would yes yesterday you your
    """
)

# What is no name of a place even where it sounds like one.
COMMON_WORDS = _HINDI_IN_LATIN | _ENGLISH
