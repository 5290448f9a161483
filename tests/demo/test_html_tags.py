"""Telegram's HTML: what it takes, what it makes of it, and how it refuses."""

import pytest

from bot.demo.errors import BotApiError
from bot.demo.formatting import clean
from bot.demo.html_tags import parse


def kinds(source: str) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in parse(source)[1]]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"), ("strong", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline"), ("ins", "underline"),
        ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough"), ("tg-spoiler", "spoiler"),
        ("code", "code"), ("pre", "pre"), ("blockquote", "blockquote"), ("B", "bold"),
    ],
)  # fmt: skip
def test_a_tag_of_telegram_becomes_its_entity(tag, kind):
    assert kinds(f"wie <{tag}>doet</{tag}> dit") == [(kind, 4, 4)]


@pytest.mark.parametrize("tag", ["p", "br", "div", "h1", "ul", "li", "img", "script", "font", "b/"])
def test_a_tag_telegram_does_not_know_is_refused(tag):
    with pytest.raises(BotApiError, match=f'Unsupported start tag "{tag}" at byte offset 3'):
        parse(f"wie<{tag}>x")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>wie", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>wie<i>doet</b></i>", 'Unmatched end tag at byte offset 13, expected "</i>", found "</b>"'),
        ("wie</b>", "Unexpected end tag at byte offset 3"),
        ("één</b>", "Unexpected end tag at byte offset 5"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ('<a href="https://a.nl>x</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=https://a.nl>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_with_the_reason_telegram_gives(source, reason):
    with pytest.raises(BotApiError) as refusal:
        parse(source)
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: can't parse entities: {reason}")


def test_only_the_four_named_references_and_numbers_are_decoded():
    assert parse("&lt;&gt;&amp;&quot;&#233;&#x20AC;")[0] == '<>&"é€'
    assert parse("&nbsp;&copy; A&B &")[0] == "&nbsp;&copy; A&B &"


def test_offsets_count_utf16_units_so_an_emoji_counts_for_two():
    assert kinds("👋 <b>hoi</b>") == [("bold", 3, 3)]


def test_a_link_keeps_its_address():
    assert parse('<a href="https://a.nl/?q=1&amp;r=2">bron</a>')[1] == [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.nl/?q=1&r=2"}
    ]


def test_a_link_telegram_cannot_open_leaves_only_its_text():
    assert parse('<a href="javascript:alert(1)">bron</a>') == ("bron", [])


def test_an_expandable_quote_and_a_spoiler_span():
    assert kinds("<blockquote expandable>a</blockquote>") == [("expandable_blockquote", 0, 1)]
    assert kinds('<span class="tg-spoiler">a</span>') == [("spoiler", 0, 1)]


def test_code_in_pre_is_one_block_with_its_language():
    assert parse('<pre><code class="language-python">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]


def test_an_empty_tag_leaves_no_entity():
    assert parse("a<b></b>") == ("a", [])


def test_space_around_the_text_is_dropped_and_entities_move_along():
    found = clean("  <b".replace("<b", "wie  "), [{"type": "bold", "offset": 0, "length": 7}])
    assert (found.text, found.entities) == ("wie", [{"type": "bold", "offset": 0, "length": 3}])


def test_bold_around_code_is_split_as_code_holds_nothing_else():
    text, entities = parse("<b>a <code>b</code> c</b>")
    assert [(one["type"], one["offset"], one["length"]) for one in clean(text, entities).entities] == [
        ("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2),
    ]  # fmt: skip
