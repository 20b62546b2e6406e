"""Who may change what on a complaint by hand: one table to read.

Whatever a row does not name, only the methods of a complaint may set. The citizen's own
words can be corrected by the control room alone, never by the station they speak about.
"""

# Who is above the stations: what they decide of a complaint's way and clock, no station does.
DECIDERS = ("police_force.group_control_room", "police_force.group_supervisor")

STATION_STAFF = frozenset({"stage_id"})
STATION_HEAD = STATION_STAFF | {"post_id"}
SUPERVISOR = STATION_HEAD | {"category_id", "nature", "priority"}
CONTROL_ROOM = SUPERVISOR | {
    "subject",
    "description",
    "language",
    "vulnerability_ids",
    "complained_unit_id",
    "complained_user_id",
    "place_id",
    "place_text",
    "pin_code",
    "latitude",
    "longitude",
    "proposed_unit_id",
}
WRITABLE_FIELDS = {
    "police_force.group_station_staff": STATION_STAFF,
    "police_force.group_station_head": STATION_HEAD,
    "police_force.group_supervisor": SUPERVISOR,
    "police_force.group_control_room": CONTROL_ROOM,
}
# A complaint taken by hand: also when and how it came. Its stage comes by itself.
CREATABLE_FIELDS = {
    "police_force.group_control_room": CONTROL_ROOM - {"stage_id"}
    | {"received_at", "channel", "confidentiality"},
}
