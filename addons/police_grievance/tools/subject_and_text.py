def subject_and_text(subject, text):
    """What somebody says in all, as one text: so it is understood, routed and looked through."""
    return f"{subject or ''}\n{text or ''}"
