"""A message that somebody else wrote first."""

from .conftest import Api, Page


async def test_a_forwarded_message_tells_the_bot_who_wrote_it_first(api: Api, page: Page, started):
    await page.say("kan jij dit oppakken?", forwarded_from="Iemand")
    ((update),) = await api.updates()
    assert update["message"]["forward_origin"]["sender_user_name"] == "Iemand"


async def test_what_one_writes_oneself_has_no_origin(api: Api, page: Page, started):
    await page.say("kan jij dit oppakken?")
    ((update),) = await api.updates()
    assert "forward_origin" not in update["message"]
