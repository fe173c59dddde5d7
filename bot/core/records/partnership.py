"""``{{Partnership}}``: who works with whom, where, how it stands, since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.values.affiliate import Affiliate
from bot.core.values.choice import Choice
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.folding import folded
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.lists import Commas, ListOf
from bot.core.values.page import Page
from bot.core.values.regions import regions_of
from bot.core.values.text import Text
from bot.core.values.user import User

#: How a partnership stands.
STATUSES = ("idea", "discussion", "active", "paused", "completed", "ended")
#: What kind of organisation the partner is.
PARTNER_TYPES = (
    "gallery", "library", "archive", "museum", "university", "school", "research", "government", "intergovernmental", "ngo", "media",
    "company", "health", "community", "other",
)  # fmt: skip

_STATUS_WORDS = {
    "active": (
        "ongoing|current|running|in progress|live|en cours|actuel|en curso|activo|activa|vigente|actif|active|نشط|نشطة|جارية|"
        "جاري|قائم|قائمة"
    ),
    "discussion": (
        "in discussion|under discussion|talks|negotiation|en discussion|en négociation|en discusión|en negociación|قيد النقاش|قيد المناقشة"
    ),
    "idea": "proposed|proposal|idée|proposition|propuesta|فكرة",
    "paused": "on hold|suspended|dormant|inactive|en pause|suspendu|en pausa|suspendido|متوقف|متوقفة مؤقتا|معلق",
    "completed": "complete|finished|done|terminé|terminée|achevé|achevée|finalizado|finalizada|completado|completada|مكتمل|مكتملة|منجز",
    "ended": "cancelled|canceled|discontinued|terminated|stopped|abandonné|abandonnée|interrompu|cancelado|cancelada|منته|منتهية|ملغى",
}
_PARTNER_WORDS = {
    "gallery": "art gallery|galerie|galería|معرض",
    "library": "national library|public library|bibliothèque|biblioteca|مكتبة|bibliotheque",
    "archive": "archives|national archives|archivo|archivos|أرشيف",
    "museum": "musée|museo|متحف",
    "university": "université|universidad|college|higher education|جامعة",
    "school": "école|lycée|escuela|مدرسة",
    "research": (
        "research institute|research institution|institut de recherche|recherche|investigación|instituto de investigación|بحث|مركز بحثي"
    ),
    "government": "ministry|public administration|gouvernement|ministère|gobierno|ministerio|حكومة|وزارة",
    "intergovernmental": (
        "international organisation|international organization|igo|un agency|organisation internationale|organización internacional"
    ),
    "ngo": "nonprofit|non profit|charity|foundation|association|ong|fondation|fundación|منظمة غير حكومية|جمعية",
    "media": "newspaper|broadcaster|press|média|médias|medio|medios|إعلام",
    "company": "business|corporation|enterprise|entreprise|société|empresa|شركة",
    "health": "hospital|health organisation|santé|salud|صحة",
    "community": "community organisation|community group|communauté|comunidad|مجتمع",
    "other": "autre|otro|otra|آخر|أخرى",
}


def _words(table: Mapping[str, str]) -> dict[str, str]:
    return {folded(word): code for code, words in table.items() for word in words.split("|")}


STATUS = Choice("status", STATUSES, _words(_STATUS_WORDS))
PARTNER_TYPE = Choice("partner-type", PARTNER_TYPES, _words(_PARTNER_WORDS))


class Partnership(Record):
    """A partnership. Countries are ISO 3166-1 codes, dates EDTF, languages MediaWiki codes, users names without namespace."""

    kind: ClassVar[str] = "partnership"
    template: ClassVar[str] = "Partnership"

    LATER: ClassVar[frozenset[str]] = frozenset(
        {"programs", "themes", "projects", "summary", "image", "communities", "collection_origin", "supported_by", "volunteers"}
        | {"partner_confirmed", "last_reviewed", "outcome", "framework", "agreement", "open_to", "gaps", "priority", "tools", "tech_needs"}
        | {"tech_offers", "technology", "ai_use", "documentation", "case_study", "report", "doc_owner", "doc_budget", "recognition_consent"}
        | {"consent_evidence", "attribution_text", "region"}
    )
    CHECKED: ClassVar[Mapping[str, Parameter]] = {"end": Parameter(Date(), aliases={"fr": ("fin",), "ar": ("النهاية",)})}
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    name: Annotated[str, Parameter(Text(), aliases={"fr": ("nom",), "es": ("nombre",), "ar": ("الاسم",)})] = ""
    partner: Annotated[
        tuple[str, ...],
        Parameter(ListOf(Text(), Commas.IN_NAMES), asked=True, aliases={"fr": ("partenaire",), "es": ("socio",), "ar": ("الشريك",)}),
    ] = ()
    partner_qid: Annotated[tuple[str, ...], Parameter(ListOf(Item()), aliases={"fr": ("partenaire_qid",), "es": ("socio_qid",)})] = ()
    partner_type: Annotated[
        str, Parameter(PARTNER_TYPE, aliases={"fr": ("type_partenaire",), "es": ("tipo_socio",), "ar": ("نوع_الشريك",)})
    ] = ""
    lead: Annotated[str, Parameter(Affiliate(), asked=True, aliases={"fr": ("porteur",), "es": ("responsable",), "ar": ("المسؤول",)})] = ""
    country: Annotated[
        tuple[str, ...], Parameter(ListOf(Country()), asked=True, aliases={"fr": ("pays",), "es": ("país",), "ar": ("البلد",)})
    ] = ()
    status: Annotated[str, Parameter(STATUS, asked=True, aliases={"fr": ("statut",), "es": ("estado",), "ar": ("الحالة",)})] = ""
    start: Annotated[str, Parameter(Date(), asked=True, aliases={"fr": ("début",), "es": ("inicio",), "ar": ("البداية",)})] = ""
    languages: Annotated[
        tuple[str, ...], Parameter(ListOf(Language()), aliases={"fr": ("langues",), "es": ("idiomas",), "ar": ("اللغات",)})
    ] = ()
    lead_contact: Annotated[
        tuple[str, ...], Parameter(ListOf(User()), aliases={"fr": ("contact",), "es": ("contacto",), "ar": ("جهة_الاتصال",)})
    ] = ()
    hub: Annotated[str, Parameter(Page(), aliases={"fr": ("pôle",), "es": ("nodo",), "ar": ("المحور",)})] = ""

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions in which its countries lie."""
        return regions_of(self.country)

    @property
    def region(self) -> str:
        """The region of its first country that has one, else empty: under which it is filed."""
        return next((region for code in self.country for region in regions_of((code,))), "")
