"""Makes wikitexts that are hard to read: random ones from a seed, and hand-written ones. All NFC, no control characters."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

HAND_WRITTEN = (
    "plain",
    "{{a}}",
    "{{ a }}",
    "{{a|}}",
    "{{a||=}}",
    "{{a|b=c=d|e}}",
    "{{a|b|1=c|d}}",
    "{{a|https://example.org/?q=1}}",
    "{{a|[https://example.org x|y]}}",
    "{{a|[[b|c]]|d}}",
    "{{a|[[b|c}}",
    "{{a|[[[b|c]]|d]}}",
    "{{a|{|\n! x !! y\n|-\n| 1 || 2\n|}\n}}",
    "{{{a}}}",
    "{{{a|{{b}}}}}",
    "{{{{{a}}}}}",
    "{{{{{a}} }}}",
    "{{{{a}}}}",
    "{{{{{a}}}",
    "{{{ {a}}}",
    "{{a}}}}",
    "{{ {{a}} }}",
    "{{{{{{a}}}}}}",
    "{{a|{{{b|c|d}}}=e}}",
    "<!-- {{a}} -->{{b}}",
    "<!-- {{a}}",
    "{{a<!-- | -->|b<!-- = -->c=d}}",
    "{{a\n<!-- x -->\n|b}}",
    "{{a\n  <!-- x -->  <!-- y -->\t\nb|c}}",
    "{{a\n  <!-- x --> y\nb|c}}",
    "\n<!-- x -->\n== y | {{z}} ==\n",
    "<!-- x -->\n=={{a|b}}==",
    "{{a|\n== b | c ==\n|d=e}}",
    "{{a|\n= b\n|c}}",
    "{{a|b\n=c}}",
    "{{a|\n== b }}\n}}",
    "== {{a}} ==\n{{b}}",
    "=\n==\n===\n{{a}}",
    "{{a|== b ==}}",
    "<nowiki>{{a}}</nowiki>{{b}}",
    "<nowiki>{{a}}",
    "<nowiki/>{{a}}",
    "<NoWiki >{{a}}</nowikI\n>{{b}}",
    "{{a|<nowiki>|</nowiki>|<pre>}}</pre>}}",
    "<ref>{{a}}</ref>",
    "<ref name='{{a}}'/>",
    "<ref name='{{a}}' / >{{b}}",
    "<ref {{a}}",
    "<ref>{{a}}</ref >",
    "<ref>{{a}}</ref",
    "<refs>{{a}}</refs>",
    "<ref\n>{{a}}</ref>",
    "<gallery>\nA.jpg|{{a}}\n</gallery>",
    "<math>\\frac{{a}}{{b}}</math>",
    "<includeonly>{{a}}</includeonly>{{b}}",
    "<includeonly>{{a}}",
    "<IncludeOnly>{{a}}",
    "<includeonly/>{{a}}",
    "<noinclude>{{a}}</noinclude>",
    "<noinclude {{a}}>{{b}}",
    "{{a<noinclude>|b</noinclude>|c}}",
    "<onlyinclude>{{a}}</onlyinclude>{{b}}",
    "{{a|<includeonly>b|</includeonly>c}}",
    "{{a|<includeonly>}}",
    "-{a}-",
    "-{zh-hans:a|b;zh-hant:{{c|d}}}-",
    "-{{a}}-",
    "-{{{a}}}-",
    "-{{{{a}}}}-",
    "-{{{{a|b}}|c}-",
    "{{a|-{b|c}-|d}}",
    "{{a|-{b|c}}",
    "-{ {{a}-}}",
    "{{a|b}-}}",
    "--{a}--{{b}}",
    "{{#if:{{a}}|b|{{c|d=e}}}}",
    "{{PAGENAME}}{{!}}{{=}}",
    "{{}}{{ }}{{|}}{{|a}}",
    "{{a|b={{c|d={{e|f=g}}}}}}",
    "{{a}{{b}}",
    "{ {a}}",
    "{{a} }",
    "{|\n|{{a|b}}\n|}",
    "[[File:A.jpg|thumb|{{a|b=c}} [[d]]]]",
    "[[a{{b]]}}",
    "{{a|\u0627\u0644\u0628\u0644\u062f=\u0627\u0644\u0633\u0646\u063a\u0627\u0644|\u65e5\u672c=\U0001f3db}}",
    "{{a|\u200f b = c \u00a0}}",
    "a\tb {{c|\t d\t=\te }}",
    "<!--a--><!--b-->\n{{c}}",
    "\n<!--a--><!--b-->\n<!--c-->x\n={{d}}=\n",
    "\n <!--a--> <!--b\n{{c}}",
    "{{a\n|b = c<!-- d -->\n|e <!-- = --> = f\n}}",
    "{{a|b=<ref>{{c|d=e}}</ref>|f}}",
    "<poem>{{a}}</poem><templatedata>{{b}}</templatedata>",
    "<br>{{a|<br/>|<span style=\"x=y\">b</span>}}",
    "</ref>{{a}}</nowiki>{{b}}",
    "<>{{a}}<<ref>{{b}}</ref>",
    "~~~~{{a|~~~}}",
    "{{a|'''b''|c'}}",
    "{{subst:a|b}}{{safesubst:c}}{{msgnw:d}}",
    "{{Template:A|b}}{{:c}}{{../d}}",
)  # fmt: skip

_ATOMS = (
    *["{{"] * 10, *["}}"] * 12, *["|"] * 8, *["="] * 6, *["\n"] * 8, *["a", "b", "c d", " "] * 4,
    "{{{", "}}}", "{", "}", "[[", "]]", "[", "]", "-{", "}-", "-",
    "<!--", "-->", "<!-- x -->", "\n<!-- y -->\n", "==", "\n==", "==\n", "===", "\n=",
    "<ref>", "</ref>", "<ref name=x/>", "<ref ", "<nowiki>", "</nowiki>", "<nowiki/>",
    "<pre>", "</pre>", "<math>", "</math>", "<gallery>", "</gallery>",
    "<includeonly>", "</includeonly>", "<noinclude>", "</noinclude>", "<onlyinclude>", "</onlyinclude>",
    "<INCLUDEONLY>", "<Ref>", "</REF >",
    "<", ">", "/>", "/", "{|", "|}", "|-", "!", "#if:", ":", ";", "*", "~~~~", "''", "&amp;", "\t",
    "é", "\u0627\u0644", "\u6f22", "\U0001d54f",
    "[http://x.y ", "<br>", "<poem>", "</poem>", "<indicator name=i>", "</indicator>", "{{!}}",
)  # fmt: skip


def _nested(source: random.Random, depth: int) -> str:
    if depth <= 0 or source.random() < 0.2:
        return "".join(source.choice(("a", "b ", "\n", "<!-- c -->", "é", "")) for _ in range(source.randint(0, 3)))
    form = source.choice(
        (
            "{{%s|%s=%s}}",
            "{{%s|%s|%s}}",
            "{{{%s|%s%s}}}",
            "[[%s|%s%s]]",
            "-{%s|%s%s}-",
            "<ref>%s</ref>%s%s",
            "\n== %s ==\n%s%s",
            "{{%s\n | %s = %s\n}}",
        )
    )
    return form % tuple(_nested(source, depth - 1) for _ in range(3))


def texts(seed: int, count: int) -> Iterator[str]:
    """The hand-written texts, then random ones: ``count`` in all. The same seed gives the same texts."""
    source = random.Random(seed)
    yield from HAND_WRITTEN[:count]
    for number in range(count - len(HAND_WRITTEN)):
        kind = number % 4
        if kind == 0:
            text = _nested(source, source.randint(1, 5))
        elif kind == 1:  # a good text, spoilt in a few places
            text = _nested(source, source.randint(2, 4))
            for _ in range(source.randint(1, 4)):
                place = source.randint(0, len(text))
                text = text[:place] + source.choice((source.choice(_ATOMS), "")) + text[place + source.randint(0, 2) :]
        elif kind == 2 and number % 100 == 2:
            depth = source.randint(50, 500)
            text = "{{a|b=" * depth + source.choice(_ATOMS) + "}}" * (depth - source.randint(0, 2))
        else:
            text = "".join(source.choice(_ATOMS) for _ in range(source.randint(2, 40)))
        yield unicodedata.normalize("NFC", text)[:4000] or "x"
