//! Serves the built browser client: hashed files precompressed and cached for ever, everything else the page
//! itself, with this installation's name in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use domain::problem::{Code, Problem};

use super::refusal::response;

/// The client's files, read once into memory.
#[derive(Debug, Clone)]
pub struct ClientApp {
    files: HashMap<String, File>,
    page: Bytes,
}

#[derive(Debug, Clone)]
struct File {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    kind: &'static str,
}

impl ClientApp {
    /// Reads a bundle folder; `county` and `mode` are put into its page.
    pub fn load(folder: &Path, county: &str, mode: &str) -> io::Result<Self> {
        let mut files = HashMap::new();
        collect(folder, folder, &mut files)?;
        let page = fs::read_to_string(folder.join("index.html"))?
            .replace("{{county}}", &escape(county))
            .replace("{{mode}}", &escape(mode));
        Ok(Self { files, page: Bytes::from(page) })
    }
}

fn collect(root: &Path, folder: &Path, files: &mut HashMap<String, File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        if name == "index.html" || name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        files.insert(
            name.clone(),
            File {
                plain: fs::read(&path)?.into(),
                brotli: beside(&path, "br")?,
                gzip: beside(&path, "gz")?,
                kind: content_type(&name),
            },
        );
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> io::Result<Option<Bytes>> {
    let packed = PathBuf::from(format!("{}.{suffix}", path.display()));
    if packed.exists() { fs::read(packed).map(|bytes| Some(bytes.into())) } else { Ok(None) }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A file of the client, or its page for every address that has none: routing is the client's own.
pub async fn serve(request: HttpRequest, app: web::Data<Option<ClientApp>>) -> HttpResponse {
    let Some(app) = app.as_ref() else {
        return response(Problem::new(Code::NotFound, "This server carries no browser client."));
    };
    let name = request.path().trim_start_matches('/');
    match app.files.get(name) {
        Some(file) => send(&request, file),
        // A missing file is a 404, a missing page is the client's to explain.
        None if name.rsplit('/').next().is_some_and(|last| last.contains('.')) => response(Problem::of(Code::NotFound)),
        None => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .body(app.page.clone()),
    }
}

fn send(request: &HttpRequest, file: &File) -> HttpResponse {
    let accepts = |coding: &str| {
        request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|v| v.contains(coding))
    };
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, file.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((VARY, "accept-encoding"));
    if let Some(packed) = file.brotli.as_ref().filter(|_| accepts("br")) {
        return answer.insert_header((CONTENT_ENCODING, "br")).body(packed.clone());
    }
    if let Some(packed) = file.gzip.as_ref().filter(|_| accepts("gzip")) {
        return answer.insert_header((CONTENT_ENCODING, "gzip")).body(packed.clone());
    }
    answer.body(file.plain.clone())
}
