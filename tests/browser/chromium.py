"""A headless Chromium for tests of pages, where the machine has one; nothing is downloaded.

The page is read from disk by a browser that has never been used before and forgets everything afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def installed() -> tuple[str, str] | None:
    """Return where the browser and its driver are."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Open a browser; without one the tests are skipped, and say so."""
    found = installed()
    if found is None:
        pytest.skip("no Chromium with its driver: apt-get install chromium chromium-driver (as root), or .ci/setup")
    os.environ["SE_OFFLINE"] = "true"
    with TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = found[0]
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(executable_path=found[1]))
        try:
            yield driver
        finally:
            driver.quit()


def complaints(driver: webdriver.Chrome) -> list[str]:
    """Return what the console has said since it was last asked."""
    return _log(driver, "browser")


def requests(driver: webdriver.Chrome) -> set[str]:
    """Return the addresses that were asked for since this was last called."""
    events = [json.loads(message)["message"] for message in _log(driver, "performance")]
    return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}


def _log(driver: webdriver.Chrome, kind: str) -> list[str]:
    return [str(entry["message"]) for entry in driver.execute("getLog", {"type": kind})["value"]]


def open_page(driver: webdriver.Chrome, path: Path) -> str:
    """Open a file; return its address."""
    address = path.resolve().as_uri()
    driver.get(address)
    return address
