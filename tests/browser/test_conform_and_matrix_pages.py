"""The pages of a conformity and of a matrix in a real browser: filters, folds, languages, sticky heads, print."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install '.[dev]'")

from browser.chromium import chromium, complaints, open_page, requests
from conformities import held
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.matrix import arranging, matrix
from tiaowen.compiler.reports import conform_page, matrix_page
from tiaowen.dsl.tree import Language

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]  # one worker: one browser

BAOSHAN = held("baoshan-2022", "yunnan-2019")
VISIBLE = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length"
SHOWN = "return [...document.querySelectorAll('tr.row:not([hidden])')].reduce((n, row) => n + Number(row.dataset.n), 0)"
CORNER = """
    const table = document.querySelector("#granted table");
    const [corner, cell] = [table.querySelector("thead th"), table.querySelector("tbody td")];
    window.scrollTo(100, table.getBoundingClientRect().top + window.scrollY + 120);
    const place = (each) => each.getBoundingClientRect();
    return [place(corner).left, place(corner).top, place(table.querySelector("tbody th")).left,
      window.scrollX, place(cell).left < place(corner).right];
"""


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    with chromium() as found:
        found.get("about:blank")  # the browser's own first page asks for parts of itself
        yield found


def opened(driver: Chrome, path: Path, text: str) -> Chrome:
    """Open a page; nothing may be loaded or complained of on the way."""
    path.write_text(text, encoding="utf-8")
    complaints(driver), requests(driver)
    address = open_page(driver, path)
    assert (complaints(driver), requests(driver)) == ([], {address})
    return driver


def visible(page: Chrome, selector: str) -> int:
    return int(page.execute_script(VISIBLE, selector))


def printed(page: Chrome) -> set[tuple[int, int]]:
    """Return the sizes of the pages that a page prints to, in points."""
    pdf = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    boxes = [tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^\]]+)\]", pdf)]
    assert len(boxes) > 1
    return {(round(right), round(top)) for _, _, right, top in boxes}


def test_demands_are_filtered_searched_unfolded_and_printed(driver: Chrome, tmp_path: Path) -> None:
    page = opened(driver, tmp_path / "conform.html", conform_page.render_html([BAOSHAN], Language.ZH))
    rows = BAOSHAN.rows
    assert page.execute_script(SHOWN) == len(rows)
    assert visible(page, "details tr.row") == 0
    page.find_element(By.CSS_SELECTOR, "input[name=verdict][value='not-stated']").click()
    assert page.execute_script(SHOWN) == sum(row.verdict.value != "not-stated" for row in rows)
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    Select(page.find_element(By.ID, "benefit")).select_by_visible_text("住院救助")
    about = "inpatient-assistance"
    assert page.execute_script(SHOWN) == sum(about in (row.benefit, *row.benefits) for row in rows)
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    page.find_element(By.ID, "search").send_keys("exactly the floor")
    assert 0 < visible(page, "details tr.row") < len(rows)
    page.find_element(By.ID, "language").click()
    assert page.find_element(By.CSS_SELECTOR, "h1").text == "Conformance"
    assert page.find_element(By.ID, "shown").text.endswith(f"of {len(rows)} rows shown")
    assert "逐项要求" not in page.execute_script("return document.querySelector('main').innerText")
    page.find_element(By.CSS_SELECTOR, "#filters button[type=reset]").click()
    assert printed(page) == {(842, 595)}


def test_the_head_and_the_first_column_of_a_table_stay_in_sight(driver: Chrome, tmp_path: Path) -> None:
    names = ("kaizhou-2017", "baoshan-2022", "lianyungang-2017")
    found = matrix([compile_policy(name).rules for name in names])
    page = opened(driver, tmp_path / "wide.html", matrix_page.render_html(found, arranging.By.BENEFIT, Language.EN))
    page.set_window_size(600, 800)
    assert page.execute_script(CORNER) == [0, 0, 0, 100, True]
    assert printed(page) == {(842, 595)}


def test_lines_of_a_matrix_are_filtered_by_people_and_words_and_need_no_script(driver: Chrome, tmp_path: Path) -> None:
    found = matrix([compile_policy(name).rules for name in ("kaizhou-2017", "lianyungang-2017")])
    path, text = tmp_path / "two.html", matrix_page.render_html(found, arranging.By.CATEGORY, Language.EN)
    page = opened(driver, path, text)
    every = page.execute_script(SHOWN)
    Select(page.find_element(By.ID, "people")).select_by_visible_text("orphans")
    assert 0 < page.execute_script(SHOWN) < every
    assert visible(page, "#granted h3") == 1
    page.find_element(By.ID, "search").send_keys("no such words")
    assert page.execute_script(SHOWN) == 0
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(page, path)
        assert not page.find_element(By.ID, "filters").is_displayed()
        assert len([row for row in page.find_elements(By.CSS_SELECTOR, "#granted tr.row") if row.is_displayed()]) > 10
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
