"""Petitions typed for the font Kruti Dev, and complaints in Urdu script, at the stations of the zone."""

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.police_grievance.tools.envelope import Envelope

# The station that each is sent to at once, and the words.
TYPED = (
    (
        "KNJ-INDERGARH",
        (
            "izkFkZuk i=\n"
            "lsok esa] Jheku Fkkuk izHkkjh] Fkkuk bUnjx<+] tuin dUukSt\n"
            "egksn;] fnukad 8 uoEcj dh jkr izkFkhZ ds [ksr esa yxs V~;wcosy dh ik¡p gklZ ikoj dh "
            "eksVj vkSj rkj vKkr pksj [kksy dj ys x;sA lqcg ikuh yxkus igq¡pk rks dksBjh dk rkyk "
            "VwVk feykA d`i;k eqdnek fy[kdj pksjksa dk irk yxkus dh d`ik djsaA\n"
            "izkFkhZ j?kqjkt flag] xzke cgkslh"
        ),
    ),
    (
        "FRK-KAMPIL",
        (
            "lsok esa] Jheku Fkkuk/;{k egksn;] Fkkuk dfEiy] tuin Q#Z[kkckn\n"
            "fo\"k;& 'kksHkk ;k=k dh vuqefr ds lEcU/k esa\n"
            "egksn;] fuosnu gS fd gekjs xzke esa fnukad 5 fnlEcj dks Hkkxor dFkk ds 'kqHkkjEHk "
            "ij dy'k ;k=k fudkyh tk;sxh ftlesa yxHkx nks lkS efgyk;sa jgsaxhA ;k=k efUnj ls xaxk "
            "?kkV rd tk;sxhA d`i;k vuqefr ,oa nks efgyk flikgh miyC/k djkus dh d`ik djsaA\n"
            "fuosnd xzke lfefr #nk;u"
        ),
    ),
    (
        "KNN-BILHAUR",
        (
            "lsok esa]\n"
            "Jheku Fkkuk/;{k egksn;\n"
            "Fkkuk fcYgkSj] tuin dkuiqj uxj\n"
            "egksn;] fuosnu gS fd fnukad 02&11&2026 dks vjkSy ls fcYgkSj vkrs le; izkFkhZ dh "
            "gkbZLdwy dh vadrkfydk ,oa fuokl izek.k i= jkLrs esa dgha fxj x;sA dkQh [kkstchu dh "
            "ijUrq ugha feysA d`i;k xqe'kqnxh ntZ djus dh d`ik djsaA\n"
            "izkFkhZ fofiu dqekj"
        ),
    ),
    (
        "JLN-GOHAN",
        (
            "lsok esa]\n"
            "Jheku Fkkuk/;{k egksn;] Fkkuk xksgu] ftyk tkykSu\n"
            "egksn;] fuosnu gS fd izkFkhZ ds edku ds ihNs izkFkhZ dh iq'rSuh [kkyh tehu iM+h gSA "
            "xk¡o ds gh deys'k us ml ij tcjnLrh Vhu 'ksM Mkydj vius tkuoj ck¡/k fn;s gSaA euk "
            "djus ij dgrk gS fd ;g tehu esjh gSA dkxt izkFkhZ ds uke gSaA d`i;k ekSds dh tk¡p dj "
            "dCtk gVokus dh d`ik djsaA\n"
            "izkFkhZ y{eh ukjk;.k] xzke ukoj"
        ),
    ),
    (
        "LLT-JAKHLAUN",
        (
            "lsok esa]\n"
            "Jheku Fkkuk izHkkjh egksn;] Fkkuk tk[kykSu] ftyk yfyriqj\n"
            "egksn;] fuosnu gS fd izkFkhZ xzke /kkSjkZ dk fuoklh gSA fnukad 10&11&2026 dks jk'ku "
            "dh nqdku ij ykbu esa yxus dh ckr dks ysdj xk¡o ds HkS;kyky us izkFkhZ dks tkfrlwpd "
            "'kCn dgs vkSj ek¡ cgu dh xUnh xUnh xkfy;k¡ nhaA euk djus ij Hkh ugha ekukA lcds "
            "lkeus izkFkhZ dk vieku gqvkA d`i;k mfpr dk;Zokgh djus dh d`ik djsaA\n"
            "izkFkhZ gjizlkn"
        ),
    ),
    (
        "ETW-JASWANTNAGAR",
        (
            "izkFkZuk i=\n"
            "lsok esa]\n"
            "Jheku iqfyl v/kh{kd egksn; bVkokA\n"
            "egksn; fuosnu gS fd esjh eksVj lkbfdy Fkkuk tloUruxj {ks= ls pksjh gks x;h gSA "
            "d`i;k fjiksVZ ntZ djus dh d`ik djsaA\n"
            "izkFkhZ jktsUnz dqekj"
        ),
    ),
)
URDU = (
    (
        "KNN-BEKANGANJ",
        (
            "محترم، بیکن گنج کانپور میں میری کپڑے کی دکان ہے۔ پیر کی شام نماز کے وقت دکان کے "
            "باہر کھڑی میری اسکوٹی کوئی اٹھا لے گیا۔ سامنے والی دکان کے کیمرے میں دو لڑکے دکھ "
            "رہے ہیں، میں ویڈیو دے سکتا ہوں۔ رپورٹ لکھ کر تلاش کروا دیجئے۔ عبدالحفیظ"
        ),
    ),
    (
        "KNN-BABUPURWA",
        (
            "السلام علیکم۔ میں بابو پوروہ کانپور میں اپنے سسرال میں ہوں۔ شوہر نے آج صبح میرے "
            "اوپر کھولتا پانی پھینکا اور کمرے میں بند کر دیا ہے، کہتا ہے شام کو واپس آ کر کام "
            "تمام کر دوں گا۔ میرا بچہ بھی اندر ہے۔ چھپ کر لکھ رہی ہوں، کال مت کیجئے، کسی کو بھیج "
            "دیجئے۔"
        ),
    ),
    (
        "KNN-MOOLGANJ",
        (
            "جناب کل دوپہر مول گنج چوراہے سے گزرتے ہوئے میرا موبائل جیب سے کہیں گر گیا۔ کالے رنگ "
            "کا سیمسنگ ہے، ڈبے پر آئی ایم ای آئی لکھا ہے۔ سم میں نے بند کروا دی ہے۔ اگر کسی کو "
            "ملے یا چالو ہو تو پتہ کروا دیجئے۔ شکریہ، نسیم انصاری کانپور"
        ),
    ),
    (
        "FRK-SHAMSABAD",
        (
            "محترم جناب تھانہ انچارج صاحب، آداب۔\n"
            "میں قصبہ شمس آباد ضلع فرخ آباد کا رہنے والا ہوں۔ میرے پڑوسی نے اپنی چھت کا پرنالہ "
            "میرے آنگن کی طرف کھول دیا ہے۔ نہانے دھونے کا سارا پانی ہمارے گھر میں گرتا ہے اور "
            "دیوار گیلی ہو گئی ہے۔ کئی دفعہ سمجھایا مگر وہ الٹا جھگڑنے لگتے ہیں۔ مہربانی کر کے "
            "بیچ بچاؤ کرا دیں۔\n"
            "فقط، شفیق احمد"
        ),
    ),
    (
        "KNN-CHAMANGANJ",
        (
            "چوری کی شکایت\n"
            "جناب عالی،\n"
            "میری دکان چمن گنج کانپور میں ہے۔ کل رات تالا توڑ کر چوری ہو گئی۔ قریب چالیس ہزار "
            "روپے کا سامان چلا گیا۔ مہربانی فرما کر کارروائی کریں۔\n"
            "محمد عارف"
        ),
    ),
)
# A town, whose kotwali it may be: proposed.
URDU_KALPI = (
    "جناب عالی! میں نے کالپی کے محلہ میں رہنے والے اپنے دوست کو بیٹی کی شادی کے لیے اسی "
    "ہزار روپے ادھار دیے تھے، چھ مہینے کا وعدہ تھا۔ ڈیڑھ سال ہو گیا، اب کہتا ہے کہ میں "
    "نے لیا ہی نہیں۔ اسٹامپ پر لکھا ہوا میرے پاس موجود ہے۔ بلا کر سمجھوتا کرا دیں تو بڑی "
    "مہربانی ہوگی۔ رئیس احمد"
)
# Of the police: read, and answered in Hindi; a person decides where it goes.
ABOUT_POLICE = (
    "lsok esa] Jheku iqfyl v/kh{kd egksn;] Qrsgx<+\n"
    "egksn;] fuosnu gS fd fnukad 1 uoEcj dks foi{kh jktw vkfn us izkFkhZ dks [ksr ij "
    "ykfB;ksa ls ekjk ihVk FkkA izkFkhZ us mlh fnu Fkkuk tgk¡uxat ij fyf[kr rgjhj nh "
    "Fkh] fdUrq vkt chl fnu chr tkus ij Hkh izkFkhZ dh fjiksVZ ugha fy[kh x;h gS vkSj u "
    "gh esfMdy djk;k x;kA izkFkhZ nj nj HkVd jgk gSA d`i;k fjiksVZ ntZ djkus dh d`ik "
    "djsaA\n"
    "izkFkhZ lq[kyky"
)


@tagged("post_install", "-at_install")
class TestScripts(TransactionCase):
    def _opened(self, text):
        envelope = Envelope(
            channel="email",
            received_at=fields.Datetime.now(),
            sender_kind="email",
            sender_value="writer@example.org",
            text=text,
        )
        return self.env["police.complaint"]._intake(envelope).complaint

    def assertSent(self, complaint, code):
        self.assertEqual(complaint.language, "hi_IN", complaint.description)
        self.assertEqual(
            (complaint.routing_state, complaint.unit_id.code),
            ("certain", code),
            complaint.description,
        )

    def test_typed_for_a_font(self):
        for code, text in TYPED:
            complaint = self._opened(text)
            self.assertSent(complaint, code)
            self.assertRegex(complaint.description, "प्रार्थी|निवेदक")
            self.assertNotRegex(complaint.description, "[A-Za-z]")
            self.assertEqual(complaint.as_arrived, text)

    def test_typed_for_a_font_about_the_police(self):
        complaint = self._opened(ABOUT_POLICE)
        self.assertIn("थाना जहाँनगंज पर लिखित तहरीर दी थी", complaint.description)
        self.assertEqual(complaint.language, "hi_IN")

    def test_urdu(self):
        for code, text in URDU:
            self.assertSent(self._opened(text), code)

    def test_urdu_that_names_a_town(self):
        complaint = self._opened(URDU_KALPI)
        self.assertEqual(complaint.routing_state, "proposed")
        self.assertEqual(complaint.proposed_unit_id.code, "JLN-KOTWALI-KALPI")
