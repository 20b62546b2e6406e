"""The closed lists of words on a complaint (design: nature, channel, confidentiality, stage)."""

NATURES = [
    ("non_cognisable", "Non-cognisable"),
    ("cognisable", "Cognisable"),
    ("emergency", "Emergency"),
    ("civil", "Civil, not a police matter"),
    ("service_request", "Service request"),
    ("not_a_complaint", "Not a complaint"),
]
HIGH, DANGER = "1", "2"
PRIORITIES = [("0", "Normal"), (HIGH, "High"), (DANGER, "Danger")]
CHANNELS = [
    ("voice", "Voice call"),
    ("whatsapp", "WhatsApp"),
    ("sms", "SMS"),
    ("app", "App"),
    ("email", "E-mail"),
    ("portal", "Portal"),
    ("walk_in", "Walk-in"),
    ("post", "Letter"),
    ("other_office", "Other office"),
]
CONFIDENTIALITY_LEVELS = [
    ("open", "Open"),
    ("confidential", "Confidential"),
    ("anonymous", "Anonymous"),
]
STAGES = [
    ("received", "Received"),
    ("triage", "Triage"),
    ("with_station", "With station"),
    ("action_taken", "Action taken"),
    ("verification", "Verification"),
    ("closed", "Closed"),
]
# Stages in which no station has it yet.
BEFORE_STATION = ("received", "triage")
# The station has acted: the citizen is asked how it went.
ASKED_STAGES = ("action_taken", "verification")
# In these the citizen can say so on their page.
FEEDBACK_STAGES = (*ASKED_STAGES, "closed")
ROUTING_STATES = [("certain", "Certain"), ("proposed", "Proposed"), ("unknown", "Unknown")]
# What decided where a complaint goes; `police.complaint.routing.mixin` has the sentences.
ROUTING_RULES = [
    ("place_chosen", "The place that was chosen"),
    ("station_named", "Station named"),
    ("place_settled", "Place named"),
    ("same_name", "Name of several stations"),
    ("several_named", "Several stations named"),
    ("other_district", "Name and district disagree"),
    ("name_resembles", "Name resembling a station's"),
    ("pin_settled", "PIN code of one station"),
    ("pin_shared", "PIN code of several stations"),
    ("place_near", "Nearest to the place"),
    ("position_near", "Nearest to the position"),
    ("position_outside", "Position outside the zone"),
    ("district_only", "Only the district named"),
    ("several_districts", "Several districts named"),
    ("landmark_named", "Landmark named"),
    ("town_named", "Town named"),
    ("named_in_passing", "Named in passing"),
    ("station_complained", "Station complained of"),
    ("also_outside", "A place outside the zone named, too"),
    ("outside_zone", "Place outside the zone"),
    ("other_police", "Railway or cyber police"),
    ("everyday_word", "No name"),
    ("nothing_found", "No place found"),
    ("about_unit", "About the unit itself"),
    ("about_police", "Perhaps about the police"),
    ("merged", "Station merged"),
    ("person", "Decided by a person"),
]
# A station returns a complaint once in a cycle; then the circle (or district) above both decides.
TRANSFER_KINDS = [
    ("transfer", "Transferred"),
    ("return", "Returned"),
    ("referral", "To be decided"),
    ("decision", "Decided"),
    # Its unit ended: nobody disputes anything.
    ("merger", "Unit ended"),
]
SET_ASIDE_KINDS = [
    ("spam", "Spam"),
    ("enquiry", "An enquiry, answered"),
    ("belongs", "It belongs to another case"),
]
EVENTS = [
    ("received", "Received"),
    ("triage", "Being looked at"),
    ("with_station", "With the station"),
    ("transferred", "Transferred"),
    ("action_taken", "Action taken"),
    ("asked", "Citizen asked"),
    ("escalated", "Escalated"),
    ("message", "Message to the citizen"),
    ("reply", "Message from the citizen"),
    ("resolved", "Resolved"),
    ("closed", "Closed"),
    ("reopened", "Reopened"),
    ("new_link", "New link"),
    ("code", "Code for an account"),
    ("danger", "Danger"),
    ("protected", "Name kept confidential"),
]
# What a call taker did about danger on the telephone.
EMERGENCY_ANSWERS = [
    ("told", "Told to call 112"),
    ("connected", "Connected to 112"),
    ("not_needed", "Not needed"),
]
# What came without words, and what the office wrote down from it.
SPOKEN = [("sound", "To listen to"), ("film", "To interpret")]
WRITTEN_FROM = [("spoken", "Spoken"), ("signed", "Signed"), ("read", "Read in a file")]
# In which who sent no words, such as a voice note, is answered.
WORDLESS_LANGUAGE = "police_grievance.wordless_language"
DEFAULT_WORDLESS_LANGUAGE = "hi_IN"
LISTEN_MINUTES = "police_grievance.listen_minutes"
DEFAULT_LISTEN_MINUTES = 60
# For so long a reply can be taken back, in seconds.
REPLY_HOLD = "police_grievance.reply_hold_seconds"
DEFAULT_REPLY_HOLD = 10
