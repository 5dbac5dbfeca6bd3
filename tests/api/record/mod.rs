mod disclosures;
mod reading;
mod sealing;
mod tampering;
