// Writes a copy of an icon font that holds only some icons: node cut-font.mjs IN OUT f058,f071,...
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const [source, destination, codes] = process.argv.slice(2);
const icons = codes.split(",").map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join("");
await writeFile(destination, await subsetFont(await readFile(source), icons, { targetFormat: "woff2" }));
