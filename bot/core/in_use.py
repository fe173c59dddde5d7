"""Whether somebody works on a page just now and asks others to wait, by the usual templates (``{{in use}}``)."""

from __future__ import annotations

from bot.core.parse import Reader
from bot.core.scanner import scan
from bot.core.values.folding import folded

#: Names of these templates in several languages, redirects included.
IN_USE = frozenset(
    folded(name)
    for name in """
in use, inuse, in-use, in use by, being edited, editing, major edit, currently editing, under construction, underconstruction,
construction, in creation, work in progress, WIP, increation, under development, being translated,
en travaux, travaux, en cours, en construction, en chantier, page en construction, modification en cours,
en obras, en uso, en construcción, en desarrollo, en edición, enobras, enuso, enconstrucción,
تحرير كثيف, تحت الإنشاء, تحت الانشاء, قيد التطوير, قيد الاستخدام, مستخدم حاليا, تطوير مقالة,
in Bearbeitung, im Aufbau, inuse de, Baustelle, em edição, em construção, em obras, em uso, in lavorazione, lavori in corso,
in costruzione, редактирую, статья редактируется, 工事中, 編集中, 正在编辑, 使用中
""".replace("\n", " ").split(", ")
)


def is_in_use(text: str, reader: Reader) -> bool:
    """Whether a page carries one of the marks."""
    calls = scan(text, reader.site.extension_tags).calls
    return any(call.name_span[1] - call.name_span[0] < 100 and folded(reader.template_title(call.name)) in IN_USE for call in calls)
