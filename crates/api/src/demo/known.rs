//! Clients written by hand: the people a search must tell apart, and names that break careless software.

use domain::clients::Sex;

use Sex::{Female, Male, Nonbinary};

/// A client with a name somebody thought about.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) last: &'static str,
    pub(super) first: &'static str,
    pub(super) middle: &'static str,
    pub(super) suffix: &'static str,
    pub(super) preferred: &'static str,
    pub(super) former: &'static [(&'static str, &'static str)],
    pub(super) sex: Sex,
    /// Age in years, and days since the birthday.
    pub(super) age: (i64, i64),
    pub(super) language: &'static str,
}

const fn known(last: &'static str, first: &'static str, sex: Sex, age: (i64, i64), language: &'static str) -> Known {
    Known { last, first, middle: "", suffix: "", preferred: "", former: &[], sex, age, language }
}

/// All of them.
pub(super) static KNOWN: [Known; 36] = [
    // Twins: same last name, same birth date.
    Known { middle: "Elena", ..known("Villanueva-Ortiz", "Camila", Female, (11, 40), "Spanish") },
    Known { middle: "Elisa", ..known("Villanueva-Ortiz", "Catalina", Female, (11, 40), "Spanish") },
    known("Trần", "Anthony", Male, (14, 201), "Vietnamese"),
    known("Trần", "Andrew", Male, (14, 201), "Vietnamese"),
    known("O'Neill", "Shannon", Female, (9, 15), "English"),
    known("O'Neill", "Shane", Male, (9, 15), "English"),
    // Namesakes.
    known("García", "María", Female, (8, 112), "Spanish"),
    Known { middle: "Guadalupe", ..known("García", "María", Female, (13, 300), "Spanish") },
    known("Garcia", "Maria", Female, (16, 77), "English"),
    Known { preferred: "Mari", ..known("García", "María", Female, (34, 10), "Spanish") },
    known("Hernández", "José", Male, (10, 5), "Spanish"),
    Known { middle: "Luis", ..known("Hernández", "José", Male, (15, 190), "Spanish") },
    known("Hernandez", "Jose", Male, (17, 260), "English"),
    known("Johnson", "Michael", Male, (12, 31), "English"),
    Known { suffix: "Jr.", ..known("Johnson", "Michael", Male, (12, 330), "English") },
    known("Nguyễn", "Kim", Female, (13, 88), "Vietnamese"),
    known("Nguyen", "Kim", Male, (13, 88), "English"),
    known("Kim", "Ji-woo", Female, (10, 140), "Korean"),
    known("Lee", "Grace", Female, (15, 3), "Korean"),
    known("Lee", "Grace", Female, (7, 211), "English"),
    // Former names: adopted, married, corrected.
    Known { former: &[("Sandoval", "Emily")], ..known("Carter", "Emily", Female, (8, 244), "English") },
    Known {
        former: &[("Whitaker", "Tyler"), ("Doe", "Baby Boy")],
        ..known("McAllister", "Tyler", Male, (6, 70), "English")
    },
    Known { former: &[("Okonkwo", "Ngozi")], ..known("Okonkwo-Bright", "Ngozi", Female, (41, 12), "Igbo") },
    // Preferred names.
    Known { preferred: "Alex", ..known("Der-Hovanessian", "Alexandra", Nonbinary, (17, 9), "Armenian") },
    Known { preferred: "River", ..known("Prescott", "Savannah", Nonbinary, (16, 166), "English") },
    Known { preferred: "Memo", ..known("Orozco", "Guillermo", Male, (12, 222), "Spanish") },
    Known {
        preferred: "Danny",
        former: &[("Volkova", "Darya")],
        ..known("Volkov", "Daniil", Male, (19, 55), "Russian")
    },
    // One-letter and two-letter names, particles, apostrophes, very long ones.
    known("Ng", "Li", Female, (9, 301), "Cantonese"),
    known("O", "Ji-ho", Male, (11, 18), "Korean"),
    known("de la Cruz", "Xóchitl", Female, (14, 64), "Spanish"),
    known("D'Ávila", "João", Male, (7, 98), "Portuguese"),
    known("Fa'asavalu", "Malakai", Male, (15, 280), "Samoan"),
    Known {
        middle: "Alejandro",
        ..known("Fernández de Córdoba y Echeverría", "Maximiliano", Male, (10, 275), "Spanish")
    },
    known("Šarić", "Željka", Female, (13, 149), "American Sign Language"),
    Known { suffix: "III", ..known("Thornton", "Beau", Male, (16, 33), "English") },
    known("Abu Zayd", "Noor", Female, (12, 117), "Arabic"),
];
