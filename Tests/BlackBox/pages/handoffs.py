"""Handing over from the pages: three people at three desks, each with a browser, nothing else.

    python3 handoffs.py [--data DIR]

Desks, partnerships and tickets are made through the interface beforehand; whatever is done with a handoff is done by
forms.
"""

import argparse
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser  # noqa: E402
from hub import Hub  # noqa: E402
from person import DESKS, Person, link  # noqa: E402
from report import Report, equal, require  # noqa: E402

def two_levels(acme, fieldworks, sparks):
    subject = "Cold room too warm"
    first = acme.open(subject, description="Compressor hums", site={"address": "Quay 5, Rotterdam"})
    page = acme.preview(first, "fieldworks", message="Please go today", respond_by="2090-01-01T10:00")
    equal(page.status, 200, "the preview")
    for words in (subject, "Please go today", "Compressor hums", "1 Jan 2090", "No comments go along"):
        require(words in page.text, f"the preview lacks {words}: {page.text}")
    require("Quay 5" not in page.text, "the preview shows a site that sharing keeps back")
    back = acme.browser.send(page.form("send"), button=("step", "back"))
    equal(back.form("hand-over").value("message"), "Please go today", "the message after Back")
    equal(back.form("hand-over").value("respond_by"), "2090-01-01T10:00", "the time after Back")
    page = acme.browser.send(page.form("send"), button=("step", "send"))
    require("Offered to Fieldworks Service" in page.text and "The offer is on its way" in page.text, page.text)

    second = fieldworks.offered(subject)
    page = fieldworks.browser.get("/desk/fieldworks/offers")
    for words in ("from Acme Cooling", "Please go today", "Answer by", "1 Jan 2090"):
        require(words in page.text, f"the offer lacks {words}: {page.text}")
    page = fieldworks.act(second, "accept", eta="2089-12-24T09:30")
    require("Here since" in page.text and "the work is here now" in page.text, page.text)
    acme.see(first, "With Fieldworks Service since", f"their ticket #{second}", "24 Dec 2089")
    page = acme.browser.get(acme.path(first) + "/hand-over")
    require("The ticket is with Fieldworks Service now" in page.text, page.text)
    acme.browser.get(acme.path(first))
    require(not acme.browser.page.has_form("withdraw"), "an accepted offer cannot be taken back as an offer")

    equal(fieldworks.offer(second, "sparks").status, 200, "the second handing over")
    third = sparks.offered(subject)
    page = sparks.browser.get("/desk/sparks/offers")
    page = sparks.browser.send(page.form("accept"))
    require("Here since" in page.text, page.text)
    page = fieldworks.see(second, "With Sparks Electric since", f"their ticket #{third}")
    require(not page.has_form("complete"), "completing is offered while the ticket is further down")
    require("Sparks Electric is working on the ticket." in page.text, page.text)

    sparks.act(third, "eta", eta="2090-02-02T08:00", reason="part on order")
    fieldworks.see(second, "2 Feb 2090")
    acme.see(first, "2 Feb 2090")
    acme.act(first, "terms", priority="urgent", resolve_by="2090-03-03T12:00", reason="stock is spoiling")
    fieldworks.see(second, "3 Mar 2090")
    sparks.see(third, "3 Mar 2090")

    sparks.act(third, "complete", code="fixed", text="New contactor")
    page = fieldworks.see(second, "Sparks Electric says it is solved.", "Fixed: New contactor")
    require("counts as accepted by itself" in page.text, page.text)
    fieldworks.act(second, "rework", reason="It trips again")
    page = sparks.see(third, "Fieldworks Service says it is not solved yet", "It trips again")
    sparks.act(third, "complete", code="fixed", text="New contactor and new cable")
    fieldworks.see(second, "new cable")
    fieldworks.act(second, "confirm")
    sparks.see(third, "Fieldworks Service accepted the solution. This ticket is done.")
    fieldworks.act(second, "complete", code="fixed", text="Cable and contactor replaced")
    acme.see(first, "Fieldworks Service says it is solved.", "Cable and contactor replaced")
    page = acme.browser.get("/desk/acme/offers?direction=out&tab=completed")
    require(subject in page.text, "what is to be verified is not listed")
    page = acme.act(first, "confirm")
    require("The solution is accepted." in page.text, page.text)
    fieldworks.see(second, "Acme Cooling accepted the solution")
    page = acme.browser.get("/desk/acme/offers?direction=out&tab=ended")
    require(subject in page.text, "what has ended is not listed")


def recall_against_completion(acme, fieldworks):
    subject = "Door does not close"
    first = acme.open(subject)
    acme.offer(first, "fieldworks")
    second = fieldworks.offered(subject)
    fieldworks.act(second, "accept")
    acme.see(first, "With Fieldworks Service since")
    stale = fieldworks.browser.get(fieldworks.path(second)).form("complete")
    page = acme.act(first, "recall", reason="The customer closed the shop")
    require("Here since" in page.text, page.text)
    fieldworks.see(second, "Acme Cooling took the ticket back.", "The customer closed the shop")
    page = fieldworks.browser.send(stale, code="fixed", text="I oiled the hinge")
    equal(page.status, 409, "completing what was taken back")
    require("The ticket was taken back. You cannot say that it is solved now." in page.text, page.text)
    require("I oiled the hinge" in page.raw.decode(), "the typed text is lost")
    dutch = fieldworks.other("nl")
    dutch.get(fieldworks.path(second))
    page = dutch.send(stale, code="fixed", text="I oiled the hinge")
    require("Het ticket is teruggenomen. Je kunt nu niet melden dat het is opgelost." in page.text, page.text)
    for words in ("cannot", "possible", "handoff", "recall", "Not possible"):
        require(words not in page.text, f"the Dutch page says “{words}”: {page.text}")


def declined_then_another(acme, fieldworks, sparks):
    subject = "Alarm without a cause"
    first = acme.open(subject)
    acme.offer(first, "sparks")
    number = sparks.offered(subject)
    page = sparks.browser.get("/desk/sparks/offers")
    page = sparks.browser.send(page.form("decline"), reason="")
    equal(page.status, 422, "declining without a reason")
    require("Fill this in." in page.text, page.text)
    page = sparks.act(number, "decline", reason="No capacity this week")
    acme.see(first, "Sparks Electric declined the offer.", "No capacity this week")
    acme.offer(first, "fieldworks")
    second = fieldworks.offered(subject)
    page = fieldworks.browser.get(fieldworks.path(second))
    require("No capacity" not in page.text and "Sparks" not in page.text, "the second partner sees the first")
    acme.act(first, "withdraw")
    page = fieldworks.see(second, "Acme Cooling took the offer back.")
    require(not page.has_form("accept"), "an offer that was taken back can be accepted")


def loops(acme, fieldworks, sparks):
    subject = "Round in circles"
    first = acme.open(subject)
    acme.offer(first, "fieldworks")
    second = fieldworks.offered(subject)
    fieldworks.act(second, "accept")
    fieldworks.offer(second, "sparks")
    third = sparks.offered(subject)
    sparks.act(third, "accept")
    page = sparks.preview(third, "fieldworks", message="Take it again")
    equal(page.status, 409, "handing to the neighbour")
    told = "Fieldworks Service is already part of this job: write a comment, or hand the ticket back."
    require(told in page.text, page.text)
    equal(page.form("hand-over").value("message"), "Take it again", "the message after the refusal")
    page = sparks.preview(third, "acme")
    equal(page.status, 409, "handing to somebody further up")
    require("This ticket cannot be handed to Acme Cooling." in page.text, page.text)
    page = sparks.other("nl")
    page.get(sparks.path(third))
    page = page.send(
        page.get(sparks.path(third) + "/hand-over").form("hand-over"),
        button=("step", "preview"),
        partnership=sparks.partnership(sparks.browser.get(sparks.path(third) + "/hand-over"), "fieldworks"),
    )
    require("doet al mee aan deze klus" in page.text and "already" not in page.text, page.text)
    sparks.act(third, "return", reason="Not electric")
    fieldworks.see(second, "Sparks Electric handed the ticket back undone", "Not electric")
    acme.see(first, "With Fieldworks Service since")


def twice(acme, fieldworks):
    subject = "An impatient finger"
    first = acme.open(subject)
    form = acme.preview(first, "fieldworks").form("send")
    for _ in range(2):
        page = acme.browser.send(form, button=("step", "send"))
        equal(page.status, 200, "the answer to the same form")
    second = fieldworks.offered(subject)
    page = fieldworks.browser.get("/desk/fieldworks/offers")
    equal(page.text.count(subject), 1, "how often the offer is listed")
    form = next(form for form in page.forms if form.name == "accept" and f"/{second}/" in form.action)
    for _ in range(2):
        page = fieldworks.browser.send(form)
        equal(page.status, 200, "the answer to accepting twice")
    acme.see(first, "With Fieldworks Service since")
    stale = fieldworks.browser.get(fieldworks.path(second)).form("complete")
    for _ in range(2):
        equal(fieldworks.browser.send(stale, text="Done").status, 200, "completing twice")
    page = fieldworks.browser.get(fieldworks.path(second))
    require("Acme Cooling looks at it now" in page.text, page.text)


def required(acme, fieldworks, partnership):
    acme.api.patch(f"partnerships/{partnership}", {"settings": {"requires": ["report", "serial_number", "minutes"]}})
    subject = "Counter to exchange"
    first = acme.open(subject)
    acme.offer(first, "fieldworks")
    second = fieldworks.offered(subject)
    fieldworks.act(second, "accept")
    page = fieldworks.act(second, "complete", expected=409, text="", minutes="", serial_number="")
    require("a report of what was done and the serial number and the time spent" in page.text, page.text)
    page = fieldworks.act(second, "complete", expected=422, text="Exchanged", minutes="many", serial_number="S 1")
    require("Enter a whole number" in page.text, page.text)
    equal(page.form("complete").value("text"), "Exchanged", "the text after the refusal")
    fieldworks.act(second, "complete", text="Exchanged", minutes="45", serial_number="SN 0815")
    acme.see(first, "Fixed: Exchanged", "SN 0815", "45")
    acme.api.patch(f"partnerships/{partnership}", {"settings": {"requires": []}})


def lists(acme, fieldworks):
    for number, due in ((1, "2090-05-01T00:00"), (2, "2090-04-01T00:00"), (3, "")):
        acme.offer(acme.open(f"Listed {number}"), "fieldworks", respond_by=due)
    for number in (1, 2, 3):
        fieldworks.offered(f"Listed {number}")
    text = fieldworks.browser.get("/desk/fieldworks/offers").text
    places = [text.index(f"Listed {number}") for number in (2, 1, 3)]
    equal(places, sorted(places), "the order of the offers")
    page = fieldworks.browser.get("/desk/fieldworks/offers?limit=2")
    require("Listed 3" not in page.text, "a page holds more than was asked for")
    page = acme.browser.get("/desk/acme/offers?direction=out")
    require("Listed 1" in page.text and not page.has_form("accept"), page.text)
    page = acme.browser.get("/desk/acme/offers")
    require("No offer waits for you." in page.text, page.text)
    equal(acme.browser.get("/desk/acme/offers?tab=nonsense&direction=up").status, 200, "an unknown tab")


def files(acme, fieldworks):
    subject = "With pictures"
    first = acme.open(subject)
    acme.api.upload(first, "inside.jpg", b"one", audience="partner")
    acme.api.upload(first, "contract.pdf", b"two", audience="internal")
    acme.api.upload(first, "notes.txt", b"three", audience="internal")
    page = acme.browser.get(acme.path(first) + "/hand-over")
    choices = dict(re.findall(r'value="([0-9a-f-]{36})"[^>]*> <span>(\S+)', page.raw.decode()))
    names = {name: value for value, name in choices.items()}
    equal(sorted(names), ["contract.pdf", "inside.jpg", "notes.txt"], "the files to choose from")
    form = page.form("hand-over")
    equal([value for name, value in form.fields if name == "file"], [names["inside.jpg"]], "what goes along unasked")
    page = acme.preview(first, "fieldworks", file=[names["inside.jpg"], names["contract.pdf"]])
    require("inside.jpg" in page.text and "contract.pdf" in page.text and "notes.txt" not in page.text, page.text)
    page = acme.browser.send(page.form("send"), button=("step", "back"))
    kept = [value for name, value in page.form("hand-over").fields if name == "file"]
    equal(sorted(kept), sorted([names["inside.jpg"], names["contract.pdf"]]), "the files after Back")
    page = acme.preview(first, "fieldworks", file=None)
    require("No files go along." in page.text, page.text)
    acme.browser.send(page.form("send"), button=("step", "send"))
    second = fieldworks.offered(subject)
    require("inside.jpg" not in fieldworks.browser.get(fieldworks.path(second)).text, "a file went along")


def broken_again(acme, fieldworks):
    subject = "Broken again"
    first = acme.open(subject)
    acme.offer(first, "fieldworks")
    second = fieldworks.offered(subject)
    fieldworks.act(second, "accept")
    fieldworks.act(second, "complete", text="Tightened")
    acme.see(first, "Fieldworks Service says it is solved.")
    acme.act(first, "confirm")
    fieldworks.see(second, "This ticket is done.")
    acme.api.patch(f"tickets/{first}", {"status": "In progress"})
    acme.offer(first, "fieldworks")
    later = fieldworks.offered(subject)
    require(later != second, "the follow-up is the old ticket")
    page = fieldworks.see(later, "Earlier ticket", f"#{second}")
    equal(page.link(f"#{second}"), fieldworks.path(second), "the link to the earlier ticket")
    acme.see(first, "Earlier handoffs", "Solved by Fieldworks Service. The solution was accepted")


def who_may(hub, acme, fieldworks, sparks):
    email = "lee@fieldworks.example"
    made = hub.command("agent", "create", "--tenant", "fieldworks", email, "--name", "Lee", "--role", "light")
    subject = "Only looked at"
    acme.offer(acme.open(subject), "fieldworks")
    second = fieldworks.offered(subject)
    form = fieldworks.browser.get(fieldworks.path(second)).form("accept")
    light = Browser(hub)
    light.sign_in("fieldworks", email, made["password"])
    page = light.get(fieldworks.path(second))
    require(subject in page.text and "Acme Cooling offers you this ticket" in page.text, page.text)
    for name in ("accept", "decline"):
        require(not page.has_form(name), f"who only reads is shown {name}")
        require(not light.get("/desk/fieldworks/offers").has_form(name), f"who only reads is shown {name} in the list")
    require("Hand over" not in page.text, "who only reads is shown how to hand over")
    page = light.get(fieldworks.path(second) + "/hand-over")
    equal(page.status, 403, "handing over by who only reads")
    require("Your role at this desk does not allow this." in page.text, page.text)
    token = light.get(fieldworks.path(second)).form(action="/comments").value("_form")
    equal(light.send(form, **{"_form": token}).status, 403, "accepting by who only reads")
    token = sparks.browser.get(sparks.path(1)).form(action="/comments").value("_form")
    form.action = form.action.replace("/desk/fieldworks/", "/desk/sparks/")
    equal(sparks.browser.send(form, **{"_form": token}).status, 404, "accepting at a desk that has no part in it")


def in_dutch(acme, fieldworks):
    """A whole way in Dutch: no page of it says what only the English texts say."""
    subject = "Deur klemt"
    first = acme.open(subject, description="Sinds vrijdag")
    dutch = acme.other("nl")
    page = dutch.get(acme.path(first) + "/hand-over")
    require("Overdragen" in page.text and "Bekijk wat zij zien" in page.text, page.text)
    page = dutch.send(
        page.form("hand-over"), button=("step", "preview"),
        partnership=acme.partnership(page, "fieldworks"), respond_by="2020-01-01T00:00",
    )
    equal(page.status, 422, "a time that has passed")
    require("Dit tijdstip is al voorbij." in page.text, page.text)
    page = dutch.send(page.form("hand-over"), button=("step", "preview"), respond_by="")
    require("Precies dit verlaat je desk." in page.text, page.text)
    pages = [page, dutch.send(page.form("send"), button=("step", "send"))]
    second = fieldworks.offered(subject)
    other = fieldworks.other("nl")
    pages += [other.get("/desk/fieldworks/offers"), other.get(fieldworks.path(second))]
    pages.append(other.send(other.page.form("accept")))
    pages.append(other.send(other.page.form("complete"), text="Scharnier gesmeerd"))
    acme.see(first, "Scharnier gesmeerd")
    pages += [dutch.get(acme.path(first)), dutch.send(dutch.page.form("rework"), reason="Klemt nog")]
    fieldworks.see(second, "Klemt nog")
    pages += [other.get(fieldworks.path(second)), other.send(other.page.form("return"), reason="Lukt niet")]
    acme.see(first, "Lukt niet")
    pages.append(dutch.get(acme.path(first)))
    for page in pages:
        equal(page.status, 200, f"the answer of {page.url}")
        said = [words for words in (" the ", "ticket back", " solved", " since", "offer ", "You ") if words in page.text]
        require(not said, f"{page.url} says {said}: {page.text}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data")
    folder = pathlib.Path(options.parse_args().data or tempfile.mkdtemp(prefix="baton-pages-"))
    report = Report()
    hub = Hub(folder / "handoffs")
    hub.start_or_fail()
    try:
        desks = acme, fieldworks, sparks = [Person(hub, slug) for slug in DESKS]
        partnership = link(acme, fieldworks)
        link(fieldworks, sparks)
        link(acme, sparks)
        report.group("a ticket goes down two levels and comes up solved", two_levels, *desks)
        report.group("taking back overtakes a solution", recall_against_completion, acme, fieldworks)
        report.group("declined, then handed to another partner", declined_then_another, *desks)
        report.group("a loop is refused with the right sentence", loops, *desks)
        report.group("a form that is sent twice counts once", twice, acme, fieldworks)
        report.group("what a partnership asks for is asked in the form", required, acme, fieldworks, partnership)
        report.group("files go along as they were chosen", files, acme, fieldworks)
        report.group("broken again: the new ticket names the earlier one", broken_again, acme, fieldworks)
        report.group("who only reads, and who is at another desk, may do nothing", who_may, hub, *desks)
        report.group("in Dutch", in_dutch, acme, fieldworks)
        report.group("the list of offers", lists, acme, fieldworks)
    finally:
        hub.terminate()
    sys.exit(report.close())


if __name__ == "__main__":
    main()
