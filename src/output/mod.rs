//! The forms in which an extraction leaves: JSON lines and CSV. No logic beyond form.
