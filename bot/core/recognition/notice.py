"""The message itself, as a section of a talk page: who is thanked, for what, by whom, what may come next, and how to refuse more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.knowledge import Knowledge
from bot.core.recognition.deliveries import marker
from bot.core.recognition.recipient import OPT_OUT
from bot.core.records import Lesson, Nomination, Partnership
from bot.core.render import plain
from bot.core.reports.modules import best_modules
from bot.core.reports.rules import in_order
from bot.core.site import Site
from bot.core.wiki_settings import Barnstar

#: ``say(key, *arguments)`` gives a message as plain text; what is put into it is wikitext made here.
Say = Callable[..., str]

_REASON_CHARACTERS = 1000
_FILE = 6
_BOX = (
    "display:flex;flex-wrap:wrap;gap:1em;align-items:center;max-width:44em;padding:1em;border:1px solid var(--border-color-base,#a2a9b1);"
    "border-radius:2px;background:var(--background-color-neutral-subtle,#f8f9fa);color:var(--color-base,#202122)"
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the recipient may like to do next: ``kind`` is "module", "mentor" or "index"; ``title`` is a page or, for a mentor, a user."""

    kind: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A section to be added. ``language`` is the language the text is in."""

    heading: str
    text: str
    language: str


def next_step(knowledge: Knowledge, partnership: Partnership | None, languages: Sequence[str], index: str, recipient: str = "") -> NextStep:
    """A learning module that fits the partnership, else somebody who offered to be asked, else the page ``index`` of all modules.

    Nobody is told to ask themselves: ``recipient`` is the user who is thanked, if it is one.
    """
    if partnership:
        for module in best_modules(knowledge, partnership):
            if module.source.site == knowledge.home and set(languages) & set(module.languages):
                return NextStep("module", module.source.title, module.display_name)
    wanted = set(partnership.programs) if partnership else set()
    for lesson in in_order(knowledge.of(Lesson)):
        others = [user for user in lesson.ask_me if user != recipient]
        if others and wanted & set(lesson.programs) and (not lesson.languages or set(languages) & set(lesson.languages)):
            return NextStep("mentor", others[0], lesson.display_name)
    return NextStep("index", index, index.rpartition("/")[2])


def notice(
    nomination: Nomination,
    say: Say,
    *,
    site: Site,
    language: str,
    direction: str,
    barnstar: Barnstar | None,
    barnstar_name: str,
    step: NextStep,
    opt_out_page: str,
) -> Notice:
    """The section for a nomination; ``barnstar`` is None for a thank-you. All text of people is escaped."""
    user, talk = site.namespace_names(2)[0], site.namespace_names(3)[0]
    people = {name: f"[[{user}:{name}|<bdi>{plain(name)}</bdi>]]" for name in (nomination.nominated_by, nomination.approved_by)}
    lines = [f"'''{plain(barnstar_name)}'''"] if barnstar else []
    lines.append(f"<bdi>{plain(nomination.reason, _REASON_CHARACTERS)}</bdi>")
    if nomination.partnership:
        lines.append(say("notice-for-partnership", _link(nomination.partnership)))
    lines.append(say("notice-people", people[nomination.nominated_by], people[nomination.approved_by], _link(nomination.source.title)))
    lines.append(_step(step, say, talk))
    picture = ""
    if barnstar and barnstar.image:
        file = site.namespace_names(_FILE)[0]
        picture = f"<div>[[{file}:{barnstar.image}|frameless|120px|alt={plain(barnstar_name)}|link={opt_out_page}]]</div>\n"
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    refuse = say("notice-opt-out", _link(opt_out_page), f"<code><nowiki>{{{{bots|optout={OPT_OUT}}}}}</nowiki></code>")
    text = (
        f'<div lang="{language}" dir="{direction}" class="partnerships-notice" style="{_BOX}">\n{picture}'
        f'<div style="flex:1 1 14em;min-width:0;overflow-wrap:anywhere">\n{body}\n<p><small>{refuse}</small></p>\n</div>\n</div>\n'
        f"~~~~{marker(nomination.source.site, nomination.source.page_id)}"
    )
    kind = "barnstar" if barnstar else "thank-you"
    return Notice(say(f"notice-heading-{kind}"), text, language)


def with_section(text: str, notice: Notice) -> str:
    """A talk page with the section at its end."""
    before = text.rstrip("\n")
    return (before + "\n\n" if before else "") + f"== {notice.heading} ==\n{notice.text}"


def _link(title: str) -> str:
    """A link to a page by the last part of its title."""
    return f"[[:{title}|<bdi>{plain(title.rpartition('/')[2])}</bdi>]]"


def _step(step: NextStep, say: Say, talk: str) -> str:
    name = f"<bdi>{plain(step.name)}</bdi>"
    if step.kind == "mentor":
        return say("notice-next-mentor", f"[[{talk}:{step.title}|<bdi>{plain(step.title)}</bdi>]]", name)
    return say(f"notice-next-{step.kind}", f"[[:{step.title}|{name}]]")
