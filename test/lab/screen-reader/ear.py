"""Hears what a screen reader is told over AT-SPI, and writes it down: one JSON object a line on standard output."""

import json
import sys

import pyatspi

# What readers say by themselves when it changes.
LIVE = {pyatspi.ROLE_STATUS_BAR, pyatspi.ROLE_ALERT, pyatspi.ROLE_NOTIFICATION, pyatspi.ROLE_LOG}


def say(kind, **rest):
    print(json.dumps({"kind": kind, **rest}, ensure_ascii=False), flush=True)


def live_region(source):
    """The live region that a change stands in; None where there is none."""
    while source is not None:
        if source.getRole() in LIVE:
            return source
        if source.getRole() in (pyatspi.ROLE_FRAME, pyatspi.ROLE_APPLICATION):
            return None
        source = source.parent
    return None


def words(source):
    """All that stands in a part, as it would be read."""
    parts = []
    if source.childCount == 0:
        try:
            parts.append(source.queryText().getText(0, -1))
        except NotImplementedError:
            parts.append(source.name)
    for child in source:
        parts.append(words(child))
    return " ".join(part.strip() for part in parts if part and part.strip("\ufffc \n"))


def on_change(event):
    try:
        region = live_region(event.source)
        if region is not None:
            text = words(region)
            if text:
                say("live", text=text)
    except Exception as error:  # The window may be gone by now.
        say("gone", text=str(error))


def on_focus(event):
    if event.detail1 == 1:
        say("focus", role=event.source.getRoleName(), text=event.source.name or "")


def on_window(event):
    say("window", text=event.source.name or "")


registry = pyatspi.Registry
registry.registerEventListener(on_change, "object:text-changed:insert", "object:children-changed:add")
registry.registerEventListener(on_focus, "object:state-changed:focused")
registry.registerEventListener(on_window, "window:activate")
say("ready")
sys.stdout.flush()
registry.start()
