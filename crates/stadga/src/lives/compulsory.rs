//! Compulsory care: a report, an investigation without consent, custody, the court, the care.

use super::life::{Act, Life};

/// The court of the town.
const COURT: (&str, &str) = ("domstol", "Förvaltningsrätten i Ekvalla");
/// The number of the case there.
const NUMBER: (&str, &str) = ("malnummer", "4411-26");
/// Working days from the ruling to legal force, roughly: three weeks to appeal.
const FINAL: u32 = 25;

impl Life<'_> {
    /// From the report to the care; what lies after the end of the history is never carried out.
    pub(super) fn compulsory(&self, acts: &mut Vec<Act>) {
        let children = if self.person.children { "ja" } else { "" };
        let report = [
            ("namn", self.person.name.as_str()),
            ("nummer", self.person.number.as_deref().unwrap_or_default()),
            ("slag", "lvm"),
            ("kanal", "telefon"),
            ("innehall", "Funnen medvetslös två gånger på en vecka. Vill inte ha kontakt med vården."),
            ("anmalare", "Polisen i Ekvalla"),
            ("barn", children),
            ("enhet", self.around.unit.as_str()),
            ("handlaggare", self.around.caseworker.as_str()),
        ];
        acts.push(self.act(0, 9, &self.around.desk, "anmalan.registrera", &report));
        let who = self.around.caseworker.as_str();
        let opened = [("skal", "Anmälan från polisen. Personen kan behöva vård oberoende av samtycke.")];
        acts.push(self.act(0, 10, who, "lvm.inled", &opened));
        let examined = [("utfall", "beslutas"), ("lakare", "Dr Eva Norén"), ("skal", "Hälsotillståndet är inte känt.")];
        acts.push(self.act(0, 11, who, "lakarundersokning.prova", &examined));
        self.custody(acts, who);
        self.court(acts, who);
    }

    fn custody(&self, acts: &mut Vec<Act>, who: &str) {
        let decided = [
            ("beslutat_av", "utskott"),
            ("paragraf", "§ 214"),
            ("sannolikt", "Bruket har pågått i två år och frivillig vård har avbrutits fyra gånger."),
            ("fara", "halsa"),
            ("faran", "Läkaren bedömer att levern sviktar utan omedelbar vård."),
        ];
        acts.push(self.act(1, 13, who, "omhandertagande.besluta", &decided));
        acts.push(self.act(1, 14, who, "vardplats.begar", &[("akut", "ja"), ("behov", "Abstinens och leversvikt.")]));
        acts.push(self.act(1, 15, who, "omhandertagande.verkstall", &[("var", "Akuten på Ekvalla sjukhus")]));
        acts.push(self.act(2, 9, who, "omhandertagande.understall", &[COURT]));
        let answer_by = self.on(3).to_string();
        let told = [("handlingar", "ja"), ("yttrande_senast", answer_by.as_str())];
        acts.push(self.act(2, 10, who, "omhandertagande.upplys", &told));
        let tested = [("utfall", "bestar"), COURT, NUMBER];
        acts.push(self.act(4, 14, who, "omhandertagande.registrera_provning", &tested));
    }

    fn court(&self, acts: &mut Vec<Act>, who: &str) {
        let (examined, decided) = (self.on(4).to_string(), self.on(6).to_string());
        let certificate = [
            ("lakare", "Dr Eva Norén"),
            ("undersokt", examined.as_str()),
            ("halsotillstand", "Leversvikt och undernäring. Behöver vård på sjukhus."),
        ];
        acts.push(self.act(5, 9, who, "lakarintyg.registrera", &certificate));
        let findings = [
            ("forhallanden", "Bor tillfälligt hos en vän. Har förlorat arbetet i våras."),
            ("egen_syn", "Vill bli lämnad i fred och menar att läget är under kontroll."),
            ("tidigare_atgarder", "Öppenvård, avgiftning och ett hem för vård eller boende."),
            ("planerade_atgarder", "Vård på sjukhus, sedan LVM-hem och vård i annan form så snart det går."),
            ("hem", "Det hem som SiS anvisar"),
            ("vard_utanfor", "Hem för vård eller boende, sedan öppenvård"),
            ("medel", "alkohol"),
            ("missbruk", "Dricker dagligen sedan två år och kan inte avbryta på egen hand."),
            ("frivilligt", "Öppenvård i våras: avbröts.\nAvgiftning i somras: avbröts.\nHVB i höst: tackade nej."),
            ("halsa", "Leversvikt. Läkaren bedömer att fortsatt bruk är livshotande."),
            ("lvu", "Inte aktuellt för den som är äldre än 20 år."),
            ("slutsats", "skal_finns"),
            ("bedomning", "Vårdbehovet kan inte tillgodoses frivilligt och hälsan är i allvarlig fara."),
        ];
        acts.push(self.act(5, 13, who, "tvangsvardsutredning.sammanstall", &findings));
        let exempt = [("grund", "avsevart_svarare"), ("skal", "Personen har sagt att hen tänker lämna orten.")];
        acts.push(self.act(5, 15, who, "kommunicering.undanta", &exempt));
        let applied = [("beslutat_av", "utskott"), ("sammantradesdag", decided.as_str()), COURT];
        acts.push(self.act(6, 15, who, "tvangsvard.ansok", &applied));
        acts.push(self.act(7, 9, who, "vardplats.registrera", &[("hem", "Lindens LVM-hem")]));
        let arrived = [("stalle", "lvm_hem"), ("namn", "Lindens LVM-hem")];
        acts.push(self.act(7, 15, who, "tvangsvard.paborja", &arrived));
        let ruled = [("utfall", "vard"), COURT, NUMBER, ("omedelbart", "ja")];
        acts.push(self.act(9, 14, who, "tvangsvardsdom.registrera", &ruled));
        acts.push(self.act(9 + FINAL, 9, who, "tvangsvardsdom.laga_kraft", &[]));
    }
}
