-- Reports read tickets by the time they were received (C12).
create index tickets_received on tickets (received_at, id);
