mod doors;
mod headers;
mod limits;
mod self_check;
