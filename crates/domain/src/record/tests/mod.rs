mod disclosures;
mod tampering;
