-- A copy of the database answers no citizen, fetches no mailbox and takes nothing in.
UPDATE police_channel
   SET is_paused = true,
       secret = NULL;
UPDATE police_channel_mail
   SET imap_host = NULL,
       imap_user = NULL,
       imap_password = NULL;
