//! Services without an assessment of needs: counted without names by whoever works there, and summed up for all; and
//! those who were taken care of as drunk, who all get a letter.

use crate::town::Town;
use stadga_core::Fact;
use stadga_core::event::StreamKind;

// proves: T-072 T-073 T-074 T-075 T-086 T-263 T-264 T-265
#[test]
fn a_tap_counts_one_and_no_field_can_hold_a_person() {
    let town = Town::new();
    town.at("2026-11-23T09:00");
    let (centre, act) = ("/rakna/verksamhet/dagcentralen", "/rakna/tillfalle.rakna");
    assert!(town.get("maria", "/min-dag").body.contains("href=\"/rakna\""));
    let page = town.get("maria", centre);
    let known = ["verksamhet", "vad", "datum", "kommando", "formular"].map(|name| (name, page.hidden(name)));
    let with = |more: &[(&str, &str)]| {
        let mut fields: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.extend(more);
        town.post("maria", act, &fields)
    };
    // The same press twice is one; another number in the same form is another.
    for _ in 0..2 {
        assert_eq!(with(&[]).location(), format!("{centre}?klart=tillfalle.rakna&dag=2026-11-23"));
    }
    assert_eq!(with(&[("antal", "22")]).status, 303);
    let shown = town.get("maria", &format!("{centre}?klart=tillfalle.rakna")).text();
    for words in ["Räknat. Besök: 23 i dag", "November23", "2026-11-2323", "efter nämndens beslut"] {
        assert!(shown.contains(words), "{words:?} is missing in: {shown}");
    }
    // Whoever does not work there reads the sums and counts nothing; what is wrong with a number is said.
    assert!(town.get("omar", centre).text().contains("Du räknar inte här"));
    let other = [("verksamhet", "dagcentralen"), ("vad", "besok")];
    assert_eq!(town.post("omar", act, &other).status, 422);
    assert_eq!(town.post("stina", act, &other).status, 404);
    assert!(with(&[("antal", "0")]).text().contains("Skriv ett tal från 1 till 5000"));
    let told = [("verksamhet", "radgivning"), ("vad", "samtal"), ("val", "kanal:telefon"), ("val", "amne:alkohol")];
    assert_eq!(town.post("amina", act, &told).status, 303);
    // A place for words would be a place for a name: nothing but numbers, days and lists.
    for (who, key) in
        [("amina", "radgivning"), ("omar", "anhorigsamtal"), ("sara", "uppsokande"), ("maria", "dagcentralen")]
    {
        let body = town.get(who, &format!("/rakna/verksamhet/{key}")).body;
        let main = body.split("<main").nth(1).unwrap();
        let fields = main.split("<input").skip(1).filter(|input| !input.contains("type=\"hidden\""));
        for input in fields {
            assert!(input.contains("name=\"antal\"") || input.contains("name=\"dag\""), "{key}: {input}");
        }
        assert!(!main.contains("<textarea"), "{key}");
    }
    let sheets = town.app.store().streams(StreamKind::Enhet).unwrap();
    let events = town.app.store().load(&sheets).unwrap();
    assert_eq!((sheets.len(), events.len()), (2, 3));
    let answers = events.iter().filter_map(|event| match &event.fact {
        Fact::TillfalleRaknat(fact) => Some(fact.svar.iter().flat_map(|answer| answer.varden.clone())),
        _ => None,
    });
    assert_eq!(answers.flatten().collect::<Vec<_>>(), ["telefon", "alkohol"]);
    // The year, for the report and for a spreadsheet; the year after it begins empty.
    let year = town.get("nadja", "/rakna").text();
    for words in ["Året 2026", "Hela året23", "Hur: På telefon 1", "Vad det gällde: Alkohol 1"] {
        assert!(year.contains(words), "{words:?} is missing in: {year}");
    }
    let file = town.get("nadja", "/rakna/statistik.csv").body;
    assert!(file.contains("Dagcentralen;Besök;2026-11-23;2;23"), "{file}");
    let json = town.get("nadja", "/api/v1/rakna").body;
    assert!(json.contains("\"verksamhet\":\"dagcentralen\"") && json.contains("\"antal\":23"), "{json}");
    // What was a slip is corrected the same day or later, by the unit that counted.
    let row = events.iter().find(|event| matches!(&event.fact, Fact::TillfalleRaknat(fact) if fact.antal == 22));
    let wrong = row.unwrap().id.to_string();
    town.at("2027-01-04T09:00");
    assert!(town.get("maria", "/rakna").text().contains("Besök: 0 i dag"));
    let ask = town.get("maria", &format!("/rakna/tillfalle.ratta?tillfalle={wrong}"));
    assert_eq!(ask.hidden("tillfalle"), wrong);
    let right = [("tillfalle", wrong.as_str()), ("antal", "20")];
    assert_eq!(town.post("omar", "/rakna/tillfalle.ratta", &right).status, 422);
    let done = town.post("maria", "/rakna/tillfalle.ratta", &right);
    assert_eq!(done.location(), format!("{centre}?klart=tillfalle.ratta&dag=2026-11-23"));
    assert!(town.get("maria", done.location()).text().contains("Rättat. Besök: 21 2026-11-23"));
}

// proves: T-077
#[test]
fn three_who_were_taken_care_of_on_one_day_get_a_letter_each_from_one_list() {
    let town = Town::new();
    town.at("2026-11-23T08:00");
    for (name, violence) in [("Per Holm", "ja"), ("Eva Lind", ""), ("Ali Rezania", "")] {
        let told = "Omhändertagen av polisen lördagen den 21 november.";
        let fields = [
            ("namn", name),
            ("slag", "lob"),
            ("kanal", "brev"),
            ("innehall", told),
            ("enhet", "vuxen"),
            ("vald", violence),
        ];
        assert_eq!(town.act("amina", "anmalan.registrera", None, &fields).status, 303, "{name}");
    }
    let waiting = || {
        let body = town.get("amina", "/mottagning").body;
        let list = body.split("id=\"brev\"").nth(1).unwrap_or_default().to_owned();
        let all = list.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut links: Vec<String> = all.filter(|href| href.ends_with("/steg.lob.brev")).map(str::to_owned).collect();
        links.dedup();
        links
    };
    let (letters, mut marked) = (waiting(), 0);
    assert_eq!(letters.len(), 3, "{letters:?}");
    for (at, letter) in letters.iter().enumerate() {
        let page = town.get("amina", letter);
        for words in ["Brevet kan skickas hem utan risk", "Vi har fått veta av polisen", "Ring010-123 45 67"] {
            assert!(page.text().contains(words), "{words:?} is missing in: {}", page.text());
        }
        // Whether the letter box is safe is asked before there is anything to print.
        let unasked = town.post("amina", letter, &[]);
        assert_eq!((unasked.status.as_u16(), waiting().len()), (422, 3 - at));
        let case = letter.split('/').nth(2).unwrap().parse().unwrap();
        if page.text().contains("Våld har kommit fram") {
            marked += 1;
            let unsafe_way = town.post("amina", letter, &[("saker_vag", "ja")]);
            assert!(unsafe_way.text().contains("inte sagt hur brev kan skickas säkert"), "{}", unsafe_way.text());
            let asked = [("kontaktonskemal", "Post går bra, inga samtal.")];
            assert_eq!(town.act("amina", "kontaktvag.ange", Some(case), &asked).status, 303);
        }
        assert_eq!(town.post("amina", letter, &[("saker_vag", "ja")]).status, 303);
        assert_eq!(waiting().len(), 2 - at);
        let sent = town.app.store().load(&[case]).unwrap();
        let files = sent.iter().find_map(|event| match &event.fact {
            Fact::StegUtfort(step) if step.steg == "lob.brev" => Some(step.filer.clone()),
            _ => None,
        });
        assert_eq!(files.unwrap().iter().map(|file| file.namn.as_str()).collect::<Vec<_>>(), ["brev.pdf"]);
    }
    // Only Per, who may not be safe at home, was asked first which way is safe.
    assert_eq!(marked, 1);
}
