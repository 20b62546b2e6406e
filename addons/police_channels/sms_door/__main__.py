"""`python addons/police_channels/sms_door`: the SMS door."""

from door import main

main()
