"""Start the browser app: one address, this machine only unless a setting says otherwise, no other traffic."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from config import AppSettings, Settings, is_loopback
from ui.answering import BROKEN
from ui.guard import LOOPBACK, Guard
from ui.opened import Opened, Opening, hold, open_the_desk
from ui.theme import theme_options
from values import DeskError, SettingsError

if TYPE_CHECKING:
    from streamlit import App

PAGE = Path(__file__).resolve().parent.parent / "app.py"
OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
    "global.developmentMode": False,
    "global.minCachedMessageSize": 1e9,  # on fast clicks the browser misses messages it should have kept
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.showEmailPrompt": False,
}


def serve(settings: Settings, opening: Opening = open_the_desk) -> None:
    """Serve the pages until Ctrl-C. Prints the address once it is listening.

    1. check the address and the port  2. begin to open the desk  3. serve.
    Raises SettingsError where the address may not be used or the port is taken.
    """
    app = settings.app
    check_address(app)
    opened = hold(Opened(settings, opening))
    options = {
        **OPTIONS,
        **theme_options(),
        "server.address": app.address,
        "server.port": app.port,
        "server.maxUploadSize": settings.ingest.max_file_mb,
    }
    try:
        to_app(app).run(config=options)
    except KeyboardInterrupt:
        print()
    finally:
        opened.close()


def check_address(app: AppSettings) -> None:
    """Raises SettingsError where the page would be open to other machines unasked, or the port is taken."""
    if not app.allow_other_addresses and not is_loopback(app.address):
        raise SettingsError(
            f"[app] address is {app.address!r}, which other machines can reach, and the page has no sign-in. "
            'Use "127.0.0.1", or set allow_other_addresses = true once something in front signs people in.'
        )
    family = socket.AF_INET6 if ":" in app.address else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((app.address, app.port))
    except OSError as error:
        raise SettingsError(_why_not(app, error)) from None


def _why_not(app: AppSettings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {app.port} is taken by another program, perhaps by a desk that is already running "
            f"({address_of(app)}). Stop it, or set another [app] port in config.toml."
        )
    if error.errno == errno.EACCES:
        return f"Port {app.port} needs more rights than you have. Set [app] port to a number above 1023."
    return f'The page cannot listen on [app] address {app.address!r} ({error.strerror}). Use "127.0.0.1".'


def address_of(app: AppSettings) -> str:
    host = f"[{app.address}]" if ":" in app.address else app.address
    return f"http://{host}:{app.port}"


def to_app(app: AppSettings) -> App:
    """The pages as an ASGI application behind the guard."""
    import streamlit as st
    from starlette.middleware import Middleware

    names = {*LOOPBACK, app.address}
    if app.allow_other_addresses:
        names |= {socket.gethostname(), *getattr(app, "names", ())}
    guard = Middleware(Guard, names=names, numbers=app.allow_other_addresses)
    return st.App(PAGE, middleware=[guard], lifespan=_announce(app), on_script_error=_say_broken)


def _announce(app: AppSettings) -> Callable[[App], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def announce(_: App) -> AsyncIterator[None]:
        print(f"Devolution Desk is open at {address_of(app)} (stop it with Ctrl-C)", flush=True)
        yield

    return announce


def _say_broken(error: Exception) -> bool:
    """What the page shows where nothing else caught a fault: one sentence; the terminal has the rest."""
    import streamlit as st

    if isinstance(error, DeskError):
        st.text(str(error))
        return True
    logging.getLogger(__name__).error("A page could not be drawn.", exc_info=error)
    st.text(BROKEN)
    return True
