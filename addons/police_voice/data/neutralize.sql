-- A copy of the database has no telephone exchange do anything.
UPDATE police_channel_voice
   SET door_address = NULL;
