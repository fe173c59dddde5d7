"""Languages: MediaWiki's codes, and what speakers call their language."""

from __future__ import annotations

from collections.abc import Mapping

_OTHER = """
ady-cyrl aeb aeb-arab aeb-latn ami arq azb ban-bali bbc-latn bcc bcl bdr be-tarask bho blk bol btm bxr cbk-zam cdo
cpx-hans cpx-hant cpx-latn crh-cyrl crh-latn crh-ro dag de-at de-ch de-formal dga diq dty eml en-ca en-gb es-419
es-formal gan-hans gan-hant gcr gom gom-deva gom-latn gpe gsw guw hak-hans hak-hant hak-latn hif-latn hu-formal hyw igl
ike-cans ike-latn isv isv-cyrl isv-latn kai kbd-cyrl kbp kge kk-arab kk-cn kk-cyrl kk-kz kk-latn kk-tr knc ko-kp ks-arab
ks-deva ku-arab ku-latn kus lbe lld lzh map-bms mhr mnc-latn mnc-mong mnw ms-arab mul nah nan nan-hant nan-latn-pehoeji
nan-latn-tailo nds-nl nl-informal nrm nup olo pih pnb ppl pt-br pwn rif rki rmy roa-tara rsk rup ruq-cyrl ruq-latn se-fi
se-no se-se sgs sh-cyrl sh-latn shi-latn shi-tfng shy shy-latn simple skr skr-arab sr-ec sr-el syl szy tay tdd tg-cyrl
tg-latn tly-cyrl tt-cyrl tt-latn tzm ug-arab ug-latn uz-cyrl uz-latn vro wuu-hans wuu-hant yue yue-hans yue-hant zgh
zgh-latn zh-cn zh-hans zh-hant zh-hk zh-mo zh-my zh-sg zh-tw
"""
#: Codes of Wikimedia wikis and of MediaWiki that CLDR does not list.
OTHER_CODES = frozenset(_OTHER.split())

#: Codes that MediaWiki has given up, and what they are now.
FORMER_CODES: Mapping[str, str] = {
    "als": "gsw",
    "bat-smg": "sgs",
    "be-x-old": "be-tarask",
    "bh": "bho",
    "fiu-vro": "vro",
    "roa-rup": "rup",
    "zh-classical": "lzh",
    "zh-min-nan": "nan",
    "zh-yue": "yue",
    "no": "nb",
    "iw": "he",
    "ji": "yi",
    "fil": "tl",
    "mo": "ro",
    "zza": "diq",
}

_OWN_NAMES = """
aa: Qafar | ab: Аԥсшәа | ace: Acèh | af: Afrikaans | ak: Akan | am: አማርኛ | an: aragonés | ann: Obolo | ar: العربية
ary: الدارجة | arz: مصرى | as: অসমীয়া | ast: asturianu | awa: अवधी | az: azərbaycan | azb: تۆرکجه | ba: башҡорт теле
bcl: Bikol Central | be: беларуская | be-tarask: беларуская (тарашкевіца) | bew: Betawi | bg: български | bho: भोजपुरी
bjn: Banjar | bm: bamanakan | bn: বাংলা | bo: བོད་སྐད་ | br: brezhoneg | bs: bosanski | ca: català | cdo: 閩東語
ce: нохчийн | ceb: Cebuano | cho: Chahta | chr: ᏣᎳᎩ | ckb: کوردیی ناوەندی | co: corsu | crh: qırımtatarca | cs: čeština
cu: церковнослове́нскїй | cv: чӑваш | cy: Cymraeg | da: dansk | dag: dagbanli | de: Deutsch | dsb: dolnoserbšćina
dv: ދިވެހިބަސް | dz: རྫོང་ཁ | ee: eʋegbe | el: Ελληνικά | en: English | eo: Esperanto | es: español | et: eesti
eu: euskara | fa: فارسی | fat: mfantse | ff: Pulaar | fi: suomi | fo: føroyskt | fon: fɔ̀ngbè | fr: français
frr: Nordfriisk | fur: furlan | fy: Frysk | ga: Gaeilge | gan: 贛語 | gcr: kriyòl gwiyannen | gd: Gàidhlig | gl: galego
gn: avañe’ẽ | gom: कोंकणी | gpe: Ghanaian Pidgin | gsw: Alemannisch | gu: ગુજરાતી | guw: gungbe | gv: Gaelg | ha: Hausa
hak: 客家語 | haw: ʻŌlelo Hawaiʻi | he: עברית | hi: हिन्दी | hr: hrvatski | hsb: hornjoserbšćina | ht: Kreyòl Ayisyen
hu: magyar | hy: հայերեն | hyw: արեւմտահայերէն | ia: interlingua | id: Indonesia | ie: Interlingue | ig: Igbo
igl: Igala | ii: ꆈꌠꉙ | ilo: Ilokano | io: Ido | is: íslenska | it: italiano | iu: ᐃᓄᒃᑎᑐᑦ | ja: 日本語 | jbo: la .lojban.
jv: Jawa | ka: ქართული | kaa: қарақалпақша | kab: Taqbaylit | kaj: Kaje | kbp: Kabɩyɛ | kcg: Katab | kg: Kongo
ki: Gikuyu | kk: қазақ тілі | kl: kalaallisut | km: ខ្មែរ | kn: ಕನ್ನಡ | ko: 한국어 | kr: kanuri | ks: کٲشُر | ksh: Kölsch
ku: kurdî (kurmancî) | kus: Kʋsaal | kw: kernewek | ky: кыргызча | la: Latina | lb: Lëtzebuergesch | lg: Luganda
lij: ligure | lld: ladin | lmo: Lombard | ln: lingála | lo: ລາວ | lrc: لۊری شومالی | lt: lietuvių | ltg: latgalīšu
lv: latviešu | lzh: 文言 | mad: Madhurâ | mai: मैथिली | mdf: мокшень кяль | mg: Malagasy | mi: Māori | mk: македонски
ml: മലയാളം | mn: монгол | mni: মৈতৈলোন্ | mnw: ဘာသာမန် | mos: moore | mr: मराठी | ms: Melayu | mt: Malti | mus: Mvskoke
my: မြန်မာ | myv: эрзянь кель | mzn: مازرونی | nah: Nahuatl | nan: 閩南語 | nb: norsk bokmål | nds: Neddersass’sch
ne: नेपाली | new: नेपाल भाषा | nl: Nederlands | nn: norsk nynorsk | no: norsk | nqo: ߒߞߏ | nr: isiNdebele
nso: Sesotho sa Leboa | nv: Diné Bizaad | ny: Nyanja | oc: occitan | om: Oromoo | or: ଓଡ଼ିଆ | os: ирон | pa: ਪੰਜਾਬੀ
pap: Papiamentu | pcm: Naijíriá Píjin | pl: polski | pnb: پنجابی | ps: پښتو | pt: português | pt-br: português (Brasil)
qu: Runasimi | rm: rumantsch | rmy: romani čhib | rn: Ikirundi | ro: română | ru: русский | rw: Ikinyarwanda
sa: संस्कृत भाषा | sah: саха тыла | sat: ᱥᱟᱱᱛᱟᱲᱤ | sc: sardu | scn: sicilianu | sd: سنڌي | se: davvisámegiella
sg: Sängö | sgs: žemaitėška | sh: srpskohrvatski | shi: ⵜⴰⵛⵍⵃⵉⵜ | shn: တႆး | si: සිංහල | simple: Simple English
sk: slovenčina | skr: سرائیکی | sl: slovenščina | smn: anarâškielâ | sn: chiShona | so: Soomaali | sq: shqip
sr: српски | ss: siSwati | st: Sesotho | su: Basa Sunda | sv: svenska | sw: Kiswahili | szl: ślōnski | ta: தமிழ்
tcy: ತುಳು | te: తెలుగు | tg: тоҷикӣ | th: ไทย | ti: ትግርኛ | tig: ትግረ | tk: türkmen dili | tl: Tagalog | tn: Setswana
to: lea fakatonga | tok: toki pona | tpi: Tok Pisin | tr: Türkçe | trv: patas Taroko | ts: Xitsonga | tt: татар
tum: chiTumbuka | tw: Twi | ug: ئۇيغۇرچە | uk: українська | ur: اردو | uz: o‘zbek | ve: Tshivenḓa | vec: veneto
vi: Tiếng Việt | vo: Volapük | vro: võro | wa: walon | war: Winaray | wo: Wolof | wuu: 吴语 | xh: IsiXhosa | yi: ייִדיש
yo: Èdè Yorùbá | yue: 粵語 | za: Vahcuengh | zgh: ⵜⴰⵎⴰⵣⵉⵖⵜ | zh: 中文 | zh-hans: 中文 (简体) | zh-hant: 中文 (繁體) | zu: isiZulu
"""
_OTHER_NAMES = """
aa: Qafár af | aae: Arbërisht | abs: bahasa ambon | acf: Kwéyòl Sent Lisi | acm: عراقي | ady: адыгабзэ
aeb: تونسي / Tûnsî | aln: Gegë | alt: алтай тил | ami: Pangcah | ang: Ænglisc | anp: अंगिका | apc: شامي | arc: ܐܪܡܝܐ
arn: mapudungun | arq: جازايرية | av: авар | ay: Aymar aru | az: azərbaycanca | ba: башҡортса | ban: Basa Bali
ban-bali: ᬩᬲᬩᬮᬶ | bar: Boarisch | bcc: جهلسری بلوچی | bci: wawle | bdr: Bajau Sama | bgc: हरियाणवी
bgn: روچ کپتین بلوچی | blk: ပအိုဝ်ႏဘာႏသာႏ | bm: bamanankan | bo: བོད་ཡིག | bpy: বিষ্ণুপ্রিয়া মণিপুরী | bqi: بختیاری
btm: Batak Mandailing | bto: Iriga Bicolano | bug: Basa Ugi | bxr: буряад | cbk-zam: Chavacano de Zamboanga
ccp: 𑄌𑄋𑄴𑄟𑄳𑄦 | cdo: 閩東語 / Mìng-dĕ̤ng-ngṳ̄ | ch: Chamoru | chn: chinuk wawa | cho: Chahta anumpa | chy: Tsetsêhestâhese
ckb: کوردی | cps: Capiceño | cpx: 莆仙語 / Pó-sing-gṳ̂ | cpx-hans: 莆仙语（简体） | cpx-hant: 莆仙語（繁體）
cpx-latn: Pó-sing-gṳ̂ (Báⁿ-uā-ci̍) | cr: Nēhiyawēwin / ᓀᐦᐃᔭᐍᐏᐣ | crh-cyrl: къырымтатарджа (Кирилл)
crh-latn: qırımtatarca (Latin) | crh-ro: tatarşa | csb: kaszëbsczi | cu: словѣньскъ / ⰔⰎⰑⰂⰡⰐⰠⰔⰍⰟ | cv: чӑвашла
de-at: Österreichisches Deutsch | de-ch: Schweizer Hochdeutsch | de-formal: Deutsch (Sie-Form) | dga: Dagaare
din: Thuɔŋjäŋ | dsb: dolnoserbski | dtp: Kadazandusun | dty: डोटेली | dz: ཇོང་ཁ | eml: emiliàn e rumagnòl
es-419: español de América Latina | es-formal: español (formal) | ext: estremeñu | fit: meänkieli
fj: Na Vosa Vakaviti | frp: arpetan | gaa: Ga | gan-hans: 赣语（简体） | gan-hant: 贛語（繁體） | gcf: kréyòl Gwadloup
gld: на̄ни | glk: گیلکی | gom: गोंयची कोंकणी / Gõychi Konknni | gor: Bahasa Hulontalo | got: 𐌲𐌿𐍄𐌹𐍃𐌺
grc: Ἀρχαία ἑλληνικὴ | guc: wayuunaiki | gur: farefare | hak: 客家語 / Hak-kâ-ngî | hak-hans: 客家语（简体） | hak-hant: 客家語（繁體）
hak-latn: Hak-kâ-ngî (Pha̍k-fa-sṳ) | haw: Hawaiʻi | hil: Ilonggo | hno: ہندکو | hrx: Hunsrik | hsb: hornjoserbsce
hsn: 湘語 | hu-formal: magyar (formal) | hz: Otsiherero | iba: Jaku Iban | ii: ꆇꉙ | ik: Iñupiatun | inh: гӀалгӀай
isv-cyrl: меджусловјанскы | isv-latn: medžuslovjansky | iu: ᐃᓄᒃᑎᑐᑦ / inuktitut | jam: Patois | jut: jysk
kaa: Qaraqalpaqsha | kai: Karai-karai | kbd: адыгэбзэ | kge: Kumoring | khw: کھوار | kiu: Kırmancki | kj: Kwanyama
kjh: хакас | kjp: ဖၠုံလိက် | kk: қазақша | kk-arab: قازاقشا (تٴوتە) | kk-cn: قازاقشا (جۇنگو)
kk-cyrl: қазақша (кирил) | kk-kz: қазақша (Қазақстан) | kk-latn: qazaqşa (latın) | kk-tr: qazaqşa (Türkïya)
km: ភាសាខ្មែរ | knc: Yerwa Kanuri | ko-kp: 조선말 | koi: перем коми | krc: къарачай-малкъар | krl: karjal
ks: कॉशुर / کٲشُر | ksh: Ripoarisch | ksw: စှီၤ | ku: kurdî | ku-arab: کوردی (عەرەبی) | ku-latn: kurdî (latînî)
kum: къумукъ | kv: коми | kw: kernowek | lbe: лакку | lez: лезги | li: Limburgs | liv: Līvõ kēļ | lki: لەکی
loz: Silozi | ltg: latgaļu | lua: ciluba | lus: Mizo ţawng | luz: لئری دوٙمینی | lzz: Lazuri | mag: मगही
map-bms: Basa Banyumasan | mdf: мокшень | mh: Ebon | mhr: олык марий | mnc: manju gisun | mnc-mong: ᠮᠠᠨᠵᡠ ᡤᡳᠰᡠᠨ
mni: ꯃꯤꯇꯩ ꯂꯣꯟ | mrh: Mara | mrj: кырык мары | ms-arab: بهاس ملايو | mui: Baso Palembang | my: မြန်မာဘာသာ | myv: эрзянь
na: Dorerin Naoero | nan: 閩南語 / Bân-lâm-gú | nan-hant: 閩南語（傳統漢字） | nan-latn-pehoeji: Bân-lâm-gú (Pe̍h-ōe-jī)
nan-latn-tailo: Bân-lâm-gú (Tâi-lô) | nap: Napulitano | nds: Plattdüütsch | nds-nl: Nedersaksies | ng: Oshiwambo
nia: Li Niha | nit: కొలామి | niu: Niuē | nl-informal: Nederlands (informeel) | nmz: nawdm | nod: ᨣᩤᩴᨾᩮᩬᩥᨦ
nog: ногайша | nr: isiNdebele seSewula | nrm: Nouormand | nup: Nupe | ny: Chi-Chewa | nyn: runyankore | nyo: Orunyoro
nys: Nyunga | ojb: Ojibwemowin | olo: livvinkarjala | pam: Kapampangan | pcm: Naijá | pdc: Deitsch | pfl: Pälzisch
pi: पालि | pih: Norfuk / Pitkern | pms: Piemontèis | pnt: Ποντιακά | prg: prūsiskan | pt-br: português do Brasil
pwn: pinayuanan | qu: Runa Simi | qug: Runa shimi | rgn: Rumagnôl | rif: Tarifit | rki: ရခိုင် | rmc: romaňi čhib
roa-tara: tarandíne | rsk: руски | rue: русиньскый | rup: armãneashti | ruq: Vlăheşte | ruq-cyrl: Влахесте
rut: мыхаӀбишды | ryu: うちなーぐち | sa: संस्कृतम् | sdc: Sassaresu | sdh: کوردی خوارگ
se-fi: davvisámegiella (Suoma bealde) | se-no: davvisámegiella (Norgga bealde) | se-se: davvisámegiella (Ruoŧa bealde)
sei: Cmique Itom | sh: srpskohrvatski / српскохрватски | sh-cyrl: српскохрватски (ћирилица)
sh-latn: srpskohrvatski (latinica) | shi: Taclḥit | shn: ၽႃႇသႃႇတႆး | shy: tacawit | sjd: кӣллт са̄мь кӣлл
sje: bidumsámegiella | sli: Schläsch | sm: Gagana Samoa | sma: åarjelsaemien | sms: nuõrttsääʹmǩiõll | so: Soomaaliga
sr: српски / srpski | sr-ec: српски (ћирилица) | sr-el: srpski (latinica) | srn: Sranantongo | sro: sardu campidanesu
stq: Seeltersk | sty: себертатар | su: Sunda | syl: ꠍꠤꠟꠐꠤ | szl: ślůnski | szy: Sakizaya | tay: Tayal
tdd: ᥖᥭᥰ ᥖᥬᥲ ᥑᥨᥒᥰ | tg-latn: tojikī | tig: ትግሬ | tk: Türkmençe | tly: tolışi | tly-cyrl: толыши | to: lea faka-Tonga
trv: Seediq | tt: татарча / tatarça | ttj: Orutooro | ty: reo tahiti | tyv: тыва дыл | tzm: ⵜⴰⵎⴰⵣⵉⵖⵜ | udm: удмурт
ug: ئۇيغۇرچە / Uyghurche | uz: oʻzbekcha / ўзбекча | vep: vepsän kel’ | vls: West-Vlams | vmf: Mainfränkisch
vmw: emakhuwa | vot: Vaďďa | wls: Fakaʻuvea | wuu-hans: 吴语（简体） | wuu-hant: 吳語（正體） | xal: хальмг | xmf: მარგალური
xsy: saisiyat | yrl: Nhẽẽgatú | yue-hans: 粵语（简体） | yue-hant: 粵語（繁體） | zea: Zeêuws | zgh: ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴰⵏⴰⵡⴰⵢⵜ
zgh-latn: tamaziɣt tanawayt | zh-cn: 中文（中国大陆） | zh-hk: 中文（香港） | zh-mo: 中文（澳門） | zh-my: 中文（马来西亚）
zh-sg: 中文（新加坡） | mo: молдовеняскэ
zh-tw: 中文（臺灣）
"""


def _by_code(entries: str) -> Mapping[str, str]:
    return {
        code.strip(): name.strip()
        for entry in entries.replace("\n", "|").split("|")
        if entry.strip()
        for code, _, name in [entry.partition(":")]
    }


#: What a language calls itself (CLDR, and Wikimedia's wikis where CLDR has no name): code to name.
OWN_NAMES: Mapping[str, str] = _by_code(_OWN_NAMES)
#: What it calls itself in MediaWiki, where that is something else; names in two scripts stand on both sides of a stroke.
OTHER_OWN_NAMES: Mapping[str, str] = _by_code(_OTHER_NAMES)
