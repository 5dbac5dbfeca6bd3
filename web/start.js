// Starts the client. A file of its own, because the content security policy allows no script inside the page.
import init from "{{module}}";

init({ module_or_path: "{{wasm}}" }).catch((problem) => {
  console.error(problem);
  document.getElementById("starting")?.setAttribute("hidden", "");
  document.getElementById("not-started")?.removeAttribute("hidden");
});

// A browser keeps pages as they were left and shows them again on the way back, also after somebody has signed out.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.reload();
  }
});
