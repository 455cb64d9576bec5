//! Facts of documents: what came in, what one has drawn up oneself, what others were asked for.

use crate::calendar::previous_working_day;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The largest file, in bytes, inclusive: 20 MB.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

words! {
    /// What a file is, told by its content. TIFF is not here: no browser shows it, and every scanner that
    /// makes it makes PDF as well.
    pub enum Filtyp {
        Pdf = "pdf", "PDF";
        Png = "png", "Bild (PNG)";
        Jpeg = "jpeg", "Bild (JPEG)";
        Text = "text", "Ren text";
        Epost = "e_post", "E-brev";
        Docx = "docx", "Word (docx)";
        Odt = "odt", "OpenDocument (odt)";
    }
}

record! {
    /// A file that belongs to the stream of the fact that names it. Its content lies beside the log, sealed.
    pub struct Fil {
        /// The name it came with: without folders, at most 120 characters.
        pub namn: String,
        /// What it is.
        pub typ: Filtyp,
        /// Its size in bytes.
        pub storlek: u32,
        /// SHA-256 over the content, 64 lower-case hexadecimal digits: whoever has the paper can check it.
        pub sha256: String,
    }
}

words! {
    /// What kind of document came in.
    pub enum HandlingArt {
        Ansokan = "ansokan", "Ansökan";
        Yttrande = "yttrande", "Yttrande";
        Intyg = "intyg", "Intyg";
        Journalkopia = "journalkopia", "Journalkopia";
        Fullmakt = "fullmakt", "Fullmakt";
        Epost = "e_post", "E-brev";
        Annat = "annat", "Annat";
    }
}

words! {
    /// How a document came.
    pub enum Inkomstvag {
        Brev = "brev", "Med posten";
        Postlada = "postlada", "I brevlådan";
        Lamnad = "lamnad", "Lämnad i handen";
        Epost = "e_post", "E-post";
        SakerMeddelande = "saker_meddelande", "Säkert meddelande";
        Etjanst = "e_tjanst", "E-tjänst";
        Fax = "fax", "Fax";
    }
}

words! {
    /// Which day counts as the day of arrival (FL 22 §).
    pub enum Ankomst {
        SammaDag = "samma_dag", "Den dag den nådde oss";
        Postlada = "postlada", "Arbetsdagen före: låg i brevlådan vid dagens första tömning";
        Post = "post", "Arbetsdagen före: kom med posten och kan ha legat klar för oss dagen innan";
    }
}

impl Ankomst {
    /// The day a document counts as come in, when it reached the authority on `reached`.
    pub fn day(self, reached: Date) -> Date {
        match self {
            Self::SammaDag => reached,
            Self::Postlada | Self::Post => previous_working_day(reached),
        }
    }

    /// The paragraph of FL 22 § that decides the day.
    pub const fn source(self) -> &'static str {
        match self {
            Self::SammaDag => "22 § första stycket förvaltningslagen (2017:900)",
            Self::Post => "22 § andra stycket förvaltningslagen (2017:900)",
            Self::Postlada => "22 § tredje stycket förvaltningslagen (2017:900)",
        }
    }
}

words! {
    /// What kind of document one has drawn up oneself.
    pub enum UpprattadArt {
        Brev = "brev", "Brev";
        Yttrande = "yttrande", "Yttrande";
        Intyg = "intyg", "Intyg";
        Overenskommelse = "overenskommelse", "Överenskommelse";
        Epost = "e_post", "E-brev";
        Annat = "annat", "Annat";
    }
}

words! {
    /// On which ground another authority or person is asked about somebody. What is secret there is given
    /// out only on a ground of theirs; this is the one we point at.
    pub enum Uppgiftsgrund {
        Samtycke = "samtycke", "Samtycke (10 kap. 1 § och 12 kap. 2 § OSL)";
        Nodvandigt = "nodvandigt", "Nödvändigt för vår egen verksamhet (10 kap. 2 § OSL)";
        Vard = "vard", "Nödvändig vård eller stöd (26 kap. 9 § OSL)";
        Uppgiftsskyldighet = "uppgiftsskyldighet", "Skyldighet i lag att lämna uppgiften (10 kap. 28 § OSL)";
        EjSekretess = "ej_sekretess", "Uppgiften är inte hemlig";
        EgenUppgift = "egen_uppgift", "Personen själv eller dennes ombud tillfrågas";
    }
}

record! {
    /// A document came in. It occurred on the day that counts as its arrival (FL 22 §).
    pub struct HandlingRegistrerad {
        /// What it is.
        pub art: HandlingArt,
        /// Who it is from.
        pub fran: String,
        /// How it came.
        pub vag: Inkomstvag,
        /// The day it reached us.
        pub nadde: Date,
        /// Which day counts.
        pub ankomst: Ankomst,
        /// What else there is to say.
        pub anteckning: Option<String>,
        /// The files, in the order they were chosen; none for what lies in a paper file.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// A document that one has drawn up oneself was put on file.
    pub struct HandlingBifogad {
        /// What it is.
        pub art: UpprattadArt,
        /// What it is about: "Intyg till hyresvärden".
        pub rubrik: String,
        /// Who it was sent to, when it was sent.
        pub till: Option<String>,
        /// What else there is to say.
        pub anteckning: Option<String>,
        /// The files, in the order they were chosen.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// Another authority or person was asked for something (FL 8 §).
    pub struct UppgiftBegard {
        /// Who was asked.
        pub hos: String,
        /// For what.
        pub vad: String,
        /// On which ground.
        pub grund: Uppgiftsgrund,
        /// The last day to answer, inclusive, when one was set.
        pub svar_senast: Option<Date>,
    }
}

record! {
    /// What matters for the outcome came in from somebody, asked for or not.
    pub struct UppgiftInkommen {
        /// The request it answers.
        pub begaran: Option<Id>,
        /// Who it is from.
        pub fran: String,
        /// How it came.
        pub vag: Inkomstvag,
        /// What it says.
        pub innehall: String,
        /// The files, in the order they were chosen.
        pub filer: Vec<Fil>,
    }
}

record! {
    /// A request was taken back: the answer is not needed any more, or will not come.
    pub struct UppgiftAtertagen {
        /// The request.
        pub begaran: Id,
        /// Why.
        pub skal: String,
    }
}
