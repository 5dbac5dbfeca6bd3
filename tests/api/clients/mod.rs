mod adding;
mod finding;
mod matches;
mod plans;
mod record;
