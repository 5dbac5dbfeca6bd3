mod doors;
mod headers;
