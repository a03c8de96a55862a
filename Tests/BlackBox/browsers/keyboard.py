"""A ticket's way with the keyboard alone; wherever the focus is, it is seen."""

from browsers.chromium import Window, said
from report import require

SUBJECT = "Fan of the bread cooler hums (keyboard)"

# Whoever has the focus shows it: by a line around it, or, for what is itself not drawn, around what stands for it.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const drawn = element.matches(".unseen") ? element.parentElement : element;
  const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  return {
    words: (element.innerText || element.name || element.id || element.tagName).trim().slice(0, 80),
    tag: element.tagName, name: element.name || "", href: element.getAttribute("href") || "", type: element.type || "",
    visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    form: element.form?.querySelector("[name=_name]")?.value || "",
  };
}"""


class Keys:
    """A person without a mouse."""

    def __init__(self, page):
        self.page = page
        self.unseen = []

    def press(self, key):
        self.page.keyboard.press(key)

    def go(self, path):
        """Opens an address, as by a bookmark, with the focus at the top."""
        self.page.goto(path)

    def to(self, fits, what, key="Tab", most=150):
        """Tabs on until the focus is on what is looked for."""
        for _ in range(most):
            self.press(key)
            focus = self.page.evaluate(FOCUS)
            if focus is None:
                continue
            if not (focus["visible"] and focus["inside"]):
                self.unseen.append(f"{self.page.url}: {focus['tag']} {focus['words']}")
            if fits(focus):
                return focus
        raise AssertionError(f"no Tab leads to {what} on {self.page.url}")

    def to_field(self, name, form=None):
        return self.to(lambda at: at["name"] == name and (form is None or at["form"] == form), f"the field {name}")

    def to_words(self, words):
        return self.to(lambda at: words in at["words"], words)

    def type(self, words):
        self.page.keyboard.type(words)

    def enter(self, key="Enter"):
        """Presses what has the focus, and waits for the page that follows."""
        with self.page.expect_navigation():
            self.press(key)


def way(browser, hub, desks):
    vendor_window, partner_window = Window(browser, hub), Window(browser, hub)
    vendor = sign_in(vendor_window, desks["acme"], "raj@acme.example")
    partner = sign_in(partner_window, desks["fieldworks"], "aylin@fieldworks.example")

    vendor.to_words("New ticket")
    vendor.enter()
    vendor.page.wait_for_selector("[name=subject]:focus")
    vendor.type(SUBJECT)
    vendor.to_field("description")
    vendor.type("Louder every day.")
    vendor.to_words("Open ticket")
    vendor.enter("Space")
    said(vendor.page, SUBJECT)

    vendor.to_field("audience")
    vendor.press("ArrowRight")
    require(vendor.page.locator("[name=audience][value=partner]").is_checked(), "the arrow does not choose the audience")
    vendor.to_field("body", "comment")
    vendor.type("The spare fan is in the cellar.")
    vendor.enter("Control+Enter")
    said(vendor.page, "The spare fan is in the cellar.")

    vendor.to_words("Hand over")
    vendor.enter()
    vendor.to_field("partnership")
    vendor.type("Fieldworks")
    vendor.to_field("message")
    vendor.type("Before the weekend, please.")
    vendor.to_words("See what they will see")
    vendor.enter("Space")
    vendor.to(lambda at: at["name"] == "step", "the button that sends")
    vendor.enter()
    said(vendor.page, "Offered to Fieldworks Service")

    partner.go(f"{partner_window.base}/desk/fieldworks/offers")
    partner.page.get_by_text(SUBJECT).first.wait_for()
    partner.to_words(SUBJECT)
    partner.enter()
    unfold(partner, "Accept")
    partner.to(lambda at: at["form"] == "accept" and at["type"] == "submit", "the button that accepts")
    partner.enter()
    unfold(partner, "Solved")
    partner.to_field("text", "complete")
    partner.type("Fan changed.")
    partner.to_field("minutes", "complete")
    partner.type("20")
    partner.to(lambda at: at["form"] == "complete" and at["type"] == "submit", "the button that says it is solved")
    partner.enter("Space")

    vendor.page.get_by_text("Fieldworks Service says it is solved.").first.wait_for()
    vendor.go(vendor.page.url)
    unfold(vendor, "Accept the solution")
    vendor.to(lambda at: at["form"] == "confirm" and at["type"] == "submit", "the button that accepts the solution")
    vendor.enter()
    said(vendor.page, "The solution is accepted.")

    unseen = vendor.unseen + partner.unseen
    require(not unseen, f"the focus is not seen at {unseen[:5]}")
    vendor_window.close()
    partner_window.close()


def unfold(keys, words):
    """Opens what is folded away, with the space bar."""
    keys.to(lambda at: at["tag"] == "SUMMARY" and words in at["words"], words)
    keys.press("Space")


def shortcuts(browser, hub, desks):
    """The skip link, the menu, and the keys of the list."""
    window = Window(browser, hub)
    keys = sign_in(window, desks["acme"], "nadia@acme.example")
    page = keys.page
    keys.go(f"{window.base}/desk/acme/tickets")
    keys.press("Tab")
    require("skip" in page.evaluate("document.activeElement.className"), "the first Tab does not lead to the skip link")
    keys.press("Enter")
    keys.press("Tab")
    require(page.evaluate("document.querySelector('main').contains(document.activeElement)"), "the skip link skips nothing")

    keys.go(f"{window.base}/desk/acme/tickets")
    keys.to(lambda at: at["tag"] == "SUMMARY" and "Nadia" in at["words"], "the menu")
    keys.press("Enter")
    require(page.locator(".menu-body").is_visible(), "the menu does not open")
    keys.press("Tab")
    require(page.evaluate("document.activeElement.closest('.menu-body') !== null"), "Tab does not lead into the menu")

    keys.go(f"{window.base}/desk/acme/tickets")
    keys.press("j")
    keys.press("ArrowDown")
    second = page.locator(".list .main a").nth(1)
    require(second.evaluate("link => link === document.activeElement"), "j and the arrow do not lead along the list")
    keys.enter()
    require("/tickets/" in page.url, f"Enter leads to {page.url}")
    keys.go(f"{window.base}/desk/acme/tickets")
    keys.press("?")
    require(page.locator("dialog#keys").is_visible(), "no help for the keys")
    keys.press("Escape")
    require(not page.locator("dialog#keys").is_visible(), "Escape does not close the help")
    keys.press("/")
    require(page.evaluate("document.activeElement.type") == "search", "/ does not lead to the search")
    window.close()


def sign_in(window, desk, email):
    page = window.tab()
    page.goto(f"{window.base}/sign-in?desk={desk['slug']}")
    keys = Keys(page)
    keys.to_field("email")
    keys.type(email)
    keys.to_field("password")
    keys.type(desk["password"])
    keys.enter()
    page.wait_for_url(f"**/desk/{desk['slug']}/**")
    return keys
