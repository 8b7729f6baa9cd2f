/* Says on an open brief that it was corrected. Without this script the page says so when it is loaded again. */
"use strict";

const box = document.querySelector("[data-live]");
if (box && "EventSource" in window) {
  const source = new EventSource(`${box.dataset.live}?seen=${box.dataset.version}`);
  source.addEventListener("brief", (event) => {
    const told = JSON.parse(event.data);
    const link = document.createElement("a");
    link.href = window.location.pathname;
    link.textContent = "Load it again";
    const text = document.createElement("p");
    text.append("This brief has changed since you opened it. ", told.note ? `${told.note} ` : "", link);
    box.classList.add("notice");
    box.replaceChildren(text);
    source.close();
  });
}
