"use strict";
// Without this script the page shows everything; it only hides, unhides, and speaks the other language.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("tr.row")];
  const filters = byId("filters");
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const words = {
    zh: (shown, all) => `显示 ${shown} / ${all} 行`,
    en: (shown, all) => `${shown} of ${all} rows shown`,
  };

  const count = (row) => Number(row.dataset.n);
  const all = rows.reduce((sum, row) => sum + count(row), 0);

  function speak(language) {
    root.dataset.lang = language;
    root.lang = language;
    const key = language === "zh" ? "labelZh" : "labelEn";
    for (const each of document.querySelectorAll("[data-label-zh]")) each.setAttribute("aria-label", each.dataset[key]);
    for (const each of document.querySelectorAll("option[data-zh]")) each.textContent = each.dataset[language];
    filter();
  }

  function wanted(row, verdicts, people, benefit, search) {
    const { v, who, benefit: benefits } = row.dataset;
    return (
      verdicts.has(v) &&
      (!people || !who || who.split(" ").includes(people)) &&
      (!benefit || benefits.split(" ").includes(benefit)) &&
      (!search || texts.get(row).includes(search))
    );
  }

  function filter() {
    const verdicts = new Set([...filters.querySelectorAll("input[name=verdict]:checked")].map((box) => box.value));
    const [people, benefit] = [byId("people").value, byId("benefit").value];
    const search = byId("search").value.trim().toLowerCase();
    const counts = new Map();
    let shown = 0;
    for (const row of rows) {
      const fits = wanted(row, verdicts, people, benefit, search);
      row.hidden = !fits;
      if (fits) {
        shown += count(row);
        counts.set(row.dataset.v, (counts.get(row.dataset.v) || 0) + count(row));
      }
    }
    for (const each of filters.querySelectorAll(".n")) {
      const now = counts.get(each.dataset.n) || 0;
      each.textContent = now === Number(each.dataset.all) ? `${now}` : `${now}/${each.dataset.all}`;
    }
    // A part without a row that is shown is hidden, from the innermost one outwards.
    for (const part of [...document.querySelectorAll("main table, main details, main section")].reverse()) {
      if (part.querySelector("tr.row")) part.hidden = !part.querySelector("tr.row:not([hidden])");
    }
    if (search) {
      for (const fold of document.querySelectorAll("details:not([hidden])")) {
        if (fold.querySelector("tr.row:not([hidden])")) fold.open = true;
      }
    }
    byId("shown").value = words[root.dataset.lang](shown, all);
  }

  // A link leads to its row even where a fold or a filter hides it.
  function reveal() {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) {
      filters.reset();
      filter();
    }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView({ block: "center" });
  }

  const closed = new Set();
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details:not([open])")) {
      closed.add(fold);
      fold.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
    closed.clear();
  });

  byId("language").addEventListener("click", () => speak(root.dataset.lang === "zh" ? "en" : "zh"));
  filters.addEventListener("input", filter);
  filters.addEventListener("change", filter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", reveal);
  byId("language").hidden = false;
  filters.hidden = false;
  speak(root.dataset.lang);
  reveal();
})();
