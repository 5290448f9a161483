"""The stand-in's own words for people, in the language of the page."""

FALLBACK = "en"

SENTENCES = {
    "nl": {
        "no_persona": "We kennen {name} niet.",
        "no_chat": "Dit gesprek bestaat niet.",
        "not_in_chat": "{name} zit niet in dit gesprek.",
        "blocked": "Je hebt de bot geblokkeerd. Deblokkeer hem eerst.",
        "too_long": "Dit is te lang: hooguit {most} tekens.",
        "no_text": "Er staat geen tekst.",
        "not_yours": "Je kunt alleen je eigen berichten wijzigen.",
        "message_gone": "Dit bericht is er niet meer.",
        "button_gone": "Deze knop is er niet meer.",
        "not_offered": "Dit resultaat is er niet meer. Zoek opnieuw.",
        "no_file": "Er is geen bestand gekozen.",
        "file_gone": "Dit bestand is er niet meer.",
        "no_photo": "Dit kan niet als foto. Stuur een PNG of JPEG van hooguit 10 MB, of stuur het als bestand.",
        "too_large": "Dit bestand is te groot: hooguit 50 MB.",
        "no_place": "Een locatie heeft een breedte en een lengte nodig.",
        "no_number": "Status, wachttijd, gesprek en aantal moeten getallen zijn.",
        "no_clock": "De klok staat hier vast.",
        "photo": "Foto",
        "document": "Bestand",
        "voice": "Spraakbericht",
        "location": "Locatie",
        "contact": "Contact",
    },
    "en": {
        "no_persona": "We don't know {name}.",
        "no_chat": "This chat does not exist.",
        "not_in_chat": "{name} is not in this chat.",
        "blocked": "You blocked the bot. Unblock it first.",
        "too_long": "This is too long: at most {most} characters.",
        "no_text": "There is no text.",
        "not_yours": "You can edit your own messages only.",
        "message_gone": "This message is not there any more.",
        "button_gone": "This button is not there any more.",
        "not_offered": "This result is not there any more. Search again.",
        "no_file": "No file was chosen.",
        "file_gone": "This file is not there any more.",
        "no_photo": "This cannot be a photo. Send a PNG or JPEG of at most 10 MB, or send it as a file.",
        "too_large": "This file is too large: at most 50 MB.",
        "no_place": "A location needs a latitude and a longitude.",
        "no_number": "Status, waiting time, chat and times must be numbers.",
        "no_clock": "The clock cannot be moved here.",
        "photo": "Photo",
        "document": "File",
        "voice": "Voice message",
        "location": "Location",
        "contact": "Contact",
    },
}


def sentence(language: str, key: str, **facts: object) -> str:
    """A sentence in this language; English when the page speaks another one."""
    return SENTENCES.get(language, SENTENCES[FALLBACK])[key].format(**facts)
