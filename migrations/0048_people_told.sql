-- Whoever shows the staff and its keys hears of those that are added, too (0006_sign_in.sql tells of the rest).

create trigger people_added_are_announced after insert on people for each statement execute function people_changed();
create trigger keys_added_are_announced after insert on api_keys for each statement execute function people_changed();
