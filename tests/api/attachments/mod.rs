mod content;
mod folder;
mod refusals;
mod scan;
mod sweep;
mod upload;
mod versions;
