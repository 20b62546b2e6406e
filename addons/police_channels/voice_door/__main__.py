"""`python addons/police_channels/voice_door`: the voice door."""

from door import main

main()
