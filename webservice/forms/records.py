"""Forms of records: a new page, what a page says of one, and one more contribution to a partnership."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, jsonify, make_response, render_template, request
from flask_limiter import Limiter
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.core.agreement import may_be_named
from bot.core.composing import Composed, Typed, UnfitError, begin, change, changed_fields, contribute, find, page_name, shown_values
from bot.core.entry import needed
from bot.core.forms import FORMS, prefix_of
from bot.core.page import Page, Revision
from bot.core.parse import Reader, parse
from bot.core.records import Contribution, Partnership, Record, parameter_name
from bot.core.site import Site
from bot.wiki.person import PersonWiki
from bot.wiki.titles import TitleError, normalise, split
from webservice.auth import Person, home_wiki
from webservice.catalogue import CATALOGUES, MAX_VALUE, NotUnderstoodError
from webservice.forms.flow import BASE, Change, Step, base_revision, carry_out, guard, here, step, with_person
from webservice.forms.rules import configuration, known_site, page_root, reader_of, site_of
from webservice.forms.showing import Form
from webservice.request import reader, tool

TITLE, OPENED = "_title", "_opened"
#: Shows only the questions of one check of the documentation.
CHECK = "step"
#: Of one person, or of everybody at one address: enough for somebody who fills in forms, too few for a program.
_WRITES = "60 per minute"
_CHECKS = "120 per minute"
#: By the path of their lists, the kinds that have a page of their own.
KINDS: Mapping[str, str] = {CATALOGUES[form.kind].path: form.kind for form in FORMS}
_PATHS = f"<any({','.join(KINDS)}):path>"


def form_pages(limiter: Limiter) -> Blueprint:
    """The addresses of the forms."""
    pages = Blueprint("forms", __name__)
    guard(pages)
    writes = limiter.limit(_WRITES, methods=["POST"])

    @pages.route(f"/new/{_PATHS}", methods=["GET", "POST"])
    @writes
    def register(path: str) -> Response:
        """A new page with a record."""
        _understood(TITLE, *(question.name for question in Form.of(KINDS[path], configuration()).questions))
        return with_person(lambda someone: _register(KINDS[path], someone))

    @pages.route(f"/edit/{_PATHS}/<page_id:page_id>", defaults={"name": ""}, methods=["GET", "POST"])
    @pages.route(f"/edit/{_PATHS}/<page_id:page_id>/<path:name>", methods=["GET", "POST"])
    @writes
    def edit(path: str, page_id: int, name: str) -> Response:
        """What a page of the home wiki says of a record."""
        _understood(CHECK)
        return with_person(lambda someone: _edit(KINDS[path], page_id, name, someone))

    @pages.route("/contribute/<page_id:page_id>", defaults={"name": ""}, methods=["GET", "POST"])
    @pages.route("/contribute/<page_id:page_id>/<path:name>", methods=["GET", "POST"])
    @writes
    def add_contribution(page_id: int, name: str) -> Response:
        """One more contribution to a partnership."""
        _understood()
        return with_person(lambda someone: _contribute(page_id, name, someone))

    @pages.post(f"/forms/<any({','.join((*KINDS.values(), Contribution.kind))}):kind>/check")
    @limiter.limit(_CHECKS)
    def check(kind: str) -> Response:
        """What is wrong with what was typed so far, by parameter, as JSON; nothing is asked of the wiki or saved."""
        form = Form.of(kind, configuration())
        typed = form.typed(request.form)
        site = known_site()
        composed = begin(_page_to_make(f"{page_root()}/Page", site), form.record_class, typed, {}, reader_of(site))
        wrong = form.wrong([problem for problem in (*composed.errors, *composed.warnings) if problem.found], reader())
        return jsonify({name: [str(text) for text in texts] for name, texts in wrong.items()})

    return pages


def _understood(*names: str) -> None:
    """Raises NotUnderstoodError for an argument that is none of these."""
    for name, value in request.args.items():
        if name not in {*names, "uselang"}:
            raise NotUnderstoodError("web-error-parameter", name, ", ".join(names))
        if len(value) > MAX_VALUE:
            raise NotUnderstoodError("web-error-long", name, MAX_VALUE)


def _register(kind: str, someone: Person) -> Response:
    form = Form.of(kind, configuration())
    if request.method == "GET":
        return _shown(form, form.typed(request.args), title=request.args.get(TITLE, ""), base=0)
    wiki = home_wiki(someone)
    typed, given = form.typed(request.form), request.form.get(TITLE, "").strip()
    site, name = site_of(wiki), given or _name(form, typed)
    if step() is Step.FORM:
        return _shown(form, typed, title=name, base=0)
    wrong, warnings, title, text = _lacking(form, typed), [], "", ""
    try:
        title = _title(prefix_of(kind, page_root()), name, site)
        composed = begin(_page_to_make(title, site), form.record_class, typed, _automatic(kind, someone), reader_of(site))
    except (TitleError, UnfitError):
        # Without a name there is no title either, and that is said already.
        wrong |= {TITLE: [reader()("web-form-title-wrong")]} if name else {}
    else:
        wrong = _merged(wrong, _wrong(form, composed))
        warnings, text = _texts(form.wrong(composed.warnings, reader())), composed.text
    if wrong:
        return _shown(form, typed, wrong, title=given, base=0)
    summary = tool().messages(site.language, "web-summary-new", tool().messages(site.language, f"label-kind-{kind}"), page_root())
    return carry_out(wiki, Change(title, wiki.read([title]).get(title), lambda page: _only_new(page, text), summary, warnings))


def _edit(kind: str, page_id: int, name: str, someone: Person) -> Response:
    rules = configuration()
    form = Form.of(kind, rules, _fields_of_check(request.args.get(CHECK, "")))
    wiki = home_wiki(someone)
    page, reading = _existing(wiki, page_id), reader_of(site_of(wiki))
    record = _record(page, kind, name, reading)
    shown = shown_values(record)
    if request.method == "GET":
        return _shown(form, shown, page=page, base=page.revision.id)
    typed, opened = form.typed(request.form), _opened_values(wiki, page, kind, name, reading)
    changed = changed_fields(form.record_class, typed, opened)
    if step() is Step.FORM:
        # What the person did not change is shown as it is now.
        return _shown(form, {**shown, **{field: typed[field] for field in changed}}, page=page, base=page.revision.id)
    composed = _tried(lambda: change(page, (kind, name), typed, opened, reading))
    wrong = _wrong(form, composed) if composed else {}
    if wrong:
        return _shown(form, {**shown, **typed}, wrong, page=page, base=base_revision() or page.revision.id)
    warnings = _texts(form.wrong(composed.warnings, reader())) if composed else []
    told = [field for field in changed if composed and composed.record.values(field) != record.values(field)] or changed
    names = ", ".join(parameter_name(form.record_class, field) for field in told)
    summary = tool().messages(reading.site.language, "web-summary-change", names, page_root())
    return carry_out(
        wiki, Change(page.title, page, lambda now: change(_there(now), (kind, name), typed, opened, reading).text, summary, warnings)
    )


def _contribute(page_id: int, name: str, someone: Person) -> Response:
    form = Form.of(Contribution.kind, configuration())
    wiki = home_wiki(someone)
    page, reading = _existing(wiki, page_id), reader_of(site_of(wiki))
    partnership = _record(page, Partnership.kind, name, reading)
    if request.method == "GET":
        return _shown(form, {}, page=page, base=page.revision.id)
    typed = form.typed(request.form)
    if step() is Step.FORM:
        return _shown(form, typed, page=page, base=page.revision.id)
    composed = _tried(lambda: contribute(page, partnership.key_name, typed, reading))
    wrong = _merged(_lacking(form, typed), _wrong(form, composed) if composed else {})
    if wrong:
        return _shown(form, typed, wrong, page=page, base=base_revision() or page.revision.id)
    warnings = _texts(form.wrong(composed.warnings, reader())) if composed else []
    messages, language = tool().messages, reading.site.language
    summary = messages(language, "web-summary-new", messages(language, "label-kind-contribution"), page_root())
    return carry_out(
        wiki, Change(page.title, page, lambda now: contribute(_there(now), partnership.key_name, typed, reading).text, summary, warnings)
    )


# --- Pages and records -------------------------------------------------------------------------------------------------------------


def _existing(wiki: PersonWiki, page_id: int) -> Page:
    page = wiki.page(page_id)
    if page is None:
        raise NotFound("web-error-record")
    return page


def _there(page: Page | None) -> Page:
    if page is None:
        raise UnfitError
    return page


def _record(page: Page, kind: str, name: str, reading: Reader) -> Record:
    try:
        return find(parse(page, reading).records, kind, name)
    except UnfitError:
        raise NotFound("web-error-record") from None


def _opened_values(wiki: PersonWiki, page: Page, kind: str, name: str, reading: Reader) -> Typed:
    """What the form showed when it was opened; of an address that somebody made up, what the page says now."""
    given = request.form.get(OPENED, "")
    then = wiki.page_at(int(given)) if given.isdecimal() and len(given) <= 18 and given != str(page.revision.id) else None
    try:
        return shown_values(find(parse(then if then and then.id == page.id else page, reading).records, kind, name))
    except UnfitError:
        return shown_values(find(parse(page, reading).records, kind, name))


def _page_to_make(title: str, site: Site) -> Page:
    return Page(site.dbname, 0, title, split(title, site)[0], Revision(0, tool().now()), "")


def _title(prefix: str, name: str, site: Site) -> str:
    """The title of a page to be made below a prefix. Raises TitleError."""
    if not name or "/" in name:
        raise TitleError(name)
    title = normalise(prefix + name, site)
    if title.endswith("/"):  # nothing is left of the name
        raise TitleError(name)
    return title


def _name(form: Form, typed: Typed) -> str:
    """What a page is called that nobody gave a name: like what the record is about."""
    return page_name(next((line for field in needed(form.record_class) for text in typed.get(field, ()) for line in text.splitlines()), ""))


def _only_new(page: Page | None, text: str) -> str:
    if page is not None:
        raise UnfitError
    return text


def _automatic(kind: str, someone: Person) -> Mapping[str, str]:
    """What the wiki's own form fills in by itself."""
    today = tool().now().date().isoformat()
    return {
        "nomination": {"nominated_by": someone.name, "status": "open"},
        "inquiry": {"filed_by": someone.name, "filed": today, "status": "new"},
    }.get(kind, {})


# --- What is wrong, and the form ---------------------------------------------------------------------------------------------------


def _fields_of_check(code: str) -> Sequence[str] | None:
    """The fields that a check of the documentation looks at; None for no check, which is about all of them."""
    if not code:
        return None
    found = next((check for check in configuration().checks if check.code == code), None)
    if found is None or not found.parameters:
        raise NotUnderstoodError("web-error-parameter", code, ", ".join(check.code for check in configuration().checks if check.parameters))
    return found.parameters


def _tried(compose: Callable[[], Composed]) -> Composed | None:
    """What was composed; None where the page is not what the form was made for, which the flow tells."""
    try:
        return compose()
    except UnfitError:
        return None


def _lacking(form: Form, typed: Typed) -> dict[str, list[Markup]]:
    """What a new record lacks, by parameter."""
    fields = [field for field in needed(form.record_class) if not typed.get(field)]
    return {parameter_name(form.record_class, field): [reader()("web-form-needed")] for field in fields}


def _wrong(form: Form, composed: Composed) -> dict[str, list[Markup]]:
    """What keeps a record from being saved, by parameter."""
    wrong = form.wrong(composed.errors, reader())
    if not may_be_named(composed.record):
        wrong.setdefault("publicly_agreed", []).append(reader()("web-form-agreed"))
    return wrong


def _merged(one: Mapping[str, list[Markup]], other: Mapping[str, list[Markup]]) -> dict[str, list[Markup]]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {**one, **other}}


def _texts(wrong: Mapping[str, list[Markup]]) -> list[Markup]:
    return [text for texts in wrong.values() for text in texts]


def _shown(
    form: Form, typed: Typed, wrong: Mapping[str, list[Markup]] | None = None, *, base: int, page: Page | None = None, title: str = ""
) -> Response:
    """The form; with what is wrong, if anything is."""
    text = render_template(
        "forms/record.html",
        form=form,
        groups=form.groups(typed, wrong or {}, reader()),
        wrong=wrong or {},
        page=page,
        title=title,
        base=base,
        action=here(),
        asks_title=page is None,
        title_name=TITLE,
        opened_name=OPENED,
        opened=request.form.get(OPENED, "") if wrong else str(base),
        base_name=BASE,
    )
    return make_response(text, 422 if wrong else 200)
