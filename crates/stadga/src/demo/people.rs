//! Invented persons. Their numbers are of the series that is published for testing.

/// A person and what they ask for.
pub struct Person {
    /// The name.
    pub name: &'static str,
    /// Year, month and day of birth; from 1990 on, where test numbers can be nobody's.
    pub birth: (i16, i8, i8),
    /// Whether the number's third digit is a man's.
    pub male: bool,
    /// What the person applies for.
    pub asks: &'static str,
    /// The insats the investigation leads to.
    pub insats: &'static str,
    /// The goal.
    pub goal: &'static str,
    /// Children live with or visit the person.
    pub children: bool,
}

const fn person(
    name: &'static str,
    birth: (i16, i8, i8),
    male: bool,
    asks: &'static str,
    insats: &'static str,
    goal: &'static str,
) -> Person {
    Person { name, birth, male, asks, insats, goal, children: false }
}

/// The persons of the story, the one whose case is oldest first.
pub const PEOPLE: &[Person] = &[
    person(
        "Birgitta Holmlund",
        (1991, 3, 14),
        false,
        "Hjälp att sluta dricka",
        "oppenvard-cra",
        "Nykter fem av sju dagar",
    ),
    person("Mikael Ekdal", (1994, 11, 4), true, "Hjälp med spelande", "oppenvard-spel", "Spela inte för pengar"),
    Person {
        children: true,
        ..person(
            "Leila Saadi",
            (1996, 2, 17),
            false,
            "Stöd att hålla sig från tabletter",
            "oppenvard-mi",
            "Ta bara det som är utskrivet",
        )
    },
    person("Jonas Wikman", (1997, 6, 23), true, "Samtal om alkohol", "oppenvard", "Ha ett veckoslut utan alkohol"),
    person(
        "Anna Bergfors",
        (1992, 12, 19),
        false,
        "Återfallsprevention efter behandling",
        "oppenvard-afp",
        "Känna igen egna risker",
    ),
    person("Ali Rezania", (1999, 9, 11), true, "Hjälp att sluta med cannabis", "oppenvard-kb", "Drogfri vardag"),
    Person {
        children: true,
        ..person(
            "Petra Nymark",
            (1990, 5, 5),
            false,
            "Stöd i att vara nykter",
            "oppenvard-12steg",
            "Nykter hemma med barnen",
        )
    },
    person(
        "Tomas Strandell",
        (1995, 7, 8),
        true,
        "Hjälp att sluta spela",
        "oppenvard-spel",
        "Betala räkningarna i tid",
    ),
    person(
        "Karin Dahlvik",
        (1998, 1, 30),
        false,
        "Samtalsstöd om alkohol",
        "oppenvard-mi",
        "Dricka mindre på vardagar",
    ),
    person("Omid Karimi", (2001, 10, 2), true, "Vill ha hjälp med droger", "oppenvard", "Komma igång med studier"),
    person("Eva Lundmark", (1993, 4, 21), false, "Behandling för alkohol", "oppenvard-cra", "Nykter hela månaden"),
    person(
        "Stefan Åhlin",
        (2000, 8, 16),
        true,
        "Någon att prata med om spel",
        "oppenvard-spel",
        "Veta vart pengarna går",
    ),
    person(
        "Maja Törnkvist",
        (2002, 12, 9),
        false,
        "Stöd efter ett återfall",
        "oppenvard-afp",
        "Ringa innan det blir svårt",
    ),
];
