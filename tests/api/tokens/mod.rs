mod life;
mod limits;
