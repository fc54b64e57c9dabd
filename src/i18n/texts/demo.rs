//! Texts of the sample consultations. Persons have names that nobody takes for real ones.

/// A need of a sample.
#[derive(Debug)]
pub struct SampleNeed {
    /// The words.
    pub text: &'static str,
    /// The context.
    pub detail: &'static str,
}

/// A task of a sample.
#[derive(Debug)]
pub struct SampleTask {
    /// The words.
    pub text: &'static str,
    /// Who does it.
    pub owner: &'static str,
}

/// The sample that is being held.
#[derive(Debug)]
pub struct Running {
    /// The title.
    pub title: &'static str,
    /// The place.
    pub place: &'static str,
    /// The agenda, a line an item.
    pub agenda: &'static str,
    /// Names and offices.
    pub people: [(&'static str, &'static str); 2],
    /// The first need.
    pub waste: SampleNeed,
    /// Why the sensors fit.
    pub why_sensors: &'static str,
    /// A note.
    pub note: &'static str,
    /// A decision.
    pub decision: &'static str,
    /// A task of the office.
    pub list_of_sites: SampleTask,
    /// A task of the broker.
    pub send_contacts: SampleTask,
    /// The need that nothing is linked to.
    pub biowaste: SampleNeed,
}

/// The sample that is planned.
#[derive(Debug)]
pub struct Planned {
    /// The title.
    pub title: &'static str,
    /// The place.
    pub place: &'static str,
    /// The agenda, a line an item.
    pub agenda: &'static str,
    /// Names and offices.
    pub people: [(&'static str, &'static str); 1],
}

/// The sample that is over.
#[derive(Debug)]
pub struct Closed {
    /// The title.
    pub title: &'static str,
    /// The place.
    pub place: &'static str,
    /// The agenda, a line an item.
    pub agenda: &'static str,
    /// Names and offices.
    pub people: [(&'static str, &'static str); 2],
    /// The need.
    pub lighting: SampleNeed,
    /// Why the practice fits.
    pub why_chosen: &'static str,
    /// What the caution teaches.
    pub why_caution: &'static str,
    /// A note.
    pub note: &'static str,
    /// A decision.
    pub decision: &'static str,
    /// A task of the office.
    pub inventory: SampleTask,
    /// A task of the broker.
    pub visit: SampleTask,
    /// The next meeting; takes its date.
    pub next_meeting: fn(&str) -> String,
    /// Who verified the minutes.
    pub verified_by: &'static str,
}

/// Texts of the sample consultations.
#[derive(Debug)]
pub struct Texts {
    /// The name of the sample broker.
    pub broker: &'static str,
    /// What the broker is.
    pub broker_office: &'static str,
    /// The broker's organisation.
    pub organisation: &'static str,
    /// The sample that is being held.
    pub running: Running,
    /// The sample that is planned.
    pub planned: Planned,
    /// The sample that is over.
    pub closed: Closed,
}

pub(super) const CS: Texts = Texts {
    broker: "Eva Brokerová",
    broker_office: "inovační brokerka",
    organisation: "Inovační centrum (ukázka)",
    running: Running {
        title: "Ukázka: přeplněné kontejnery na tříděný odpad",
        place: "městský úřad, zasedací místnost",
        agenda: "Přeplněné kontejnery\nBioodpad\nDalší postup",
        people: [("Jana Vzorová", "starostka"), ("Petr Ukázkový", "vedoucí odboru životního prostředí")],
        waste: SampleNeed {
            text: "Přeplněné kontejnery na tříděný odpad",
            detail: "Nejhůř je po víkendu na sídlišti; svoz má pevné dny bez ohledu na to, co je plné.",
        },
        why_sensors: "nejprve jen nejkritičtější stanoviště, data pro úpravu tras",
        note: "Ukázková poznámka: před změnou svozu je třeba vědět, která stanoviště se plní nejrychleji.",
        decision: "Úřad vybere nejkritičtější stanoviště a ověří na nich senzory naplněnosti.",
        list_of_sites: SampleTask {
            text: "Sepsat nejkritičtější stanoviště s počty nádob a dny svozu",
            owner: "Petr Ukázkový",
        },
        send_contacts: SampleTask {
            text: "Poslat odkazy na praxi se senzory a na podmínky dotace",
            owner: "Eva Brokerová",
        },
        biowaste: SampleNeed { text: "Obyvatelé nevědí, kam s bioodpadem mimo sezónu", detail: "" },
    },
    planned: Planned {
        title: "Ukázka: parkování v centru",
        place: "městský úřad",
        agenda: "Parkování v centru\nCo se osvědčilo jinde\nDalší postup",
        people: [("Karel Příkladný", "místostarosta")],
    },
    closed: Closed {
        title: "Ukázka: obnova veřejného osvětlení",
        place: "městský úřad, kancelář starosty",
        agenda: "Stav veřejného osvětlení\nZkušenosti jiných měst\nÚkoly",
        people: [("Tomáš Ukázka", "starosta"), ("Alena Vzorná", "vedoucí odboru správy majetku")],
        lighting: SampleNeed {
            text: "Zastaralé veřejné osvětlení s vysokou spotřebou",
            detail: "Výměna má snížit spotřebu a nezhoršit osvětlení chodníků.",
        },
        why_chosen: "postup po etapách a úspora odpovídají záměru",
        why_caution: "nejprve změřit, co nové svítidlo skutečně osvětlí, i mimo vozovku",
        note: "Ukázková poznámka: nejdřív pasport svítidel a stožárů, teprve potom výběr technologie.",
        decision: "Město připraví pasport osvětlení a obnovu rozdělí do etap.",
        inventory: SampleTask { text: "Doplnit pasport svítidel a stožárů", owner: "Alena Vzorná" },
        visit: SampleTask {
            text: "Domluvit návštěvu města, které osvětlení už obnovilo",
            owner: "Eva Brokerová",
        },
        next_meeting: |date| format!("{date}, městský úřad"),
        verified_by: "Tomáš Ukázka",
    },
};

pub(super) const EN: Texts = Texts {
    broker: "Eva Brokerová",
    broker_office: "innovation broker",
    organisation: "Innovation Centre (sample)",
    running: Running {
        title: "Sample: overfull recycling containers",
        place: "town hall, meeting room",
        agenda: "Overfull containers\nBiowaste\nNext steps",
        people: [("Jana Vzorová", "mayor"), ("Petr Ukázkový", "head of the environment department")],
        waste: SampleNeed {
            text: "Overfull containers for sorted waste",
            detail: "It is worst after the weekend on the housing estate; collection has fixed days whatever is full.",
        },
        why_sensors: "only the most critical sites at first, data to change the routes",
        note: "Sample note: before collection is changed one has to know which sites fill fastest.",
        decision: "The office picks the most critical sites and tries fill-level sensors there.",
        list_of_sites: SampleTask {
            text: "List the most critical sites with numbers of containers and days of collection",
            owner: "Petr Ukázkový",
        },
        send_contacts: SampleTask {
            text: "Send links to the practice with sensors and to the conditions of the grant",
            owner: "Eva Brokerová",
        },
        biowaste: SampleNeed {
            text: "Residents do not know where to take biowaste out of season",
            detail: "",
        },
    },
    planned: Planned {
        title: "Sample: parking in the centre",
        place: "town hall",
        agenda: "Parking in the centre\nWhat worked elsewhere\nNext steps",
        people: [("Karel Příkladný", "deputy mayor")],
    },
    closed: Closed {
        title: "Sample: renewal of street lighting",
        place: "town hall, office of the mayor",
        agenda: "State of the street lighting\nExperience of other towns\nTasks",
        people: [("Tomáš Ukázka", "mayor"), ("Alena Vzorná", "head of property management")],
        lighting: SampleNeed {
            text: "Old street lighting that consumes much",
            detail: "The replacement is to save energy and must not make pavements darker.",
        },
        why_chosen: "renewal in stages and the saving fit the intention",
        why_caution: "measure first what a new lamp really lights, beside the road too",
        note: "Sample note: first an inventory of lamps and poles, only then the choice of technology.",
        decision: "The town prepares an inventory of the lighting and divides the renewal into stages.",
        inventory: SampleTask { text: "Complete the inventory of lamps and poles", owner: "Alena Vzorná" },
        visit: SampleTask {
            text: "Arrange a visit to a town that has renewed its lighting",
            owner: "Eva Brokerová",
        },
        next_meeting: |date| format!("{date}, town hall"),
        verified_by: "Tomáš Ukázka",
    },
};
