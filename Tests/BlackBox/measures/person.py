"""Somebody who is signed in at a desk with a browser."""

from browse import Browser


class Person:
    def __init__(self, desk, email):
        made = desk.hub.command("agent", "create", "--tenant", desk.slug, email, "--name", "Kim Kay", "--role", "agent")
        browser = Browser(desk.hub)
        browser.sign_in(desk.slug, email, made["password"])
        self.base = f"/desk/{desk.slug}"
        self.cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
