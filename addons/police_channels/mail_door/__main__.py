"""`python addons/police_channels/mail_door`: the mail door; see docs/channel-email.md."""

from door import main

main()
