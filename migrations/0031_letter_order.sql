-- Letters stand in the order in which they were written, which is not that in which rows came: an import and a seed write of the past.

create index letters_by_time on letters (created_at desc, id desc);

drop index letters_of_ticket, letters_of_state, letters_of_address, letters_of_domain;
create index letters_of_ticket on letters (ticket_id, created_at desc, id desc);
create index letters_of_state on letters (state, created_at desc, id desc);
create index letters_of_address on letters (address, created_at desc, id desc) where address is not null;
create index letters_of_domain on letters (domain, created_at desc, id desc) where domain is not null;

/* When one was last sent: the latest is not always the youngest, since some are tried for two days. */
create index letters_sent on letters (settled_at desc) where state = 'sent';
