"""The page of a comparison in a real browser: filters, languages, links, print; and that it is safe to open."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[dev]'")

from browser.chromium import chromium, complaints, open_page, requests
from compared_documents import shipped, small
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tiaowen.compiler.compare import Effect, to_json
from tiaowen.compiler.compare.printing import ORDER, VERDICTS
from tiaowen.compiler.reports import render_html
from tiaowen.dsl.tree import Language, Text

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]  # one worker: one browser

SHOWN = "return [...document.querySelectorAll('tr.row:not([hidden])')].reduce((n, row) => n + Number(row.dataset.n), 0)"
VISIBLE = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length"
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'&"""


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_html(shipped("kaizhou-2017", "yunyang-2023"), Language.ZH), encoding="utf-8")
    return path


@pytest.fixture
def page(driver: Chrome, report: Path) -> Chrome:
    open_page(driver, report)
    return driver


def number(effect: Effect) -> str:
    return str(ORDER.index(VERDICTS[effect]))


def box(page: Chrome, effect: Effect) -> None:
    page.find_element(By.CSS_SELECTOR, f"input[name=verdict][value='{number(effect)}']").click()


def shown(page: Chrome) -> int:
    return int(page.execute_script(SHOWN))


def visible(page: Chrome, selector: str) -> int:
    return int(page.execute_script(VISIBLE, selector))


def data() -> list[dict[str, object]]:
    changes = json.loads(json.dumps(to_json(shipped("kaizhou-2017", "yunyang-2023"))))["changes"]
    assert isinstance(changes, list)
    return changes


def of_effect(effect: Effect) -> int:
    return sum(change["effect"] == effect.value for change in data())


# ── what is there ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_as_many_rows_as_the_data_has(page: Chrome) -> None:
    assert shown(page) == len(data())
    for effect in (Effect.DOWN, Effect.UP, Effect.MIX, Effect.IN, Effect.OUT, Effect.EQ):
        assert page.find_element(By.CSS_SELECTOR, f".n[data-n='{number(effect)}']").text == str(of_effect(effect))
    assert page.find_element(By.ID, "shown").text == f"显示 {len(data())} / {len(data())} 行"


def test_nothing_is_loaded_and_nothing_complains(driver: Chrome, report: Path) -> None:
    complaints(driver), requests(driver)
    address = open_page(driver, report)
    assert complaints(driver) == []
    assert requests(driver) == {address}


def test_the_head_stays_in_sight(page: Chrome) -> None:
    page.execute_script("window.scrollTo(0, 5000)")
    assert page.execute_script("return document.querySelector('header').getBoundingClientRect().top") == 0


def test_drawings_lie_within_their_frames(page: Chrome) -> None:
    out = page.execute_script("""
        return [...document.querySelectorAll("svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll("text, path, circle")]
            .map((part) => part.getBoundingClientRect())
            .filter((part) => part.width && (part.left < frame.left - 1 || part.right > frame.right + 1
              || part.top < frame.top - 1 || part.bottom > frame.bottom + 1));
        }).length;
    """)
    assert visible(page, "svg") > 20
    assert out == 0


# ── languages ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_button_changes_the_language_and_back(page: Chrome) -> None:
    button = page.find_element(By.ID, "language")
    heading = page.find_element(By.CSS_SELECTOR, "h1")
    assert (heading.text, button.text) == ("政策文件对照", "English")
    button.click()
    assert (heading.text, button.text) == ("Comparison of two documents", "中文")
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    assert page.find_element(By.ID, "shown").text == f"{len(data())} of {len(data())} rows shown"
    assert Select(page.find_element(By.ID, "people")).options[0].text == "all"
    assert page.find_element(By.ID, "filters").get_attribute("aria-label") == "filters"
    assert "逐条对照" not in page.execute_script("return document.querySelector('main').innerText")
    button.send_keys(Keys.ENTER)
    assert heading.text == "政策文件对照"


# ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_verdicts_are_filtered_one_by_one(page: Chrome) -> None:
    box(page, Effect.MIX)
    assert shown(page) == len(data()) - of_effect(Effect.MIX)
    assert page.find_element(By.CSS_SELECTOR, f".n[data-n='{number(Effect.MIX)}']").text == f"0/{of_effect(Effect.MIX)}"
    box(page, Effect.MIX)
    assert shown(page) == len(data())


def test_people_are_filtered_with_what_is_about_everybody(page: Chrome) -> None:
    Select(page.find_element(By.ID, "people")).select_by_visible_text("孤儿")
    assert shown(page) == sum(not change["who"] or "orphans" in str(change["who"]) for change in data())
    # a part in which nothing is left is hidden with its heading
    empty = page.execute_script("""
        return [...document.querySelectorAll("main section")].filter((part) => part.checkVisibility()
          && part.querySelector("tr.row") && !part.querySelector("tr.row:not([hidden])")).length
    """)
    assert empty == 0


def test_benefits_are_filtered(page: Chrome) -> None:
    Select(page.find_element(By.ID, "benefit")).select_by_visible_text("倾斜救助")
    assert shown(page) == sum(
        "tilted-assistance" in (str(change["benefit"]), *re.findall(r"[\w-]+", str(change["benefits"])))
        for change in data()
    )


def test_search_finds_text_in_either_language_and_opens_folds(page: Chrome) -> None:
    assert visible(page, "#clauses details tr.row") == 0
    search = page.find_element(By.ID, "search")
    search.send_keys("CRITICAL ILLNESS")
    found = shown(page)
    assert 0 < found < len(data())
    assert visible(page, "#clauses details tr.row") > 0
    search.clear()
    search.send_keys("大病保险")
    assert shown(page) == found
    search.clear()
    search.send_keys("no such words")
    assert shown(page) == 0


def test_show_all_takes_every_filter_back(page: Chrome) -> None:
    box(page, Effect.IN)
    page.find_element(By.ID, "search").send_keys("70%")
    assert shown(page) < len(data())
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    assert shown(page) == len(data())


# ── folds and links ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_equal_is_folded_and_opens(page: Chrome) -> None:
    fold = page.find_element(By.CSS_SELECTOR, "#clauses details")
    assert visible(page, "#clauses details tr.row") == 0
    fold.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    rows = len(fold.find_elements(By.CSS_SELECTOR, "tr.row"))
    assert visible(page, "#clauses details tr.row") == rows > 0
    assert str(rows) in fold.find_element(By.TAG_NAME, "summary").text


def test_a_link_leads_to_its_row_even_where_a_filter_hides_it(page: Chrome) -> None:
    link = page.find_element(By.CSS_SELECTOR, "#points .links a")
    id_ = str(link.get_attribute("href")).split("#")[1]
    page.execute_script("document.getElementById('search').value = 'no such words'; "
                        "document.getElementById('filters').dispatchEvent(new Event('input'))")  # fmt: skip
    assert visible(page, f"#{id_}") == 0
    link.send_keys(Keys.ENTER)
    page.execute_async_script("setTimeout(arguments[0], 50)")
    top = page.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top", id_)
    assert visible(page, f"#{id_}") == 1
    assert 0 < top < 1000
    assert page.find_element(By.ID, "search").get_attribute("value") == ""


# ── print, and without the script ────────────────────────────────────────────────────────────────────────────────


def test_print_hides_controls_and_unfolds_everything(page: Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert visible(page, "#filters, #language, .links") == 0
        assert visible(page, "tr.row") == int(page.execute_script("return document.querySelectorAll('tr.row').length"))
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_page_prints_to_pages_of_a4(driver: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "small.html"
    path.write_text(render_html(small(), Language.EN), encoding="utf-8")
    open_page(driver, path)
    printed = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    boxes = [tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)]
    assert len(boxes) > 1
    assert all((round(right), round(top)) == (842, 595) for _, _, right, top in boxes)
    assert driver.execute_script("return document.querySelectorAll('details[open]').length") == 0


def test_without_its_script_the_page_shows_every_row(driver: Chrome, report: Path) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(driver, report)
        assert not driver.find_element(By.ID, "filters").is_displayed()
        assert driver.find_element(By.CSS_SELECTOR, "#situation-1 tr.row").is_displayed()
        driver.find_element(By.CSS_SELECTOR, "#clauses details summary").click()
        assert driver.find_element(By.CSS_SELECTOR, "#clauses details tr.row").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_hostile_title_is_shown_as_text(driver: Chrome, tmp_path: Path) -> None:
    found = small()
    found = evolve(found, left=evolve(found.left, title=Text(zh=HOSTILE, en=HOSTILE)))
    path = tmp_path / "hostile.html"
    path.write_text(render_html(found, Language.EN), encoding="utf-8")
    complaints(driver)
    open_page(driver, path)
    assert driver.find_element(By.CSS_SELECTOR, "header .doc").text == HOSTILE
    assert HOSTILE in driver.title
    assert (driver.find_elements(By.TAG_NAME, "img"), complaints(driver)) == ([], [])
