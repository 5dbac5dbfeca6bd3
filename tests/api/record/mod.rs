mod disclosures;
mod reading;
mod running;
mod sealing;
mod tampering;
