mod content;
mod folder;
mod refusals;
mod scan;
mod sealed;
mod sweep;
mod upload;
mod versions;
