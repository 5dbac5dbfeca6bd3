// Starts the client. A file of its own, because the content security policy allows no script inside the page.
import init from "{{module}}";

init({ module_or_path: "{{wasm}}" }).catch((problem) => {
  console.error(problem);
  document.getElementById("starting")?.setAttribute("hidden", "");
  document.getElementById("not-started")?.removeAttribute("hidden");
});
