"""The values of which a parameter takes one, with usual words for them besides the labels in i18n/."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.values.choice import Choice
from bot.core.values.folding import folded


def _choice(family: str, words: Mapping[str, str]) -> Choice:
    """A choice among the keys; each has further words, separated by bars."""
    # A sign alone ("✓") has no letters to fold.
    return Choice(family, tuple(words), {folded(word) or word: code for code, text in words.items() for word in text.split("|") if word})


#: How a partnership stands.
STATUS = _choice(
    "status",
    {
        "idea": "proposed|proposal|idée|proposition|propuesta|فكرة",
        "discussion": "in discussion|under discussion|talks|negotiation|en discussion|en négociation|en discusión|en negociación|قيد النقاش"
        "|قيد المناقشة",
        "active": "ongoing|current|running|in progress|live|en cours|actuel|en curso|activo|activa|vigente|actif|active|نشط|نشطة|جارية|"
        "جاري|قائم|قائمة",
        "paused": "on hold|suspended|dormant|inactive|en pause|suspendu|suspendue|en pausa|suspendido|suspendida"
        "|متوقف|متوقفة مؤقتا|معلق|معلقة",
        "completed": "complete|finished|done|terminé|terminée|achevé|achevée|finalizado|finalizada|terminado|terminada"
        "|completado|completada|مكتمل|مكتملة|منجز|منجزة",
        "ended": "cancelled|canceled|discontinued|terminated|stopped|abandonné|abandonnée|interrompu|interrompue|arrêté|arrêtée|annulé"
        "|annulée|cancelado|cancelada|منته|منتهية|ملغى|ملغاة",
    },
)
STATUSES = STATUS.codes

#: What kind of organisation the partner is.
PARTNER_TYPE = _choice(
    "partner-type",
    {
        "gallery": "art gallery|galerie|galería|معرض",
        "library": "national library|public library|bibliothèque|biblioteca|مكتبة|bibliotheque",
        "archive": "archives|national archives|archivo|archivos|أرشيف",
        "museum": "musée|museo|متحف",
        "university": "université|universidad|college|higher education|جامعة",
        "school": "école|lycée|escuela|مدرسة",
        "research": "research institute|research institution|institut de recherche|recherche|investigación|instituto de investigación|بحث"
        "|مركز بحثي",
        "government": "ministry|public administration|gouvernement|ministère|gobierno|ministerio|حكومة|وزارة",
        "intergovernmental": "international organisation|international organization|igo|un agency|organisation internationale"
        "|organización internacional",
        "ngo": "nonprofit|non profit|charity|foundation|association|ong|fondation|fundación|منظمة غير حكومية|جمعية",
        "media": "newspaper|broadcaster|press|média|médias|medio|medios|إعلام",
        "company": "business|corporation|enterprise|entreprise|société|empresa|شركة",
        "health": "hospital|health organisation|santé|salud|صحة",
        "community": "community organisation|community group|communauté|comunidad|مجتمع",
        "other": "autre|otro|otra|آخر|أخرى",
    },
)
PARTNER_TYPES = PARTNER_TYPE.codes

#: What holds a hub together.
HUB_TYPE = _choice(
    "hub-type",
    {
        "affiliate": "chapter|user group|affilié|chapitre|afiliado|capítulo|تابع",
        "thematic": "theme|thematic hub|thématique|temático|temática|موضوعي",
        "regional": "region|regional hub|régional|régionale|إقليمي",
        "project": "projet|proyecto|مشروع",
    },
)

#: How a partnership came out.
OUTCOME = _choice(
    "outcome",
    {
        "success": "successful|réussi|réussite|succès|éxito|exitoso|نجاح|ناجحة",
        "mixed": "partial|partly|mitigé|mitigée|partiel|partielle|parcial|mixto|mixta|متفاوت|متفاوتة",
        "failure": "failed|unsuccessful|échec|échoué|fracaso|فشل",
        "unknown": "unclear|inconnu|desconocido|غير معروف",
    },
)

#: Who may join a partnership.
OPEN_TO = _choice(
    "open-to",
    {
        "everyone": "all|anyone|everybody|open|tous|tout le monde|ouvert|todos|todo el mundo|abierto|الجميع|الكل",
        "affiliates": "affiliate|affiliés|afiliados|التابعون",
        "invited": "invitation|closed|by invitation|sur invitation|invités|invitados|por invitación|بدعوة|المدعوون",
    },
)

#: Whether artificial intelligence is used, and whether people look at what it makes.
AI_USE = _choice(
    "ai-use",
    {
        "none": "no|non|aucune|ninguno|ninguna|لا|بلا",
        "reviewed": "human reviewed|checked|relu|vérifié|revisado|مراجع|راجعه بشر",
        "unreviewed": "not reviewed|non relu|sin revisar|غير مراجع",
        "undisclosed": "secret|not disclosed|non divulgué|no revelado|غير معلن",
    },
)

#: Whether the partner wants to be thanked in public.
CONSENT = _choice(
    "consent",
    {
        "yes": "y|true|oui|sí|si|نعم",
        "name-only": "name|only the name|nom seulement|nom seul|solo nombre|solo el nombre|الاسم فقط",
        "no": "n|false|non|لا",
    },
)

#: What a partner gave.
CONTRIBUTION_TYPE = _choice(
    "contribution-type",
    {
        "media": "images|photos|files|audio|video|médias|imágenes|medios|fichiers|archivos multimedia|وسائط|صور",
        "metadata": "catalogue|catalog|records|métadonnées|notices|metadatos|catálogo|بيانات وصفية",
        "data": "dataset|datasets|données|datos|بيانات",
        "text": "texts|articles|textes|textos|نصوص|نص",
        "expertise": "knowledge|advice|experts|conocimiento|خبرة",
        "funding": "money|grant|financement|subvention|financiación|تمويل",
        "software": "code|tool|logiciel|برمجيات",
        "space": "venue|rooms|lieu|locaux|espacio|sala|مكان",
        "other": "autre|otro|otra|آخر|أخرى",
    },
)

#: How a tool stands.
TOOL_STATUS = _choice(
    "tool-status",
    {
        "planned": "idea|prévu|planeado|previsto|مخطط",
        "active": "maintained|running|actif|activo|activa|نشط",
        "unmaintained": "abandoned|orphaned|non maintenu|abandonné|sin mantenimiento|abandonado|بلا صيانة",
        "retired": "shut down|archived|retiré|arrêté|retirado|متوقف",
    },
)

#: How much a learning module expects.
LEVEL = _choice(
    "level",
    {
        "first-steps": "beginner|basic|débutant|premiers pas|principiante|primeros pasos|مبتدئ|خطوات أولى",
        "practitioner": "intermediate|praticien|intermédiaire|practicante|intermedio|ممارس|متوسط",
        "trainer": "advanced|expert|formateur|avancé|formador|avanzado|مدرب|متقدم",
    },
)

#: What a learning module is.
FORMAT = _choice(
    "format",
    {
        "video": "film|vidéo|vídeo|فيديو",
        "text": "reading|article|handbook|texte|texto|نص",
        "course": "mooc|cours|curso|دورة",
        "workshop": "atelier|taller|ورشة",
        "slides": "presentation|diapositives|diaporama|diapositivas|presentación|شرائح",
    },
)

#: Whom a learning module shuts out less.
ACCESSIBLE = _choice(
    "accessible",
    {
        "captions": "subtitles|sous-titres|subtítulos|ترجمة نصية",
        "transcript": "transcription|transcripción|نص مكتوب",
        "screen-reader": "screen reader|lecteur d’écran|lector de pantalla|قارئ الشاشة",
    },
)

#: What is asked for with a nomination.
NOMINATION_KIND = _choice(
    "nomination-kind",
    {"barnstar": "étoile|estrella|نجمة", "thank-you": "thanks|thank you|remerciement|merci|agradecimiento|gracias|شكر"},
)

#: How a nomination stands.
NOMINATION_STATUS = _choice(
    "nomination-status",
    {
        "open": "new|ouvert|ouverte|abierta|مفتوح",
        "approved": "accepted|approuvé|approuvée|aprobada|موافق عليه",
        "declined": "rejected|refused|refusé|refusée|rechazada|مرفوض",
        "withdrawn": "retiré|retirée|retirada|مسحوب",
        "delivered": "done|remis|remise|entregada|مسلم",
        "undeliverable": "non distribuable|no entregable|تعذر التسليم",
        "expired": "expiré|expirée|caducada|منتهي",
    },
)

#: What somebody who is no Wikimedian asks about.
INQUIRY_KIND = _choice(
    "inquiry-kind",
    {
        "content": "media|contenu|contenido|محتوى",
        "data": "données|datos|بيانات",
        "technical": "software|technique|técnica|técnico|تقني",
        "education": "teaching|éducation|educación|تعليم",
        "event": "événement|evento|فعالية",
        "funding": "money|financement|financiación|تمويل",
        "other": "autre|otro|otra|آخر|أخرى",
    },
)

#: How an inquiry stands.
INQUIRY_STATUS = _choice(
    "inquiry-status",
    {
        "new": "open|nouveau|nouvelle|nueva|nuevo|جديد|جديدة",
        "routed": "forwarded|transmis|transmise|derivada|محال",
        "answered": "replied|répondu|respondida|مجاب",
        "closed": "done|clos|fermé|fermée|cerrada|مغلق",
    },
)

#: Yes or no.
YES_NO = _choice(
    "yesno",
    {"yes": "y|true|1|✓|✔|oui|vrai|sí|si|verdadero|نعم|أجل|ja|sim", "no": "n|false|0|✗|✘|non|faux|falso|لا|كلا|nein|não"},
)
