"""What a citizen's words say: small linear models over the sounds of words, in every script."""
