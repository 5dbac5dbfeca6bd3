//! The bundle: every file under a name that carries its hash, with compressed copies beside it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::size::{self, Loaded};
use super::{DELIVERED, bindgen, fingerprint, fonts, optimize, page, split, styles};
use crate::project;

/// Raise when the way a bundle is made changes, so that kept ones are made anew.
const RECIPE: &str = "2";

/// The part of the page that a visit begins with.
const LANDING: &str = "home";

/// How hard to make it small: once for many visits, or at once for one person.
#[derive(Debug, Clone, Copy)]
struct Effort {
    brotli: i32,
    gzip: u32,
    optimize: bool,
}

/// Bundles in a folder of its own, then puts that in the place of the former bundle.
struct Bundle {
    folder: PathBuf,
    effort: Effort,
    first_visit: Vec<Loaded>,
    later: Vec<Loaded>,
}

/// Makes the bundle of a compiled client, unless the one that is there was made of the very same things.
pub(super) fn make(profile: &str, wasm: &Path) -> Result<()> {
    let dist = project::dist(profile);
    let stamp = dist.with_extension("made-of.txt");
    let key = ingredients(wasm)?;
    if dist.join("index.html").exists() && fs::read_to_string(&stamp).is_ok_and(|made_of| made_of == key) {
        println!("    nothing changed since the last bundle");
        return Ok(());
    }
    let fresh = dist.with_extension("new");
    clear(&fresh)?;
    let delivered = profile == DELIVERED;
    let effort = if delivered {
        Effort { brotli: 11, gzip: 9, optimize: true }
    } else {
        Effort { brotli: 4, gzip: 1, optimize: false }
    };
    let mut bundle = Bundle { folder: fresh.clone(), effort, first_visit: Vec::new(), later: Vec::new() };
    bundle.fill(wasm)?;
    size::check(&bundle.first_visit, &bundle.later, delivered)?;
    clear(&dist)?;
    fs::rename(&fresh, &dist).context("cannot put the new bundle in its place")?;
    fs::write(&stamp, key).context("cannot note what the bundle was made of")
}

impl Bundle {
    fn fill(&mut self, wasm: &Path) -> Result<()> {
        let web = project::root().join("web");
        let scratch = self.folder.with_extension("parts");
        let client = self.client(&web, wasm, &scratch)?;
        let style = self.style(&web, &fs::read(wasm)?, &scratch)?;
        let (module, wasm) = (format!("{client}/client.js"), format!("{client}/client.wasm"));
        let start = page::fill(&read(&web.join("start.js"))?, &[("module", &module), ("wasm", &wasm)])?;
        let start = self.add("start", "js", start.as_bytes())?;
        let icon = self.add("icon", "svg", read(&web.join("icon.svg"))?.as_bytes())?;
        let links = [("style", &style), ("start", &start), ("module", &module), ("wasm", &wasm), ("icon", &icon)];
        let values: Vec<(&str, &str)> = links.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let index = page::fill(&read(&web.join("index.html"))?, &values)?;
        fs::remove_dir_all(&scratch).context("cannot clear the parts of the bundle")?;
        fs::write(self.folder.join("index.html"), index).context("cannot write index.html")
    }

    /// The program in its parts with their scripts, which name each other and so share one hashed folder, whose
    /// address this answers.
    fn client(&mut self, web: &Path, wasm: &Path, scratch: &Path) -> Result<String> {
        let split = split::split(wasm, scratch)?;
        let bound = bindgen::bind(&split.main, scratch)?;
        let loader = fs::read(scratch.join(split::LOADER)).context("the parts have no script to fetch them")?;
        // Crates bring scripts for what a program might do; only those that this one imports are delivered.
        let glue = String::from_utf8_lossy(&bound.script).into_owned();
        let snippets = bound.snippets.into_iter().filter(|(path, _)| glue.contains(path.as_str()));
        let mut files: Vec<(String, Vec<u8>)> = snippets.map(|(path, script)| (path, script.into_bytes())).collect();
        files.push(("client.js".to_owned(), bound.script));
        files.push((split::LOADER.to_owned(), loader));
        files.push(("client.wasm".to_owned(), self.optimized(web, scratch, bound.wasm)?));
        // What comes before the work, and the first page of the work itself.
        let mut first: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let landing = split.needed.get(LANDING).context("the client has no part for the first page")?;
        first.extend(landing.iter().map(|stem| format!("{stem}.wasm")));
        for part in &split.parts {
            let name = part.file_name().context("a part without a name")?.to_string_lossy().into_owned();
            files.push((name, self.optimized(web, scratch, fs::read(part)?)?));
        }
        let folder = format!("assets/client-{}", fingerprint::of(files.iter().map(|(_, bytes)| bytes.as_slice())));
        for (name, bytes) in files {
            let loaded = Loaded { compressed: self.write(&format!("{folder}/{name}"), &bytes)?, name };
            if first.contains(&loaded.name) { &mut self.first_visit } else { &mut self.later }.push(loaded);
        }
        Ok(format!("/{folder}"))
    }

    fn optimized(&self, web: &Path, scratch: &Path, wasm: Vec<u8>) -> Result<Vec<u8>> {
        if self.effort.optimize { optimize::smaller(web, scratch, &wasm) } else { Ok(wasm) }
    }

    /// The style sheet and the fonts it names, which lie beside it.
    fn style(&mut self, web: &Path, wasm: &[u8], scratch: &Path) -> Result<String> {
        let mut sheet = styles::make(web, wasm)?.text;
        for font in fonts::collect(&sheet, &styles::design_system(web), web, scratch)? {
            let stem = Path::new(&font.address).file_stem().and_then(|stem| stem.to_str()).unwrap_or("font");
            let address = self.add(stem, "woff2", &font.bytes)?;
            sheet = sheet.replace(&font.address, &address);
        }
        self.add("client", "css", sheet.as_bytes())
    }

    /// Adds a file of the first visit and answers its address.
    fn add(&mut self, stem: &str, extension: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("assets/{stem}-{}.{extension}", fingerprint::of([bytes]));
        let compressed = self.write(&name, bytes)?;
        self.first_visit.push(Loaded { name: name.clone(), compressed });
        Ok(format!("/{name}"))
    }

    /// Writes a file and its compressed forms; answers the size that travels.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<usize> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().context("a file without a folder")?)?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {name}"))?;
        if name.ends_with(".woff2") {
            return Ok(bytes.len());
        }
        let small = brotli(bytes, self.effort.brotli)?;
        fs::write(path.with_file_name(beside(&path, "br")), &small)?;
        fs::write(path.with_file_name(beside(&path, "gz")), gzip(bytes, self.effort.gzip)?)?;
        Ok(small.len())
    }
}

fn beside(path: &Path, form: &str) -> String {
    format!("{}.{form}", path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default())
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).context("cannot compress with brotli")?;
    Ok(out)
}

fn gzip(bytes: &[u8], level: u32) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(bytes)?;
    encoder.finish().context("cannot compress with gzip")
}

/// A hash of everything a bundle is made of.
fn ingredients(wasm: &Path) -> Result<String> {
    let web = project::root().join("web");
    let mut files = vec![wasm.to_path_buf()];
    files
        .extend(["index.html", "start.js", "icon.svg", "cut-font.mjs", "package-lock.json"].map(|name| web.join(name)));
    let mut styles: Vec<PathBuf> = fs::read_dir(web.join("styles"))?.flatten().map(|entry| entry.path()).collect();
    styles.sort();
    files.extend(styles);
    let contents: std::io::Result<Vec<Vec<u8>>> = files.iter().map(fs::read).collect();
    let contents = contents.context("a part of the browser client is missing")?;
    Ok(fingerprint::of(contents.iter().map(Vec::as_slice).chain([RECIPE.as_bytes()])))
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
