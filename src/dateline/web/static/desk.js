/* The desk's small moves: a key for each button, and words selected in a report go into the form. Without this
   script every button works by itself. */
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (!/^[a-z]$/.test(key)) return;
  const button = document.querySelector(`.judge button[data-key="${key}"], .told-you button[data-key="${key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("selectionchange", () => {
  const selected = document.getSelection();
  const box = document.querySelector("[data-selected]");
  const paper = document.querySelector(".paper");
  if (!box || !paper || selected.isCollapsed || !paper.contains(selected.anchorNode)) return;
  const words = selected.toString().trim();
  const before = document.createRange();
  before.setStart(paper, 0);
  before.setEnd(selected.getRangeAt(0).startContainer, selected.getRangeAt(0).startOffset);
  box.value = words;
  document.querySelector("[data-which]").value = words ? before.toString().split(words).length : 1;
});

/* After a judgement the next thing is announced and reached by the keyboard. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "work") return;
  const heading = event.target.querySelector(".thing h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  window.scrollTo(0, 0);
});
