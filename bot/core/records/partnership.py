"""``{{Partnership}}``: who works with whom, on what, where, how it stands, since when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from bot.core.records.base import Parameter, Record
from bot.core.records.choices import AI_USE, CONSENT, OPEN_TO, OUTCOME, PARTNER_TYPE, STATUS, YES_NO
from bot.core.values.affiliate import Affiliate
from bot.core.values.code import Code
from bot.core.values.country import Country
from bot.core.values.date import Date
from bot.core.values.item import Item
from bot.core.values.language import Language
from bot.core.values.lists import Commas, ListOf
from bot.core.values.page import Page
from bot.core.values.places import Evidence, PageOrUrl, TextOrTask
from bot.core.values.text import Text
from bot.core.values.user import User
from bot.core.values.wiki import Wiki

#: What a page may say in prose, each in a section of its own (``{{Partnership section|…}}`` after its heading).
SECTIONS = ("objectives", "values", "roles", "commitments", "equity", "results", "lessons", "next")

#: Headings under which the parameters are shown.
WHAT, WHERE, WHO, STANDING, FRAMEWORK, TECHNOLOGY, DOCUMENTATION, RECOGNITION = (
    "what", "where", "who", "standing", "framework", "technology", "documentation", "recognition",
)  # fmt: skip

_Texts = tuple[str, ...]


class Partnership(Record):
    """A partnership.

    Countries are ISO 3166-1 codes, dates EDTF, languages MediaWiki codes, wikis database names, users names without namespace.
    """

    kind: ClassVar[str] = "partnership"
    template: ClassVar[str] = "Partnership"
    IGNORED: ClassVar[frozenset[str]] = frozenset({"region"})
    ORDERED: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    #: Words in each section that the page has, by the section's code.
    sections: Mapping[str, int] = {}
    #: The types of the contributions that stand on the page and belong to it.
    contributions: tuple[str, ...] = ()

    # The five that are asked for.
    partner: Annotated[
        _Texts,
        Parameter(ListOf(Text(), Commas.IN_NAMES), asked=True, listed=True, group=WHAT, fr="partenaire", es="socio", ar="الشريك"),
    ] = ()
    lead: Annotated[str, Parameter(Affiliate(), asked=True, listed=True, group=WHO, fr="porteur", es="responsable", ar="المسؤول")] = ""
    country: Annotated[_Texts, Parameter(ListOf(Country()), asked=True, listed=True, group=WHERE, fr="pays", es="país", ar="البلد")] = ()
    status: Annotated[str, Parameter(STATUS, asked=True, listed=True, group=STANDING, fr="statut", es="estado", ar="الحالة")] = ""
    start: Annotated[str, Parameter(Date(), asked=True, listed=True, group=STANDING, fr="début", es="inicio", ar="البداية")] = ""

    # All else is offered later.
    name: Annotated[str, Parameter(Text(), group=WHAT, fr="nom", es="nombre", ar="الاسم")] = ""
    partner_type: Annotated[
        str, Parameter(PARTNER_TYPE, listed=True, group=WHAT, fr="type_partenaire", es="tipo_socio", ar="نوع_الشريك")
    ] = ""
    partner_qid: Annotated[
        _Texts, Parameter(ListOf(Item()), listed=True, group=WHAT, fr="partenaire_qid", es="socio_qid", ar="عنصر_الشريك")
    ] = ()
    programs: Annotated[
        _Texts,
        Parameter(ListOf(Code("program")), listed=True, group=WHAT, former="programmes", fr="programme", es="programas", ar="البرامج"),
    ] = ()
    themes: Annotated[_Texts, Parameter(ListOf(Code("theme")), listed=True, group=WHAT, fr="thèmes", es="temas", ar="المواضيع")] = ()
    projects: Annotated[_Texts, Parameter(ListOf(Wiki()), listed=True, group=WHAT, fr="projets", es="proyectos", ar="المشاريع")] = ()
    summary: Annotated[str, Parameter(Text(600), group=WHAT, fr="résumé", es="resumen", ar="الملخص")] = ""
    image: Annotated[str, Parameter(Page(), group=WHAT, fr="illustration", es="imagen", ar="صورة")] = ""

    languages: Annotated[_Texts, Parameter(ListOf(Language()), listed=True, group=WHERE, fr="langues", es="idiomas", ar="اللغات")] = ()
    communities: Annotated[
        _Texts, Parameter(ListOf(Text()), listed=True, group=WHERE, fr="communautés", es="comunidades", ar="المجتمعات")
    ] = ()
    collection_origin: Annotated[
        _Texts,
        Parameter(ListOf(Country()), listed=True, group=WHERE, fr="origine_collection", es="origen_colección", ar="أصل_المجموعة"),
    ] = ()

    lead_contact: Annotated[_Texts, Parameter(ListOf(User()), listed=True, group=WHO, fr="contact", es="contacto", ar="جهة_الاتصال")] = ()
    supported_by: Annotated[_Texts, Parameter(ListOf(Affiliate()), listed=True, group=WHO, fr="soutien", es="apoyo", ar="بدعم_من")] = ()
    hub: Annotated[str, Parameter(Page(), listed=True, group=WHO, fr="pôle", es="nodo", ar="المحور")] = ""
    volunteers: Annotated[_Texts, Parameter(ListOf(User()), group=WHO, fr="bénévoles", es="voluntarios", ar="المتطوعون")] = ()
    partner_confirmed: Annotated[
        str, Parameter(Evidence(), group=WHO, fr="confirmé_par_partenaire", es="confirmado_por_socio", ar="تأكيد_الشريك")
    ] = ""

    end: Annotated[str, Parameter(Date(), listed=True, group=STANDING, fr="fin", es="final", ar="النهاية")] = ""
    last_reviewed: Annotated[
        str, Parameter(Date(), listed=True, group=STANDING, fr="dernière_relecture", es="última_revisión", ar="آخر_مراجعة")
    ] = ""
    outcome: Annotated[str, Parameter(OUTCOME, listed=True, group=STANDING, fr="bilan", es="resultado", ar="النتيجة")] = ""

    framework: Annotated[str, Parameter(Text(60), listed=True, group=FRAMEWORK, fr="cadre", es="marco", ar="الإطار")] = ""
    agreement: Annotated[str, Parameter(PageOrUrl(), group=FRAMEWORK, fr="accord", es="acuerdo", ar="الاتفاق")] = ""
    open_to: Annotated[str, Parameter(OPEN_TO, listed=True, group=FRAMEWORK, fr="ouvert_à", es="abierto_a", ar="مفتوح_ل")] = ""
    gaps: Annotated[_Texts, Parameter(ListOf(Code("gap")), listed=True, group=FRAMEWORK, fr="lacunes", es="brechas", ar="الفجوات")] = ()
    priority: Annotated[
        _Texts, Parameter(ListOf(Code("priority")), listed=True, group=FRAMEWORK, fr="priorité", es="prioridad", ar="الأولوية")
    ] = ()

    tools: Annotated[_Texts, Parameter(ListOf(Page()), listed=True, group=TECHNOLOGY, fr="outils", es="herramientas", ar="الأدوات")] = ()
    tech_needs: Annotated[
        _Texts,
        Parameter(
            ListOf(TextOrTask(), Commas.IN_NAMES),
            group=TECHNOLOGY, fr="besoins_techniques", es="necesidades_técnicas", ar="احتياجات_تقنية",
        ),
    ] = ()  # fmt: skip
    tech_offers: Annotated[
        _Texts,
        Parameter(ListOf(TextOrTask(), Commas.IN_NAMES), group=TECHNOLOGY, fr="offres_techniques", es="ofertas_técnicas", ar="عروض_تقنية"),
    ] = ()
    technology: Annotated[
        _Texts, Parameter(ListOf(Code("technology")), listed=True, group=TECHNOLOGY, fr="technologie", es="tecnología", ar="التقنية")
    ] = ()
    ai_use: Annotated[str, Parameter(AI_USE, listed=True, group=TECHNOLOGY, fr="usage_ia", es="uso_ia", ar="استخدام_الذكاء_الاصطناعي")] = ""

    documentation: Annotated[
        _Texts, Parameter(ListOf(PageOrUrl()), group=DOCUMENTATION, fr="documentation_pages", es="documentación", ar="التوثيق")
    ] = ()
    case_study: Annotated[str, Parameter(PageOrUrl(), group=DOCUMENTATION, fr="étude_de_cas", es="estudio_de_caso", ar="دراسة_حالة")] = ""
    report: Annotated[str, Parameter(PageOrUrl(), group=DOCUMENTATION, fr="rapport", es="informe", ar="التقرير")] = ""
    doc_owner: Annotated[
        str, Parameter(User(), group=DOCUMENTATION, fr="responsable_documentation", es="responsable_documentación", ar="مسؤول_التوثيق")
    ] = ""
    doc_budget: Annotated[
        str, Parameter(YES_NO, group=DOCUMENTATION, fr="budget_documentation", es="presupuesto_documentación", ar="ميزانية_التوثيق")
    ] = ""

    recognition_consent: Annotated[
        str, Parameter(CONSENT, group=RECOGNITION, fr="accord_reconnaissance", es="consentimiento", ar="الموافقة_على_التكريم")
    ] = ""
    consent_evidence: Annotated[
        str, Parameter(Evidence(), group=RECOGNITION, fr="preuve_accord", es="prueba_consentimiento", ar="دليل_الموافقة")
    ] = ""
    attribution_text: Annotated[
        str, Parameter(Text(400), group=RECOGNITION, fr="texte_attribution", es="texto_atribución", ar="نص_النسبة")
    ] = ""
