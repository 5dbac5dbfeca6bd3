mod life;
mod timing;
