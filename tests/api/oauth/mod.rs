mod assertion;
mod life;
