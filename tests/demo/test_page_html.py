"""The HTML the page shows is made of a handful of tags and nothing a person typed."""

from bot.demo.html_tags import parse
from bot.demo.page_html import render


def test_what_a_person_types_is_shown_and_never_run():
    assert render("<script>alert('x')</script>", []) == "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def test_entities_become_tags_and_text_between_is_escaped():
    assert render(*parse("<b>a &lt; b</b> &amp; c")) == "<b>a &lt; b</b> &amp; c"


def test_overlapping_entities_are_split_so_that_tags_nest():
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert render("abcdef", entities) == "<b>ab<i>cd</i></b><i>ef</i>"


def test_a_link_opens_elsewhere_and_its_address_is_escaped():
    shown = render(*parse('<a href="https://a.nl/?a=1&amp;b=2">x</a>'))
    assert shown == '<a href="https://a.nl/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>'


def test_an_address_that_is_not_the_webs_is_no_link():
    entities = [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}]
    assert render("x", entities) == "x"


def test_an_expandable_quote_and_a_spoiler_have_their_tags():
    assert render(*parse("<blockquote expandable>a</blockquote>")) == "<blockquote expandable>a</blockquote>"
    assert render(*parse("<tg-spoiler>a</tg-spoiler>")) == "<tg-spoiler>a</tg-spoiler>"


def test_emoji_do_not_shift_what_is_bold():
    assert render(*parse("👋<b>hoi</b>👋")) == "👋<b>hoi</b>👋"
