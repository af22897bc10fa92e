"""The leaflet in English: to parents, and to a pupil of 16 or older who decides alone."""

from thuisplan_desktop.pdf.form_words import prose
from thuisplan_desktop.pdf.leaflet_words import LeafletWords, sections
from thuisplan_desktop.register.codes import Role

_SUPPORT = "ask the school for the support point for parents and young people (ouder- en jeugdsteunpunt) in your region"
_SOURCES = "This leaflet is based on (in Dutch): {sources}. Laws change; ask the school for the latest state."

PARENTS = LeafletWords(
    version="en-leaflet-parents-3",
    kind="Information for parents",
    title="Talking with others about your child",
    intro=prose(
        """
        Your child misses a lot of school. The school wants to talk with people who can help. This leaflet tells you
        what that means and what you can choose.
    """
    ),
    parts=sections(
        """
        = You choose
        The school first asks for your consent. <b>You choose for each person or organisation</b> if they may join.

        You also choose <b>what they may know</b>: absence, education, home, health or help.

        We never tell more than is needed.

        = You may say no
        <b>Saying no has no bad consequences.</b> Your child stays welcome and the school keeps helping.

        You may also allow a part. For example the youth doctor, but not the municipality.

        = You may stop at any time
        Tell or write to the school. <b>From then on we share nothing more.</b> We cannot undo what was already told.

        Your consent ends by itself when the talks are finished, and always at the end of the school year.

        = Who decides?
        <b>Is your child younger than 12?</b> The parents with parental responsibility (gezag) or the guardian decide.

        <b>Is your child 12 to 15 years old?</b> The parents or guardian decide. We also ask what your child thinks.
        Is it about health or help, or does a doctor or care worker join? Then your child must agree too.

        <b>Is your child 16 or older?</b> Your child decides. Until 18 you may still know how often and when your
        child was absent.

        <b>Do you not agree with each other?</b> If a parent with gezag objects, the talks stop at once. They go on
        only when you agree.

        = When there is no consent
        Sometimes there are serious worries about a child and no consent comes. Then the school may ask for advice
        without a name. This is called an <b>anonymous discussion</b>.

        We then tell no name, date of birth, address or class, and nothing else by which people can recognise your
        child. A member of staff checks the text first.

        Does somebody recognise your child? Then the talk stops. After a talk by name, that group cannot talk
        anonymously about your child any more.

        = What must or may happen without consent
        By law the school <b>must</b> report absence without a valid reason to the attendance officer (leerplicht).

        The school <b>may</b> ask the school partnership (samenwerkingsverband) for advice, and give information to a
        new school.

        Is a child perhaps not safe? Then the school may report to Veilig Thuis. We talk with you first, unless that
        is dangerous for your child.

        = Your rights
        You may <b>read everything</b> we write about your child. You get a print if you ask.

        Is something wrong? We <b>correct</b> it. You may also ask us to <b>delete</b> data, <b>not to use</b> them
        for a while, or <b>object</b>. You get an answer within one month.
    """
    ),
    keeps={
        Role.SCHOOL: prose(
            """
            The school deletes the data of these talks two years after your child has left the school. Does your
            child stay at this school? Then it is two years after the talks have ended. After a referral to special
            education it is three years. Later is only possible with a reason that we write down, such as a
            complaint.
        """
        ),
        Role.CONSULENT: prose(
            """
            The partnership of schools (samenwerkingsverband) deletes the data of these talks three years after its work
            for your child has ended. Later is only possible with a reason that we write down, such as a complaint.
        """
        ),
    },
    help="Questions or help?",
    school="The school",
    support_point="Support point for parents and young people",
    support_unknown=_SUPPORT,
    officer="Data protection officer",
    supervisor="Complaint",
    supervisor_is="Dutch Data Protection Authority (Autoriteit Persoonsgegevens)",
    sources=_SOURCES,
)

PUPIL = LeafletWords(
    version="en-leaflet-pupil-4",
    kind="Information for young people",
    title="Talking with others about you",
    intro=prose(
        """
        You miss a lot of school. The school wants to talk with people who can help. Because you are 16 or older, you
        decide if that is allowed. This leaflet tells you what that means.
    """
    ),
    parts=sections(
        """
        = You choose
        The school first asks for your consent. <b>You choose for each person or organisation</b> if they may join.

        You also choose <b>what they may know</b>: absence, education, home, health or help.

        You may be there when we talk. We like to hear what you want yourself.

        = You may say no
        <b>Saying no has no bad consequences.</b> The school keeps helping you.

        You may also allow a part. For example the youth doctor, but not the municipality.

        = You may stop at any time
        Tell or write to the school. <b>From then on we share nothing more.</b> We cannot undo what was already told.

        Your consent ends by itself when the talks are finished, and always at the end of the school year.

        = What may your parents know?
        Until you are 18 your parents with legal custody (gezag), or your guardian, may know how often and when you were
        absent. Not the reason you told the school.

        About school, home, health and help we tell your parents only what you agree to. From 18 that goes for
        everything.

        = When you give no consent
        Sometimes there are serious worries and no consent comes. Then the school may ask for advice without your
        name. This is called an <b>anonymous discussion</b>.

        We then tell no name, date of birth, address or class, and nothing else by which people can recognise you. A
        member of staff checks the text first. Does somebody recognise you? Then the talk stops.

        = What must or may happen without consent
        By law the school <b>must</b> report absence without a valid reason to the attendance officer (leerplicht).

        The school <b>may</b> ask the school partnership (samenwerkingsverband) for advice, and give information to a
        new school.

        Are you perhaps not safe? Then the school may report to Veilig Thuis. We talk with you first, unless that is
        dangerous for you.

        = Your rights
        You may <b>read everything</b> we write about you. You get a print if you ask.

        Is something wrong? We <b>correct</b> it. You may also ask us to <b>delete</b> data, <b>not to use</b> them
        for a while, or <b>object</b>. You get an answer within one month.
    """
    ),
    keeps={
        Role.SCHOOL: prose(
            """
            The school deletes the data of these talks two years after you have left the school. Do you stay at this
            school? Then it is two years after the talks have ended. After a referral to special education it is three
            years. Later is only possible with a reason that we write down, such as a
            complaint.
        """
        ),
        Role.CONSULENT: prose(
            """
            The partnership of schools (samenwerkingsverband) deletes the data of these talks three years after its work
            for you has ended. Later is only possible with a reason that we write down, such as a complaint.
        """
        ),
    },
    help="Questions or help?",
    school="The school",
    support_point="Support point for parents and young people",
    support_unknown=_SUPPORT,
    officer="Data protection officer",
    supervisor="Complaint",
    supervisor_is="Dutch Data Protection Authority (Autoriteit Persoonsgegevens)",
    sources=_SOURCES,
)
