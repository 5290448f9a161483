"""Members: joining by a link, who is who at my school, and what members arrange themselves."""

import re
from datetime import timedelta

from sqlalchemy import delete, select, update
from world import CHATS, Phone, World

from bot import joining, members, schools
from bot.models import ACTIVE, Invitation, Member, Outgoing, Service

SCHOOL = "zeven_bruggen"
LINK = re.compile(r"https://t\.me/WegwijsDemoBot\?start=([\w-]+)")


async def forget(world: World, persona: str) -> Phone:
    """Make a persona somebody whom Wegwijs does not know."""
    async with world.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == CHATS[persona]))
        assert member is not None
        await session.execute(update(Service).where(Service.stand_in_id == member.id).values(stand_in_id=None))
        await session.execute(delete(Service).where(Service.member_id == member.id))
        await session.delete(member)
    return world.phone(persona)


async def invited_as(world: World, role: str) -> str:
    """Let the chair invite somebody; give the code in the link."""
    chair = world.phone("coordinator")
    await chair.types("/uitnodigen")
    await chair.sees("Iemand uitnodigen voor De Zeven Bruggen")
    await chair.taps(role[:1].upper() + role[1:])
    letter = await chair.sees("Doe je mee in Wegwijs?", "https://t.me/")
    found = LINK.search(letter.text)
    assert found
    return found[1]


async def service_of(world: World, persona: str, school: str = SCHOOL) -> Service | None:
    async with world.database.transaction() as session:
        return await session.scalar(
            select(Service)
            .join(Member, Member.id == Service.member_id)
            .where(Member.telegram_id == world.phone(persona).chat, Service.school_id == school)
        )


async def test_somebody_joins_by_a_link_and_the_chair_confirms(world: World) -> None:
    newcomer = await forget(world, "jongerenwerker")
    code = await invited_as(world, "jongerenwerker")
    await newcomer.types(f"/start {code}")
    await newcomer.sees("Bijna klaar.", "De Zeven Bruggen")
    chair = world.phone("coordinator")
    await chair.sees("Jongerenwerker wil meedoen bij De Zeven Bruggen", "Rol: jongerenwerker")
    await chair.taps("Ja, dit klopt")
    await chair.sees("Jongerenwerker doet mee bij De Zeven Bruggen")
    told = await newcomer.sees("Je doet mee bij De Zeven Bruggen", "Je rol: jongerenwerker.")
    assert "Mijn dagen en vervanger" in told.labels
    service = await service_of(world, "jongerenwerker")
    assert service is not None
    assert (service.state, service.confirmed_on is not None) == (ACTIVE, True)


async def test_only_a_hash_of_the_code_is_kept(world: World) -> None:
    code = await invited_as(world, "mentor")
    await world.phone("coordinator").asks("/help")
    async with world.database.transaction() as session:
        (kept,) = await session.scalars(select(Invitation.code_hash))
        said = list(await session.scalars(select(Outgoing.params)))
    assert code not in kept
    assert code not in str(said)
    assert len(code) * 6 >= 128


async def test_until_the_chair_confirms_one_may_only_ask_questions(world: World) -> None:
    newcomer = await forget(world, "jongerenwerker")
    await newcomer.types(f"/start {await invited_as(world, 'jongerenwerker')}")
    await newcomer.sees("Bijna klaar.")
    await newcomer.types("/mijn")
    await newcomer.sees("Dat kan ik niet voor je doen.")
    await newcomer.types("wie betaalt een laptop bij dyslexie?")
    await newcomer.sees("Hulpmiddelen bij dyslexie")


async def test_a_newcomer_whom_the_chair_does_not_know_is_refused_and_forgotten(world: World) -> None:
    newcomer = await forget(world, "mentor")
    await newcomer.types(f"/start {await invited_as(world, 'mentor')}")
    chair = world.phone("coordinator")
    await chair.sees("wil meedoen")
    await chair.taps("Nee, ken ik niet")
    await chair.sees("doet niet mee")
    await newcomer.sees("heeft je niet bevestigd")
    async with world.database.transaction() as session:
        assert await session.scalar(select(Member).where(Member.telegram_id == newcomer.chat)) is None


async def test_a_link_works_once_and_then_says_the_same_as_a_guessed_one(world: World) -> None:
    mentor, youth_worker = await forget(world, "mentor"), await forget(world, "jongerenwerker")
    code = await invited_as(world, "mentor")
    await mentor.types(f"/start {code}")
    await mentor.sees("Bijna klaar.")
    used = await youth_worker.asks(f"/start {code}")
    guessed = await youth_worker.asks("/start AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert used.text == guessed.text
    assert used.text.startswith("Deze link werkt niet (meer).")


async def test_an_expired_link_says_the_same_as_a_guessed_one(world: World) -> None:
    newcomer = await forget(world, "mentor")
    long_ago = world.now() - timedelta(days=7)
    async with world.database.transaction() as session:
        code = await joining.invite(session, SCHOOL, "mentor", made_by=None, now=long_ago)
    expired = await newcomer.asks(f"/start {code}")
    guessed = await newcomer.asks("/start AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    assert expired.text == guessed.text


async def test_opening_the_link_again_while_waiting_does_not_ask_the_chair_again(world: World) -> None:
    newcomer = await forget(world, "mentor")
    code = await invited_as(world, "mentor")
    await newcomer.asks(f"/start {code}")
    chair = world.phone("coordinator")
    await chair.sees("wil meedoen")
    heard = len(await chair.messages())
    again = await newcomer.asks(f"/start {code}")
    assert again.text.startswith("Bijna klaar.")
    assert len(await chair.messages()) == heard


async def test_one_account_has_one_role(world: World) -> None:
    code = await invited_as(world, "leerplichtambtenaar")
    told = await world.phone("mentor").asks(f"/start {code}")
    assert told.text.startswith("Je doet al mee in een andere rol.")


async def test_the_first_chair_of_a_new_school_needs_nobody_to_confirm(world: World) -> None:
    newcomer = await forget(world, "mentor")
    async with world.database.transaction() as session:
        code = await schools.add(session, "kompas", "Het Kompas", region="midden", now=world.now())
    told = await newcomer.asks(f"/start {code}")
    assert "Je doet mee bij Het Kompas" in told.text
    team = await newcomer.asks("/team")
    assert team.text.startswith("Het team van Het Kompas")


async def test_only_the_chair_invites_and_everybody_else_gets_the_one_sentence(world: World) -> None:
    mentor, stranger = world.phone("mentor"), await forget(world, "jongerenwerker")
    refusals = {
        (await phone.asks(command)).text for phone in (mentor, stranger) for command in ("/uitnodigen", "/team")
    }
    assert refusals == {(await stranger.asks("/mijn")).text}


async def test_in_a_group_the_team_is_not_shown(world: World) -> None:
    told = await world.phone("coordinator", group=True).asks("/team")
    assert told.text.startswith("Stuur me dit privé.")


async def test_who_is_who_names_the_people_of_my_school_with_days_and_stand_in(world: World) -> None:
    shown = await world.phone("mentor").asks("/wie")
    assert "De Zeven Bruggen" in shown.text
    assert "jeugdarts: Youth doctor\nwerkt op di do · vervanger: Ondersteuningscoördinator" in shown.text
    assert "laatst bevestigd" in shown.text


async def test_who_is_who_shows_a_stranger_the_roles_and_no_names(world: World) -> None:
    stranger = await forget(world, "jongerenwerker")
    shown = await stranger.asks("/wie")
    assert "Youth doctor" not in shown.text
    assert shown.labels[1] == "Brugfunctionaris"


async def test_who_serves_two_schools_picks_one(world: World) -> None:
    phone = world.phone("leerplicht")
    asked = await phone.asks("/wie")
    assert asked.labels == ["De Stroom", "De Zeven Bruggen"]
    await phone.taps("De Stroom")
    shown = await phone.sees("Wie is wie? De Stroom", "Coördinator De Stroom")
    assert "Mentor 3 havo" not in shown.text


async def test_working_days_are_tapped_on_and_off_and_the_last_one_stays(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("/mijn")
    for day in ("ma", "di", "wo", "do"):
        await phone.taps(f"✓ {day}")
        await phone.sees("Jij bij De Zeven Bruggen")
    await phone.sees("Werkdagen: vr")
    told = await phone.taps("✓ vr")
    assert "Eén werkdag moet blijven staan." in told["text"]
    chair = world.phone("coordinator")
    await chair.asks("/wie")
    assert "werkt op vr" in (await chair.taps_and_sees("Volgende →")).text


async def test_a_stand_in_is_chosen_among_those_who_may(world: World) -> None:
    phone = world.phone("jongerenwerker")
    await phone.asks("/mijn")
    await phone.taps("Vervanger kiezen")
    offered = await phone.sees("Wie vervangt je bij De Zeven Bruggen?")
    assert offered.labels == ["Ondersteuningscoördinator (ondersteuningscoördinator)", "Niemand", "← Terug"]
    await phone.taps(offered.labels[0])
    await phone.sees("Vervanger: Ondersteuningscoördinator")


async def test_quiet_hours_are_kept(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("/mijn")
    await phone.taps("Stille uren")
    await phone.sees("van 18:00 tot 8:00")
    await phone.taps("vanaf 17")
    await phone.sees("van 17:00 tot 8:00")
    async with world.database.transaction() as session:
        member = await session.scalar(select(Member).where(Member.telegram_id == 701))
        assert member is not None
        assert (member.quiet_from, member.quiet_until) == (17, 8)


async def test_a_member_who_chooses_english_is_told_everything_in_it(world: World) -> None:
    phone = world.phone("mentor")
    await phone.asks("/mijn")
    await phone.taps("English")
    await phone.sees("From now on I answer in English.")
    async with world.database.transaction() as session:
        assert await session.scalar(select(Member.language).where(Member.telegram_id == 701)) == "en"


async def test_the_chair_takes_a_colleague_out_and_both_know(world: World) -> None:
    chair = world.phone("coordinator")
    await chair.asks("/team")
    await chair.taps("Volgende →")
    await chair.taps("Jongerenwerker")
    await chair.sees("Werkt Jongerenwerker niet meer bij De Zeven Bruggen?")
    await chair.taps("Uit het team halen")
    await chair.sees("Jongerenwerker is uit het team")
    await world.phone("jongerenwerker").sees("Je zit niet meer in het team van De Zeven Bruggen.")
    await chair.asks("/team")
    assert "Jongerenwerker" not in (await chair.taps_and_sees("Volgende →")).text


async def test_the_last_chair_of_a_school_stays(world: World) -> None:
    chair = world.phone("coordinator")
    await chair.asks("/team")
    await chair.taps("Ondersteuningscoördinator")
    await chair.sees("Werkt Ondersteuningscoördinator niet meer")
    told = await chair.taps("Uit het team halen")
    assert "Nodig eerst een opvolger uit." in told["text"]


async def test_a_button_of_a_school_one_left_says_no_more_than_what_is_never_allowed(world: World) -> None:
    phone = world.phone("leerplicht")
    await phone.asks("/mijn")
    service = await service_of(world, "leerplicht", "stroom")
    async with world.database.transaction() as session:
        assert service is not None
        await members.leave(session, await session.merge(service))
    told = await phone.taps("De Stroom")
    assert told["text"].startswith("Dat kan ik niet voor je doen.")
