-- A copy of the database answers no citizen, fetches no mailbox and takes nothing in.
UPDATE police_channel
   SET is_paused = true,
       secret = NULL;
UPDATE police_channel_sms
   SET url = 'http://neutralized.invalid/',
       report_url = 'http://neutralized.invalid/',
       password = NULL;
UPDATE police_channel_voice
   SET url = 'http://neutralized.invalid/',
       password = NULL;
UPDATE police_channel_whatsapp
   SET api_url = 'http://neutralized.invalid',
       access_token = NULL,
       app_secret = NULL,
       verify_token = NULL;
UPDATE police_channel_mail
   SET imap_host = NULL,
       imap_user = NULL,
       imap_password = NULL;
