//! What people ask for and what comes of it, by insats: texts only, as somebody would say or write them.

/// What a person may ask for.
pub struct Wish {
    /// The insats the investigation leads to.
    pub insats: &'static str,
    /// How many months it is granted for, shortest and longest.
    pub months: (u32, u32),
    /// What the person applies for, in the person's words.
    pub asks: &'static [&'static str],
    /// The situation as the investigation describes it.
    pub needs: &'static [&'static str],
    /// Goals.
    pub goals: &'static [&'static str],
    /// Extent.
    pub extent: &'static str,
    /// The person's own words in the plan.
    pub own: &'static [&'static str],
    /// How it is done.
    pub way: &'static str,
    /// Notes in the provider's journal.
    pub notes: &'static [&'static str],
}

/// Treatment in outpatient care.
pub const TREATMENT: &[Wish] = &[
    Wish {
        insats: "oppenvard-cra",
        months: (5, 7),
        asks: &[
            "Hjälp att sluta dricka",
            "Vill ha behandling för alkohol",
            "Stöd att dricka mindre innan jag blir av med jobbet",
        ],
        needs: &[
            "Bor i egen lägenhet och arbetar heltid. Dricker mest på kvällar och helger och vill bryta det.",
            "Bor med sambo. Har varit sjukskriven en tid och vill tillbaka till arbetet. Alkoholen står i vägen.",
        ],
        goals: &["Nykter fem av sju dagar", "Nykter hela månaden", "Tillbaka i arbete på halvtid"],
        extent: "Ett samtal i veckan",
        own: &["Jag vill orka med mina barnbarn på helgerna.", "Jag vill vakna utan att skämmas."],
        way: "Samtal varje vecka enligt CRA. Egna anteckningar mellan samtalen. Partnern är med en gång i månaden.",
        notes: &[
            "Gick igenom veckan. Två kvällar utan alkohol, vilket känns som en framgång.",
            "Övade på att tacka nej. Vill pröva det på en fest i helgen.",
            "Har ringt sin bror för första gången på länge. Pratade om vad det gav.",
            "Svår vecka efter besked från arbetet. Gjorde en plan för de närmaste dagarna.",
        ],
    },
    Wish {
        insats: "oppenvard-mi",
        months: (3, 6),
        asks: &[
            "Samtalsstöd om alkohol",
            "Någon att prata med om tabletter",
            "Vet inte om jag har problem, vill prata med någon",
        ],
        needs: &[
            "Har arbete och ett socialt liv. Är osäker på hur mycket som behöver ändras och vill tänka högt med någon.",
            "Har fått medicin utskriven länge och tar ibland mer än det som står. Vill minska i egen takt.",
        ],
        goals: &["Dricka mindre på vardagar", "Ta bara det som är utskrivet", "Bestämma själv vad som ska ändras"],
        extent: "Ett samtal varannan vecka",
        own: &["Jag vill veta vad jag själv tycker.", "Jag vill inte vara trött jämt."],
        way: "Motiverande samtal varannan vecka. Personen för en egen kalender.",
        notes: &[
            "Gick igenom kalendern. Ser själv ett samband med ensamma kvällar.",
            "Vägde för och emot. Vill vänta med nästa steg till efter semestern.",
            "Har pratat med sin läkare om dosen, på eget initiativ.",
        ],
    },
    Wish {
        insats: "oppenvard-afp",
        months: (4, 6),
        asks: &["Återfallsprevention efter behandling", "Stöd efter ett återfall", "Vill inte hamna där igen"],
        needs: &[
            "Har avslutat en behandling och är drogfri. Vill ha stöd den första tiden hemma.",
            "Har varit nykter i två år. Märker att gamla mönster kommer tillbaka och söker i tid.",
        ],
        goals: &["Känna igen egna risker", "Ringa innan det blir svårt", "Drogfri vardag"],
        extent: "Ett samtal i veckan och grupp på torsdagar",
        own: &["Jag vill kunna säga ifrån till mig själv.", "Jag vill ha kvar mitt jobb."],
        way: "Tolv tillfällen i grupp och enskilda samtal emellan. En skriven plan för svåra dagar.",
        notes: &[
            "Skrev en lista över riskabla dagar och vem hen kan ringa.",
            "Var med i gruppen och berättade om helgen.",
            "Hade en svår fredag men ringde i stället för att gå ut.",
            "Gruppen träffade en som har gått kursen tidigare.",
        ],
    },
    Wish {
        insats: "oppenvard-12steg",
        months: (5, 8),
        asks: &["Stöd i att vara nykter", "Vill gå tolvstegsprogram", "Behandling på dagtid, jag vill bo hemma"],
        needs: &[
            "Har prövat att sluta själv flera gånger. Vill ha gemenskap med andra som vet hur det är.",
            "Bor hemma med familjen och vill kunna göra det under behandlingen.",
        ],
        goals: &["Nykter hemma", "Gå på möten på egen hand", "Hitta en sponsor"],
        extent: "Tre förmiddagar i veckan",
        own: &["Jag vill vara en förälder man kan lita på.", "En dag i taget, det räcker."],
        way: "Gruppbehandling tre förmiddagar i veckan. Enskilt samtal varannan vecka.",
        notes: &[
            "Första veckorna i gruppen. Säger att det är skönt att få lyssna.",
            "Har börjat gå på möten på kvällarna också.",
            "Arbetade med steg fyra. Ville ta en paus, och det gjorde vi.",
        ],
    },
    Wish {
        insats: "oppenvard-kb",
        months: (3, 5),
        asks: &[
            "Hjälp att sluta med cannabis",
            "Vill ha hjälp med droger",
            "Vill sluta röka på innan jag börjar plugga",
        ],
        needs: &[
            "Läser på folkhögskola. Röker dagligen och vill sluta före nästa termin.",
            "Bor hos en förälder. Vill få ordning på dygnet och pengarna.",
        ],
        goals: &["Drogfri vardag", "Komma igång med studier", "Sova på nätterna"],
        extent: "Ett samtal i veckan",
        own: &["Jag vill minnas vad jag läser.", "Jag vill ha en vanlig vecka."],
        way: "Kartläggning de första veckorna, sedan samtal om beroende och vardag. Provtagning bara om personen vill.",
        notes: &[
            "Kartlade en vanlig vecka. Det är kvällarna som är svårast.",
            "Har inte rökt på nio dagar. Sover dåligt, vilket är väntat.",
            "Pratade om vänner som röker och hur man kan ses ändå.",
        ],
    },
    Wish {
        insats: "oppenvard-spel",
        months: (3, 3),
        asks: &["Hjälp med spelande", "Hjälp att sluta spela", "Någon att prata med om spel om pengar"],
        needs: &[
            "Har skulder efter spel på nätet. Har stängt av sig själv och vill ha stöd att hålla i det.",
            "Har berättat för sin partner. De vill få ordning på ekonomin tillsammans.",
        ],
        goals: &["Spela inte för pengar", "Betala räkningarna i tid", "Veta vart pengarna går"],
        extent: "Ett samtal i veckan i tolv veckor",
        own: &["Jag vill kunna titta på kontot utan att må dåligt.", "Jag vill att hon ska kunna lita på mig."],
        way: "Spelprogrammet, tolv samtal. Partnern är med vid två av dem.",
        notes: &[
            "Gick igenom månadens räkningar. Alla är betalda.",
            "Pratade om vad som triggar: lön, fotboll och ensamma kvällar.",
            "Partnern var med. De har bestämt hur de pratar om pengar.",
        ],
    },
];

/// Support in daily life.
pub const SUPPORT: &[Wish] = &[
    Wish {
        insats: "stodcoach",
        months: (6, 11),
        asks: &["Stöd att få ordning på post och räkningar", "Behöver någon som hjälper mig komma igång på dagarna"],
        needs: &[
            "Klarar det mesta i hemmet men fastnar när något oväntat händer. Vill ha stöd att hålla i rutiner.",
            "Har nyss flyttat till egen lägenhet efter en tid på behandlingshem. Vill inte tappa det.",
        ],
        goals: &["Öppna posten varje vecka", "Komma i tid till sina besök", "Ha fasta rutiner"],
        extent: "Två besök i veckan",
        own: &["Jag vill slippa röda brev.", "Jag vill göra det själv men inte ensam."],
        way: "Besök hemma två gånger i veckan. Personen väljer vad besöken ska handla om.",
        notes: &[
            "Gick igenom posten tillsammans. Ringde ett samtal till hyresvärden.",
            "Hade gjort veckohandlingen före besöket, på egen hand.",
            "Ville ställa in besöket och ringde själv. Ny tid på fredag.",
        ],
    },
    Wish {
        insats: "stodperson",
        months: (6, 10),
        asks: &["Någon att göra saker med på fritiden", "Sällskap som inte handlar om droger"],
        needs: &["Har brutit med gamla vänner och är mycket ensam. Tycker om att fiska och laga mat."],
        goals: &["Något att se fram emot varje vecka", "Hitta en förening"],
        extent: "Ett möte i veckan",
        own: &["Jag vill ha en kompis som inte dricker.", "Jag vill göra något annat än att tänka."],
        way: "En träff i veckan på tider som passar. Aktiviteterna väljer personen.",
        notes: &["Var och fiskade. Pratade om att gå med i klubben.", "Lagade mat tillsammans och bjöd en granne."],
    },
    Wish {
        insats: "sysselsattning",
        months: (6, 11),
        asks: &["Något att göra på dagarna", "Vill arbetsträna"],
        needs: &["Har varit utan arbete i flera år. Vill börja i liten skala och känna sig behövd."],
        goals: &["Vara på plats tre dagar i veckan", "Pröva arbetsträning"],
        extent: "Tre förmiddagar i veckan",
        own: &["Jag vill att någon saknar mig när jag inte kommer."],
        way: "Snickeriet måndag, onsdag och fredag förmiddag. Avstämning varannan vecka.",
        notes: &["Har varit på plats alla dagar denna vecka.", "Vill lära sig måla fönster. Börjar på måndag."],
    },
];

/// A home with support. The head of the unit decides.
pub const HOUSING: &[Wish] = &[
    Wish {
        insats: "traningslagenhet",
        months: (9, 16),
        asks: &["Behöver någonstans att bo när behandlingen är slut", "Vill pröva att bo själv"],
        needs: &[
            "Har bott hos vänner sedan behandlingen tog slut. Klarar ekonomin men saknar bostad och stöd att behålla den.",
        ],
        goals: &["Betala hyran i tid", "Bo kvar", "Ett eget kontrakt"],
        extent: "Lägenhet med två besök i veckan",
        own: &["Jag vill ha en dörr som är min."],
        way: "Två besök i veckan första tiden, sedan färre. Genomgång av ekonomin varje månad.",
        notes: &[
            "Har städat och ställt i ordning köket.",
            "Hyran är betald. Pratade om grannarna.",
            "Vill minska till ett besök i veckan.",
        ],
    },
    Wish {
        insats: "stodboende-vuxen",
        months: (3, 3),
        asks: &["Behöver ett lugnt ställe att bo ett tag", "Kan inte bo kvar där jag bor"],
        needs: &["Bor tillfälligt hos en släkting där det dricks. Vill bort därifrån för att kunna vara nykter."],
        goals: &["Nykter på boendet", "En plan för eget boende"],
        extent: "Plats dygnet runt",
        own: &["Jag behöver sova ut och tänka."],
        way: "Eget rum, kontaktman och samtal varje vecka.",
        notes: &["Sover bättre. Deltar i matlagningen.", "Har varit på visning av en lägenhet."],
    },
];
