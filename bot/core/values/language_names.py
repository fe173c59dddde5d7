"""Languages: MediaWiki's codes, and what speakers call their language."""

from __future__ import annotations

from collections.abc import Mapping

_OTHER = """
aeb ami arq azb bcl bdr be-tarask bho blk bol btm bxr cbk-zam cdo crh-latn dag de-at de-ch dga diq dty eml en-ca en-gb
es-419 gcr gom gpe gsw guw hyw igl isv kai kbp kge kk-cyrl knc ku-latn kus lbe lld lzh map-bms mhr mnw mul nah nan nds-nl
nrm nup olo pih pnb ppl pt-br pwn rif rki rmy roa-tara rsk rup sgs shy simple skr sr-ec sr-el syl szy tay tdd tg-cyrl
tt-cyrl tt-latn tzm uz-cyrl uz-latn vro yue zgh zh-cn zh-hans zh-hant zh-hk zh-tw
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
#: What a language calls itself (CLDR, and Wikimedia's wikis where CLDR has no name): code to name.
OWN_NAMES: Mapping[str, str] = {
    code.strip(): name.strip()
    for entry in _OWN_NAMES.replace("\n", "|").split("|")
    if entry.strip()
    for code, _, name in [entry.partition(":")]
}
