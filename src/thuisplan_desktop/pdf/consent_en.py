"""The consent form in English: to the parents, and to a pupil of 16 or older who decides alone."""

from thuisplan_desktop.pdf.form_words import ASKED_FOR, FormWords, by, points, prose
from thuisplan_desktop.register.codes import DataCategory, GiverRole, Party

_P, _C, _G = Party, DataCategory, GiverRole

_PARTIES = {
    _P.ZORGCOORDINATOR: "Care coordinator of the school",
    _P.MENTOR: "Mentor or class teacher",
    _P.TEAM_LEADER: "Team leader",
    _P.PARENTS: "Parents",
    _P.PUPIL: "Pupil",
    _P.LEERPLICHT: "School attendance officer (leerplichtambtenaar)",
    _P.YOUTH_DOCTOR: "Youth doctor or nurse (jeugdarts)",
    _P.YOUTH_TEAM: "Youth team (jeugdteam or CJG)",
    _P.SOCIAL_WORKER: "School social worker",
    _P.CONSULENT: "Adviser of the school partnership (samenwerkingsverband)",
    _P.MENTAL_HEALTH: "Mental health care (GGZ)",
    _P.RMC: "School leavers' service (RMC / Doorstroompunt)",
    _P.ACCESS: "Municipal access to youth care (toegang)",
    _P.SWV_DIRECTOR: "Director of the school partnership (samenwerkingsverband)",
    _P.POLICE: "Police",
    _P.FAMILY_GUARDIAN: "Family guardian (gezinsvoogd)",
    _P.OTHER_SCHOOL: "Staff of another school",
    _P.POLICY_OFFICER: "Policy officer of the municipality",
    _P.NEXT_SCHOOL: "New school",
    _P.CARE_PROVIDER: "Care provider or residential institution",
    _P.WORKPLACE: "Employer or day care (dagbesteding)",
    _P.PARENT_WITHOUT_GEZAG: "Parent without parental responsibility (gezag)",
    _P.DUO: "DUO (national education office)",
    _P.VEILIG_THUIS: "Veilig Thuis (child protection advice)",
    _P.CHILD_PROTECTION: "Child Protection Board (Raad voor de Kinderbescherming)",
    _P.INSPECTORATE: "Inspectorate of Education (Inspectie van het Onderwijs)",
}
_GIVERS = {
    _G.PARENT: "Parent with legal custody (gezag)",
    _G.GUARDIAN: "Guardian (voogd)",
    _G.CERTIFIED_INSTITUTION: "Certified institution with guardianship",
    _G.PUPIL_16: "Pupil (16 or older)",
    _G.PUPIL_12: "Pupil (12 to 15 years old)",
}

PARENTS = FormWords(
    version="en-parents-2",
    language="en",
    kind="Consent form",
    notice="Confidential",
    title="May we talk with others about your child?",
    about="This form is about {pupil} of {school}.",
    intro=prose(
        """
        Your child misses a lot of school, or may do so soon. We want to talk about this with other people, to find
        a good solution together. We only do this if you agree. Take your time to read what we ask. Then you choose.
    """
    ),
    who="Who is asking?",
    asks="{name}, {function}.",
    contact="Do you have a question? {contact}",
    what_for="Why do we ask?",
    purposes=by(
        ASKED_FOR,
        """
            <b>To talk about your child in the support team (ondersteuningsteam).</b> In this team the school and
            others look for a solution for your child.

            <b>To ask for advice.</b> An adviser of the school partnership (samenwerkingsverband) tells schools
            about extra help.

            <b>To talk with the youth doctor (jeugdarts)</b> about what your child can do and needs.

            <b>To pass on information.</b> Then you do not have to tell everything again at a new school or care
            provider.
        """,
    ),
    know="Good to know",
    rights=points(
        """
            <b>You may say no.</b> This has no bad consequences for you or your child. The school keeps helping your
            child.

            <b>You choose</b> who may know what. We share only what is needed, and nothing with people you do not
            tick.

            <b>You may stop at any time.</b> Tell or write to {name}. From then on we share nothing more. We cannot
            undo what was already discussed.

            <b>Your consent is valid until {until}</b>, or shorter if the talks end earlier.

            <b>You may read everything</b> we write about your child. You may also ask us to correct or delete it.

            <b>Sometimes the law says the school must report something</b>, such as absence without permission.
            Consent is not needed for that. We will tell you.

            <b>Are you not satisfied?</b> Talk to us, or to the data protection officer of the school. You can also
            complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).
        """
    ),
    choice="Your choice: who may know what?",
    choose="Put a cross in every box you agree to. Leave a box empty if you do not want it.",
    sharing_with="We talk with",
    categories={
        _C.ABSENCE: ("Absence", "the days and hours your child was not at school"),
        _C.EDUCATION: ("Education", "how learning goes, and which extra help the school gives"),
        _C.HOME: ("Home", "how things are at home, if that matters for school"),
        _C.HEALTH: ("Health", "illness or complaints of your child. The law protects this information extra"),
        _C.HELP: ("Help", "which help your child or family gets"),
    },
    parties=_PARTIES,
    meaning="What do these words mean?",
    sign="Sign",
    yes="Yes, I agree to the boxes I have ticked.",
    no="No, I do not agree.",
    signers=prose(
        """
        Everyone with legal custody (gezag) of your child fills in their own box below. Do you not choose the same?
        Then each of you uses a separate form.
    """
    ),
    young="Is your child 12 to 15? Then your child decides too about health, help and care workers, and signs.",
    givers=_GIVERS,
    name="Name",
    date="Date",
    signature="Signature",
    received="Received by the school on",
    received_by="by",
    copy="You get a copy of this form.",
)

PUPIL = FormWords(
    version="en-pupil-1",
    language="en",
    kind="Consent form",
    notice="Confidential",
    title="May we talk with others about you?",
    about="This form is about {pupil} of {school}.",
    intro=prose(
        """
        You miss a lot of school, or may do so soon. We want to talk about this with other people, to find a good
        solution together. Because you are 16 or older, you decide. Take your time to read what we ask. Then you
        choose.
    """
    ),
    who="Who is asking?",
    asks="{name}, {function}.",
    contact="Do you have a question? {contact}",
    what_for="Why do we ask?",
    purposes=by(
        ASKED_FOR,
        """
            <b>To talk about you in the support team (ondersteuningsteam).</b> In this team the school and others
            look for a solution for you.

            <b>To ask for advice.</b> An adviser of the school partnership (samenwerkingsverband) tells schools
            about extra help.

            <b>To talk with the youth doctor (jeugdarts)</b> about what you can do and need.

            <b>To pass on information.</b> Then you do not have to tell everything again at a new school or care
            provider.
        """,
    ),
    know="Good to know",
    rights=points(
        """
            <b>You may say no.</b> This has no bad consequences. The school keeps helping you.

            <b>You choose</b> who may know what. We share only what is needed, and nothing with people you do not
            tick.

            <b>You may stop at any time.</b> Tell or write to {name}. From then on we share nothing more. We cannot
            undo what was already discussed.

            <b>Your consent is valid until {until}</b>, or shorter if the talks end earlier.

            <b>You may read everything</b> we write about you. You may also ask us to correct or delete it.

            <b>Sometimes the law says the school must report something</b>, such as absence without permission.
            Consent is not needed for that. We will tell you. Until you are 18, your parents may know when you were
            absent.

            <b>Are you not satisfied?</b> Talk to us, or to the data protection officer of the school. You can also
            complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).
        """
    ),
    choice="Your choice: who may know what?",
    choose="Put a cross in every box you agree to. Leave a box empty if you do not want it.",
    sharing_with="We talk with",
    categories={
        _C.ABSENCE: ("Absence", "the days and hours you were not at school"),
        _C.EDUCATION: ("Education", "how learning goes, and which extra help the school gives"),
        _C.HOME: ("Home", "how things are at home, if that matters for school"),
        _C.HEALTH: ("Health", "illness or complaints. The law protects this information extra"),
        _C.HELP: ("Help", "which help you or your family gets"),
    },
    parties=_PARTIES,
    meaning="What do these words mean?",
    sign="Sign",
    yes="Yes, I agree to the boxes I have ticked.",
    no="No, I do not agree.",
    signers="Fill in your own box. Your parents do not have to sign.",
    young="",
    givers=_GIVERS,
    name="Name",
    date="Date",
    signature="Signature",
    received="Received by the school on",
    received_by="by",
    copy="You get a copy of this form.",
)
