mod content;
mod refusals;
mod scan;
mod sweep;
mod upload;
mod versions;
